package dev.glassbox.view;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// Turns a line with a few marks into styled runs: `**strong**`, `[q:·cat]` for the query, `[k:·cat]` for the key,
/// `[m:…]` for numbers and tokens, `[-:…]` for what is said quietly.
final class Prose {
    private static final Pattern MARK = Pattern.compile("\\*\\*(.+?)\\*\\*|\\[([qkm-]):(.*?)](?!])");
    private static final String PLAIN = "plain";

    private Prose() {}

    private record Run(String text, String style) {}

    /// Shows a line; when only words changed and not their styles, the nodes stay and no style is computed again.
    static void show(TextFlow flow, String line) {
        List<Run> runs = runs(line);
        List<Node> nodes = flow.getChildren();
        if (!styles(nodes).equals(runs.stream().map(Run::style).toList())) {
            flow.getChildren().setAll(runs.stream().map(run -> text(run.style)).toList());
        }
        for (int i = 0; i < runs.size(); i++) {
            ((Text) nodes.get(i)).setText(runs.get(i).text);
        }
    }

    /// The first sentences of a line; a full stop inside a mark, as in a token, ends none.
    static String sentences(String line, int most) {
        BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ROOT);
        ends.setText(line);
        ends.first();
        int found = 0;
        for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
            String begun = line.substring(0, end);
            boolean inMark = begun.lastIndexOf('[') > begun.lastIndexOf(']') || begun.split("\\*\\*", -1).length % 2 == 0;
            if (!inMark && ++found == most) {
                return begun.strip();
            }
        }
        return line;
    }

    private static List<String> styles(List<Node> nodes) {
        return nodes.stream().map(node -> node.getStyleClass().getLast()).toList();
    }

    private static Text text(String style) {
        var text = new Text();
        text.getStyleClass().addAll("text", style);
        return text;
    }

    private static List<Run> runs(String line) {
        List<Run> runs = new ArrayList<>();
        Matcher marks = MARK.matcher(line);
        int plain = 0;
        while (marks.find()) {
            add(runs, line.substring(plain, marks.start()), PLAIN);
            add(runs, marks.group(1), "strong");
            add(runs, marks.group(3), style(marks.group(2)));
            plain = marks.end();
        }
        add(runs, line.substring(plain), PLAIN);
        return runs;
    }

    private static String style(String mark) {
        return switch (mark) {
            case "q" -> "query";
            case "k" -> "key";
            case "m" -> "mono";
            case null, default -> "quiet";
        };
    }

    private static void add(List<Run> runs, String text, String style) {
        if (text != null && !text.isEmpty()) {
            runs.add(new Run(text, style));
        }
    }
}
