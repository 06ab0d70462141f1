package dev.glassbox.view;

import dev.glassbox.model.Ledger;
import dev.glassbox.model.Ledger.Part;
import dev.glassbox.model.Ledger.Tensor;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.model.Transformer;
import dev.glassbox.picture.LedgerPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.TreemapPicture;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The ledger of a model as its pictures show it.
///
/// @param parts one for each row, without the sum
/// @param built whether the tensors of the real model were counted
record LedgerRows(Ledger ledger, List<Part> parts, List<Long> counted, boolean built) {
    /// Weights in one array at most.
    private static final long LARGEST = Integer.MAX_VALUE - 64L;

    /// Counts the tensors the model really has, where it is not too large to be described.
    static LedgerRows of(ModelConfig config) {
        Ledger ledger = Ledger.of(config);
        List<Part> parts = List.of(Part.values()).stream().filter(part -> ledger.total(part) > 0).toList();
        Optional<ParameterLayout> layout = ledger.total() <= LARGEST ? Optional.of(new Transformer(config).layout()) : Optional.empty();
        List<Long> counted = new ArrayList<>();
        for (Part part : parts) {
            counted.add(layout.map(all -> count(ledger, all, part)).orElse(-1L));
        }
        return new LedgerRows(ledger, parts, counted, layout.isPresent());
    }

    private static long count(Ledger ledger, ParameterLayout layout, Part part) {
        long sum = 0;
        for (Tensor tensor : ledger.tensors()) {
            for (int layer = 0; tensor.part() == part && layer < tensor.times(); layer++) {
                sum += layout.find(tensor.name(layer)).map(Parameter::size).orElse(0);
            }
        }
        return sum;
    }

    /// @param hidden rows whose numbers are a question
    List<LedgerPicture.Row> rows(Set<Part> hidden) {
        List<LedgerPicture.Row> rows = new ArrayList<>();
        ModelConfig c = ledger.config();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            long total = ledger.total(part);
            boolean many = part.inBlocks() && c.nLayer() > 1;
            boolean asked = hidden.contains(part);
            rows.add(new LedgerPicture.Row(name(part), LedgerWords.formula(part, ledger), asked ? "" : LedgerWords.numbers(part, ledger),
                    asked ? "?" : Numbers.integer(part.inBlocks() ? total / c.nLayer() : total), many ? "× " + c.nLayer() : "",
                    asked ? "?" : Numbers.integer(total), !asked && counted.get(i) == total ? "✓" : ""));
        }
        long all = counted.stream().mapToLong(Long::longValue).sum();
        rows.add(new LedgerPicture.Row("all weights", "", "", "", "", hidden.isEmpty() ? Numbers.integer(ledger.total()) : "?",
                built && all == ledger.total() && hidden.isEmpty() ? "✓" : "", true));
        return rows;
    }

    List<TreemapPicture.Leaf> leaves(Set<Part> hidden) {
        return parts.stream().map(part -> new TreemapPicture.Leaf(name(part), shade(part), ledger.total(part),
                hidden.contains(part) ? "?" : Numbers.integer(ledger.total(part)))).toList();
    }

    private static int shade(Part part) {
        return switch (part) {
            case TOKENS, POSITIONS, HEAD -> 0;
            case ATTENTION_IN, ATTENTION_OUT -> 1;
            case MLP_IN, MLP_OUT -> 2;
            case EMBEDDING_NORM, NORM_1, NORM_2, FINAL_NORM -> 3;
        };
    }

    static String name(Part part) {
        return switch (part) {
            case TOKENS -> "token table";
            case POSITIONS -> "position table";
            case EMBEDDING_NORM -> "norm after embedding";
            case NORM_1 -> "norm 1";
            case ATTENTION_IN -> "queries, keys, values";
            case ATTENTION_OUT -> "mix of the heads W_O";
            case NORM_2 -> "norm 2";
            case MLP_IN -> "MLP in";
            case MLP_OUT -> "MLP out";
            case FINAL_NORM -> "final norm";
            case HEAD -> "head";
        };
    }
}
