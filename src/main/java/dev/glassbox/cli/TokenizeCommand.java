package dev.glassbox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glassbox.file.BadFileException;
import dev.glassbox.file.InputFile;
import dev.glassbox.file.Printable;
import dev.glassbox.file.StrictJson;
import dev.glassbox.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tokenize`: text to token ids, or back.
@Command(name = "tokenize", description = "Turns text into token ids, or ids into text with --decode.")
public final class TokenizeCommand implements Callable<Integer> {

    /// How ids are written.
    enum Format { IDS, JSON, CSV }

    /// Exactly one of them is given.
    static final class Source {
        @Option(names = "--text", paramLabel = "TEXT", description = "The text itself (with --decode: ids such as 1,2,3).")
        private String text;

        @Option(names = "--input", paramLabel = "FILE", description = "A UTF-8 text file (with --decode: a file of ids).")
        private Path input;

        @Option(names = "--jsonl", paramLabel = "FILE",
                description = "A file with one JSON string a line (with --decode: a list of ids a line); one object a line comes out.")
        private Path jsonl;
    }

    private static final int FILE_LIMIT = 256 << 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--tokenizer", required = true, paramLabel = "FOLDER|NAME", description = "A model folder, or gpt2, cl100k, o200k.")
    private String tokenizerName;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    @Option(names = "--decode", description = "Goes back from ids to text.")
    private boolean decode;

    @Option(names = "--special", description = "Names of special tokens in the text become these tokens.")
    private boolean special;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "ids", description = "ids, json or csv; default: ids.")
    private Format format;

    /// One row of options fits every command: here the work is too small to be shared out.
    @Mixin
    private Compute compute;

    @Override
    public Integer call() throws IOException {
        Console console = new Console(spec);
        Tokenizer tokenizer = Tokenizers.named("--tokenizer", tokenizerName);
        if (source.jsonl != null) {
            lines(console, tokenizer);
        } else {
            String where = source.text != null ? "--text" : source.input.toString();
            String text = source.text != null ? source.text : InputFile.text(source.input, FILE_LIMIT);
            print(console, tokenizer, decode ? ids(where, text, tokenizer) : encode(where, text, tokenizer));
        }
        return 0;
    }

    private static int[] ids(String where, String text, Tokenizer tokenizer) {
        return TokenIds.checked(where, TokenIds.parse(where, text), tokenizer.vocabulary().size());
    }

    private int[] encode(String where, String text, Tokenizer tokenizer) {
        return Tokenizers.encode(where, tokenizer, text, special);
    }

    private void print(Console console, Tokenizer tokenizer, int[] ids) {
        switch (format) {
            case IDS -> console.result(decode ? Printable.lines(tokenizer.decode(ids)) : TokenIds.text(ids));
            case JSON -> console.result(Json.line(described(tokenizer, ids)));
            case CSV -> {
                console.result("token_id,label");
                for (int id : ids) {
                    console.result(id + "," + Csv.cell(tokenizer.vocabulary().label(id)));
                }
            }
        }
    }

    private static Map<String, Object> described(Tokenizer tokenizer, int... ids) {
        List<String> tokens = new ArrayList<>();
        for (int id : ids) {
            tokens.add(tokenizer.vocabulary().text(id));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ids", ids);
        object.put("tokens", tokens);
        object.put("text", tokenizer.decode(ids));
        return object;
    }

    private void lines(Console console, Tokenizer tokenizer) throws BadFileException {
        int number = 0;
        for (String line : InputFile.text(source.jsonl, FILE_LIMIT).lines().toList()) {
            number++;
            String where = source.jsonl + " line " + number;
            JsonNode value = StrictJson.parse(Path.of(where), line);
            console.result(Json.line(described(tokenizer, decode ? idList(where, value, tokenizer) : encode(where, string(where, value), tokenizer))));
        }
    }

    /// The text of a JSON string; a surrogate without its other half, which has no UTF-8 form, becomes U+FFFD.
    private static String string(String where, JsonNode value) {
        if (!value.isTextual()) {
            throw new CliException(where, "is not a JSON string", "write one string in quotes a line");
        }
        StringBuilder text = new StringBuilder();
        value.textValue().codePoints().forEach(c -> text.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c));
        return text.toString();
    }

    private static int[] idList(String where, JsonNode value, Tokenizer tokenizer) {
        JsonNode list = value.isObject() ? value.path("ids") : value;
        if (!list.isArray()) {
            throw new CliException(where, "is not a JSON list of ids", "write for example [1,2,3] on each line");
        }
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            if (!list.get(i).isInt()) {
                throw new CliException(where, "holds something other than token ids", "write for example [1,2,3] on each line");
            }
            ids[i] = list.get(i).intValue();
        }
        return TokenIds.checked(where, ids, tokenizer.vocabulary().size());
    }
}
