package dev.glassbox.viewmodel;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Curves of earlier runs B against the same run A: a sweep on one chart.
final class KeptCurves {

    private static final int MOST = 5;
    private static final int WORTH_KEEPING = 10;

    private final ObservableList<ComparisonViewModel.Kept> curves = FXCollections.observableArrayList();
    private final ObservableList<ComparisonViewModel.Kept> toRead = FXCollections.unmodifiableObservableList(curves); // held: it listens weakly

    /// Keeps a curve that is long enough to say something; the oldest makes room.
    ///
    /// @param successor label of the run that comes next: its own old curve goes
    void keep(String label, String successor, LossCurve.Points points, double loss) {
        if (points.size() < WORTH_KEEPING) {
            return;
        }
        curves.removeIf(old -> old.label().equals(successor));
        curves.add(new ComparisonViewModel.Kept(label, points, loss));
        if (curves.size() > MOST) {
            curves.removeFirst();
        }
    }

    void forget(ComparisonViewModel.Kept curve) {
        curves.remove(curve);
    }

    void clear() {
        curves.clear();
    }

    ObservableList<ComparisonViewModel.Kept> all() {
        return toRead;
    }
}
