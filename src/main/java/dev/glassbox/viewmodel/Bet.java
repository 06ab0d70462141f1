package dev.glassbox.viewmodel;

/// What somebody thinks before anything moves, and what came of it: which run ends with the lower training loss.
public enum Bet {
    A_LOWER, LEVEL, B_LOWER;

    /// Losses nearer to each other than this count as level, in nats.
    public static final double LEVEL_WITHIN = 0.03;

    /// @param apart smoothed training loss of B minus that of A, in nats
    static Bet wonWith(double apart) {
        return apart > LEVEL_WITHIN ? A_LOWER : apart < -LEVEL_WITHIN ? B_LOWER : LEVEL;
    }
}
