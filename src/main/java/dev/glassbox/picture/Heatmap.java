package dev.glassbox.picture;

import java.util.List;
import java.util.Objects;

/// A matrix and what its axes mean. The arrays belong to this record and are never written again.
///
/// @param rows    the vertical axis
/// @param columns the horizontal axis
/// @param values  row-major; NaN and infinite values are shown as such
/// @param masked  cells that take no part, hatched; empty for none
/// @param hatched what the hatching means, one word or two
/// @param kept    cells that were chosen among others, outlined; empty for none
/// @param scale   from numbers to colours
/// @param notes   a number or word beside each row, such as its sum
public record Heatmap(Side rows, Side columns, float[] values, boolean[] masked, String hatched, boolean[] kept, HeatScale scale, Notes notes) {

    private static final boolean[] NOTHING = {};

    public Heatmap {
        Objects.requireNonNull(scale, "scale");
        if (values.length != rows.size() * columns.size()) {
            throw new IllegalArgumentException("A heat map of " + rows.size() + " × " + columns.size() + " cells needs as many values, not "
                    + values.length + ".");
        }
        if (masked.length != 0 && masked.length != values.length) {
            throw new IllegalArgumentException("The mask has " + masked.length + " cells, the values " + values.length + ".");
        }
        if (kept.length != 0 && kept.length != values.length) {
            throw new IllegalArgumentException("The outline has " + kept.length + " cells, the values " + values.length + ".");
        }
    }

    /// Without a mask and notes.
    public static Heatmap of(Side rows, Side columns, float[] values, HeatScale scale) {
        return new Heatmap(rows, columns, values, NOTHING, "masked", NOTHING, scale, Notes.NONE);
    }

    /// The same, hatched where `cells` is true.
    public Heatmap masked(boolean[] cells) {
        return without(cells, hatched);
    }

    /// The same, hatched where `cells` is true for another reason than a mask.
    public Heatmap without(boolean[] cells, String meaning) {
        return new Heatmap(rows, columns, values, cells, meaning, kept, scale, notes);
    }

    /// The same, outlined where `cells` is true.
    public Heatmap kept(boolean[] cells) {
        return new Heatmap(rows, columns, values, masked, hatched, cells, scale, notes);
    }

    /// The same, with a text beside each row.
    public Heatmap noted(String title, List<String> texts) {
        return new Heatmap(rows, columns, values, masked, hatched, kept, scale, new Notes(title, texts));
    }

    /// True above the diagonal: what a causal query must not read.
    public static boolean[] causal(int time) {
        boolean[] mask = new boolean[time * time];
        for (int query = 0; query < time; query++) {
            for (int key = query + 1; key < time; key++) {
                mask[query * time + key] = true;
            }
        }
        return mask;
    }

    public float value(int row, int column) {
        return values[row * columns.size() + column];
    }

    public boolean masked(int row, int column) {
        return masked.length != 0 && masked[row * columns.size() + column];
    }

    public boolean kept(int row, int column) {
        return kept.length != 0 && kept[row * columns.size() + column];
    }

    /// "[9, 64]".
    public String shape() {
        return "[" + rows.size() + ", " + columns.size() + "]";
    }

    /// One axis.
    ///
    /// @param name   what runs along it: "key: the token that is read"; may be empty
    /// @param size   how many rows or columns
    /// @param labels one each, or none: then they are numbered from 0
    /// @param role   the colour of its name and of its selection
    public record Side(String name, int size, List<String> labels, InkColor role) {

        public Side {
            labels = List.copyOf(labels);
            if (size < 1 || !labels.isEmpty() && labels.size() != size) {
                throw new IllegalArgumentException("An axis of " + size + " places cannot have " + labels.size() + " labels.");
            }
        }

        /// The tokens that ask.
        public static Side queries(List<String> tokens) {
            return new Side("query: the token that asks", tokens.size(), tokens, InkColor.Q);
        }

        /// The tokens that are read.
        public static Side keys(List<String> tokens) {
            return new Side("key: the token that is read", tokens.size(), tokens, InkColor.K);
        }

        /// Places numbered from 0.
        public static Side numbered(String name, int size) {
            return new Side(name, size, List.of(), InkColor.FG);
        }

        public static Side labelled(String name, List<String> labels) {
            return new Side(name, labels.size(), labels, InkColor.FG);
        }

        public String label(int place) {
            return labels.isEmpty() ? Integer.toString(place) : labels.get(place);
        }

        InkColor textRole() {
            return switch (role) {
                case Q -> InkColor.Q_TEXT;
                case K -> InkColor.K_TEXT;
                case V -> InkColor.V_TEXT;
                case GRADIENT -> InkColor.GRADIENT_TEXT;
                default -> role;
            };
        }
    }

    /// What stands beside the rows.
    public record Notes(String title, List<String> texts) {
        public static final Notes NONE = new Notes("", List.of());

        public Notes {
            texts = List.copyOf(texts);
        }
    }
}
