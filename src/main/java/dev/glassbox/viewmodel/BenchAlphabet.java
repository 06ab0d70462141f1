package dev.glassbox.viewmodel;

import dev.glassbox.text.CharTokenizer;
import dev.glassbox.text.CharTokenizer.Order;

/// Which characters the bench's character tokenizer knows, and in what order they are numbered.
public enum BenchAlphabet {
    /// Every character of the run's text, by code point.
    CORPUS("characters of the corpus"),
    /// a = 0 … z = 25.
    A_TO_Z("a = 0 … z = 25"),
    /// The distinct characters of "hello world", the space first: code points in ascending order.
    HELLO_SORTED("\"hello world\", sorted"),
    /// The same with the space last.
    HELLO_SPACE_LAST("\"hello world\", space last");

    private static final String HELLO = "hello world";
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
            case A_TO_Z -> CharTokenizer.of("abcdefghijklmnopqrstuvwxyz");
            case HELLO_SORTED -> CharTokenizer.of(HELLO, Order.SORTED);
            case HELLO_SPACE_LAST -> CharTokenizer.of(HELLO, Order.SPACE_LAST);
        };
        return new BenchTokenizer.Characters("characters", "Characters", title, characters);
    }
}
