package dev.glassbox.view;

import dev.glassbox.picture.MapView;
import dev.glassbox.session.EmbeddingMap;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// How the Embeddings lens shows things; stays as chosen while other lenses are open.
public final class EmbeddingsChoice {
    /// The pages of the lens.
    public enum Page {
        MAP("Map"), LOOKUP("Lookup"), MEANING("Neighbours");

        private final String label;

        Page(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// What places the points.
    public enum Projection {
        FLAT("2-D"), SOLID("3-D"), CHOSEN("two axes"), TSNE("t-SNE");

        private final String label;

        Projection(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page", Page.MAP);
    private final ObjectProperty<Projection> projection = new SimpleObjectProperty<>(this, "projection", Projection.FLAT);
    private final BooleanProperty trails = new SimpleBooleanProperty(this, "trails", true);
    private final BooleanProperty groups = new SimpleBooleanProperty(this, "groups", true);
    private final BooleanProperty leaveInputsOut = new SimpleBooleanProperty(this, "leaveInputsOut", true);
    private final StringProperty find = new SimpleStringProperty(this, "find", "");
    private final ObjectProperty<List<String>> picks = new SimpleObjectProperty<>(this, "picks", List.of());
    private final ObjectProperty<MapView> view = new SimpleObjectProperty<>(this, "view", MapView.ALL);
    private final ObjectProperty<double[]> turn = new SimpleObjectProperty<>(this, "turn", new double[] {0.5, 0.35});
    private boolean openedWith;
    private final IntegerProperty hovered = new SimpleIntegerProperty(this, "hovered", -1);

    public ObjectProperty<Page> page() {
        return page;
    }

    public ObjectProperty<Projection> projection() {
        return projection;
    }

    BooleanProperty trails() {
        return trails;
    }

    BooleanProperty groups() {
        return groups;
    }

    BooleanProperty leaveInputsOut() {
        return leaveInputsOut;
    }

    /// What is searched for.
    StringProperty find() {
        return find;
    }

    /// Labels of the words that are compared, at most three: a, b, c.
    public ObjectProperty<List<String>> picks() {
        return picks;
    }

    /// A word chosen in another lens, for this one to open with.
    void openWith(String label) {
        picks.set(List.of(label));
        openedWith = true;
    }

    boolean opened() {
        return openedWith;
    }

    /// Whether [#openWith] was called since the last time this was asked.
    boolean takeOpened() {
        boolean was = openedWith;
        openedWith = false;
        return was;
    }

    /// Adds a word or takes it away; a fourth begins anew.
    void pick(String label) {
        List<String> next = new ArrayList<>(picks.get());
        if (!next.remove(label)) {
            if (next.size() == 3) {
                next.clear();
            }
            next.add(label);
        }
        picks.set(List.copyOf(next));
    }

    ObjectProperty<MapView> view() {
        return view;
    }

    /// Yaw and pitch of the map in three dimensions, in radians.
    ObjectProperty<double[]> turn() {
        return turn;
    }

    /// Index of the point under the mouse, −1 for none.
    IntegerProperty hovered() {
        return hovered;
    }

    /// The picks that are on a map, as indices.
    List<Integer> picked(EmbeddingMap map) {
        return picks.get().stream().map(map::indexOf).filter(i -> i >= 0).toList();
    }
}
