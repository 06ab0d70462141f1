package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.glassbox.file.BadFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The one-file form of a byte-level BPE gives the tokens of its two-file form; other tokenizers are refused, not misread.
class TokenizerJsonTest {
    private static final String TEXT = "the cat sat on the mat. the dog's hat, 12 hats ";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path write(boolean pairs, Consumer<ObjectNode> change) throws Exception {
        BpeTokenizer own = BpeTrainer.train(TEXT.repeat(5), 290, Split.GPT2);
        ByteAlphabet alphabet = new ByteAlphabet();
        ObjectNode json = JSON.createObjectNode();
        json.putNull("normalizer");
        json.putObject("pre_tokenizer").put("type", "ByteLevel").put("add_prefix_space", false);
        ObjectNode model = json.putObject("model").put("type", "BPE");
        ObjectNode vocab = model.putObject("vocab");
        for (int id = 0; id < own.vocabulary().size(); id++) {
            vocab.put(alphabet.write(own.vocabulary().bytes(id)), id);
        }
        ArrayNode merges = model.putArray("merges");
        own.merges().forEach(merge -> {
            String left = alphabet.write(own.vocabulary().bytes(merge.left()));
            String right = alphabet.write(own.vocabulary().bytes(merge.right()));
            if (pairs) {
                merges.addArray().add(left).add(right);
            } else {
                merges.add(left + " " + right);
            }
        });
        json.putArray("added_tokens").addObject().put("id", own.vocabulary().size()).put("content", "<|end|>").put("special", true);
        change.accept(json);
        return Files.write(folder.resolve("tokenizer.json"), JSON.writeValueAsBytes(json));
    }

    @Test
    void bothFormsOfMergesGiveTheSameTokensAndTheSpecialOneStaysSpecial() throws Exception {
        BpeTokenizer own = BpeTrainer.train(TEXT.repeat(5), 290, Split.GPT2);
        for (boolean pairs : new boolean[] {false, true}) {
            write(pairs, json -> { });
            Tokenizer read = TokenizerFiles.read(folder);
            assertArrayEquals(own.ids(TEXT + "é\n\n x"), read.ids(TEXT + "é\n\n x"));
            assertTrue(read.vocabulary().special(own.vocabulary().size()));
            assertFalse(read.ids("<|end|>").length == 1, "typed, it is ordinary text");
        }
    }

    @Test
    void whatWouldGiveOtherTokensIsRefusedByName() throws Exception {
        refuses("normalizer", json -> json.putObject("normalizer").put("type", "NFC"));
        refuses("space in front", json -> ((ObjectNode) json.get("pre_tokenizer")).put("add_prefix_space", true));
        refuses("rule of its own", json -> json.putObject("pre_tokenizer").put("type", "Metaspace"));
        refuses("rule of its own", json -> {
            ArrayNode steps = json.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
            steps.addObject().put("type", "Split");
            steps.addObject().put("type", "ByteLevel").put("add_prefix_space", false).put("use_regex", false);
        });
        refuses("no byte-level BPE", json -> ((ObjectNode) json.get("model")).put("type", "Unigram"));
        refuses("no byte-level BPE", json -> json.remove("model"));
        refuses("no id", json -> ((ObjectNode) json.at("/model/vocab")).put("x", "y"));
    }

    private void refuses(String part, Consumer<ObjectNode> change) throws Exception {
        Path file = write(true, change);
        String sentence = assertThrows(BadFileException.class, () -> TokenizerJson.read(file)).getMessage();
        assertTrue(sentence.contains(part), sentence);
    }
}
