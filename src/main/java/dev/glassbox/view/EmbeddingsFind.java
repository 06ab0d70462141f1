package dev.glassbox.view;

import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.session.MapPoint;
import dev.glassbox.viewmodel.LookupModel;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What is typed into the field above the Embeddings lens: `king - man + woman`, `king queen`, or the beginning of a name; on the
/// page *Lookup* an id or a token.
final class EmbeddingsFind {
    private static final Pattern SUM = Pattern.compile("\\s*(\\S+)\\s+[-−]\\s+(\\S+)\\s+\\+\\s+(\\S+)\\s*");
    private static final Pattern PAIR = Pattern.compile("\\s*(\\S+)\\s+(?:[-−,]\\s+)?(\\S+)\\s*");

    private EmbeddingsFind() {}

    /// What the field asks for.
    static String prompt(EmbeddingsChoice.Page page) {
        return page == EmbeddingsChoice.Page.LOOKUP ? "Look up an id or a token" : "Find a word, or type king - man + woman";
    }

    /// @return one sentence when nothing is meant by it; empty when something was found
    static String on(EmbeddingMap map, String typed, EmbeddingsChoice choice) {
        String text = typed.strip();
        if (map == null || text.isEmpty()) {
            return "";
        }
        for (Pattern form : List.of(SUM, PAIR)) {
            Matcher match = form.matcher(text);
            if (match.matches()) {
                List<String> labels = IntStream.rangeClosed(1, match.groupCount()).mapToObj(match::group).toList();
                String missing = labels.stream().filter(label -> map.indexOf(label) < 0).findFirst().orElse("");
                if (!missing.isEmpty()) {
                    return "“" + missing + "” is not on the map. The map shows " + map.size() + " points; choose words among them.";
                }
                choice.picks().set(labels);
                return "";
            }
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        String found = map.points().stream().map(MapPoint::label).filter(label -> label.toLowerCase(Locale.ROOT).contains(wanted))
                .min(Comparator.comparingInt(String::length)).orElse("");
        if (found.isEmpty()) {
            return "No name on the map contains “" + text + "”.";
        }
        choice.picks().set(List.of(found));
        return "";
    }

    /// @return one sentence when there is no such row
    static String on(LookupModel lookup, String typed) {
        return lookup.choose(typed);
    }
}
