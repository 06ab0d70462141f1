package dev.glassbox.session;

import java.util.List;

/// Asked by a [Run] at every step boundary, on its own thread: may it go on? It waits without using a core while it may not; whoever
/// opens the gate calls [Run#wake()].
interface Gate {

    Gate OPEN = new Gate() {};

    /// Whether step number `done + 1` may begin now.
    default boolean open(int done) {
        return true;
    }

    /// That step begins.
    default void begins(int done) {}

    /// Where the run stands now.
    ///
    /// @param over whether it will not go on by itself
    default void at(int done, boolean over) {}

    /// Told of each command that was obeyed after `done` steps.
    default void obeyed(RunCommand command, int done) {}

    /// Commands to obey at this boundary, before anything else.
    default List<RunCommand> due(int done) {
        return List.of();
    }

    /// How many of the machine's threads the next step should use.
    default int threads(int all) {
        return all;
    }
}
