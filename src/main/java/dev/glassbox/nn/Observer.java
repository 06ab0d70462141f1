package dev.glassbox.nn;

import dev.glassbox.tensor.Shape;
import dev.glassbox.tensor.Slot;
import dev.glassbox.tensor.Tensor;
import dev.glassbox.tensor.Workspace;

/// Hands slots of one layer to the probe of a pass, if it wants them.
///
/// @param layer the block, or -1
public record Observer(Pass pass, int layer) {

    /// Whether the probe wants one of these points.
    static boolean wants(Pass pass, int layer, ProbePoint... points) {
        for (ProbePoint point : points) {
            if (pass.probe().wants(point, layer)) {
                return true;
            }
        }
        return false;
    }

    /// A whole slot: `[T, C]` or `[H, T, T]`, with `B` in front for a batch.
    public void rows(ProbePoint point, Slot slot) {
        if (pass.probe().wants(point, layer)) {
            pass.probe().record(point, layer, pass.work().tensor(slot, point.axes().charAt(1)));
        }
    }

    /// A range of columns of a slot, seen as heads: `[T, H, D]`, with `B` in front for a batch.
    void heads(ProbePoint point, Slot slot, int offset, int nHead, int dHead) {
        if (pass.probe().wants(point, layer)) {
            pass.probe().record(point, layer, tensor(pass.work().values(slot), slot, offset, nHead, dHead));
        }
    }

    /// The gradients of a whole slot.
    public void rowGradients(ProbePoint point, Slot slot) {
        if (pass.probe().wants(point, layer)) {
            pass.probe().record(point, layer, pass.work().gradTensor(slot, point.axes().charAt(1)));
        }
    }

    /// The gradients of a range of columns, seen as heads.
    void headGradients(ProbePoint point, Slot slot, int offset, int nHead, int dHead) {
        if (pass.probe().wants(point, layer)) {
            pass.probe().record(point, layer, tensor(pass.work().grads(slot), slot, offset, nHead, dHead));
        }
    }

    /// Lets the intervention of the pass change a whole slot.
    public void changeRows(ProbePoint point, Slot slot) {
        if (pass.intervention().changes(point, layer)) {
            pass.intervention().change(point, layer, pass.work().tensor(slot, point.axes().charAt(1)));
        }
    }

    /// Lets the intervention change a range of columns, seen as heads.
    void changeHeads(ProbePoint point, Slot slot, int offset, int nHead, int dHead) {
        if (pass.intervention().changes(point, layer)) {
            pass.intervention().change(point, layer, tensor(pass.work().values(slot), slot, offset, nHead, dHead));
        }
    }

    private Tensor tensor(float[] data, Slot slot, int offset, int nHead, int dHead) {
        Workspace work = pass.work();
        int stride = slot.stride();
        return work.batch() == 1
                ? new Tensor(data, offset, Shape.of("THD", work.time(), nHead, dHead), stride, dHead, 1)
                : new Tensor(data, offset, Shape.of("BTHD", work.batch(), work.time(), nHead, dHead), work.time() * stride, stride, dHead, 1);
    }
}
