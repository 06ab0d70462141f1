package dev.glassbox.text;

import dev.glassbox.file.BadFileException;
import dev.glassbox.file.InputFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Word vectors from a text file, one word a line followed by its numbers: as word2vec writes them, with a first line
/// `words numbers`, or as GloVe does, without.
///
/// Such files list the most frequent words first, so reading stops after the first few thousand.
///
/// @param words in the order of the file
/// @param rows `[n, width]`
/// @param complete false when the file goes on behind the last word read
public record WordVectors(String title, List<String> words, float[] rows, int width, boolean complete) {

    /// More words are not read.
    public static final int MOST_WORDS = 4_000;

    private static final long LARGEST_FILE = 16L << 30;
    private static final int LONGEST_LINE = 1 << 17;
    private static final int MOST_NUMBERS = 4_096;

    public WordVectors {
        words = List.copyOf(words);
    }

    /// Three vectors of three numbers, as introductions print them: made up, so that two are alike and one is not.
    public static WordVectors textbook() {
        return new WordVectors("a textbook's vectors", List.of("king", "queen", "apple"),
                new float[] {0.23f, -0.81f, 0.44f, 0.21f, -0.79f, 0.48f, -0.55f, 0.33f, -0.22f}, 3, true);
    }

    /// @throws BadFileException with the line that is wrong
    public static WordVectors read(Path file) throws BadFileException {
        InputFile.check(file, LARGEST_FILE);
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        int line = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder), 1 << 16)) {
            var parser = new Parser(file);
            String text = next(file, in, line);
            while (text != null && parser.words.size() < MOST_WORDS) {
                line++;
                parser.line(line, text);
                text = next(file, in, line);
            }
            return parser.done(text == null);
        } catch (CharacterCodingException notText) {
            throw new BadFileException(file, "is not UTF-8 text behind line " + line, "a binary word2vec file has to be written as text first");
        } catch (BadFileException known) {
            throw known;
        } catch (IOException failed) {
            throw InputFile.unreadable(file, failed);
        }
    }

    /// A line without its end; null at the end of the file.
    private static String next(Path file, BufferedReader in, int before) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new BadFileException(file, "line " + (before + 1) + " is longer than " + LONGEST_LINE + " characters", "write one word with its numbers a line");
            }
            line.append((char) c);
            c = in.read();
        }
        return line.toString();
    }

    /// Collects lines and knows what every further one has to look like.
    private static final class Parser {
        private final Path file;
        private final List<String> words = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private float[] rows = new float[0];
        private int width;

        Parser(Path file) {
            this.file = file;
        }

        void line(int number, String text) throws BadFileException {
            String[] parts = text.strip().split("[ \t]+");
            if (parts.length == 1 && parts[0].isEmpty()) {
                return;
            }
            if (number == 1 && parts.length == 2 && parts[0].matches("\\d{1,9}") && parts[1].matches("\\d{1,9}")) {
                width = checkedWidth(number, Integer.parseInt(parts[1]));
                return;
            }
            if (width == 0) {
                width = checkedWidth(number, parts.length - 1);
            }
            if (parts.length != width + 1) {
                throw bad(number, "has " + (parts.length - 1) + " numbers, the lines before have " + width, "give every word the same count");
            }
            if (!seen.add(parts[0])) {
                return; // some published files repeat a word; the first is the more frequent
            }
            int at = words.size() * width;
            if (rows.length < at + width) {
                rows = Arrays.copyOf(rows, Math.max(at + width, Math.min(MOST_WORDS * width, 2 * rows.length)));
            }
            for (int c = 0; c < width; c++) {
                rows[at + c] = number(number, parts[c + 1]);
            }
            words.add(parts[0]);
        }

        private int checkedWidth(int number, int wanted) throws BadFileException {
            if (wanted < 2 || wanted > MOST_NUMBERS) {
                throw bad(number, "names " + wanted + " numbers a word", "vectors need 2 to " + MOST_NUMBERS);
            }
            return wanted;
        }

        private float number(int line, String text) throws BadFileException {
            if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
                float value = Float.parseFloat(text);
                if (Float.isFinite(value)) {
                    return value;
                }
            }
            throw bad(line, "holds “" + (text.length() > 20 ? text.substring(0, 20) + "…" : text) + "” where a number belongs", "repair the line or remove it");
        }

        private BadFileException bad(int number, String problem, String remedy) {
            return new BadFileException(file, "line " + number + " " + problem, remedy);
        }

        WordVectors done(boolean complete) throws BadFileException {
            if (words.size() < 3) {
                throw new BadFileException(file, "holds " + words.size() + " word vectors", "a map needs three");
            }
            return new WordVectors(String.valueOf(file.getFileName()), words, Arrays.copyOf(rows, words.size() * width), width, complete);
        }
    }
}
