package dev.glassbox.session;

/// Small models trained beside the run to answer one question, a little at a time. Belongs to one thread.
///
/// @param <A> what is known so far
public interface SideTraining<A extends SideTraining.Progress> {

    /// How far it is.
    interface Progress {
        boolean done();
    }

    /// Trains for about so long; when finished it only answers again.
    A go(long nanos);
}
