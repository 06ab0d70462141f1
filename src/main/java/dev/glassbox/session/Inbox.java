package dev.glassbox.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Commands waiting for the next step boundary: of one kind only the last, in the order they were sent.
final class Inbox {

    private final Map<Object, RunCommand> waiting = new LinkedHashMap<>();
    private boolean woken;
    private boolean closed;

    synchronized void put(RunCommand command) {
        waiting.remove(kind(command)); // a repeated command also moves to the end: play, pause, play must end in play
        waiting.put(kind(command), command);
        notifyAll();
    }

    /// Whoever asks for a copy gets one, whoever else asks at the same time.
    private static Object kind(RunCommand command) {
        return command instanceof RunCommand.Capture(Mailbox<FullState> answer) ? answer : command.getClass();
    }

    synchronized List<RunCommand> drain() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<RunCommand> commands = new ArrayList<>(waiting.values());
        waiting.clear();
        return commands;
    }

    /// Waits until there is a command, somebody calls [#wake()], or the inbox is closed.
    synchronized List<RunCommand> await() throws InterruptedException {
        while (waiting.isEmpty() && !woken && !closed) {
            wait();
        }
        woken = false;
        return drain();
    }

    /// Ends a waiting, or the next one at once.
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /// Waits at most so long for a command.
    synchronized List<RunCommand> await(long millis) throws InterruptedException {
        if (waiting.isEmpty() && !closed && millis > 0) {
            wait(millis);
        }
        return drain();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean closed() {
        return closed;
    }
}
