package dev.glassbox.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Text to token ids and back. Immutable, may be used by any number of threads.
///
/// Lone surrogates count as U+FFFD, since they have no UTF-8 form.
public sealed interface Tokenizer permits CharTokenizer, BpeTokenizer, PretrainedTokenizer, WidenedTokenizer, NumberTokenizer {
    /// One token and the `char`s of the text it covers, `from` inclusive, `to` exclusive. Tokens that hold parts of
    /// one character all cover that whole character.
    record Span(int id, int from, int to) {}

    /// The tokens of a text with their places. Names of special tokens are ordinary text here.
    ///
    /// @throws UnknownCharacterException from a character tokenizer only
    List<Span> encode(String text);

    /// The ids of [#encode] alone, without the cost of the places.
    ///
    /// @throws UnknownCharacterException from a character tokenizer only
    int[] ids(String text);

    Vocabulary vocabulary();

    /// `char`, `bpe`, `numbers`, or the name of a published tokenizer.
    String kind();

    /// Joins the bytes of the tokens; bytes that do not make a character become U+FFFD.
    ///
    /// @throws IllegalArgumentException for an id outside the vocabulary
    default String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ids.length * 4);
        for (int id : ids) {
            bytes.writeBytes(vocabulary().shared(id));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Like [#encode], but the names of special tokens found in the text become these tokens.
    default List<Span> encodeWithSpecials(String text) {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        while (true) {
            int best = -1;
            int id = -1;
            String name = "";
            for (Map.Entry<Integer, String> special : vocabulary().specials().entrySet()) {
                int at = text.indexOf(special.getValue(), from);
                boolean earlier = at >= 0 && (best < 0 || at < best);
                boolean longer = at >= 0 && at == best && special.getValue().length() > name.length();
                if (earlier || longer) {
                    best = at;
                    id = special.getKey();
                    name = special.getValue();
                }
            }
            int offset = from;
            String plain = text.substring(from, best < 0 ? text.length() : best);
            encode(plain).forEach(s -> spans.add(new Span(s.id(), s.from() + offset, s.to() + offset)));
            if (best < 0) {
                return spans;
            }
            from = best + name.length();
            spans.add(new Span(id, best, from));
        }
    }
}
