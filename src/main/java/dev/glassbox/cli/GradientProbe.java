package dev.glassbox.cli;

import dev.glassbox.kernel.CounterRandom;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.kernel.RowPool;
import dev.glassbox.model.Transformer;
import dev.glassbox.nn.Pass;
import dev.glassbox.nn.Probe;
import dev.glassbox.tensor.Parameter;
import dev.glassbox.tensor.ParameterLayout;
import dev.glassbox.tensor.Parameters;
import dev.glassbox.tensor.Workspace;
import java.util.Arrays;

/// Compares the gradient of one tensor with numeric derivatives of the loss along random directions.
///
/// A direction v changes every weight of the tensor by +h or −h at once. Single weights of a large tensor move the loss by less than the
/// rounding of its float32 sum; all of them together move it by about `h·‖g‖`, and a wrong gradient still shows: `g·v` and
/// `(L(w + hv) − L(w − hv)) / 2h` agree for random signs only if all of g is right.
final class GradientProbe {

    private static final double STEP = 1e-2;
    private static final double RELATIVE_STEP = 0.05;
    private static final double SMALLEST_STEP = 1e-4;
    /// A tensor with less than this share of the whole gradient is measured against that share: its own size drowns in rounding.
    private static final double SHARE = 0.01;

    private final Transformer model;
    private final Parameters parameters;
    private final int[] inputs;
    private final int[] targets;
    private final int batch;
    private final int time;
    private final Pass pass;
    private final double wholeNorm;

    /// @param ids `[batch][time + 1]`, flat
    GradientProbe(Transformer model, Parameters parameters, int[] ids, int batch, Kernels kernels, RowPool pool) {
        this.model = model;
        this.parameters = parameters;
        this.batch = batch;
        this.time = ids.length / batch - 1;
        this.inputs = new int[batch * time];
        this.targets = new int[batch * time];
        for (int b = 0; b < batch; b++) {
            System.arraycopy(ids, b * (time + 1), inputs, b * time, time);
            System.arraycopy(ids, b * (time + 1) + 1, targets, b * time, time);
        }
        Workspace training = model.workspace(batch, time, true);
        Pass gradientPass = new Pass(parameters, training, kernels, pool, Probe.NONE);
        model.forward(gradientPass, inputs, batch, time);
        model.loss(gradientPass, targets);
        model.backward(gradientPass);
        this.pass = new Pass(parameters, model.workspace(batch, time, false), kernels, pool, Probe.NONE);
        this.wholeNorm = norm(0, parameters.grads().length);
    }

    ParameterLayout layout() {
        return parameters.layout();
    }

    /// The error along one direction, relative to the norm of the tensor's gradient.
    double error(Parameter parameter, CounterRandom random) {
        boolean[] signs = new boolean[parameter.size()];
        double analytic = 0;
        for (int i = 0; i < signs.length; i++) {
            signs[i] = random.nextFloat() < 0.5f;
            double gradient = parameters.grads()[parameter.offset() + i];
            analytic += signs[i] ? gradient : -gradient;
        }
        double h = step(parameter);
        double coarse = slope(parameter, signs, h);
        double fine = slope(parameter, signs, h / 2);
        double extrapolated = (4 * fine - coarse) / 3;
        double difference = Math.min(Math.abs(analytic - fine), Math.abs(analytic - extrapolated));
        double size = Math.max(Math.max(norm(parameter.offset(), parameter.end()), Math.abs(fine)), SHARE * wholeNorm);
        return size == 0 ? difference : difference / size;
    }

    private double step(Parameter parameter) {
        if (parameter.shape().rank() == 1) {
            return STEP;
        }
        double sum = 0;
        for (int i = parameter.offset(); i < parameter.end(); i++) {
            sum += (double) parameters.values()[i] * parameters.values()[i];
        }
        return Math.max(SMALLEST_STEP, RELATIVE_STEP * Math.sqrt(sum / parameter.size()));
    }

    private double slope(Parameter parameter, boolean[] signs, double h) {
        float[] values = parameters.values();
        float[] old = Arrays.copyOfRange(values, parameter.offset(), parameter.end());
        try {
            double up = moved(parameter, old, signs, h);
            double down = moved(parameter, old, signs, -h);
            return (up - down) / (2 * h);
        } finally {
            System.arraycopy(old, 0, values, parameter.offset(), old.length);
        }
    }

    private double moved(Parameter parameter, float[] old, boolean[] signs, double h) {
        for (int i = 0; i < old.length; i++) {
            parameters.values()[parameter.offset() + i] = (float) (old[i] + (signs[i] ? h : -h));
        }
        model.forward(pass, inputs, batch, time);
        return model.loss(pass, targets);
    }

    private double norm(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) parameters.grads()[i] * parameters.grads()[i];
        }
        return Math.sqrt(sum);
    }
}
