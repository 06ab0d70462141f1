package dev.glassbox.control;

import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;

/// A parameter with its field term, a knob and a number field.
///
/// The knob is the wish, the tick below the track the fact: [#appliedProperty] follows the engine and never moves the
/// knob. Only what the user does reaches [#setOnWish]; setting [#valueProperty] does not.
public class ParameterSlider extends Region {

    private static final double ROW = 24;
    private static final double FIELD = 76;
    private static final double GAP = 8;

    private final Label name = new Label();
    private final TextField field = new TextField();
    private final Label low = new Label();
    private final Label high = new Label();
    private final Label problemText = new Label();
    private final KnobTrack track = new KnobTrack(new KnobTrack.Moves() {
        @Override public void to(double place) {
            wish(scale().value(place));
        }

        @Override public void by(int steps) {
            wish(scale().stepped(value.get(), steps));
        }

        @Override public void toEnd(boolean atHigh) {
            wish(atHigh ? max : min);
        }
    });
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final DoubleProperty value = new SimpleDoubleProperty(this, "value", 0) {
        @Override protected void invalidated() {
            show();
        }
    };
    private final DoubleProperty applied = new SimpleDoubleProperty(this, "applied", Double.NaN) {
        @Override protected void invalidated() {
            track.appliedProperty().set(Double.isNaN(get()) ? Double.NaN : scale().place(get()));
        }
    };
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private DoubleConsumer onWish = wish -> {};
    private double min;
    private double max = 1;
    private boolean log;
    private boolean whole;
    private boolean inline;
    private int decimals = -1;

    public ParameterSlider() {
        BundledFonts.load();
        getStyleClass().add("parameter-slider");
        name.getStyleClass().add("name");
        field.getStyleClass().add("value");
        low.getStyleClass().add("end");
        high.getStyleClass().add("end");
        problemText.getStyleClass().add("problem");
        problemText.setWrapText(true);
        name.textProperty().bind(text);
        name.setLabelFor(track);
        problemText.textProperty().bind(problem);
        problem.addListener((property, was, is) -> requestLayout());
        getChildren().addAll(name, field, low, high, track, problemText);
        field.setOnAction(event -> commit());
        field.focusedProperty().addListener((property, was, is) -> {
            if (!is) {
                commit();
            }
        });
        show();
    }

    public StringProperty textProperty() {
        return text;
    }

    public String getText() {
        return text.get();
    }

    public void setText(String fieldTerm) {
        text.set(fieldTerm);
    }

    /// The wish: where the knob is.
    public DoubleProperty valueProperty() {
        return value;
    }

    public double getValue() {
        return value.get();
    }

    public void setValue(double wish) {
        value.set(wish);
    }

    /// The fact: where the tick is; NaN while there is none.
    public DoubleProperty appliedProperty() {
        return applied;
    }

    public double getApplied() {
        return applied.get();
    }

    public void setApplied(double fact) {
        applied.set(fact);
    }

    /// One sentence when the typed text is not a value, else empty.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Called with each new wish of the user.
    public void setOnWish(DoubleConsumer handler) {
        onWish = handler;
    }

    public double getMin() {
        return min;
    }

    public void setMin(double lowest) {
        min = lowest;
        show();
    }

    public double getMax() {
        return max;
    }

    public void setMax(double highest) {
        max = highest;
        show();
    }

    public boolean isLog() {
        return log;
    }

    public void setLog(boolean logarithmic) {
        log = logarithmic;
        show();
    }

    public boolean isWhole() {
        return whole;
    }

    public void setWhole(boolean integers) {
        whole = integers;
        show();
    }

    public int getDecimals() {
        return decimals;
    }

    /// −1 writes three significant digits.
    public void setDecimals(int count) {
        decimals = count;
        show();
    }

    public boolean isInline() {
        return inline;
    }

    /// Whether name, ends, track and value stand on one line.
    public void setInline(boolean oneLine) {
        inline = oneLine;
        requestLayout();
    }

    private boolean complete() {
        return max > min && (!log || min > 0);
    }

    private ParameterScale scale() {
        return new ParameterScale(min, max, log, whole, decimals);
    }

    /// While FXML is still setting the ends one by one there is no scale to show anything on.
    private void show() {
        if (!complete()) {
            return;
        }
        ParameterScale scale = scale();
        track.placeProperty().set(scale.place(value.get()));
        track.appliedProperty().set(Double.isNaN(applied.get()) ? Double.NaN : scale.place(applied.get()));
        field.setText(scale.format(value.get()));
        low.setText(endText(scale, min));
        high.setText(endText(scale, max));
        track.setAccessibleText(text.get() + " " + scale.format(value.get()));
        problem.set("");
        requestLayout();
    }

    private static String endText(ParameterScale scale, double end) {
        return end == Math.rint(end) && Math.abs(end) < 1e6 ? Long.toString((long) end) : scale.format(end);
    }

    private void wish(double wanted) {
        if (wanted != value.get()) {
            value.set(wanted);
            onWish.accept(wanted);
        }
    }

    private void commit() {
        if (field.getText().equals(scale().format(value.get()))) {
            problem.set("");
            return;
        }
        OptionalDouble typed = scale().parse(field.getText());
        if (typed.isPresent()) {
            wish(typed.getAsDouble());
            show();
        } else {
            String entered = field.getText();
            show();
            problem.set(text.get() + " must be " + scale().range() + "; \"" + entered + "\" is not. It stays at "
                    + scale().format(value.get()) + ".");
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return inline ? name.prefWidth(-1) + low.prefWidth(-1) + 112 + high.prefWidth(-1) + fieldWidth() + 4 * GAP : 288;
    }

    private double fieldWidth() {
        return inline ? Math.max(40, FIELD * 0.6) : FIELD;
    }

    @Override
    protected double computePrefHeight(double width) {
        double room = width < 0 ? computePrefWidth(-1) : width;
        double problemHeight = problem.get().isEmpty() ? 0 : problemText.prefHeight(room);
        return (inline ? ROW : 2 * ROW) + problemHeight;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double fieldWidth = fieldWidth();
        low.setVisible(inline);
        high.setVisible(inline);
        problemText.setVisible(!problem.get().isEmpty());
        double below = inline ? ROW : 2 * ROW;
        if (inline) {
            double x = place(name, 0, name.prefWidth(-1));
            x = place(low, x, low.prefWidth(-1));
            double right = width - fieldWidth;
            double highWidth = high.prefWidth(-1);
            place(high, right - GAP / 2 - highWidth, highWidth);
            place(field, right, fieldWidth);
            place(track, x, Math.max(40, right - GAP / 2 - highWidth - GAP - x));
        } else {
            place(name, 0, width - fieldWidth);
            place(field, width - fieldWidth, fieldWidth);
            track.resizeRelocate(0, ROW, width, ROW);
        }
        problemText.resizeRelocate(0, below, width, problemText.prefHeight(width));
    }

    private static double place(Region node, double x, double width) {
        node.resizeRelocate(x, 0, width, ROW);
        return x + width + GAP;
    }

    @Override
    public String getUserAgentStylesheet() {
        return ControlStyles.sheet();
    }
}
