package dev.glassbox.cli;

import java.util.Arrays;

/// Token ids as people type them: `1,2,3` or `1 2 3`.
final class TokenIds {

    private TokenIds() {}

    /// @param where the option or file, for the error line
    static int[] parse(String where, String text) {
        String[] parts = text.strip().isEmpty() ? new String[0] : text.strip().split("[\\s,]+");
        int[] ids = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                ids[i] = Integer.parseInt(parts[i]);
            } catch (NumberFormatException wrong) {
                String shown = parts[i].length() > 40 ? parts[i].substring(0, 40) + "…" : parts[i];
                throw new CliException(where, "'" + shown + "' is not a token id", "write numbers such as 1,2,3");
            }
        }
        return ids;
    }

    /// @throws CliException if an id is outside the vocabulary
    static int[] checked(String where, int[] ids, int vocabSize) {
        for (int id : ids) {
            if (id < 0 || id >= vocabSize) {
                throw new CliException(where, "token id " + id + " is outside the vocabulary of " + vocabSize,
                        "use ids from 0 to " + (vocabSize - 1));
            }
        }
        return ids;
    }

    /// `1 2 3`
    static String text(int... ids) {
        return String.join(" ", Arrays.stream(ids).mapToObj(Integer::toString).toList());
    }
}
