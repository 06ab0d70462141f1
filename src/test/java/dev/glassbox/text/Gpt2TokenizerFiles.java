package dev.glassbox.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes `vocab.json` and `merges.txt` as they lie beside the published GPT-2: its tokens come with jtokkit, and since they are numbered in
/// the order in which they were learned, the merge that made each can be found again.
public final class Gpt2TokenizerFiles {

    private Gpt2TokenizerFiles() {}

    public static void write(Path folder) throws IOException {
        Vocabulary vocabulary = PretrainedTokenizers.load("gpt2").vocabulary();
        ByteAlphabet alphabet = new ByteAlphabet();
        Map<String, Integer> ranks = new HashMap<>();
        try (JsonGenerator json = new ObjectMapper().getFactory().createGenerator(Files.newOutputStream(folder.resolve(TokenizerFiles.VOCAB)));
                Writer merges = Files.newBufferedWriter(folder.resolve(TokenizerFiles.MERGES))) {
            merges.write("#version: 0.2\n");
            json.writeStartObject();
            for (int id = 0; id < vocabulary.size(); id++) {
                String token = vocabulary.special(id) ? vocabulary.text(id) : alphabet.write(vocabulary.bytes(id));
                json.writeNumberField(token, id);
                if (!vocabulary.special(id)) {
                    if (token.length() > 1) {
                        List<String> parts = parts(token, ranks);
                        merges.write(parts.get(0) + " " + parts.get(1) + "\n");
                    }
                    ranks.put(token, id);
                }
            }
            json.writeEndObject();
        }
    }

    /// The two tokens a token was made of: what is left of its bytes after all merges learned before.
    private static List<String> parts(String token, Map<String, Integer> ranks) {
        List<String> parts = new ArrayList<>(token.chars().mapToObj(c -> String.valueOf((char) c)).toList());
        while (parts.size() > 2) {
            int best = -1;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int rank = ranks.getOrDefault(parts.get(i) + parts.get(i + 1), Integer.MAX_VALUE);
                if (rank < bestRank) {
                    best = i;
                    bestRank = rank;
                }
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
        return parts;
    }
}
