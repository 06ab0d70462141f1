package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One sentence through the model: a row per token, a column per stage.
///
/// Tokens, x = tok + pos, attention and MLP of each block, the guess for the next token and the true one. It keeps 8 px
/// on either side for the band behind the selected row.
///
/// @param flow     the numbers
/// @param at       the selected query and key
/// @param mode     attention as curves or as maps
/// @param unfolded whether more than six blocks are all shown
public record FlowPicture(Flow flow, Selection at, Mode mode, boolean unfolded) implements Picture {

    /// Attention between tokens as curves, or as a map of queries × keys.
    public enum Mode { LINES, MAPS }

    /// What can be pointed at.
    public sealed interface FlowHit extends Hit {}

    public record TokenRow(int position, Box box, String text) implements FlowHit {}

    public record Block(int layer, Box box, String text) implements FlowHit {}

    public record Edge(int layer, int query, int key, Box box, String text) implements FlowHit {}

    public record GuessRow(int position, Box box, String text) implements FlowHit {}

    public record Fold(Box box, String text) implements FlowHit {}

    @Override
    public Size preferredSize() {
        return new Size(984, 340);
    }

    @Override
    public Size minimumSize() {
        return new Size(720, 232);
    }

    @Override
    public double bleed() {
        return FlowLayout.BLEED;
    }

    @Override
    public Optional<Picture> legend() {
        return Optional.of(new FlowLegend(this));
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        FlowLayout layout = layout(width, height);
        if (flow.time() == 0) {
            pen.text("Type a sentence.", width / 2, height / 2, Anchor.MIDDLE, ink.font(FontRole.BODY), ink.color(InkColor.FG_MUTED));
            return;
        }
        if (layout.shows(at.query())) {
            Box row = layout.row(at.query());
            pen.fillRect(0, row.y() + 1, width, row.height() - 2, 8, ink.color(InkColor.BG_SUBTLE));
        }
        new FlowRows(flow, at, layout, pen, ink).paint();
        new FlowBlocks(this, layout, pen, ink).paint();
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        FlowLayout layout = layout(width, height);
        List<Hit> parts = new ArrayList<>();
        for (FlowLayout.Column column : layout.columns) {
            Box box = new Box(column.x(), FlowLayout.BOX_TOP - 34, column.width(), layout.boxHeight() + 34);
            parts.add(column.folded()
                    ? new Fold(box, "blocks " + (column.layer() + 1) + " to " + (column.last() + 1) + ", folded")
                    : new Block(column.layer(), box, "block " + (column.layer() + 1)));
        }
        for (int t = layout.first; t < layout.first + layout.count; t++) {
            Box row = layout.row(t);
            parts.add(new TokenRow(t, new Box(0, row.y(), layout.stripX + layout.stripWidth, row.height()),
                    "token " + flow.tokens().get(t) + ", position " + t));
            if (mode == Mode.MAPS) {
                addCells(parts, layout, t);
            }
            parts.add(new GuessRow(t, new Box(layout.guessX, row.y(), width - layout.guessX, row.height()), guessText(t)));
        }
        return parts;
    }

    private void addCells(List<Hit> parts, FlowLayout layout, int query) {
        for (FlowLayout.Column column : layout.columns) {
            for (int key = 0; key < flow.time() && !column.folded(); key++) {
                parts.add(edge(column.layer(), query, key, layout.cell(column, query, key)));
            }
        }
    }

    private String guessText(int position) {
        Flow.Guess guess = flow.guesses().get(position);
        String after = "after " + flow.tokens().get(position) + " the guess is " + guess.label() + ", " + Numbers.probability(guess.p());
        return guess.known() ? after + "; the true next token is " + guess.trueNext() : after;
    }

    private Edge edge(int layer, int query, int key, Box box) {
        String weight = flow.masked(query, key) ? "masked" : Numbers.probability(flow.weight(layer, query, key));
        return new Edge(layer, query, key, box, "block " + (layer + 1) + ": " + flow.tokens().get(query)
                + " reads " + flow.tokens().get(key) + ", " + weight);
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        if (mode == Mode.LINES) {
            FlowLayout layout = layout(width, height);
            for (FlowLayout.Column column : layout.columns) {
                if (!column.folded() && x >= column.curveStart() && x <= column.curveEnd()) {
                    Edge edge = nearestCurve(layout, column, x, y);
                    if (edge != null) {
                        return edge;
                    }
                }
            }
        }
        return Picture.super.hit(ink, x, y, width, height);
    }

    private Edge nearestCurve(FlowLayout layout, FlowLayout.Column column, double x, double y) {
        double rise = FlowCurve.riseAt((x - column.curveStart()) / (column.curveEnd() - column.curveStart()));
        double best = 6;
        Edge nearest = null;
        for (int q = layout.first; q < layout.first + layout.count; q++) {
            for (int k = 0; k < flow.time(); k++) {
                double weight = flow.weight(column.layer(), q, k);
                if (flow.masked(q, k) || weight < FlowCurve.SMALLEST) {
                    continue;
                }
                double curveY = layout.y(k) + (layout.y(q) - layout.y(k)) * rise;
                double distance = Math.max(0, Math.abs(y - curveY) - weight * FlowCurve.THICKNESS / 2) + (q == at.query() ? 0 : 2);
                if (distance < best) {
                    best = distance;
                    nearest = edge(column.layer(), q, k, new Box(x - 6, curveY - 6, 12, 12));
                }
            }
        }
        return nearest;
    }

    @Override
    public String describe() {
        if (flow.time() == 0) {
            return "No sentence yet.";
        }
        int query = at.query() >= 0 && at.query() < flow.time() ? at.query() : flow.time() - 1;
        int bestLayer = -1;
        int bestKey = -1;
        double best = -1;
        for (int layer = 0; layer < flow.weights().size(); layer++) {
            for (int key = 0; key < flow.time(); key++) {
                if (!flow.masked(query, key) && flow.weight(layer, query, key) > best) {
                    best = flow.weight(layer, query, key);
                    bestLayer = layer;
                    bestKey = key;
                }
            }
        }
        String guess = "the guess for the next token is " + flow.guesses().get(query).label() + ", "
                + Numbers.probability(flow.guesses().get(query).p()) + ".";
        String reader = flow.tokens().get(query);
        return bestLayer < 0 ? "After " + reader + " " + guess : reader + " reads mostly " + flow.tokens().get(bestKey) + ", weight "
                + Numbers.probability(best) + ", block " + (bestLayer + 1) + ", " + flow.weightsAre() + "; " + guess;
    }

    FlowLayout layout(double width, double height) {
        return new FlowLayout(flow, at, unfolded, width, height);
    }
}
