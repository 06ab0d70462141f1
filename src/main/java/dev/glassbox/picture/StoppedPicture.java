package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The most likely next token after each block, as if the model stopped there.
///
/// @param stages in the order of the data flow; the last is the model's real answer
public record StoppedPicture(List<Stage> stages) implements Picture {

    private static final double LABEL = 20;
    private static final double GAP = 10;
    private static final double NARROWEST = 92;

    /// @param name        `after block 3`
    /// @param layer       the block, −1 for the embedding
    /// @param token       the most likely one
    /// @param probability of it
    /// @param changed     whether the stage before says another token
    public record Stage(String name, int layer, String token, double probability, boolean changed) {}

    public record Piece(Stage stage, Box box) implements Hit {
        @Override public String text() {
            return stage.name() + " the most likely next token is " + stage.token() + ", p " + Numbers.probability(stage.probability());
        }
    }

    public StoppedPicture {
        stages = List.copyOf(stages);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 64);
    }

    /// As many as fit, evenly chosen, always with the first and the last.
    private List<Stage> shown(double width) {
        int fit = Math.max(1, (int) ((width + GAP) / (NARROWEST + GAP)));
        if (stages.size() <= fit) {
            return stages;
        }
        List<Stage> some = new ArrayList<>();
        for (int i = 0; i < fit; i++) {
            some.add(stages.get(fit == 1 ? stages.size() - 1 : (int) Math.round(i * (stages.size() - 1.0) / (fit - 1))));
        }
        return some;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Stage> shown = shown(width - 16);
        List<Hit> parts = new ArrayList<>();
        double wide = (width - 16 - GAP * (shown.size() - 1)) / Math.max(1, shown.size());
        for (int i = 0; i < shown.size(); i++) {
            double tall = Math.min(36, height - LABEL);
            parts.add(new Piece(shown.get(i), new Box(Math.rint(8 + i * (wide + GAP)), LABEL, Math.rint(wide), Math.rint(tall))));
        }
        return parts;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont caption = ink.font(FontRole.CAPTION);
        TextFont token = ink.font(FontRole.TOKEN);
        TextFont strong = ink.font(FontRole.TOKEN_BOLD);
        TextFont tick = ink.font(FontRole.TICK);
        for (Hit hit : parts(ink, width, height)) {
            Piece piece = (Piece) hit;
            Box box = piece.box();
            Stage stage = piece.stage();
            boolean last = stage == stages.getLast();
            pen.text(caption.fitted(stage.name(), box.width()), box.x(), 13, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), 8, ink.color(stage.changed() || last ? InkColor.BG_SURFACE : InkColor.BG_SUBTLE));
            pen.strokeRect(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, 8,
                    Stroke.of(ink.color(last ? InkColor.FG : InkColor.BORDER_STRONG), last ? 2 : 1));
            String p = Numbers.probability(stage.probability());
            double room = box.width() - 20 - tick.width(p) - 8;
            TextFont font = last ? strong : token;
            pen.text(font.fitted(stage.token(), room), box.x() + 10, font.centred(box.centreY()), Anchor.START, font, ink.color(InkColor.FG));
            pen.text(p, box.right() - 10, tick.centred(box.centreY()), Anchor.END, tick, ink.color(InkColor.FG_SUBTLE));
        }
    }

    @Override
    public String describe() {
        if (stages.isEmpty()) {
            return "No reading yet.";
        }
        Stage last = stages.getLast();
        int since = stages.size() - 1;
        while (since > 0 && stages.get(since - 1).token().equals(last.token())) {
            since--;
        }
        return "The model says " + last.token() + ", p " + Numbers.probability(last.probability()) + "; it is the most likely token from "
                + stages.get(since).name() + " on.";
    }
}
