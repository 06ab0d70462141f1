package dev.glassbox.planted.view;

import javafx.application.Platform;

/// Planted: a queue of calls instead of a mailbox.
public class RunsLater {
    public void go() {
        Platform.runLater(() -> {});
    }
}
