package dev.glassbox.session;

import dev.glassbox.tensor.Parameters;
import java.util.List;
import java.util.Optional;

/// Weights that are looked at and never trained here: of a saved model, or of a folder where another program leaves newer ones. Used by the
/// run's thread only.
final class LookedAtModel {

    private final String refusal;
    private final Optional<Follower> follower;
    private Parameters parameters;
    private int step;
    private String fingerprint = "";

    LookedAtModel(RunStart.Ready ready) {
        refusal = ready.refusal();
        follower = ready.follower();
        parameters = new Parameters(ready.loaded().transformer().layout(), ready.values().orElseThrow());
        step = ready.step();
    }

    /// Why it cannot be trained.
    String refusal() {
        return refusal;
    }

    /// Where newer weights may arrive; empty for a model that stays as it is.
    Optional<Follower> follower() {
        return follower;
    }

    /// Takes weights that came; older ones than those shown join the past only.
    ///
    /// @return whether they are shown from now on
    boolean take(Follower.Arrival arrival) {
        if (arrival.step() <= step) {
            return false;
        }
        parameters = new Parameters(parameters.layout(), arrival.values());
        step = arrival.step();
        fingerprint = "";
        return true;
    }

    /// A second's work for a large model; done when nobody asks for anything.
    ///
    /// @param commands that wait
    /// @return whether there is a new fingerprint
    boolean fingerprintBeside(List<RunCommand> commands) {
        if (!unnamed() || !commands.isEmpty()) {
            return false;
        }
        fingerprint = parameters.fingerprint();
        return true;
    }

    /// Whether its fingerprint is still to be computed.
    boolean unnamed() {
        return fingerprint.isEmpty();
    }

    String fingerprint() {
        return fingerprint;
    }

    int step() {
        return step;
    }

    /// Never changed, so whoever looks may keep it: those of a large model should not be in memory twice.
    float[] values() {
        return parameters.values();
    }
}
