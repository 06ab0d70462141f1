package dev.glassbox.viewmodel;

import dev.glassbox.session.VocabularyMap;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The map of the vocabulary, from the same weights as the trace on screen.
public final class MapViewModel {

    private final TraceViewModel trace;
    private final ReadOnlyObjectWrapper<VocabularyMap> map = new ReadOnlyObjectWrapper<>(this, "map");

    public MapViewModel(TraceViewModel trace) {
        this.trace = trace;
        trace.traceProperty().addListener((_, _, now) -> map.set(now == null ? null : now.map().orElse(null)));
    }

    /// Null before the first.
    public ReadOnlyObjectProperty<VocabularyMap> mapProperty() {
        return map.getReadOnlyProperty();
    }

    public Optional<VocabularyMap> getMap() {
        return Optional.ofNullable(map.get());
    }

    /// Index on the map of a token of the sentence; [SelectionModel#NONE] when that token is no word of the map.
    /// `cat` and `·cat` are one word there.
    public int wordOfToken(int token) {
        VocabularyMap current = map.get();
        if (current == null || token < 0 || token >= trace.getTokens().size()) {
            return SelectionModel.NONE;
        }
        String label = trace.getTokens().get(token).label();
        String word = label.length() > 1 && label.startsWith("·") ? label.substring(1) : label;
        for (int i = 0; i < current.words().size(); i++) {
            if (current.words().get(i).label().equals(word)) {
                return i;
            }
        }
        return SelectionModel.NONE;
    }

    /// First token of the sentence that is this word; [SelectionModel#NONE] when the sentence lacks it.
    public int tokenOfWord(int word) {
        for (int token = 0; token < trace.getTokens().size(); token++) {
            if (wordOfToken(token) == word) {
                return token;
            }
        }
        return SelectionModel.NONE;
    }

    /// How much of the truth two axes can show.
    public String shareSentence() {
        return getMap().map(m -> String.format(Locale.ROOT, "2 of %d axes keep %.1f %% of the variance", m.axes(), 100 * m.share())).orElse("");
    }
}
