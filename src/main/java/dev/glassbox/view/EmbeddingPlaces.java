package dev.glassbox.view;

import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.MapPoint;
import dev.glassbox.session.Token;
import dev.glassbox.viewmodel.SelectionModel;
import java.util.List;

/// Which point of the map is which token of the sentence, and the other way round.
final class EmbeddingPlaces {

    private EmbeddingPlaces() {}

    /// Index of the point, −1 when the token has none. `cat` and `·cat` are one word on a map of words.
    static int ofToken(EmbeddingMap map, List<Token> tokens, int token) {
        if (token < 0 || token >= tokens.size()) {
            return -1;
        }
        int exact = map.indexOfToken(tokens.get(token).id());
        return exact >= 0 ? exact : map.indexOf(bare(tokens.get(token).label()));
    }

    /// First token of the sentence at this point; [SelectionModel#NONE] when the sentence lacks it.
    static int tokenOf(EmbeddingMap map, int index, List<Token> tokens) {
        if (index >= map.size()) {
            return SelectionModel.NONE;
        }
        MapPoint point = map.points().get(index);
        for (int token = 0; token < tokens.size(); token++) {
            if (point.isPosition() ? token == point.position() : ofToken(map, tokens, token) == index) {
                return token;
            }
        }
        return SelectionModel.NONE;
    }

    static String bare(String label) {
        return label.length() > 1 && label.startsWith("·") ? label.substring(1) : label;
    }
}
