package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The chart all lenses share: one or more curves over a common axis, with reference lines, a play head and notes.
///
/// Made with [#of] and then altered: `LinePicture.of(Scale.steps(), Scale.linear("loss", "nats"), lines).withReferences(…).withPlayhead(40)`.
/// Long curves come reduced ([Points]); painting reduces further to two values a pixel column.
///
/// @param x          the common axis
/// @param y          the axis of the values
/// @param lines      later ones lie on top
/// @param references horizontal lines with a label at the right that explain the values
/// @param playhead   a vertical line through the moment on screen; NaN = none
/// @param notes      remarks at points, for instance where a reference was crossed
/// @param reading    where values are read off, usually below the mouse; NaN = nowhere
/// @param empty      what stands in the frame while there are no points
public record LinePicture(Scale x, Scale y, List<Line> lines, List<Reference> references, double playhead, List<Note> notes,
                          double reading, String empty) implements Picture {

    private static final int KEYBOARD_STOPS = 24;

    /// One axis.
    ///
    /// @param name what it measures: "loss"
    /// @param unit empty for none: "nats"
    /// @param kind how values become places
    /// @param low  the lower end; NaN = from the points
    /// @param high the upper end; NaN = from the points
    public record Scale(String name, String unit, Kind kind, double low, double high) {

        /// LINEAR; STEPS: logarithmic with a place for 0; LOG: equal ratios take equal room, positive values only.
        public enum Kind { LINEAR, STEPS, LOG }

        public static Scale linear(String name, String unit) {
            return new Scale(name, unit, Kind.LINEAR, Double.NaN, Double.NaN);
        }

        public static Scale log(String name, String unit) {
            return new Scale(name, unit, Kind.LOG, Double.NaN, Double.NaN);
        }

        /// Training steps, logarithmic as on the timeline or linear.
        public static Scale steps(boolean log) {
            return new Scale("step", "", log ? Kind.STEPS : Kind.LINEAR, 0, Double.NaN);
        }

        /// The same with fixed ends; NaN leaves an end to the points.
        public Scale between(double from, double to) {
            return new Scale(name, unit, kind, from, to);
        }

        String title() {
            String log = kind == Kind.LINEAR ? "" : ", log scale";
            return name + (unit.isEmpty() ? "" : " (" + unit + ")") + log;
        }
    }

    /// One curve.
    ///
    /// @param color   a role: run A, gradient, …
    /// @param dashed  for what is measured rather than trained on, so that the two do not differ by hue alone
    /// @param marks   hollow circles at the points, where there is room for them
    /// @param width   in logical pixels
    /// @param opacity 0…1
    public record Line(String name, InkColor color, boolean dashed, boolean marks, double width, double opacity, Points points) {

        public static Line solid(String name, InkColor color, Points points) {
            return new Line(name, color, false, false, 2.2, 1, points);
        }

        public static Line dashed(String name, InkColor color, Points points) {
            return new Line(name, color, true, false, 1.5, 1, points);
        }

        public Line withMarks() {
            return new Line(name, color, dashed, true, width, opacity, points);
        }

        public Line withWidth(double pixels) {
            return new Line(name, color, dashed, marks, pixels, opacity, points);
        }

        public Line withOpacity(double share) {
            return new Line(name, color, dashed, marks, width, share, points);
        }
    }

    /// A dotted horizontal line.
    ///
    /// @param name    what reaches this value: "random guess"
    /// @param formula how it comes about: "ln 475"; empty for none
    public record Reference(String name, String formula, double value) {
        String number() {
            return (formula.isEmpty() ? "" : formula + " = ") + Numbers.format(value);
        }
    }

    /// A remark at a point of a curve.
    public record Note(double x, double y, String text) {}

    /// What the curves say at one x.
    ///
    /// @param text "step 40: training 3.64, validation 3.61"
    public record Reading(double x, Box box, String text) implements Hit {}

    public LinePicture {
        lines = List.copyOf(lines);
        references = List.copyOf(references);
        notes = List.copyOf(notes);
    }

    public static LinePicture of(Scale x, Scale y, List<Line> lines) {
        return new LinePicture(x, y, lines, List.of(), Double.NaN, List.of(), Double.NaN, "No point yet.");
    }

    public LinePicture withReferences(List<Reference> all) {
        return new LinePicture(x, y, lines, all, playhead, notes, reading, empty);
    }

    /// @param at NaN for none
    public LinePicture withPlayhead(double at) {
        return new LinePicture(x, y, lines, references, at, notes, reading, empty);
    }

    public LinePicture withNotes(List<Note> all) {
        return new LinePicture(x, y, lines, references, playhead, all, reading, empty);
    }

    /// @param at NaN for nowhere
    public LinePicture withReading(double at) {
        return new LinePicture(x, y, lines, references, playhead, notes, at, empty);
    }

    public LinePicture withEmpty(String sentence) {
        return new LinePicture(x, y, lines, references, playhead, notes, reading, sentence);
    }

    @Override
    public Size preferredSize() {
        return new Size(640, 280);
    }

    @Override
    public Size minimumSize() {
        return new Size(240, 120);
    }

    @Override
    public double bleed() {
        return LineFrame.BLEED;
    }

    @Override
    public Optional<Picture> legend() {
        return lines.size() < 2 ? Optional.empty() : Optional.of(new LineLegend(lines.stream().sorted(Comparator.comparing(line -> line.color() == InkColor.RUN_B)).toList())); // A is painted over B, and named before it
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        LineFrame frame = new LineFrame(this, ink, width, height);
        frame.paintAxes(pen);
        if (lines.stream().allMatch(line -> line.points().size() == 0)) {
            TextFont font = ink.font(FontRole.BODY);
            pen.text(empty, frame.plot().centreX(), font.centred(frame.plot().centreY()), Anchor.MIDDLE, font, ink.color(InkColor.FG_MUTED));
            return;
        }
        frame.paintReferences(pen);
        LineCurves.paint(pen, ink, this, frame);
        if (!Double.isNaN(playhead)) {
            frame.paintPlayhead(pen);
        }
        LineNotes.paint(pen, ink, this, frame);
        if (!Double.isNaN(reading)) {
            LineNotes.paintReading(pen, ink, this, frame);
        }
    }

    @Override
    public Hit hit(Ink ink, double px, double py, double width, double height) {
        LineFrame frame = new LineFrame(this, ink, width, height);
        Box plot = frame.plot();
        boolean inside = px >= plot.x() - 6 && px <= plot.right() + 6 && py >= 0 && py <= height;
        return inside ? reading(frame, frame.xAxis().value(Math.clamp((px - plot.x()) / plot.width(), 0, 1))) : Hit.NONE;
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        LineFrame frame = new LineFrame(this, ink, width, height);
        List<Hit> parts = new ArrayList<>();
        double last = Double.NaN;
        for (int i = 0; i <= KEYBOARD_STOPS; i++) {
            Reading next = reading(frame, frame.xAxis().value((double) i / KEYBOARD_STOPS));
            if (next.x() != last) {
                parts.add(next);
                last = next.x();
            }
        }
        return parts;
    }

    /// The values at the point nearest to `at`.
    private Reading reading(LineFrame frame, double at) {
        double snapped = at;
        double nearest = Double.POSITIVE_INFINITY;
        for (Line line : lines) {
            int index = line.points().indexAt(at);
            for (int i = Math.max(0, index); i <= Math.min(index + 1, line.points().size() - 1); i++) {
                double distance = Math.abs(frame.xAxis().place(line.points().x()[i]) - frame.xAxis().place(at));
                if (distance < nearest) {
                    nearest = distance;
                    snapped = line.points().x()[i];
                }
            }
        }
        double px = frame.toX(snapped);
        return new Reading(snapped, new Box(px - 4, frame.plot().y(), 8, frame.plot().height()), sentence(snapped));
    }

    private String sentence(double at) {
        List<String> values = new ArrayList<>();
        for (Line line : lines) {
            double value = line.points().at(at);
            if (!Double.isNaN(value)) {
                values.add(line.name() + " " + Numbers.format(value));
            }
        }
        return x.name() + " " + whole(at) + ": " + (values.isEmpty() ? "no value" : String.join(", ", values));
    }

    static String whole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Numbers.integer((long) value) : Numbers.format(value);
    }

    @Override
    public Optional<NumberTable> numbers() {
        List<List<Object>> rows = new ArrayList<>();
        for (Line line : lines) {
            for (int i = 0; i < line.points().size(); i++) {
                rows.add(List.of(line.name(), line.points().x()[i], line.points().mean()[i]));
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new NumberTable(List.of("line", x.name(), y.title()), rows));
    }

    @Override
    public String describe() {
        List<String> courses = new ArrayList<>();
        for (Line line : lines) {
            Points points = line.points();
            if (points.size() > 0) {
                courses.add(line.name() + " from " + Numbers.format(points.mean()[0]) + " to " + Numbers.format(points.last()));
            }
        }
        if (courses.isEmpty()) {
            return empty;
        }
        double end = lines.stream().filter(line -> line.points().size() > 0).mapToDouble(line -> line.points().x()[line.points().size() - 1]).max()
                .orElse(0);
        String name = y.name().substring(0, 1).toUpperCase() + y.name().substring(1);
        return name + " up to " + x.name() + " " + whole(end) + ": " + String.join(", ", courses) + ".";
    }
}
