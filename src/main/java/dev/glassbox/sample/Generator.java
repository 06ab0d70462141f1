package dev.glassbox.sample;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/// The autoregressive loop, one token a call: window → logits → stages → draw → append. For one thread.
///
/// The model sees the last `contextLength` ids; earlier ones are outside its context.
public final class Generator {
    /// One generated token and how it came about.
    ///
    /// @param u the random number; unused by greedy sampling
    public record Token(int id, int windowStart, double u, Sampler.Stages stages) {
        public double probability() {
            return stages.probabilities()[id];
        }
    }

    private final LogitsSource model;
    private final int contextLength;
    private final Draws draws;
    private Sampler.Config config;
    private int[] ids;
    private int size;
    private final int promptSize;

    /// @throws IllegalArgumentException when the prompt has no token
    public Generator(LogitsSource model, int contextLength, int[] prompt, Sampler.Config config, Draws draws) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("the prompt has no tokens; give at least one");
        }
        this.model = model;
        this.contextLength = contextLength;
        this.config = config;
        this.draws = draws;
        this.ids = Arrays.copyOf(prompt, prompt.length + 16);
        this.size = prompt.length;
        this.promptSize = prompt.length;
    }

    /// From the next token on.
    public void setConfig(Sampler.Config config) {
        this.config = config;
    }

    /// What would be drawn from now; does not append.
    public Token peek() {
        int start = Math.max(0, size - contextLength);
        Sampler.Stages stages = Sampler.distribution(model.after(Arrays.copyOfRange(ids, start, size)), config);
        double u = draws.at(size - promptSize);
        int id = config.greedy() ? stages.largest() : Sampler.draw(stages, u);
        return new Token(id, start, u, stages);
    }

    /// Draws one token and appends it.
    public Token next() {
        Token token = peek();
        append(token.id());
        return token;
    }

    /// Appends a token that somebody else chose (teacher forcing).
    public void append(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }

    /// Generates until `count` tokens are there or one of them stops the text; that one is appended as well.
    ///
    /// @return the stopping token, if any
    public Optional<Token> run(int count, IntPredicate stop) {
        for (int i = 0; i < count; i++) {
            Token token = next();
            if (stop.test(token.id())) {
                return Optional.of(token);
            }
        }
        return Optional.empty();
    }

    /// Prompt and generated tokens, a copy.
    public int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    /// Generated tokens only, a copy.
    public int[] generated() {
        return Arrays.copyOfRange(ids, promptSize, size);
    }
}
