package dev.glassbox.view;

import dev.glassbox.nn.ProbePoint;
import dev.glassbox.picture.AttentionLinesPicture;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.picture.ScorePicture;
import dev.glassbox.session.Place;
import dev.glassbox.session.Trace;
import dev.glassbox.view.AttentionChoice.Stage;
import java.util.Optional;

/// Which number of the model a part of a picture of the microscope shows.
///
/// @param query the selected row
/// @param key   the selected column, −1 for none
record AttentionPlaces(Trace trace, Stage stage, int layer, int head, int query, int key) {

    /// The number under a part; empty where the picture shows something that no pass keeps.
    Optional<Place> of(Hit hit) {
        int kv = AttentionPictures.kvHead(trace, head);
        ProbePoint square = stage.square().orElse(null);
        return switch (hit) {
            case HeatmapPicture.Cell cell when square != null -> Optional.of(Place.cell(square, layer, head, cell.row(), cell.column()));
            case BarPicture.Part bar when square != null -> Optional.of(Place.cell(square, layer, head, query, bar.index()));
            case AttentionLinesPicture.Key read -> Optional.of(Place.cell(ProbePoint.PATTERN, layer, head, query, read.position()));
            case ScorePicture.Product product -> Optional.of(Place.cell(ProbePoint.Q, layer, query, head, product.index()));
            case RowPicture.Part(int picture, HeatmapPicture.Cell cell, var _) -> switch (stage) {
                case QK -> Optional.of(picture == 0 ? Place.cell(ProbePoint.Q, layer, cell.row(), head, cell.column())
                        : Place.cell(ProbePoint.K, layer, cell.row(), kv, cell.column()));
                case MIX -> Optional.of(picture == 0 ? Place.cell(ProbePoint.V, layer, cell.row(), kv, cell.column())
                        : Place.cell(ProbePoint.Z, layer, cell.row(), head, cell.column()));
                case OUT -> Optional.of(switch (picture) {
                    case 0 -> Place.cell(ProbePoint.Z, layer, cell.row(), cell.column() / trace.config().dHead(), cell.column() % trace.config().dHead());
                    case 1 -> new Place.HeadShare(layer, head, cell.row(), cell.column());
                    default -> Place.cell(ProbePoint.ATTN_OUT, layer, cell.row(), cell.column());
                });
                default -> Optional.empty();
            };
            default -> Optional.empty();
        };
    }

    /// The pinned number.
    Optional<Place> pinned() {
        ProbePoint square = stage.square().orElse(null);
        if (square != null && key >= 0) {
            return Optional.of(Place.cell(square, layer, head, query, key));
        }
        return switch (stage) {
            case QK -> Optional.of(Place.cell(ProbePoint.Q, layer, query, head, 0));
            case MIX -> Optional.of(Place.cell(ProbePoint.Z, layer, query, head, 0));
            case OUT -> Optional.of(Place.cell(ProbePoint.ATTN_OUT, layer, query, 0));
            default -> Optional.empty();
        };
    }
}
