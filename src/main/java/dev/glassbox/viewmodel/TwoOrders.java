package dev.glassbox.viewmodel;

import dev.glassbox.text.CharTokenizer;
import dev.glassbox.text.CharTokenizer.Order;
import dev.glassbox.text.UnknownCharacterException;
import dev.glassbox.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The characters of "hello world" numbered in both usual orders, and what each makes of a word.
///
/// @param rows    one per order; with no ids when the word cannot be written with these characters
/// @param problem one sentence, or empty
public record TwoOrders(List<Row> rows, String problem) {
    public static final String TEXT = "hello world";

    /// One order.
    ///
    /// @param letters by id
    /// @param ids     of the word
    /// @param decoded what the ids give back
    public record Row(Order order, List<String> letters, List<Integer> ids, String decoded) {
        public Row {
            letters = List.copyOf(letters);
            ids = List.copyOf(ids);
        }
    }

    public TwoOrders {
        rows = List.copyOf(rows);
    }

    public static TwoOrders of(String word) {
        try {
            return new TwoOrders(Arrays.stream(Order.values()).map(order -> row(order, word)).toList(), "");
        } catch (UnknownCharacterException unknown) {
            return new TwoOrders(Arrays.stream(Order.values()).map(order -> row(order, "")).toList(), unknown.getMessage());
        }
    }

    private static Row row(Order order, String word) {
        CharTokenizer tokenizer = CharTokenizer.of(TEXT, order);
        Vocabulary vocabulary = tokenizer.vocabulary();
        int[] ids = tokenizer.ids(word);
        return new Row(order, IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::label).toList(), Arrays.stream(ids).boxed().toList(),
                tokenizer.decode(ids));
    }
}
