package dev.glassbox.cli;

import dev.glassbox.file.BadFileException;
import dev.glassbox.model.ModelFolder;
import dev.glassbox.text.PretrainedTokenizers;
import dev.glassbox.text.Tokenizer;
import dev.glassbox.text.Tokenizer.Span;
import dev.glassbox.text.UnknownCharacterException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the tokenizer that a command line names.
final class Tokenizers {

    private Tokenizers() {}

    /// A published one by name, or the one in a folder.
    static Tokenizer named(String option, String nameOrFolder) throws BadFileException {
        if (PretrainedTokenizers.names().contains(nameOrFolder)) {
            return PretrainedTokenizers.load(nameOrFolder);
        }
        return inFolder(option, nameOrFolder);
    }

    /// The one in a folder.
    static Tokenizer inFolder(String option, String nameOrFolder) throws BadFileException {
        Path folder = TextSource.path(option, nameOrFolder);
        if (!Files.isDirectory(folder)) {
            throw new CliException(option, "'" + nameOrFolder + "' is no folder", "name a folder with a tokenizer, or one of "
                    + String.join(", ", PretrainedTokenizers.names()));
        }
        return of(new ModelFolder(folder));
    }

    /// The tokenizer of a model folder.
    static Tokenizer of(ModelFolder folder) throws BadFileException {
        return folder.tokenizer().orElseThrow(() -> new BadFileException(folder.folder().resolve("vocab.json"),
                "does not exist", "add the tokenizer's files or use token ids"));
    }

    /// The ids of a text.
    ///
    /// @param where the option or file the text comes from
    static int[] encode(String where, Tokenizer tokenizer, String text, boolean special) {
        try {
            return special ? tokenizer.encodeWithSpecials(text).stream().mapToInt(Span::id).toArray() : tokenizer.ids(text);
        } catch (UnknownCharacterException unknown) {
            throw new CliException(where, String.format("the character '%s' (U+%04X) at position %d is not in the vocabulary",
                    Character.toString(unknown.codePoint()), unknown.codePoint(), unknown.index()), "leave it out or use a BPE tokenizer");
        }
    }
}
