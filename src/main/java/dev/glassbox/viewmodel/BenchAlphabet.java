package dev.glassbox.viewmodel;

import dev.glassbox.text.CharTokenizer;
import dev.glassbox.text.CharTokenizer.Order;
import java.util.List;

/// Which characters the bench's character tokenizer knows, and in what order they are numbered.
public enum BenchAlphabet {
    /// Every character of the run's text, by code point.
    CORPUS("characters of the corpus"),
    /// a = 0 … z = 25.
    A_TO_Z("a = 0 … z = 25"),
    /// a … z and the token that begins and ends a name, BOS = 26.
    NAMES("a … z and BOS, V = 27"),
    /// The distinct characters of "hello world", the space first: code points in ascending order.
    HELLO_SORTED("\"hello world\", sorted"),
    /// The same with the space last.
    HELLO_SPACE_LAST("\"hello world\", space last");

    private final String title;

    BenchAlphabet(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    BenchTokenizer tokenizer(String corpus) {
        CharTokenizer characters = switch (this) {
            case CORPUS -> CharTokenizer.of(corpus);
            case A_TO_Z, NAMES -> CharTokenizer.of("abcdefghijklmnopqrstuvwxyz");
            case HELLO_SORTED -> CharTokenizer.of(TwoOrders.TEXT, Order.SORTED);
            case HELLO_SPACE_LAST -> CharTokenizer.of(TwoOrders.TEXT, Order.SPACE_LAST);
        };
        return new BenchTokenizer.Characters("characters", "Characters", title, characters, this == NAMES ? List.of("BOS") : List.of());
    }
}
