package dev.glassbox.kernel;

import static dev.glassbox.kernel.Lanes.L;
import static dev.glassbox.kernel.Lanes.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// [ScalarUpdates], a vector of weights at a time.
interface VectorUpdates extends ScalarUpdates {

    @Override
    default void adamW(int from, int to, AdamWStep step, float[] w, float[] g, float[] m, float[] v) {
        int end = from + S.loopBound(to - from);
        float beta1 = (float) step.beta1();
        float beta2 = (float) step.beta2();
        float fresh1 = step.fresh1();
        float fresh2 = step.fresh2();
        for (int i = from; i < end; i += L) {
            FloatVector gi = fromArray(S, g, i).mul(step.gradScale());
            FloatVector mi = broadcast(S, beta1).fma(fromArray(S, m, i), gi.mul(fresh1));
            FloatVector vi = broadcast(S, beta2).fma(fromArray(S, v, i), gi.mul(gi).mul(fresh2));
            mi.intoArray(m, i);
            vi.intoArray(v, i);
            FloatVector root = vi.mul(step.correction2()).sqrt().add(step.eps());
            FloatVector update = mi.mul(step.correction1()).div(root);
            update.fma(broadcast(S, -step.learningRate()), fromArray(S, w, i).mul(step.keep())).intoArray(w, i);
        }
        ScalarUpdates.super.adamW(end, to, step, w, g, m, v);
    }

    @Override
    default void sgd(int from, int to, float learningRate, float weightDecay, float gradScale, float[] w, float[] g) {
        int end = from + S.loopBound(to - from);
        float keep = 1 - learningRate * weightDecay;
        for (int i = from; i < end; i += L) {
            FloatVector gi = fromArray(S, g, i).mul(gradScale);
            gi.fma(broadcast(S, -learningRate), fromArray(S, w, i).mul(keep)).intoArray(w, i);
        }
        ScalarUpdates.super.sgd(end, to, learningRate, weightDecay, gradScale, w, g);
    }

    @Override
    default void momentum(int from, int to, float learningRate, float mu, float weightDecay, float gradScale,
                          float[] w, float[] g, float[] u) {
        int end = from + S.loopBound(to - from);
        float keep = 1 - learningRate * weightDecay;
        for (int i = from; i < end; i += L) {
            FloatVector ui = broadcast(S, mu).fma(fromArray(S, u, i), fromArray(S, g, i).mul(gradScale));
            ui.intoArray(u, i);
            ui.fma(broadcast(S, -learningRate), fromArray(S, w, i).mul(keep)).intoArray(w, i);
        }
        ScalarUpdates.super.momentum(end, to, learningRate, mu, weightDecay, gradScale, w, g, u);
    }

    @Override
    default void rmsProp(int from, int to, float learningRate, float rho, float eps, float weightDecay, float gradScale,
                         float[] w, float[] g, float[] v) {
        int end = from + S.loopBound(to - from);
        float keep = 1 - learningRate * weightDecay;
        for (int i = from; i < end; i += L) {
            FloatVector gi = fromArray(S, g, i).mul(gradScale);
            FloatVector vi = broadcast(S, rho).fma(fromArray(S, v, i), gi.mul(gi).mul(1 - rho));
            vi.intoArray(v, i);
            gi.div(vi.sqrt().add(eps)).fma(broadcast(S, -learningRate), fromArray(S, w, i).mul(keep)).intoArray(w, i);
        }
        ScalarUpdates.super.rmsProp(end, to, learningRate, rho, eps, weightDecay, gradScale, w, g, v);
    }
}
