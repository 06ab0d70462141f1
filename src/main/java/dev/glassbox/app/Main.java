package dev.glassbox.app;

/// Entry point: without arguments the window, otherwise the command line.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        throw new IllegalStateException("not wired yet");
    }
}
