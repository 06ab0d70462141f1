package dev.glassbox.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/// A text to learn from.
///
/// @param key the bundled name or the file's base name
/// @param title for people
/// @param text with LF line ends, at least one character
/// @param prompt a sentence that suits the text
/// @param groups words that belong together, by group name; empty when unknown
public record Corpus(String key, String title, String text, String prompt, Map<String, List<String>> groups) {
    private static final String FOLDER = "/sample-corpora/";

    /// A text that comes with the program, before it is loaded.
    ///
    /// @param teaches one sentence: what can be seen with it
    public record Bundled(String key, String title, String teaches, TokenizerSpec tokenizer, String prompt,
            Map<String, List<String>> groups, String license) {}

    /// The texts that come with the program, in the order of the index.
    public static List<Bundled> bundled() {
        Properties index = index();
        List<Bundled> all = new ArrayList<>();
        for (String key : index.getProperty("corpora").strip().split("[\\s,]+")) {
            all.add(describe(index, key));
        }
        return List.copyOf(all);
    }

    /// @throws IllegalArgumentException for a name that is not in [#bundled()]
    public static Corpus bundled(String key) {
        Properties index = index();
        if (index.getProperty(key + ".file") == null) {
            throw new IllegalArgumentException("there is no bundled corpus \"" + key + "\"; use "
                    + String.join(", ", bundled().stream().map(Bundled::key).toList()));
        }
        Bundled about = describe(index, key);
        try (InputStream in = resource(index.getProperty(key + ".file").strip())) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            return new Corpus(key, about.title, text, about.prompt, about.groups);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Reads a UTF-8 text file of at most 256 MB; a byte order mark is skipped, CRLF becomes LF.
    ///
    /// @throws CorpusException with one clear sentence when it is not such a file
    public static Corpus read(Path file) throws CorpusException {
        String text = TextFiles.read(file);
        String name = TextFiles.name(file);
        return new Corpus(name, name, text, opening(text), Map.of());
    }

    /// A text that is already in memory, for example typed or pasted.
    public static Corpus of(String title, String text) {
        return new Corpus(title, title, text, opening(text), Map.of());
    }

    /// The first words of the first line that has any, up to 40 characters.
    private static String opening(String text) {
        String line = text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
        if (line.length() <= 40) {
            return line;
        }
        int cut = line.lastIndexOf(' ', 40);
        return line.substring(0, cut > 0 ? cut : line.offsetByCodePoints(0, Math.min(20, line.codePointCount(0, 40))));
    }

    private static Bundled describe(Properties index, String key) {
        return new Bundled(key, value(index, key, "title"), value(index, key, "teaches"),
                TokenizerSpec.parse(value(index, key, "tokenizer")), value(index, key, "prompt"),
                groups(index.getProperty(key + ".groups", "")), value(index, key, "license"));
    }

    private static String value(Properties index, String key, String name) {
        String value = index.getProperty(key + "." + name);
        if (value == null) {
            throw new IllegalStateException("sample-corpora/index.properties lacks " + key + "." + name);
        }
        return value.strip();
    }

    /// `animals:cat dog;food:cake ice_cream`, where `_` is a space inside a word.
    private static Map<String, List<String>> groups(String text) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String group : text.split(";")) {
            int colon = group.indexOf(':');
            if (colon > 0) {
                groups.put(group.substring(0, colon).strip(), 
                        Stream.of(group.substring(colon + 1).strip().split("[\\s,]+")).map(w -> w.replace('_', ' ')).toList());
            }
        }
        return java.util.Collections.unmodifiableMap(groups);
    }

    private static Properties index() {
        Properties index = new Properties();
        try (InputStream in = resource("index.properties")) {
            index.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return index;
    }

    private static InputStream resource(String name) {
        InputStream in = Corpus.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IllegalStateException("the program lacks its file sample-corpora/" + name);
        }
        return in;
    }
}
