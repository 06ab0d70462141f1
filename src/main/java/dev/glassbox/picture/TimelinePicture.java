package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// Loss over steps with the playhead: the time machine of the whole window.
///
/// @param curves       the runs' training loss; the shown run first, later ones pale below it
/// @param newest       the newest step
/// @param viewed       the step the playhead is at
/// @param guess        the loss of guessing evenly, in nats; 0 = not drawn
/// @param guessFormula how that number comes about: "ln 475"
/// @param keyframes    steps that can be gone back to, ascending
/// @param bookmarks    steps with a flag
/// @param log          logarithmic step axis, else linear
/// @param remark       what is being computed, written above the curve; empty for nothing
public record TimelinePicture(List<Curve> curves, int newest, int viewed, double guess, String guessFormula,
                              List<Integer> keyframes, List<Integer> bookmarks, boolean log, String remark) implements Picture {

    private static final double LEFT = 8;
    /// The radius of the head, which stands at the left edge before the first step.
    private static final double BESIDE_HEAD = 8;
    private static final double RIGHT = 12;
    private static final double TOP = 24;
    private static final double BELOW = 25;
    private static final double TALLEST = 1.25;
    private static final double SNAP = 5;

    /// A run's training loss over its steps.
    public record Curve(Points points, InkColor run) {}

    /// A step that can be gone to.
    public record Moment(int step, Box box, String text) implements Hit {}

    public TimelinePicture {
        curves = List.copyOf(curves);
        keyframes = List.copyOf(keyframes);
        bookmarks = List.copyOf(bookmarks);
    }

    @Override
    public Size preferredSize() {
        return new Size(972, 104);
    }

    @Override
    public double bleed() {
        return LEFT;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        Axis axis = axis();
        double bottom = Math.floor(height - BELOW);
        double top = top();
        if (guess > 0) {
            double y = y(guess, top, bottom);
            TextFont note = ink.font(FontRole.NOTE);
            pen.line(LEFT, y, width - RIGHT, y, Stroke.of(ink.color(InkColor.FG_SUBTLE, 0.5), 1.5).dash(Stroke.Dash.DOTTED));
            pen.text("random guess: " + guessFormula + " = " + Numbers.format(guess), LEFT + BESIDE_HEAD, y + 15, Anchor.START, note,
                    ink.color(InkColor.FG_MUTED));
        }
        double playhead = x(axis, viewed, width);
        for (Curve curve : curves.reversed()) {
            boolean shown = curve == curves.getFirst();
            new CurveColumns(curve.points(), axis, LEFT, width - RIGHT, value -> y(value, top, bottom))
                    .paint(pen, Stroke.round(ink.color(curve.run(), shown ? 1 : 0.55), shown ? 2.2 : 4));
        }
        for (Curve curve : curves) {
            if (curve.points().size() > 0 && curve.points().x()[0] > 1) {
                fork(pen, ink, curve, x(axis, curve.points().x()[0], width), y(curve.points().mean()[0], top, bottom));
            }
        }
        if (viewed < newest) {
            pen.fillRect(playhead, TOP - 12, width - playhead, bottom - TOP + 11, 0, ink.color(InkColor.BG_SURFACE, 0.65));
        }
        axisLine(pen, ink, axis, width, bottom);
        marks(pen, ink, axis, width, bottom);
        playhead(pen, ink, playhead, y(lossAt(viewed), top, bottom), bottom);
        if (!remark.isEmpty()) {
            TextFont font = ink.font(FontRole.NOTE);
            boolean left = playhead > width / 2;
            pen.text(font.fitted(remark, Math.max(playhead - LEFT, width - playhead) - 20), left ? playhead - 8 : playhead + 8, font.centred(7),
                    left ? Anchor.END : Anchor.START, font, ink.color(InkColor.FG));
        }
    }

    /// Where a branch left its trunk.
    private static void fork(Pen pen, Ink ink, Curve branch, double x, double y) {
        pen.line(x, y - 14, x, y, Stroke.of(ink.color(branch.run()), 1.5));
        pen.fillCircle(x, y, 4, ink.color(InkColor.BG_SURFACE));
        pen.strokeCircle(x, y, 4, Stroke.of(ink.color(branch.run()), 2));
    }

    private void axisLine(Pen pen, Ink ink, Axis axis, double width, double bottom) {
        pen.line(LEFT, bottom, width - RIGHT, bottom, Stroke.of(ink.color(InkColor.BORDER_STRONG, 0.5), 2));
        TextFont font = ink.font(FontRole.TICK);
        int muted = ink.color(InkColor.FG_MUTED);
        double baseline = bottom + 18;
        String last = Numbers.integer(length());
        double end = width - RIGHT - 8;
        double free = end - font.width(last) - 8;
        if (newest > 0) {
            pen.text(last, end, baseline, Anchor.END, font, muted);
        }
        for (double tick : axis.ticks((int) Math.max(2, width / 60))) {
            double x = x(axis, tick, width);
            String label = Numbers.integer(Math.round(tick));
            double half = font.width(label) / 2;
            double from = tick == 0 ? LEFT : x - half;
            if (tick == length() || from + 2 * half > free) {
                continue;
            }
            pen.line(x, bottom, x, bottom + 5, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
            pen.text(label, from, baseline, Anchor.START, font, muted);
        }
    }

    private void marks(Pen pen, Ink ink, Axis axis, double width, double bottom) {
        double last = -10;
        for (int step : keyframes) {
            double x = Math.rint(x(axis, step, width));
            if (x - last >= 6) {
                pen.line(x + 0.5, bottom - 5, x + 0.5, bottom, Stroke.of(ink.color(InkColor.FG_SUBTLE), 1));
                last = x;
            }
        }
        for (int step : bookmarks) {
            double x = Math.rint(x(axis, step, width));
            pen.line(x, bottom - 18, x, bottom, Stroke.of(ink.color(InkColor.FG), 1.5));
            pen.fillPolygon(new double[] {x, x + 9, x}, new double[] {bottom - 19, bottom - 15, bottom - 11}, 3, ink.color(InkColor.FG));
        }
    }

    private static void playhead(Pen pen, Ink ink, double x, double knob, double bottom) {
        int color = ink.color(InkColor.FG);
        pen.line(x, TOP - 11, x, bottom + 4, Stroke.of(color, 2));
        pen.fillPolygon(new double[] {x - 5, x + 5, x + 5, x, x - 5},
                new double[] {bottom + 1, bottom + 1, bottom + 6, bottom + 11, bottom + 6}, 5, color);
        pen.fillCircle(x, knob, 5, ink.color(InkColor.BG_SURFACE));
        pen.strokeCircle(x, knob, 5, Stroke.of(color, 2));
    }

    private Axis axis() {
        int end = Math.max(1, length());
        return log ? Axis.log(end) : Axis.linear(0, end);
    }

    /// The newest step of all curves: a trunk can be longer than the branch that is shown.
    private int length() {
        double length = newest;
        for (Curve curve : curves) {
            length = curve.points().size() == 0 ? length : Math.max(length, curve.points().x()[curve.points().size() - 1]);
        }
        return (int) length;
    }

    private static double x(Axis axis, double step, double width) {
        return LEFT + axis.place(step) * (width - RIGHT - LEFT);
    }

    private static double y(double loss, double top, double bottom) {
        return bottom - Math.clamp(loss / top, 0, 1) * (bottom - TOP);
    }

    /// The loss at the upper edge: the random guess, or more while the run is worse than that.
    private double top() {
        double top = guess;
        for (Curve curve : curves) {
            top = Math.max(top, curve.points().highest());
        }
        return guess > 0 ? Math.min(top, TALLEST * guess) : Math.max(top, 1e-9);
    }

    private double lossAt(int step) {
        if (curves.isEmpty() || curves.getFirst().points().size() == 0) {
            return guess;
        }
        Points points = curves.stream().map(Curve::points).filter(all -> all.indexAt(step) >= 0).findFirst().orElse(curves.getFirst().points());
        double loss = points.mean()[Math.max(0, points.indexAt(step))];
        return Double.isFinite(loss) ? loss : guess * TALLEST;
    }

    @Override
    public Hit hit(Ink ink, double x, double y, double width, double height) {
        Axis axis = axis();
        double inside = Math.clamp(x, LEFT, width - RIGHT);
        int step = (int) Math.round(axis.value((inside - LEFT) / (width - RIGHT - LEFT)));
        for (int bookmark : bookmarks) {
            if (Math.abs(x(axis, bookmark, width) - inside) <= SNAP) {
                step = bookmark;
            }
        }
        return moment(axis, Math.clamp(step, 0, newest), width, height);
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> parts = new ArrayList<>();
        keyframes.forEach(step -> parts.add(moment(axis(), step, width, height)));
        return parts;
    }

    private Moment moment(Axis axis, int step, double width, double height) {
        return new Moment(step, new Box(x(axis, step, width) - 4, 0, 8, height),
                "step " + Numbers.integer(step) + ", loss " + Numbers.format(lossAt(step)));
    }

    @Override
    public String describe() {
        if (curves.isEmpty() || curves.getFirst().points().size() == 0) {
            return "No step trained yet.";
        }
        String at = "At step " + Numbers.integer(viewed) + " the training loss is " + Numbers.format(lossAt(viewed));
        return guess > 0 ? at + " nats; a random guess has " + guessFormula + " = " + Numbers.format(guess) + "." : at + " nats.";
    }
}
