package dev.glassbox.view;

import dev.glassbox.nn.Norm;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.ActivationPicture;
import dev.glassbox.picture.LogitLensPicture;
import dev.glassbox.picture.NeuronStripPicture;
import dev.glassbox.picture.NormStepsPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.Place;
import dev.glassbox.session.Trace;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.Optional;

/// Which number of the model a part of a picture of the Block lens shows.
final class BlockPlaces {

    private BlockPlaces() {}

    /// Empty where the picture shows something that no pass keeps.
    static Optional<Place> of(WindowModel models, Hit hit) {
        return BlockFlowController.moment(models).flatMap(trace -> {
            int layer = Math.min(models.selection().getLayer(), trace.layers() - 1);
            int token = Math.clamp(models.selection().getQuery(), 0, trace.tokens() - 1);
            return switch (hit) {
                case NeuronStripPicture.Neuron neuron -> Optional.of(Place.cell(ProbePoint.MLP_POST, layer, token, neuron.index()));
                case ActivationPicture.Dot dot -> Optional.of(Place.cell(ProbePoint.MLP_PRE, layer, token, dot.neuron()));
                case NormStepsPicture.Cell cell -> norm(trace, models.block(), layer, token, cell);
                case LogitLensPicture.Place place -> logit(trace, models.block(), place);
                default -> Optional.empty();
            };
        });
    }

    /// What goes into a norm and what comes out; the steps between are not kept.
    private static Optional<Place> norm(Trace trace, BlockModel block, int layer, int token, NormStepsPicture.Cell cell) {
        boolean pre = trace.config().normPlace() == Norm.Place.PRE;
        boolean second = block.secondNormProperty().get() && trace.config().ffn();
        int last = BlockNorm.of(trace, layer, token, second).rows() - 1;
        if (cell.step() == 0) {
            return Optional.of(pre ? Place.cell(second ? ProbePoint.RESID_MID : ProbePoint.RESID_PRE, layer, token, cell.channel())
                    : new Place.Sum(layer, second, token, cell.channel()));
        }
        ProbePoint out = pre ? second ? ProbePoint.NORM2 : ProbePoint.NORM1 : second ? ProbePoint.RESID_POST : ProbePoint.RESID_MID;
        return cell.step() == last ? Optional.of(Place.cell(out, layer, token, cell.channel())) : Optional.empty();
    }

    /// The last stage is the model's own answer: its logit is a number of the model, those before it are a translation.
    private static Optional<Place> logit(Trace trace, BlockModel block, LogitLensPicture.Place place) {
        return block.getStream(place.position()).filter(reading -> place.stage() == reading.stages().size() - 1 && place.position() < trace.tokens())
                .map(reading -> Place.cell(ProbePoint.LOGITS, -1, place.position(),
                        reading.stages().getLast().readings().get(place.position() - reading.first()).top()));
    }
}
