package dev.glassbox.viewmodel;

import dev.glassbox.autograd.Backward;
import dev.glassbox.autograd.Expression;
import dev.glassbox.autograd.ExpressionException;
import dev.glassbox.autograd.Value;
import dev.glassbox.session.TableCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The autograd microscope: an expression, its graph, and the backward walk node by node.
public final class AutogradModel {

    /// An expression worth walking through.
    public record Preset(String title, String text) {}

    /// One sum of the chain rule: what `to` receives from `from`.
    public record Sum(String from, String to, double local, double upstream, double amount, double before, double after) {}

    public static final List<Preset> PRESETS = List.of(
            new Preset("Product and sum", "a = 2; b = 3; c = a*b; L = c + a"),
            new Preset("A neuron", "x1 = 2; x2 = -1; w1 = 0.5; w2 = -0.7; b = 0.3; n = w1*x1 + w2*x2 + b; o = relu(n)"),
            new Preset("A neuron that is off", "x1 = 2; x2 = -1; w1 = -0.5; w2 = 0.7; b = 0.3; n = w1*x1 + w2*x2 + b; o = relu(n)"),
            new Preset("Softmax and cross-entropy", "z1 = 2; z2 = 1; z3 = 0.1; e1 = exp(z1); e2 = exp(z2); e3 = exp(z3); s = e1 + e2 + e3; p1 = e1/s; L = -log(p1)"),
            new Preset("Squared error", "x = 1.5; w = 0.8; y = 2; L = (w*x - y)^2"),
            new Preset("One number used three times", "x = 0.5; L = x*x + exp(x)"));

    private Expression expression;
    private Backward walk;

    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyObjectWrapper<Backward> graph = new ReadOnlyObjectWrapper<>(this, "graph");
    private final ReadOnlyIntegerWrapper turns = new ReadOnlyIntegerWrapper(this, "turns");

    public AutogradModel() {
        setText(PRESETS.getFirst().text());
    }

    /// Reads it at once; what is no expression leaves the graph as it is and says why in [#errorProperty].
    public void setText(String wanted) {
        text.set(wanted);
        try {
            expression = Expression.parse(wanted);
            walk = new Backward(expression.root());
            error.set("");
            turns.set(0);
            graph.set(walk);
        } catch (ExpressionException told) {
            error.set(told.getMessage());
        }
    }

    /// The next node has its turn.
    public void next() {
        turns.set(Math.min(turns.get() + 1, size()));
    }

    public void back() {
        turns.set(Math.max(0, turns.get() - 1));
    }

    public void toStart() {
        turns.set(0);
    }

    public void toEnd() {
        turns.set(size());
    }

    /// How many nodes there are.
    public int size() {
        return walk.order().size();
    }

    /// The node whose turn was last; −1 before the first.
    public int turn() {
        return turns.get() - 1;
    }

    /// What each node has received after the turns so far, in the order of the walk; NaN where nothing has arrived.
    public double[] received() {
        double[] gradients = walk.after(turns.get());
        boolean[] touched = new boolean[gradients.length];
        touched[0] = true;
        walk.steps().subList(0, turns.get()).forEach(step -> step.shares().forEach(share -> touched[share.to()] = true));
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = touched[i] ? gradients[i] : Double.NaN;
        }
        return gradients;
    }

    /// Whether all that use a node have had their turn, so that its gradient is complete.
    public boolean complete(int node) {
        for (int user = 0; user < size(); user++) {
            if (walk.order().get(user).inputs().contains(walk.order().get(node)) && user >= turns.get()) {
                return false;
            }
        }
        return true;
    }

    /// The chain rule of the last turn, one line an input.
    public List<Sum> sums() {
        if (turn() < 0) {
            return List.of();
        }
        List<Sum> sums = new ArrayList<>();
        for (Backward.Share share : walk.steps().get(turn()).shares()) {
            sums.add(new Sum(name(turn()), name(share.to()), share.local(), share.upstream(), share.amount(), share.before(), share.after()));
        }
        return sums;
    }

    /// The name it was given, or how it was made from named ones: `w1·x1`.
    public String name(int node) {
        return name(walk.order().get(node), 0);
    }

    private String name(Value value, int depth) {
        String given = expression.names().get(value);
        if (given != null) {
            return given;
        }
        if (value.operation() == Value.Operation.INPUT) {
            return plain(value.value());
        }
        if (depth > 1) {
            return "(…)";
        }
        String first = name(value.inputs().getFirst(), depth + 1);
        return switch (value.operation()) {
            case ADD -> "(" + first + " + " + name(value.inputs().getLast(), depth + 1) + ")";
            case MULTIPLY -> first + "·" + name(value.inputs().getLast(), depth + 1);
            case POWER -> first + "^" + plain(value.exponent());
            case EXP, LOG, RELU -> value.operation().sign() + " " + first;
            case INPUT -> throw new IllegalStateException("an input has no inputs");
        };
    }

    /// Every node with its value and its gradient, as they are at the end of the walk.
    public TableCsv table() {
        double[] gradients = walk.gradients();
        List<List<Object>> rows = new ArrayList<>();
        for (int node = size() - 1; node >= 0; node--) {
            Value value = walk.order().get(node);
            rows.add(List.of(name(node), value.operation().name().toLowerCase(Locale.ROOT), value.value(), gradients[node]));
        }
        return new TableCsv(List.of("node", "operation", "value", "gradient"), rows);
    }

    /// Whether the expression gives the node a name.
    public boolean named(int node) {
        return expression.names().containsKey(walk.order().get(node));
    }

    /// How a node was made, for its box: a name, `×`, `^−1`.
    public String label(int node) {
        Value value = walk.order().get(node);
        String given = expression.names().get(value);
        String sign = value.operation() == Value.Operation.POWER ? "^" + plain(value.exponent()) : value.operation().sign();
        if (given != null) {
            return sign.isEmpty() ? given : given + " " + sign;
        }
        return value.operation() == Value.Operation.INPUT ? "const" : sign;
    }

    /// The root's name.
    public String root() {
        return name(0);
    }

    private static String plain(double number) {
        String digits = number == Math.rint(number) && Math.abs(number) < 1e6 ? String.valueOf((long) number) : String.valueOf(number);
        return digits.replace('-', '−');
    }

    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /// Why the text is no expression, one sentence; empty when it is one.
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// The walk through the newest graph that could be read; never null.
    public ReadOnlyObjectProperty<Backward> graphProperty() {
        return graph.getReadOnlyProperty();
    }

    /// How many nodes have had their turn.
    public ReadOnlyIntegerProperty turnsProperty() {
        return turns.getReadOnlyProperty();
    }
}
