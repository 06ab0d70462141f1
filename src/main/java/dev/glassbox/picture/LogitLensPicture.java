package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// The most likely next token at every stage of the stream (downwards) and every position (across): grey where the stage before says the
/// same, coloured by probability where the answer changes. A thick line lies above the stage from which on the answer stays.
///
/// @param tokens   the sentence
/// @param truth    the true next token of each position, empty where it is not known
/// @param stages   in the order of the data flow
/// @param query    the selected position
/// @param layer    the selected block
/// @param decided  for each position the stage from which on the last answer stays
public record LogitLensPicture(List<String> tokens, List<String> truth, List<Stage> stages, int query, int layer, List<Integer> decided)
        implements Picture {

    private static final double HEAD = 26;
    private static final double FOOT = 26;
    private static final double NARROWEST = 58;
    private static final double LOWEST = 18;
    private static final double HIGHEST = 84;
    private static final double LINE = 19;

    /// @param name  `block 3`
    /// @param layer the block, −1 for what enters the first one
    public record Stage(String name, int layer, List<Cell> cells) {
        public Stage {
            cells = List.copyOf(cells);
        }
    }

    /// @param tokens        the most likely ones, the first at the top
    /// @param probabilities of these
    /// @param changed       whether the stage before says another one
    /// @param fresh         whether it was another one when this was last looked at
    public record Cell(List<String> tokens, List<Double> probabilities, boolean changed, boolean fresh) {
        public Cell {
            tokens = List.copyOf(tokens);
            probabilities = List.copyOf(probabilities);
        }

        String token() {
            return tokens.getFirst();
        }

        double probability() {
            return probabilities.getFirst();
        }
    }

    /// @param stage index into the stages
    public record Place(int stage, int position, Box box, String text) implements Hit {}

    public LogitLensPicture {
        tokens = List.copyOf(tokens);
        truth = List.copyOf(truth);
        stages = List.copyOf(stages);
        decided = List.copyOf(decided);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, HEAD + FOOT + 36 * stages.size());
    }

    /// Which positions and stages fit, and where.
    private record Grid(double left, double pitch, int first, int count, double row, List<Integer> stages) {
        double x(int position) {
            return left + (position - first) * pitch;
        }

        double y(int shown) {
            return HEAD + shown * row;
        }
    }

    private Grid grid(Ink ink, double width, double height) {
        TextFont name = ink.font(FontRole.CAPTION);
        double left = 24 + stages.stream().mapToDouble(s -> name.width(s.name())).max().orElse(60);
        int fit = Math.max(1, (int) ((width - left - 4) / NARROWEST));
        int count = Math.min(tokens.size(), fit);
        int first = Math.clamp(query - count / 2, 0, tokens.size() - count);
        double pitch = Math.min(132, (width - left - 4) / Math.max(1, count));
        int rows = Math.max(1, Math.min(stages.size(), (int) ((height - HEAD - FOOT) / LOWEST)));
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            shown.add(rows == 1 ? stages.size() - 1 : (int) Math.round(i * (stages.size() - 1.0) / (rows - 1)));
        }
        return new Grid(left, pitch, first, count, Math.floor(Math.min(HIGHEST, (height - HEAD - FOOT) / rows)), shown);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        if (stages.isEmpty()) {
            return;
        }
        Grid grid = grid(ink, width, height);
        TextFont head = ink.font(FontRole.MONO_SMALL_BOLD);
        TextFont name = ink.font(FontRole.CAPTION);
        TextFont bold = ink.font(FontRole.CAPTION_BOLD);
        for (int t = grid.first(); t < grid.first() + grid.count(); t++) {
            boolean selected = t == query;
            pen.text(head.fitted(tokens.get(t), grid.pitch() - 8), grid.x(t) + grid.pitch() / 2, 17, Anchor.MIDDLE, head,
                    ink.color(selected ? InkColor.Q_TEXT : InkColor.FG));
        }
        for (int i = 0; i < grid.stages().size(); i++) {
            Stage stage = stages.get(grid.stages().get(i));
            TextFont font = stage.layer() == layer ? bold : name;
            pen.text(stage.name(), 8, font.centred(grid.y(i) + grid.row() / 2), Anchor.START, font, ink.color(stage.layer() == layer ? InkColor.FG : InkColor.FG_MUTED));
            for (int t = grid.first(); t < grid.first() + grid.count(); t++) {
                cell(pen, ink, grid, i, t);
            }
        }
        for (int t = grid.first(); t < grid.first() + grid.count(); t++) {
            decision(pen, ink, grid, t);
        }
        double bottom = grid.y(grid.stages().size());
        pen.text("true next", 8, name.centred(bottom + FOOT / 2), Anchor.START, name, ink.color(InkColor.FG_MUTED));
        for (int t = grid.first(); t < grid.first() + grid.count(); t++) {
            String answer = truth.get(t);
            boolean right = answer.equals(stages.getLast().cells().get(t).token());
            TextFont mono = ink.font(FontRole.MONO_SMALL);
            String shown = answer.isEmpty() ? "?" : mono.fitted(answer, grid.pitch() - 24) + (right ? " ✓" : "");
            pen.text(shown, grid.x(t) + 8, mono.centred(bottom + FOOT / 2), Anchor.START, mono, ink.color(InkColor.FG_MUTED));
        }
        if (query >= grid.first() && query < grid.first() + grid.count()) {
            pen.strokeRect(grid.x(query) - 0.5, HEAD - 1.5, grid.pitch(), bottom - HEAD + 2, 4, Stroke.of(ink.color(InkColor.Q), 2));
        }
    }

    private void cell(Pen pen, Ink ink, Grid grid, int shown, int t) {
        Cell cell = stages.get(grid.stages().get(shown)).cells().get(t);
        Box box = box(grid, shown, t);
        int fill = cell.changed() ? ink.sequential().at(cell.probability()) : ink.color(InkColor.BG_SUBTLE);
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), 3, fill);
        int color = cell.changed() ? Argb.readableOn(fill) : ink.color(InkColor.FG_MUTED);
        int lines = Math.clamp((int) ((box.height() - 4) / LINE), 1, cell.tokens().size());
        for (int i = 0; i < lines; i++) {
            double middle = box.centreY() + (i - (lines - 1) / 2.0) * LINE;
            line(pen, ink, box, middle, i == 0 ? FontRole.MONO_SMALL_BOLD : FontRole.TICK, cell.tokens().get(i), Numbers.probability(cell.probabilities().get(i)), color);
        }
        if (cell.fresh()) {
            pen.fillCircle(box.right() - 5, box.y() + 5, 2.5, color);
        }
    }

    private static void line(Pen pen, Ink ink, Box box, double middle, FontRole role, String token, String p, int color) {
        TextFont font = ink.font(role);
        TextFont tick = ink.font(FontRole.TICK);
        boolean number = box.width() > 60 + tick.width(p);
        double room = box.width() - 14 - (number ? tick.width(p) + 6 : 0);
        double baseline = font.centred(middle);
        pen.text(font.fitted(token, room), box.x() + 7, baseline, Anchor.START, font, color);
        if (number) {
            pen.text(p, box.right() - 7, baseline, Anchor.END, tick, color);
        }
    }

    /// Above the first shown stage from which on the answer stays.
    private void decision(Pen pen, Ink ink, Grid grid, int t) {
        for (int i = 0; i < grid.stages().size(); i++) {
            if (grid.stages().get(i) >= decided.get(t)) {
                Box box = box(grid, i, t);
                pen.line(box.x(), box.y(), box.right(), box.y(), Stroke.of(ink.color(InkColor.FG), 2.5));
                return;
            }
        }
    }

    private static Box box(Grid grid, int shown, int t) {
        double x = Math.rint(grid.x(t));
        return new Box(x + 1, Math.rint(grid.y(shown)) + 1, Math.rint(grid.x(t + 1)) - x - 3, grid.row() - 2);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        if (stages.isEmpty()) {
            return parts;
        }
        Grid grid = grid(ink, width, height);
        for (int i = 0; i < grid.stages().size(); i++) {
            Stage stage = stages.get(grid.stages().get(i));
            for (int t = grid.first(); t < grid.first() + grid.count(); t++) {
                Cell cell = stage.cells().get(t);
                parts.add(new Place(grid.stages().get(i), t, box(grid, i, t), stage.name() + " at " + tokens.get(t) + ": " + cell.token() + ", p "
                        + Numbers.probability(cell.probability()) + (cell.changed() ? ", changed here" : "")));
            }
        }
        return parts;
    }

    @Override
    public String describe() {
        if (stages.isEmpty() || query < 0 || query >= tokens.size()) {
            return "No reading yet.";
        }
        Cell last = stages.getLast().cells().get(query);
        return "At " + tokens.get(query) + " the model says " + last.token() + ", p " + Numbers.probability(last.probability())
                + "; this is the answer from " + stages.get(decided.get(query)).name() + " on.";
    }
}
