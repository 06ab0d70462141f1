package dev.glassbox.planted.session;

/// Planted: chatter on the console.
public class Prints {
    public void go() {
        System.out.println("step");
    }
}
