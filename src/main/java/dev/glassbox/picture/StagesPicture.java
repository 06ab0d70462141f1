package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An assembly line: the same rows in several columns of bars, each column a stage of one computation.
///
/// @param what   opens the describing sentence: "From logits to a token"
/// @param main   the main fact, ends that sentence
/// @param labels of the rows, usually tokens
/// @param stages from left to right; every one has a bar for each row
/// @param chosen row on a band; −1 for none
/// @param rest   below the labels: "465 more"
/// @param arrows whether a stage follows from the one before
/// @param hatched what the hatch means; empty when nothing is
public record StagesPicture(String what, String main, List<String> labels, List<Stage> stages, int chosen, String rest, boolean arrows,
                            String hatched) implements Picture {

    private static final double BLEED = 8;
    private static final double HEAD = 50;
    private static final double FOOT = 26;
    private static final double ROW = 31;
    private static final double GAP = 34;

    /// One column.
    ///
    /// @param bars its labels are not shown; its cut line and colours are
    /// @param foot below the bars; empty for nothing
    public record Stage(String title, String subtitle, BarPicture bars, String foot) {}

    /// A bar of a stage, see [BarPicture.Part].
    public record Cell(int stage, int row, double value, double place, Box box, String text) implements Hit {}

    /// The heading of a stage.
    public record Head(int stage, Box box, String text) implements Hit {}

    public StagesPicture {
        labels = List.copyOf(labels);
        stages = List.copyOf(stages);
    }

    /// How many rows a picture of this height shows well.
    public static int rows(double height, int most) {
        return Math.clamp((long) ((height - HEAD - FOOT) / 28), 4, Math.max(4, most));
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 420);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public Optional<Picture> legend() {
        return hatched.isEmpty() ? Optional.empty() : Optional.of(new HatchLegend(hatched));
    }

    private double pitch(double height) {
        return Math.min(ROW, (height - HEAD - FOOT) / Math.max(1, labels.size()));
    }

    /// Room for the labels.
    private double names(Ink ink, double width) {
        TextFont bold = ink.font(FontRole.TOKEN_BOLD);
        double widest = labels.stream().mapToDouble(bold::width).max().orElse(0);
        return BLEED + Math.clamp(widest + 16, 92, width * 0.18);
    }

    private Box column(Ink ink, int stage, double width, double height) {
        double names = names(ink, width);
        double each = (width - BLEED - names + GAP) / stages.size();
        return new Box(names + stage * each, HEAD, each - GAP, labels.size() * pitch(height));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        double pitch = pitch(height);
        if (chosen >= 0) {
            pen.fillRect(0, HEAD + chosen * pitch, width, pitch, 3, ink.color(InkColor.BG_SUBTLE));
        }
        double names = names(ink, width) - BLEED - 8;
        for (int row = 0; row < labels.size(); row++) {
            TextFont font = ink.font(row == chosen ? FontRole.TOKEN_BOLD : FontRole.TOKEN);
            boolean cut = stages.getLast().bars().bars().get(row).cut();
            TokenLabel.paint(pen, ink, labels.get(row), BLEED, font.centred(HEAD + (row + 0.5) * pitch), Anchor.START, font,
                    ink.color(cut ? InkColor.FG_MUTED : InkColor.FG), names);
        }
        for (int s = 0; s < stages.size(); s++) {
            stage(pen, ink, s, width, height);
        }
        TextFont caption = ink.font(FontRole.CAPTION);
        pen.text(rest, BLEED, caption.centred(footLine(height)), Anchor.START, caption, ink.color(InkColor.FG_MUTED));
    }

    private double footLine(double height) {
        return HEAD + labels.size() * pitch(height) + 13;
    }

    private void stage(Pen pen, Ink ink, int s, double width, double height) {
        Stage stage = stages.get(s);
        Box box = column(ink, s, width, height);
        TextFont heading = ink.font(FontRole.HEADING);
        TextFont caption = ink.font(FontRole.CAPTION);
        int muted = ink.color(InkColor.FG_MUTED);
        pen.text(heading.fitted(stage.title, box.width()), box.x(), heading.centred(12), Anchor.START, heading, ink.color(InkColor.FG));
        double room = s == stages.size() - 1 ? box.width() : box.width() + GAP - 8;
        pen.text(caption.fitted(stage.subtitle, room), box.x(), caption.centred(32), Anchor.START, caption, muted);
        if (arrows && s > 0) {
            double y = 12.5;
            double x = box.x() - 12;
            Stroke line = Stroke.of(muted, 1.4);
            pen.line(x - 13, y, x, y, line);
            pen.polyline(new double[] {x - 5, x, x - 5}, new double[] {y - 5, y, y + 5}, 3, line);
        }
        pen.text(caption.fitted(stage.foot, room), box.x(), caption.centred(footLine(height)), Anchor.START, caption, muted);
        pen.save();
        pen.translate(box.x(), box.y());
        stage.bars.writing(false, true).paint(pen, ink, box.width(), box.height());
        pen.restore();
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int s = 0; s < stages.size(); s++) {
            Box box = column(ink, s, width, height);
            parts.add(new Head(s, new Box(box.x(), 0, box.width(), HEAD - 8), stages.get(s).title + ": " + stages.get(s).subtitle));
        }
        for (int row = 0; row < labels.size(); row++) {
            for (int s = 0; s < stages.size(); s++) {
                Box box = column(ink, s, width, height);
                Box cell = new Box(box.x(), HEAD + row * pitch(height), box.width(), pitch(height));
                parts.add(new Cell(s, row, stages.get(s).bars.bars().get(row).value(), row + 1, cell, words(s, row)));
            }
        }
        return parts;
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        for (int s = 0; s < stages.size(); s++) {
            Box box = column(ink, s, width, height);
            boolean last = s == stages.size() - 1;
            boolean here = (s == 0 || x >= box.x() - GAP / 2) && (last || x < box.right() + GAP / 2);
            if (here && y < HEAD - 8) {
                return new Head(s, new Box(box.x(), 0, box.width(), HEAD - 8), stages.get(s).title + ": " + stages.get(s).subtitle);
            }
            if (here && y < box.bottom() + 12 && !labels.isEmpty()) {
                double place = Math.clamp((y - HEAD) / pitch(height), 0, labels.size());
                int row = Math.min(labels.size() - 1, (int) place);
                BarLayout layout = BarLayout.of(stages.get(s).bars.writing(false, true), ink, box.width(), box.height());
                return new Cell(s, row, layout.valueAt(x - box.x()), place, new Box(box.x(), HEAD + row * pitch(height), box.width(), pitch(height)),
                        words(s, row));
            }
        }
        return Hit.NONE;
    }

    private String words(int stage, int row) {
        BarPicture.Bar bar = stages.get(stage).bars.bars().get(row);
        return labels.get(row) + ", " + stages.get(stage).title + ": " + (bar.text().isEmpty() ? Numbers.format(bar.value()) : bar.text());
    }

    @Override
    public String describe() {
        return what + ": " + main;
    }
}
