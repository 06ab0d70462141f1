package dev.glassbox.train;

import dev.glassbox.tensor.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How large gradients, weights and updates of each part of the model are in one step.
///
/// @param step     the step they belong to
/// @param gradient `‖g‖₂` of each group, before clipping
/// @param weight   `‖w‖₂` of each group, before the update
/// @param update   `‖Δw‖₂` of each group, weight decay included
public record GradientNorms(int step, double[] gradient, double[] weight, double[] update) {

    /// `‖Δw‖ / ‖w‖` of a group: about 0.001 is a healthy pace; NaN for weights that are all zero.
    public double ratio(int group) {
        return weight[group] == 0 ? Double.NaN : update[group] / weight[group];
    }

    /// `‖Δw‖ / ‖w‖` over all groups.
    public double ratio() {
        return norm(update) / norm(weight);
    }

    private static double norm(double[] parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part * part;
        }
        return Math.sqrt(sum);
    }

    /// A part of the model whose parameters are looked at together, in the order of the data flow.
    ///
    /// @param key   `embeddings`, `block 1 attention`, `block 1 MLP`, …, `head`
    /// @param block from 0; −1 outside the blocks
    public record Group(String key, int block) {}

    /// The groups of a model, and for each parameter the index of its group.
    record Groups(List<Group> groups, int[] ofParameter) {

        static Groups of(List<Parameter> parameters) {
            Map<String, Integer> indices = new LinkedHashMap<>();
            List<Group> groups = new ArrayList<>();
            int[] of = new int[parameters.size()];
            for (int i = 0; i < of.length; i++) {
                Group group = group(parameters.get(i).name());
                Integer known = indices.putIfAbsent(group.key(), groups.size());
                if (known == null) {
                    groups.add(group);
                }
                of[i] = known == null ? groups.size() - 1 : known;
            }
            return new Groups(List.copyOf(groups), of);
        }

        private static Group group(String name) {
            if (name.startsWith("h.")) {
                int block = Integer.parseInt(name.substring(2, name.indexOf('.', 2)));
                boolean attention = name.contains(".attn.") || name.contains(".ln_1.");
                return new Group("block " + (block + 1) + (attention ? " attention" : " MLP"), block);
            }
            boolean input = name.startsWith("wte") || name.startsWith("wpe") || name.startsWith("ln_emb") || name.startsWith("emb");
            return new Group(input ? "embeddings" : "head", -1);
        }
    }
}
