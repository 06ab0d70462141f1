package dev.glassbox.model;

import java.util.List;

/// How many tokens a published model can read at once, as its makers said when it came out.
///
/// "GPT-4" alone is not one length: 8,192 and 32,768 in March 2023, 128,000 only as GPT-4 Turbo (November 2023) and GPT-4o (May 2024).
public record KnownContext(String model, int tokens) {
    /// From the shortest to the longest.
    public static List<KnownContext> all() {
        return List.of(new KnownContext("GPT-2", 1_024), new KnownContext("GPT-3", 2_048), new KnownContext("LLaMA-2", 4_096), new KnownContext("GPT-4", 8_192),
                new KnownContext("GPT-4 32K", 32_768), new KnownContext("GPT-4 Turbo, GPT-4o", 128_000));
    }
}
