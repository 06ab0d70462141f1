package dev.glassbox.autograd;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import org.junit.jupiter.api.Test;

class BackwardTest {

    @Test
    void aProductAndASumGiveTheTextbookGradients() {
        Value a = Value.of(2);
        Value b = Value.of(3);
        Value c = a.times(b);
        Value loss = c.plus(a);
        Backward walk = new Backward(loss);
        assertEquals(8, loss.value());
        assertEquals(4, walk.gradient(a));
        assertEquals(2, walk.gradient(b));
        assertEquals(1, walk.gradient(c));
    }

    @Test
    void everyNodeHasItsTurnAfterAllThatUseIt() {
        Value a = Value.of(2);
        Value loss = a.times(a).plus(a.exp()).plus(a);
        Backward walk = new Backward(loss);
        for (Backward.Step step : walk.steps()) {
            for (Backward.Share share : step.shares()) {
                assertTrue(share.to() > step.node(), "the walk goes from the root to the inputs");
            }
        }
        assertEquals(2 * 2 + StrictMath.exp(2) + 1, walk.gradient(a), 1e-12);
        assertEquals(walk.order().size(), loss.topological().size());
    }

    @Test
    void theStepsAddUpToTheGradients() {
        Value a = Value.of(2);
        Value b = Value.of(3);
        Backward walk = new Backward(a.times(b).plus(a));
        assertArrayEquals(new double[] {1, 0, 0, 0}, walk.after(0));
        assertArrayEquals(walk.gradients(), walk.after(4));
        int place = walk.order().indexOf(a);
        Backward.Share last = walk.steps().stream().flatMap(step -> step.shares().stream()).filter(share -> share.to() == place).toList().getLast();
        assertEquals(1, last.before());
        assertEquals(3, last.local());
        assertEquals(4, last.after());
    }

    @Test
    void everyOperationAgreesWithFiniteDifferences() throws ExpressionException {
        List<String> formulas = List.of("L = x*x*x + 2*x", "L = (x - 1)^2 / (x + 3)", "L = exp(x) * relu(x) + log(x)", "L = relu(1 - x) + x^-0.5",
                "L = -x^2 + x/4 - 3", "L = log(exp(x) + exp(1) + exp(0.1)) - x");
        double h = 1e-6;
        for (String formula : formulas) {
            for (double x : new double[] {0.3, 1.7, 2.5}) {
                double up = Expression.parse("x = " + (x + h) + "; " + formula).root().value();
                double down = Expression.parse("x = " + (x - h) + "; " + formula).root().value();
                Expression here = Expression.parse("x = " + x + "; " + formula);
                Value input = here.names().entrySet().stream().filter(e -> e.getValue().equals("x")).findFirst().orElseThrow().getKey();
                assertEquals((up - down) / (2 * h), new Backward(here.root()).gradient(input), 1e-6, formula + " at " + x);
            }
        }
    }

    @Test
    void aNeuronPassesItsGradientOnlyWhileItIsActive() throws ExpressionException {
        String neuron = "x1 = 2; x2 = 0; w1 = -3; w2 = 1; b = %s; n = w1*x1 + w2*x2 + b; o = relu(n)";
        assertEquals(2, gradient(String.format(neuron, "6.88"), "w1"));
        assertEquals(-3, gradient(String.format(neuron, "6.88"), "x1"));
        assertEquals(1, gradient(String.format(neuron, "6.88"), "b"));
        assertEquals(0, gradient(String.format(neuron, "5.9"), "w1"), "dead: relu hands nothing on");
    }

    @Test
    void softmaxWithCrossEntropyGivesProbabilityMinusTarget() throws ExpressionException {
        String text = "z1 = 2; z2 = 1; z3 = 0.1; e1 = exp(z1); e2 = exp(z2); e3 = exp(z3); s = e1 + e2 + e3; p1 = e1/s; L = -log(p1)";
        double sum = Math.exp(2) + Math.exp(1) + Math.exp(0.1);
        assertEquals(Math.exp(2) / sum - 1, gradient(text, "z1"), 1e-12);
        assertEquals(Math.exp(1) / sum, gradient(text, "z2"), 1e-12);
        assertEquals(Math.exp(0.1) / sum, gradient(text, "z3"), 1e-12);
    }

    private static double gradient(String text, String name) throws ExpressionException {
        Expression graph = Expression.parse(text);
        return new Backward(graph.root()).gradient(graph.names().entrySet().stream().filter(e -> e.getValue().equals(name)).findFirst().orElseThrow().getKey());
    }
}
