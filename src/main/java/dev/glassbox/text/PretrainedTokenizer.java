package dev.glassbox.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A tokenizer of a published model; its vocabulary comes with the jtokkit library.
public final class PretrainedTokenizer implements Tokenizer {
    private final String name;
    private final Encoding encoding;
    private final Vocabulary vocabulary;

    /// @param ordinary number of tokens that text can become; between them and the specials the numbering has gaps
    private PretrainedTokenizer(String name, EncodingType type, int ordinary, int size, Map<Integer, String> specials) {
        this.name = name;
        this.encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
        List<byte[]> pieces = new ArrayList<>(size);
        IntArrayList one = new IntArrayList(1);
        one.add(0);
        for (int id = 0; id < size; id++) {
            one.set(0, id);
            pieces.add(id < ordinary ? encoding.decodeBytes(one) : new byte[0]);
        }
        this.vocabulary = new Vocabulary(pieces, specials);
    }

    static PretrainedTokenizer gpt2() {
        return new PretrainedTokenizer("gpt2", EncodingType.R50K_BASE, 50_256, 50_257, Map.of(50_256, "<|endoftext|>"));
    }

    static PretrainedTokenizer cl100k() {
        return new PretrainedTokenizer("cl100k", EncodingType.CL100K_BASE, 100_256, 100_277, Map.of(
                100_257, "<|endoftext|>", 100_258, "<|fim_prefix|>", 100_259, "<|fim_middle|>",
                100_260, "<|fim_suffix|>", 100_276, "<|endofprompt|>"));
    }

    static PretrainedTokenizer o200k() {
        return new PretrainedTokenizer("o200k", EncodingType.O200K_BASE, 199_998, 200_019, Map.of(
                199_999, "<|endoftext|>", 200_018, "<|endofprompt|>"));
    }

    @Override
    public List<Span> encode(String text) {
        String clean = Utf.wellFormed(text);
        SpanWalker walker = new SpanWalker(clean, 0);
        IntArrayList ids = encoding.encodeOrdinary(clean);
        List<Span> spans = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            spans.add(walker.take(ids.get(i), vocabulary.byteCount(ids.get(i))));
        }
        return spans;
    }

    @Override
    public int[] ids(String text) {
        return encoding.encodeOrdinary(Utf.wellFormed(text)).toArray();
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public String kind() {
        return name;
    }
}
