package dev.glassbox.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The backward walk from one node: the chain rule, one node at a time, in reverse topological order.
///
/// It starts with `∂L/∂L = 1`. Step k takes the k-th node v and adds to each of its inputs `local · ∂L/∂v`; by then every node that
/// uses v has had its turn, so `∂L/∂v` is complete.
public final class Backward {

    /// What one node hands to one of its inputs: `amount = local · upstream`.
    ///
    /// @param to number of the input in [Backward#order()]
    /// @param before what it had received until then
    public record Share(int to, double local, double upstream, double amount, double before) {
        public double after() {
            return before + amount;
        }
    }

    /// The turn of one node; no shares when it depends on nothing.
    public record Step(int node, List<Share> shares) {}

    private final List<Value> order;
    private final List<Step> steps = new ArrayList<>();
    private final double[] gradients;

    public Backward(Value root) {
        order = List.copyOf(root.topological().reversed());
        Map<Value, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            numbers.put(order.get(i), i);
        }
        gradients = new double[order.size()];
        gradients[0] = 1;
        for (int i = 0; i < order.size(); i++) {
            Value node = order.get(i);
            List<Share> shares = new ArrayList<>();
            for (int input = 0; input < node.inputs().size(); input++) {
                int to = numbers.get(node.inputs().get(input));
                double amount = node.local(input) * gradients[i];
                shares.add(new Share(to, node.local(input), gradients[i], amount, gradients[to]));
                gradients[to] += amount;
            }
            steps.add(new Step(i, List.copyOf(shares)));
        }
    }

    /// All nodes, the root first: the order of the walk.
    public List<Value> order() {
        return order;
    }

    /// One for each node, in the order of the walk.
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /// ∂root/∂node at the end of the walk; 0 for a node the root does not depend on.
    public double gradient(Value node) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i) == node) {
                return gradients[i];
            }
        }
        return 0;
    }

    /// The gradients received when the first `count` nodes have had their turn; the root's own 1 is there from the beginning.
    public double[] after(int count) {
        double[] received = new double[order.size()];
        received[0] = 1;
        for (Step step : steps.subList(0, count)) {
            for (Share share : step.shares()) {
                received[share.to()] = share.after();
            }
        }
        return received;
    }

    /// All gradients, in the order of the walk.
    public double[] gradients() {
        return Arrays.copyOf(gradients, gradients.length);
    }
}
