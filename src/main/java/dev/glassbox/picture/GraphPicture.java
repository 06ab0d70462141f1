package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A graph of numbers from left to right, each with its gradient once it has one.
///
/// @param nodes in any order; the root is the one no other uses
/// @param turn  the node whose turn it is, −1 for none; the edges to its inputs carry what it hands on
public record GraphPicture(List<Node> nodes, int turn) implements Picture {

    private static final double BOX_WIDE = 112;
    private static final double BOX_TALL = 48;
    private static final double TOP = 26;
    private static final double ARROW = 7;

    /// One number.
    ///
    /// @param label    its name, or how it was made: "×"
    /// @param inputs   places in the list
    /// @param gradient what it has received so far; NaN = nothing yet
    /// @param handed   what it hands to each input in its turn
    /// @param done     whether its gradient is complete
    public record Node(String label, String value, List<Integer> inputs, double gradient, List<Double> handed, boolean done) {
        public Node {
            inputs = List.copyOf(inputs);
            handed = List.copyOf(handed);
        }
    }

    /// A node that can be pointed at.
    public record Place(int index, Box box, String text) implements Hit {}

    public GraphPicture {
        nodes = List.copyOf(nodes);
    }

    @Override
    public Size preferredSize() {
        return new Size(960, 360);
    }

    @Override
    public Size minimumSize() {
        return new Size(420, 160);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        legend(pen, ink);
        List<Box> boxes = boxes(width, height);
        for (int i = 0; i < nodes.size(); i++) {
            for (int input = 0; input < nodes.get(i).inputs().size(); input++) {
                edge(pen, ink, boxes.get(nodes.get(i).inputs().get(input)), boxes.get(i), i == turn, input, nodes.get(i), height);
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            box(pen, ink, nodes.get(i), boxes.get(i), i == turn);
        }
        for (int input = 0; turn >= 0 && input < nodes.get(turn).inputs().size(); input++) {
            handed(pen, ink, boxes.get(nodes.get(turn).inputs().get(input)), boxes.get(turn), nodes.get(turn).handed().get(input), input, height);
        }
    }

    private static void legend(Pen pen, Ink ink) {
        TextFont caption = ink.font(FontRole.CAPTION);
        pen.text("values forward →", 2, 14, Anchor.START, caption, ink.color(InkColor.FG_MUTED));
        pen.text("← gradients backward", 2 + caption.width("values forward →") + 20, 14, Anchor.START, caption, ink.color(InkColor.GRADIENT_TEXT));
    }

    private void edge(Pen pen, Ink ink, Box from, Box to, boolean active, int input, Node node, double height) {
        double startX = from.right();
        double endX = to.x();
        double startY = from.centreY();
        double endY = entry(to, input, node.inputs().size());
        int color = active ? ink.color(InkColor.GRADIENT) : ink.color(InkColor.BORDER_STRONG);
        Stroke stroke = Stroke.round(color, active ? 2.4 : 1.4);
        double middle = (startX + endX) / 2;
        double y = bow(from, to, (startY + endY) / 2, height);
        if (Double.isNaN(y)) {
            pen.curves(new double[] {startX, startY, middle, startY, middle, endY, endX, endY}, 1, stroke);
        } else {
            double quarter = (endX - startX) / 4;
            pen.curves(new double[] {startX, startY, startX + quarter / 2, startY, middle - quarter, y, middle, y,
                    middle, y, middle + quarter, y, endX - quarter / 2, endY, endX, endY}, 2, stroke);
        }
        if (active) { // the gradient arrives at the input
            pen.fillPolygon(new double[] {startX, startX + ARROW + 2, startX + ARROW + 2}, new double[] {startY, startY - ARROW / 1.5, startY + ARROW / 1.5}, 3, color);
        } else {
            pen.fillPolygon(new double[] {endX, endX - ARROW, endX - ARROW}, new double[] {endY, endY - ARROW / 2, endY + ARROW / 2}, 3, color);
        }
    }

    /// The height an edge has to pass at that would otherwise run behind the boxes of the columns between; NaN when there are none.
    private static double bow(Box from, Box to, double straight, double height) {
        boolean longWay = to.x() - from.right() > from.width() + 40;
        double aside = from.height() + 8;
        return !longWay ? Double.NaN : straight <= (height + TOP) / 2 ? Math.max(TOP, straight - aside) : Math.min(height - 4, straight + aside);
    }

    private static double entry(Box to, int input, int inputs) {
        return to.y() + to.height() * (input + 1) / (inputs + 1);
    }

    private static void box(Pen pen, Ink ink, Node node, Box box, boolean active) {
        pen.fillRect(box.x(), box.y(), box.width(), box.height(), 8, ink.color(active ? InkColor.BG_SUBTLE : InkColor.BG_SURFACE));
        pen.strokeRect(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, 8,
                Stroke.of(ink.color(active ? InkColor.GRADIENT : InkColor.BORDER_STRONG), active ? 2.5 : 1));
        double inside = box.width() - 12;
        boolean roomy = ink.font(FontRole.MONO_SMALL_BOLD).width(node.label() + node.value()) + 6 <= inside;
        TextFont name = ink.font(roomy ? FontRole.MONO_SMALL_BOLD : FontRole.TICK);
        TextFont mono = ink.font(roomy ? FontRole.MONO_SMALL : FontRole.TICK);
        double free = inside - mono.width(node.value()) - 3;
        String label = name.width(node.label()) <= free ? node.label() : node.label().split(" ")[0]; // "e1 exp" as "e1"
        double upper = box.y() + box.height() * 0.3;
        double lower = box.y() + box.height() * 0.72;
        String value = node.value();
        pen.text(value, box.right() - 6, mono.centred(upper), Anchor.END, mono, ink.color(InkColor.FG));
        pen.text(name.fitted(label, free), box.x() + 6, name.centred(upper), Anchor.START, name, ink.color(InkColor.FG));
        if (!Double.isNaN(node.gradient())) {
            TextFont gradient = ink.font(node.done() ? FontRole.MONO_SMALL_BOLD : FontRole.MONO_SMALL);
            String number = Numbers.brief(node.gradient());
            String text = gradient.width("grad " + number) <= inside ? "grad " + number : number;
            pen.text(gradient.fitted(text, inside), box.x() + 6, gradient.centred(lower), Anchor.START, gradient, ink.color(InkColor.GRADIENT_TEXT));
        }
    }

    private void handed(Pen pen, Ink ink, Box from, Box to, double amount, int input, double height) {
        TextFont font = ink.font(FontRole.MONO_SMALL_BOLD);
        String text = (amount < 0 ? "" : "+") + Numbers.brief(amount);
        double x = (from.right() + to.x()) / 2;
        double straight = (from.centreY() + entry(to, input, nodes.get(turn).inputs().size())) / 2;
        double bowed = bow(from, to, straight, height);
        double y = Double.isNaN(bowed) ? straight : bowed;
        double wide = font.width(text) + 8;
        pen.fillRect(x - wide / 2, y - 9, wide, 18, 4, ink.color(InkColor.BG_SURFACE));
        pen.text(text, x, font.centred(y), Anchor.MIDDLE, font, ink.color(InkColor.GRADIENT_TEXT));
    }

    /// Columns by the distance to the root, rows so that edges cross little.
    private List<Box> boxes(double width, double height) {
        int[] column = columns();
        int most = 0;
        for (int c : column) {
            most = Math.max(most, c);
        }
        List<List<Integer>> columns = new ArrayList<>();
        for (int c = 0; c <= most; c++) {
            columns.add(new ArrayList<>());
        }
        for (int i = 0; i < nodes.size(); i++) {
            columns.get(column[i]).add(i);
        }
        double[] y = rows(columns, height);
        double wide = Math.clamp((width - 4) / (most + 1) - 34, 56, BOX_WIDE);
        double pitch = most == 0 ? 0 : (width - 4 - wide) / most;
        int tallest = columns.stream().mapToInt(List::size).max().orElse(1);
        double tall = Math.clamp((height - TOP) / tallest - 6, 26, BOX_TALL);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            double x = most == 0 ? (width - wide) / 2 : 2 + (most - column[i]) * pitch;
            boxes.add(new Box(Math.rint(x), Math.rint(y[i] - tall / 2), wide, Math.rint(tall)));
        }
        return boxes;
    }

    /// 0 = the root; an input stands as near to its first user as it can.
    private int[] columns() {
        int[] column = new int[nodes.size()];
        boolean moved = true;
        while (moved) { // the graph has no cycle, so this ends after its depth
            moved = false;
            for (int i = 0; i < nodes.size(); i++) {
                for (int input : nodes.get(i).inputs()) {
                    if (column[input] < column[i] + 1) {
                        column[input] = column[i] + 1;
                        moved = true;
                    }
                }
            }
        }
        return column;
    }

    private double[] rows(List<List<Integer>> columns, double height) {
        double[] y = new double[nodes.size()];
        for (List<Integer> column : columns) {
            double[] wish = new double[nodes.size()];
            for (int i : column) {
                double sum = 0;
                int users = 0;
                for (int user = 0; user < nodes.size(); user++) {
                    int at = nodes.get(user).inputs().indexOf(i);
                    if (at >= 0) {
                        sum += y[user] + at;
                        users++;
                    }
                }
                wish[i] = users == 0 ? height / 2 : sum / users;
            }
            column.sort((a, b) -> Double.compare(wish[a], wish[b]));
            for (int place = 0; place < column.size(); place++) {
                y[column.get(place)] = TOP + (height - TOP) * (place + 0.5) / column.size();
            }
        }
        return y;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Box> boxes = boxes(width, height);
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            parts.add(new Place(i, boxes.get(i), node.label() + " = " + node.value()
                    + (Double.isNaN(node.gradient()) ? ", no gradient yet" : ", gradient " + Numbers.brief(node.gradient()))));
        }
        return parts;
    }

    @Override
    public String describe() {
        long known = nodes.stream().filter(node -> !Double.isNaN(node.gradient())).count();
        return "A graph of " + nodes.size() + " numbers; " + known + " have received a gradient"
                + (turn < 0 ? "." : "; it is the turn of " + nodes.get(turn).label() + ".");
    }
}
