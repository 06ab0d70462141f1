package dev.glassbox.picture;

import java.util.Arrays;

/// How the attention patterns of a block's heads become one picture.
public sealed interface HeadChoice {

    HeadChoice MEAN = new Mean();
    HeadChoice MAX = new Max();

    static HeadChoice one(int head) {
        return new One(head);
    }

    /// Reduces `pattern` [H, T, T] to [T, T].
    float[] reduce(float[] pattern, int nHead, int time);

    /// In words: "mean of 4 heads", "head 3".
    String name(int nHead);

    /// The average over heads: rows still sum to 1.
    record Mean() implements HeadChoice {
        @Override public float[] reduce(float[] pattern, int nHead, int time) {
            float[] mean = new float[time * time];
            for (int i = 0; i < pattern.length; i++) {
                mean[i % mean.length] += pattern[i] / nHead;
            }
            return mean;
        }

        @Override public String name(int nHead) {
            return "mean of " + nHead + " heads";
        }
    }

    /// The largest over heads: shows what any head reads.
    record Max() implements HeadChoice {
        @Override public float[] reduce(float[] pattern, int nHead, int time) {
            float[] max = new float[time * time];
            for (int i = 0; i < pattern.length; i++) {
                max[i % max.length] = Math.max(max[i % max.length], pattern[i]);
            }
            return max;
        }

        @Override public String name(int nHead) {
            return "max of " + nHead + " heads";
        }
    }

    /// One head, counted from 0.
    record One(int head) implements HeadChoice {
        @Override public float[] reduce(float[] pattern, int nHead, int time) {
            int from = Math.min(head, nHead - 1) * time * time;
            return Arrays.copyOfRange(pattern, from, from + time * time);
        }

        @Override public String name(int nHead) {
            return "head " + (Math.min(head, nHead - 1) + 1);
        }
    }
}
