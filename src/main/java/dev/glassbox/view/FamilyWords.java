package dev.glassbox.view;

import dev.glassbox.model.Family;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Norm;
import dev.glassbox.picture.MasksPicture.Mask;
import dev.glassbox.picture.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What the page *Families* says about each architecture.
final class FamilyWords {

    static final List<String> ASPECTS = List.of("stacks", "a token reads", "trained for", "positions", "norm", "norm stands", "MLP", "d_ff / d", "heads, k/v",
            "biases", "head", "blocks × d", "weights");

    private FamilyWords() {}

    static List<Family> known() {
        return List.of(Family.gpt2(), Family.llama(), Family.bert(), Family.transformer());
    }

    /// This model first.
    static List<Family> all(ModelConfig own) {
        List<Family> all = new ArrayList<>(List.of(Family.of("This model", own)));
        all.addAll(known());
        return all;
    }

    /// One list for each aspect.
    static List<List<String>> values(List<Family> families) {
        List<Function<Family, String>> columns = List.of(
                f -> switch (f.kind()) {
                    case DECODER -> "decoder";
                    case ENCODER -> "encoder";
                    case ENCODER_DECODER -> "both";
                },
                f -> switch (f.kind()) {
                    case DECODER -> "itself, earlier";
                    case ENCODER -> "all";
                    case ENCODER_DECODER -> "all / earlier";
                },
                Family::objective,
                f -> f.config().positions().key(),
                f -> f.config().norm() == Norm.Kind.NONE ? "none" : BlockPictures.normName(f.config().norm()),
                f -> f.config().norm() == Norm.Kind.NONE ? "–" : f.config().normPlace() == Norm.Place.PRE ? "before" : "after the sum",
                f -> f.config().ffn() ? BlockPictures.activationName(f.config().activation()) : "off",
                f -> f.config().ffn() ? Numbers.format((double) f.config().dFf() / f.config().dModel()) : "–",
                f -> f.config().nHead() + ", " + f.config().nKvHead(),
                f -> f.config().bias() ? "yes" : "no",
                f -> f.config().tied() ? "tied" : "free",
                f -> (f.kind() == Family.Kind.ENCODER_DECODER ? f.config().nLayer() + " + " : "") + f.config().nLayer() + " × " + Numbers.integer(f.config().dModel()),
                Family::weights);
        return columns.stream().map(column -> families.stream().map(column).toList()).toList();
    }

    /// In the order of [Family.Kind].
    static List<Mask> masks(int tokens) {
        int source = (tokens + 1) / 2;
        boolean[] causal = new boolean[tokens * tokens];
        boolean[] all = new boolean[tokens * tokens];
        boolean[] both = new boolean[tokens * tokens];
        for (int query = 0; query < tokens; query++) {
            for (int key = 0; key < tokens; key++) {
                int i = query * tokens + key;
                causal[i] = key <= query;
                all[i] = true;
                both[i] = key < source || query >= source && key <= query;
            }
        }
        return List.of(new Mask("causal", "itself and what is before: row t has t + 1 open cells", causal),
                new Mask("bidirectional", "all tokens, also later ones: cannot write, can fill gaps", all),
                new Mask("encoder–decoder", "the first " + source + " as a whole; the rest cross-attends to them", both));
    }
}
