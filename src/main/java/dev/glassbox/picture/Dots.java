package dev.glassbox.picture;

import java.util.List;

/// Points of a two-dimensional projection with their names.
///
/// @param labels printable forms; the order is the order in which free labels are placed, most important first
/// @param xy     [n, 2]
/// @param groups named sets of points
/// @param axes   how many axes the points had before the projection
/// @param share  the part of the variance the two axes keep, 0…1
public record Dots(List<String> labels, float[] xy, List<Group> groups, int axes, double share) {

    public static final Dots EMPTY = new Dots(List.of(), new float[0], List.of(), 1, 0);

    public Dots {
        labels = List.copyOf(labels);
        groups = List.copyOf(groups);
        if (xy.length != 2 * labels.size()) {
            throw new IllegalArgumentException("There must be two coordinates per label, " + 2 * labels.size() + ", not " + xy.length + ".");
        }
    }

    public int size() {
        return labels.size();
    }

    /// The label without the dot that marks a leading space.
    public String name(int index) {
        String label = labels.get(index);
        return label.length() > 1 && label.charAt(0) == '·' ? label.substring(1) : label;
    }

    /// @param name    shown in bold beside the points
    /// @param members indices into the labels
    public record Group(String name, List<Integer> members) {
        public Group {
            members = List.copyOf(members);
        }
    }
}
