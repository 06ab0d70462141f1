package dev.glassbox.session;

import dev.glassbox.analysis.Procrustes;
import dev.glassbox.analysis.Projection;
import dev.glassbox.session.VocabularyMap.Word;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the map of a run's vocabulary, frame after frame; each is turned onto the one before, so words glide and never flip.
///
/// Which words are on the map is fixed by the corpus: tokens that are whole words of it, or, when there are fewer than three
/// (character tokenizers), every token that can be seen. Without a text they are the first by id. Used by one thread.
final class VocabularyMapper {

    /// More points than this cannot be told apart on a screen.
    private static final int MOST = 400;

    private final LoadedSpec run;
    private final List<Word> words;
    private final boolean wholeWords;
    private final Parameter embedding;
    private float[] reference;

    VocabularyMapper(LoadedSpec run) {
        this.run = run;
        List<Word> whole = wholeWords();
        wholeWords = whole.size() >= 3;
        words = (wholeWords ? whole : visibleTokens()).stream()
                .sorted(Comparator.comparingInt(Word::count).reversed()).limit(MOST).toList();
        embedding = run.transformer().layout().get("wte.weight");
    }

    /// Empty when the weights are not finite: they have no place on a map.
    Optional<VocabularyMap> map(WeightSnapshot snapshot) {
        int axes = run.config().dModel();
        float[] rows = new float[words.size() * axes];
        for (int i = 0; i < words.size(); i++) {
            System.arraycopy(snapshot.values(), embedding.offset() + words.get(i).id() * axes, rows, i * axes, axes);
        }
        if (!finite(rows) || words.isEmpty()) {
            return Optional.empty();
        }
        Projection.Pca pca = Projection.pca(rows, words.size(), axes, 2);
        float[] coords = reference == null ? pca.coords() : Procrustes.align(pca.coords(), reference, words.size());
        reference = coords;
        float[] x = new float[words.size()];
        float[] y = new float[words.size()];
        for (int i = 0; i < words.size(); i++) {
            x[i] = coords[2 * i];
            y[i] = coords[2 * i + 1];
        }
        List<String> groups = run.corpus().groups().keySet().stream()
                .filter(group -> words.stream().anyMatch(word -> word.group().equals(group))).toList();
        return Optional.of(new VocabularyMap(snapshot.step(), words, x, y, groups, pca.kept(), axes, wholeWords));
    }

    private static boolean finite(float[] rows) {
        for (float value : rows) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /// One entry a word: of `cat` and `·cat` the one that occurs more often, which the list names first.
    private List<Word> wholeWords() {
        Set<String> seen = new HashSet<>();
        return run.wordList().stream().filter(word -> seen.add(word.text()))
                .map(word -> new Word(word.id(), word.text(), group(word.text()), word.count())).toList();
    }

    private List<Word> visibleTokens() {
        Vocabulary vocabulary = run.tokenizer().vocabulary();
        List<Word> visible = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.wholeText(id) && (run.count(id) > 0 || !run.hasText())) {
                visible.add(new Word(id, vocabulary.label(id), group(vocabulary.text(id)), run.count(id)));
            }
        }
        return visible;
    }

    private String group(String word) {
        for (Map.Entry<String, List<String>> group : run.corpus().groups().entrySet()) {
            if (group.getValue().contains(word)) {
                return group.getKey();
            }
        }
        return "";
    }
}
