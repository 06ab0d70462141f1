package dev.glassbox.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A number that remembers how it was made: the node of a scalar graph. Immutable; two equal-looking values are two nodes.
///
/// Six operations: + × power exp log relu. Subtraction is `a + (−1)·b`, division `a · b⁻¹`. Every node keeps, for each of its inputs,
/// the local gradient ∂node/∂input; [Backward] multiplies them along the paths (reverse mode, Linnainmaa 1970).
public final class Value {

    /// How a node was made.
    public enum Operation {
        INPUT(""), ADD("+"), MULTIPLY("×"), POWER("^"), EXP("exp"), LOG("log"), RELU("relu");

        private final String sign;

        Operation(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    private final Operation operation;
    private final double value;
    private final List<Value> inputs;
    private final double[] locals;
    private final double exponent;

    private Value(Operation operation, double value, List<Value> inputs, double exponent, double... locals) {
        this.operation = operation;
        this.value = value;
        this.inputs = inputs;
        this.exponent = exponent;
        this.locals = locals;
    }

    /// A node that depends on nothing.
    public static Value of(double value) {
        return new Value(Operation.INPUT, value, List.of(), Double.NaN);
    }

    /// `∂(a+b)/∂a = 1`, `∂(a+b)/∂b = 1`
    public Value plus(Value other) {
        return new Value(Operation.ADD, value + other.value, List.of(this, other), Double.NaN, 1, 1);
    }

    /// `∂(a·b)/∂a = b`, `∂(a·b)/∂b = a`
    public Value times(Value other) {
        return new Value(Operation.MULTIPLY, value * other.value, List.of(this, other), Double.NaN, other.value, value);
    }

    /// `∂aⁿ/∂a = n·aⁿ⁻¹`
    public Value power(double n) {
        double local = n == 0 ? 0 : n * StrictMath.pow(value, n - 1); // 0⁰⁻¹ would make 0 · ∞
        return new Value(Operation.POWER, StrictMath.pow(value, n), List.of(this), n, local);
    }

    /// `∂eᵃ/∂a = eᵃ`
    public Value exp() {
        double e = StrictMath.exp(value);
        return new Value(Operation.EXP, e, List.of(this), Double.NaN, e);
    }

    /// `∂ln a/∂a = 1/a`
    public Value log() {
        return new Value(Operation.LOG, StrictMath.log(value), List.of(this), Double.NaN, 1 / value);
    }

    /// `∂max(0,a)/∂a = 1` where a > 0, else 0
    public Value relu() {
        return new Value(Operation.RELU, Math.max(0, value), List.of(this), Double.NaN, value > 0 ? 1 : 0);
    }

    public Value negate() {
        return times(of(-1));
    }

    public Value minus(Value other) {
        return plus(other.negate());
    }

    public Value dividedBy(Value other) {
        return times(other.power(-1));
    }

    public Operation operation() {
        return operation;
    }

    public double value() {
        return value;
    }

    /// In the order they were written; an input used twice stands here twice.
    public List<Value> inputs() {
        return inputs;
    }

    /// ∂this/∂input number `index`, at these values.
    public double local(int index) {
        return locals[index];
    }

    /// Of [Operation#POWER]; not a number otherwise.
    public double exponent() {
        return exponent;
    }

    /// This node and everything it depends on, each once, inputs before what is made of them.
    public List<Value> topological() {
        List<Value> order = new ArrayList<>();
        Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<Value, Integer> next = new IdentityHashMap<>();
        List<Value> path = new ArrayList<>(List.of(this)); // a stack of its own: a long chain must not overflow the thread's
        seen.add(this);
        while (!path.isEmpty()) {
            Value top = path.getLast();
            int at = next.merge(top, 1, Integer::sum) - 1;
            if (at == top.inputs.size()) {
                order.add(path.removeLast());
            } else if (seen.add(top.inputs.get(at))) {
                path.add(top.inputs.get(at));
            }
        }
        return order;
    }
}
