package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A whole model as boxes on a wire, one row for each stack of blocks, with the shape on every wire.
///
/// @param rows one, or encoder and decoder
public record ArchitecturePicture(List<Row> rows) implements Picture {

    /// Height of a row from which on there is room for words between two.
    private static final double ROOMY = 76;
    private static final double LEFT = 8;
    private static final double SUM = 22;
    private static final double TALLEST = 52;

    /// @param kind     the caller's own mark, handed back on a click
    /// @param name     in the box
    /// @param detail   under it, small
    /// @param shape    on the wire that leaves it
    /// @param inBlock  whether every block has one
    /// @param sum      a small circle where two wires are added
    /// @param skipFrom the box after which the other summand leaves, −1 for none
    /// @param crosses  whether a wire from the row above ends here
    public record Node(Object kind, String name, String detail, String shape, boolean inBlock, boolean sum, int skipFrom, boolean crosses) {}

    /// @param name  beside the row
    /// @param times how often the blocks stand there
    public record Row(String name, int times, List<Node> nodes) {
        public Row {
            nodes = List.copyOf(nodes);
        }
    }

    public record Part(Node node, Box box) implements Hit {
        @Override public String text() {
            return node.name() + (node.detail().isEmpty() ? "" : ", " + node.detail()) + " → " + node.shape();
        }
    }

    public ArchitecturePicture {
        rows = List.copyOf(rows);
    }

    @Override
    public Size preferredSize() {
        return new Size(984, 110 + 110 * (rows.size() - 1));
    }

    /// The boxes of one row, from left to right.
    private List<Box> boxes(int row, double width, double height) {
        double tall = height / rows.size();
        double middle = middle(row, height);
        List<Node> nodes = rows.get(row).nodes();
        long sums = nodes.stream().filter(Node::sum).count();
        double gap = Math.clamp((width - 2 * LEFT) / nodes.size() * 0.24, 10, 30);
        double box = (width - 2 * LEFT - gap * nodes.size() - SUM * sums) / (nodes.size() - sums);
        double boxHeight = Math.min(TALLEST, tall * 0.42);
        List<Box> boxes = new ArrayList<>();
        double x = LEFT;
        for (Node node : nodes) {
            double wide = node.sum() ? SUM : box;
            double high = node.sum() ? SUM : boxHeight;
            boxes.add(new Box(x, middle - high / 2, wide, high));
            x += wide + gap;
        }
        return boxes;
    }

    private double middle(int row, double height) {
        double tall = height / rows.size();
        return Math.rint(tall * row + tall * 0.54) + 0.5;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<Box> boxes = boxes(r, width, height);
            for (int i = 0; i < boxes.size(); i++) {
                parts.add(new Part(rows.get(r).nodes().get(i), boxes.get(i)));
            }
        }
        return parts;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        for (int r = 0; r < rows.size(); r++) {
            row(pen, ink, r, boxes(r, width, height), height);
        }
        for (int r = 1; r < rows.size(); r++) {
            crossing(pen, ink, r, width, height);
        }
    }

    private void row(Pen pen, Ink ink, int index, List<Box> boxes, double height) {
        Row row = rows.get(index);
        double y = middle(index, height);
        double tall = height / rows.size();
        frame(pen, ink, row, boxes, y, tall);
        Stroke wire = Stroke.of(ink.color(InkColor.FG), 1.75);
        TextFont tick = ink.font(FontRole.TICK);
        for (int i = 0; i < boxes.size(); i++) {
            Node node = row.nodes().get(i);
            Box box = boxes.get(i);
            boolean last = i == boxes.size() - 1;
            double to = last ? box.right() : boxes.get(i + 1).x();
            if (!last) {
                pen.line(box.right(), y, to - 1, y, wire);
                pen.polyline(new double[] {to - 5, to - 1, to - 5}, new double[] {y - 3.5, y, y + 3.5}, 3, wire);
            }
            if (node.skipFrom() >= 0) {
                skip(pen, ink, boxes, node.skipFrom(), box, y, tall);
            }
            // The shape of a sum stays that of its summands.
            if (!node.sum() && tick.width(node.shape()) <= box.width() + 22) {
                pen.text(node.shape(), box.centreX(), box.bottom() + 13, Anchor.MIDDLE, tick, ink.color(InkColor.FG_SUBTLE));
            }
            if (node.sum()) {
                pen.fillCircle(box.centreX(), y, SUM / 2 - 1, ink.color(InkColor.BG_SURFACE));
                pen.strokeCircle(box.centreX(), y, SUM / 2 - 1, wire);
                TextFont font = ink.font(FontRole.HEADING);
                pen.text(node.name(), box.centreX(), font.centred(y), Anchor.MIDDLE, font, ink.color(InkColor.FG));
            } else {
                box(pen, ink, node, box);
            }
        }
    }

    private static void box(Pen pen, Ink ink, Node node, Box box) {
        double x = Math.rint(box.x()) + 0.5;
        pen.fillRect(x, box.y(), Math.rint(box.width()), box.height(), 6, ink.color(InkColor.BG_SURFACE));
        pen.strokeRect(x, Math.rint(box.y()) + 0.5, Math.rint(box.width()), box.height(), 6, Stroke.of(ink.color(InkColor.FG), 1.25));
        TextFont name = ink.font(FontRole.CAPTION_BOLD);
        TextFont small = ink.font(FontRole.NOTE);
        boolean two = !node.detail().isEmpty() && box.height() > 30;
        String whole = name.width(node.name()) <= box.width() - 4 ? node.name() : node.name().replace("attention", "attn.");
        pen.text(name.fitted(whole, box.width() - 4), box.centreX(), name.centred(box.centreY() - (two ? 8 : 0)), Anchor.MIDDLE, name, ink.color(InkColor.FG));
        if (two) {
            pen.text(small.fitted(node.detail(), box.width() - 2), box.centreX(), small.centred(box.centreY() + 9), Anchor.MIDDLE, small, ink.color(InkColor.FG_MUTED));
        }
    }

    /// The dashed frame around what every block has.
    private static void frame(Pen pen, Ink ink, Row row, List<Box> boxes, double y, double tall) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < boxes.size(); i++) {
            if (row.nodes().get(i).inBlock()) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        double top = Math.rint(y - tall * 0.42) + 0.5;
        pen.text(row.name() + (row.times() == 1 ? ", 1 block" : ", " + row.times() + " blocks"), LEFT, top + 12, Anchor.START, ink.font(FontRole.CAPTION_BOLD), ink.color(InkColor.FG));
        if (first >= 0) {
            double before = first == 0 ? boxes.get(first).x() - 8 : (boxes.get(first - 1).right() + boxes.get(first).x()) / 2 - 5;
            double x = Math.rint(before) + 0.5;
            double right = Math.rint(boxes.get(last).right() + 7) + 0.5;
            double bottom = Math.rint(Math.min(y + tall * 0.46 - 1, Math.max(y + tall * 0.42, boxes.get(last).bottom() + 17))) + 0.5; // below the shapes
            pen.fillRect(x, top, right - x, bottom - top, 8, ink.color(InkColor.BG_INSET));
            pen.strokeRect(x, top, right - x, bottom - top, 8, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1).dash(Stroke.Dash.SHORT));
        }
    }

    private static void skip(Pen pen, Ink ink, List<Box> boxes, int from, Box sum, double y, double tall) {
        double leaves = (boxes.get(from).right() + boxes.get(from + 1).x()) / 2;
        double high = y - Math.min(TALLEST, tall * 0.42) / 2 - 9;
        Stroke wire = Stroke.round(ink.color(InkColor.FG), 1.5);
        pen.fillCircle(leaves, y, 2.5, ink.color(InkColor.FG));
        pen.polyline(new double[] {leaves, leaves, sum.centreX(), sum.centreX()}, new double[] {y, high, high, sum.y()}, 4, wire);
    }

    /// Keys and values from the end of the row above.
    private void crossing(Pen pen, Ink ink, int row, double width, double height) {
        List<Box> above = boxes(row - 1, width, height);
        List<Box> boxes = boxes(row, width, height);
        for (int i = 0; i < boxes.size(); i++) {
            if (rows.get(row).nodes().get(i).crosses()) {
                Box from = above.getLast();
                Box to = boxes.get(i);
                double between = Math.rint(height / rows.size() * (row + 0.04)) + 0.5;
                Stroke wire = Stroke.round(ink.color(InkColor.K), 2);
                double out = from.right() + 6;
                pen.polyline(new double[] {from.right(), out, out, to.centreX(), to.centreX()},
                        new double[] {from.centreY(), from.centreY(), between, between, to.y() - 1}, 5, wire);
                if (height / rows.size() >= ROOMY) {
                    pen.text("keys and values", to.centreX() - 8, between + 3, Anchor.END, ink.font(FontRole.NOTE), ink.color(InkColor.K_TEXT));
                }
            }
        }
    }

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(text.isEmpty() ? "" : " ").append(row.name()).append(", ").append(row.times()).append(" blocks: ");
            text.append(String.join(", ", row.nodes().stream().map(Node::name).toList())).append('.');
        }
        return text.toString();
    }
}
