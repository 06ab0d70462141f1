package dev.glassbox.planted.train;

/// Planted: a thread outside the session.
public class StartsThread {
    public void go() {
        new Thread(() -> {}).start();
    }
}
