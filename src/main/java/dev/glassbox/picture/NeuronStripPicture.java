package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// All neurons of a feed-forward layer at one token, one cell each, in their own order.
///
/// @param values   what each neuron gives, never written again
/// @param selected the neuron looked at
/// @param token    where
public record NeuronStripPicture(float[] values, int selected, String token) implements Picture {

    private static final double LARGEST = 26;

    public record Neuron(int index, double value, Box box) implements Hit {
        @Override public String text() {
            return "neuron " + (index + 1) + " gives " + Numbers.format(value);
        }
    }

    /// Columns, rows and the side of a cell.
    private record Grid(int columns, int rows, double cell) {}

    @Override
    public Size preferredSize() {
        return new Size(984, 110);
    }

    private Grid grid(double width, double height) {
        Grid best = new Grid(values.length, 1, 0);
        Grid even = best; // without a rest in the last row
        for (int rows = 1; rows <= values.length; rows++) {
            int columns = (values.length + rows - 1) / rows;
            double cell = Math.min(LARGEST, Math.min((width - 16) / columns, (height - 4) / rows));
            if (cell > best.cell()) {
                best = new Grid(columns, rows, cell);
            }
            if (columns * rows == values.length && cell > even.cell()) {
                even = new Grid(columns, rows, cell);
            }
            if (columns * cell < (width - 16) / 3 && rows * cell >= height - 5) {
                break;
            }
        }
        return even.cell() > 0.7 * best.cell() ? even : best;
    }

    private double limit() {
        double limit = 1e-6;
        for (float value : values) {
            limit = Float.isFinite(value) ? Math.max(limit, Math.abs(value)) : limit;
        }
        return limit;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        if (values.length == 0) {
            return;
        }
        Grid grid = grid(width, height);
        double limit = limit();
        if (grid.cell() < 5) {
            int[] colors = new int[grid.columns() * grid.rows()];
            for (int i = 0; i < values.length; i++) {
                colors[i] = ink.diverging().signed(values[i], limit);
            }
            pen.cells(new Cells(grid.columns(), grid.rows(), colors), 8, 0, grid.columns() * grid.cell(), grid.rows() * grid.cell());
        } else {
            for (int i = 0; i < values.length; i++) {
                Box box = box(grid, i);
                pen.fillRect(box.x(), box.y(), box.width(), box.height(), 2, ink.diverging().signed(values[i], limit));
            }
        }
        if (selected >= 0 && selected < values.length) {
            Box box = box(grid, selected).grown(1.5);
            pen.strokeRect(box.x(), box.y(), box.width(), box.height(), 3, Stroke.of(ink.color(InkColor.FG), 2.5));
        }
    }

    private static Box box(Grid grid, int index) {
        double x = 8 + index % grid.columns() * grid.cell();
        double y = 2 + index / grid.columns() * grid.cell();
        double gap = grid.cell() < 5 ? 0 : 1;
        return new Box(Math.rint(x), Math.rint(y), Math.rint(x + grid.cell()) - Math.rint(x) - gap, Math.rint(y + grid.cell()) - Math.rint(y) - gap);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        Grid grid = grid(width, height);
        List<Hit> parts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            parts.add(new Neuron(i, values[i], box(grid, i)));
        }
        return parts;
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        Grid grid = grid(width, height);
        int column = (int) Math.floor((x - 8) / grid.cell());
        int row = (int) Math.floor((y - 2) / grid.cell());
        int index = row * grid.columns() + column;
        boolean inside = column >= 0 && column < grid.columns() && row >= 0 && index < values.length;
        return inside ? new Neuron(index, values[index], box(grid, index)) : Hit.NONE;
    }

    @Override
    public String describe() {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return values.length == 0 ? "There are no neurons." : "At " + token + " neuron " + (best + 1) + " of " + values.length + " gives most, "
                + Numbers.format(values[best]) + ".";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeuronStripPicture o && o.values == values && o.selected == selected && o.token.equals(token);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(values) * 31 + selected;
    }
}
