package dev.glassbox.session;

/// Where a run pauses by itself.
///
/// @param step 0 = at no step
/// @param loss smoothed training loss in nats; NaN = at none
record Goal(int step, double loss) {

    static final Goal NONE = new Goal(0, Double.NaN);

    boolean reached(int stepsDone, double smoothedLoss) {
        return step > 0 && stepsDone >= step || smoothedLoss <= loss;
    }
}
