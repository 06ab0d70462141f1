package dev.glassbox.picture;

import java.util.Locale;
import java.util.StringJoiner;

/// What has to be known to make a figure again: its file name and its caption.
///
/// @param lens       "Attention"
/// @param subject    "block 3 head 3", may be empty
/// @param key        the subject for the file name: "b3h3", may be empty
/// @param model      "GPT 4L 4H d64 T32, 232,512 parameters"
/// @param corpus     "Small stories, BPE 475"
/// @param code       fingerprint of the weights: "7F3A-91C2"
/// @param difference what run B changes, "no causal mask"; empty without a run B
/// @param whatIf     what was altered for this view only; empty for nothing
public record FigureLabel(String lens, String subject, String key, String model, String corpus, long seed, int step, String code,
                          String difference, String whatIf) {

    /// `glassbox_attention_b3h3_step002000_7F3A-91C2.png`, with `_b` for run B and `@2x` for a scale above 1.
    public String fileName(int scale, String extension) {
        StringJoiner name = new StringJoiner("_");
        name.add("glassbox").add(plain(lens));
        if (!key.isEmpty()) {
            name.add(plain(key));
        }
        name.add(String.format(Locale.ROOT, "step%06d", step));
        name.add(code.replaceAll("[^0-9A-Za-z-]", ""));
        if (!difference.isEmpty()) {
            name.add("b");
        }
        return name + (scale > 1 ? "@" + scale + "x" : "") + "." + extension;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /// One line: lens, model, corpus, seed, step, code, and what differs.
    public String caption() {
        StringJoiner caption = new StringJoiner(" · ");
        caption.add(subject.isEmpty() ? lens : lens + ", " + subject);
        caption.add(model).add(corpus).add("seed " + seed).add("step " + Numbers.integer(step)).add(code);
        if (!difference.isEmpty()) {
            caption.add("B: " + difference);
        }
        if (!whatIf.isEmpty()) {
            caption.add("what if: " + whatIf);
        }
        return caption.toString();
    }
}
