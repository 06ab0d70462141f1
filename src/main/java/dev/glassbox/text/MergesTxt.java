package dev.glassbox.text;

import dev.glassbox.file.BadFileException;
import dev.glassbox.file.InputFile;
import dev.glassbox.text.BpeTokenizer.Merge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A `merges.txt`: a version line, then `LEFT RIGHT` a line in the order of rank, in the [ByteAlphabet]. The id of a
/// merge is the one that `vocab.json` gives to the two parts joined. Tokens that are neither a byte nor a merge are
/// special ones, since no text can become them.
final class MergesTxt {
    private static final int BYTES = 64 << 20;

    private final Path file;
    private final VocabJson vocab;
    private final ByteAlphabet alphabet = new ByteAlphabet();
    private final List<Merge> merges = new ArrayList<>();

    MergesTxt(Path file, VocabJson vocab) throws BadFileException {
        this(file, vocab, InputFile.text(file, BYTES).lines().toList());
    }

    /// @param lines as they stand in such a file
    MergesTxt(Path file, VocabJson vocab, List<String> lines) throws BadFileException {
        this.file = file;
        this.vocab = vocab;
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isEmpty() || i == 0 && line.startsWith("#version")) {
                continue;
            }
            Integer before = seen.put(line, i + 1);
            if (before != null) {
                throw damaged(i, "repeats line " + before);
            }
            if (merges.size() == VocabJson.LIMIT) {
                throw new BadFileException(file, "has more merges than the limit of " + VocabJson.LIMIT, "use a smaller vocabulary");
            }
            merges.add(merge(line, i));
        }
    }

    private Merge merge(String line, int index) throws BadFileException {
        int space = line.indexOf(' ');
        if (space <= 0 || space != line.lastIndexOf(' ') || space == line.length() - 1) {
            throw damaged(index, "is not two tokens with one space between them");
        }
        int left = id(line.substring(0, space), index);
        int right = id(line.substring(space + 1), index);
        return new Merge(merges.size(), left, right, id(line.substring(0, space) + line.substring(space + 1), index));
    }

    private int id(String token, int index) throws BadFileException {
        if (alphabet.read(token) == null) {
            throw damaged(index, "has " + VocabJson.quoted(token) + ", which does not stand for bytes");
        }
        int id = vocab.id(token);
        if (id < 0) {
            throw damaged(index, "needs the token " + VocabJson.quoted(token) + ", which " + TokenizerFiles.VOCAB + " does not have");
        }
        return id;
    }

    BpeTokenizer tokenizer(Split split) throws BadFileException {
        int[] byteIds = new int[256];
        boolean[] ordinary = new boolean[vocab.size()];
        for (int b = 0; b < 256; b++) {
            byteIds[b] = vocab.id(alphabet.write(new byte[] {(byte) b}));
            if (byteIds[b] < 0) {
                throw vocab.damaged(String.format("has no token for the byte 0x%02X", b));
            }
            ordinary[byteIds[b]] = true;
        }
        merges.forEach(merge -> ordinary[merge.id()] = true);
        List<byte[]> pieces = new ArrayList<>(vocab.size());
        Map<Integer, String> specials = new HashMap<>();
        for (int id = 0; id < vocab.size(); id++) {
            pieces.add(ordinary[id] ? alphabet.read(vocab.token(id)) : new byte[0]);
            if (!ordinary[id]) {
                specials.put(id, vocab.token(id));
            }
        }
        return new BpeTokenizer(new Vocabulary(pieces, specials), byteIds, merges, split);
    }

    private BadFileException damaged(int index, String problem) {
        return new BadFileException(file, "line " + (index + 1) + " " + problem, "use the file that was saved with the model");
    }
}
