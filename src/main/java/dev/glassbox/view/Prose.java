package dev.glassbox.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.text.Text;

/// Turns a line with a few marks into styled runs: `**strong**`, `[q:·cat]` for the query, `[k:·cat]` for the key,
/// `[m:…]` for numbers and tokens, `[-:…]` for what is said quietly.
final class Prose {
    private static final Pattern MARK = Pattern.compile("\\*\\*(.+?)\\*\\*|\\[([qkm-]):(.*?)](?!])");

    private Prose() {}

    static List<Text> runs(String line) {
        List<Text> runs = new ArrayList<>();
        Matcher marks = MARK.matcher(line);
        int plain = 0;
        while (marks.find()) {
            add(runs, line.substring(plain, marks.start()), null);
            add(runs, marks.group(1), "strong");
            add(runs, marks.group(3), style(marks.group(2)));
            plain = marks.end();
        }
        add(runs, line.substring(plain), null);
        return runs;
    }

    private static String style(String mark) {
        return switch (mark) {
            case "q" -> "query";
            case "k" -> "key";
            case "m" -> "mono";
            case "-" -> "quiet";
            case null, default -> null;
        };
    }

    private static void add(List<Text> runs, String text, String style) {
        if (text != null && !text.isEmpty()) {
            var run = new Text(text);
            run.getStyleClass().add("text");
            if (style != null) {
                run.getStyleClass().add(style);
            }
            runs.add(run);
        }
    }
}
