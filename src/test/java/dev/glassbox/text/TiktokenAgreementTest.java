package dev.glassbox.text;

import static org.junit.jupiter.api.Assertions.*;

import com.knuddels.jtokkit.Encodings;
import dev.glassbox.kernel.CounterRandom;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares the published tokenizers with the plainest reading of tiktoken's own rank files and patterns: cut with the pattern, then join
/// the adjacent pair of lowest rank until none is left.
@Execution(ExecutionMode.CONCURRENT)
class TiktokenAgreementTest {
    private static final String R50K = "'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s";
    private static final String CL100K = "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$"
            + "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s";
    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String ENDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";
    private static final String O200K = "[^\\r\\n\\p{L}\\p{N}]?" + UPPER + "*" + LOWER + "+" + ENDS + "|[^\\r\\n\\p{L}\\p{N}]?" + UPPER + "+" + LOWER + "*" + ENDS
            + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final List<String> HARD = List.of("", " ", "  a", "😀👩‍👩‍👧‍👦🇩🇪", "e\u0301 nai\u0308ve", "漢字かな交じり文 한국어", "مرحبا بالعالم שלום",
            "a\u0085b\u00A0c\u2028d\u3000e", "a    b\n\n\n  c\t\t\r\n d   ", "I'LL it's we've DON'T", "12345678901 3.14159 ½ ²", "a/b//c\n/d", "_x__y--z!!??\n\n",
            "ǅ Ⅷ ﬁ ß ſ", "the cat ate a naïve strawberry", "x".repeat(300), "ab ".repeat(200), "\uFFFD", "<|endoftext|>", "if (x < 3) {\n\treturn y++;\n}\n",
            "x".repeat(10_000), " ".repeat(10_000), "é".repeat(10_000), "漢".repeat(10_000), "7".repeat(10_000), "\n".repeat(10_000), "\u0085".repeat(10_000), "😀".repeat(10_000), "!?".repeat(5_000));

    @ParameterizedTest
    @CsvSource({"gpt2, r50k_base", "cl100k, cl100k_base", "o200k, o200k_base"})
    void equalsThePlainReadingOfTheRankFile(String name, String file) throws Exception {
        Map<String, Integer> ranks = ranks(file);
        Pattern pattern = Pattern.compile(name.equals("gpt2") ? R50K : name.equals("cl100k") ? CL100K : O200K, Pattern.UNICODE_CHARACTER_CLASS);
        Tokenizer tokenizer = PretrainedTokenizers.load(name);
        for (String text : HARD) {
            assertArrayEquals(plain(text, ranks, pattern), tokenizer.ids(text), () -> name + ": " + text);
        }
        CounterRandom random = CounterRandom.of(1, "hard strings");
        int[] alphabet = "aZ é\u0301ß漢あ한 مש😀1½'\n\r\t  /_!\u0085\u00A0\u200D".codePoints().toArray();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            assertArrayEquals(plain(text.toString(), ranks, pattern), tokenizer.ids(text.toString()), name + ": " + text);
        }
    }

    private static Map<String, Integer> ranks(String file) throws Exception {
        Map<String, Integer> ranks = new HashMap<>();
        try (var in = new BufferedReader(new InputStreamReader(Encodings.class.getResourceAsStream("/com/knuddels/jtokkit/" + file + ".tiktoken"), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] parts = line.split(" ");
                ranks.put(key(Base64.getDecoder().decode(parts[0])), Integer.parseInt(parts[1]));
            }
        }
        return ranks;
    }

    private static int[] plain(String text, Map<String, Integer> ranks, Pattern pattern) {
        List<Integer> ids = new ArrayList<>();
        Matcher pieces = pattern.matcher(text);
        while (pieces.find()) {
            List<String> parts = new ArrayList<>();
            for (byte b : pieces.group().getBytes(StandardCharsets.UTF_8)) {
                parts.add(key(new byte[] {b}));
            }
            int[] joined = new int[parts.size()];
            for (int i = 0; i < joined.length; i++) {
                joined[i] = joined(parts, i, ranks);
            }
            for (int best = best(joined, parts.size()); best >= 0; best = best(joined, parts.size())) {
                parts.set(best, parts.get(best) + parts.remove(best + 1));
                System.arraycopy(joined, best + 1, joined, best, parts.size() - best);
                joined[best] = joined(parts, best, ranks);
                if (best > 0) {
                    joined[best - 1] = joined(parts, best - 1, ranks);
                }
            }
            parts.forEach(part -> ids.add(ranks.get(part)));
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The rank of part i joined with the next one.
    private static int joined(List<String> parts, int i, Map<String, Integer> ranks) {
        return i + 1 < parts.size() ? ranks.getOrDefault(parts.get(i) + parts.get(i + 1), Integer.MAX_VALUE) : Integer.MAX_VALUE;
    }

    private static int best(int[] joined, int size) {
        int best = -1;
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (joined[i] < lowest) {
                lowest = joined[i];
                best = i;
            }
        }
        return best;
    }

    private static String key(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
