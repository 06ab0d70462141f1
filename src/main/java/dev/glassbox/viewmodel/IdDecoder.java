package dev.glassbox.viewmodel;

import java.util.ArrayList;
import java.util.List;

/// Turns ids that a person typed into text.
public final class IdDecoder {
    private IdDecoder() {}

    /// @param text    the decoded text; empty when there is a problem
    /// @param labels  the tokens as chips show them
    /// @param problem one sentence, or empty
    public record Answer(String text, List<String> labels, String problem) {
        static final Answer NOTHING = new Answer("", List.of(), "");
    }

    /// @param typed numbers with anything but digits between them
    static Answer decode(BenchTokenizer tokenizer, String typed) {
        List<Integer> ids = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (String part : typed.strip().split("[\\s,;\\[\\]()]+")) {
            if (part.isEmpty()) {
                continue;
            }
            try {
                int id = Integer.parseInt(part);
                if (id < 0 || id >= tokenizer.vocabularySize()) {
                    return problem(String.format(java.util.Locale.ROOT, "Id %,d is outside this vocabulary of %,d. Use 0 to %,d.",
                            id, tokenizer.vocabularySize(), tokenizer.vocabularySize() - 1));
                }
                labels.add(tokenizer.label(id));
                ids.add(id);
            } catch (NumberFormatException notANumber) {
                return problem("\"" + part + "\" is not a token id. Type whole numbers with spaces between them.");
            }
        }
        return new Answer(tokenizer.decode(ids.stream().mapToInt(Integer::intValue).toArray()), labels, "");
    }

    private static Answer problem(String sentence) {
        return new Answer("", List.of(), sentence);
    }
}
