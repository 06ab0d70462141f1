package dev.glassbox.viewmodel;

import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// The one selection of a window: query token, key token, layer, head, and the token under the mouse.
///
/// Indices count from 0; [#NONE] means nothing. The hovered token is a ring that comes and goes; the query and the key are pins.
public final class SelectionModel {

    public static final int NONE = -1;

    private final ReadOnlyIntegerWrapper query = new ReadOnlyIntegerWrapper(this, "query", NONE);
    private final ReadOnlyIntegerWrapper key = new ReadOnlyIntegerWrapper(this, "key", NONE);
    private final ReadOnlyIntegerWrapper layer = new ReadOnlyIntegerWrapper(this, "layer", 0);
    private final ReadOnlyIntegerWrapper head = new ReadOnlyIntegerWrapper(this, "head", 0);
    private final ReadOnlyIntegerWrapper hover = new ReadOnlyIntegerWrapper(this, "hover", NONE);
    private int tokens;
    private int layers = 1;
    private int heads = 1;
    private boolean later;

    /// The sentence has a new number of tokens: pins that stood on the last token stay on the last, others stay where they are
    /// as long as that place exists.
    public void setTokens(int count) {
        boolean atEnd = query.get() == tokens - 1;
        tokens = count;
        query.set(atEnd || query.get() == NONE ? count - 1 : Math.min(query.get(), count - 1));
        key.set(Math.min(key.get(), later ? count - 1 : query.get()));
        if (hover.get() >= count) {
            hover.set(NONE);
        }
    }

    /// The model has new sizes.
    public void setModel(int layerCount, int headCount) {
        layers = Math.max(1, layerCount);
        heads = Math.max(1, headCount);
        layer.set(Math.min(layer.get(), layers - 1));
        head.set(Math.min(head.get(), heads - 1));
    }

    /// Whether a query may read what comes after it: no causal mask, or another one tried out.
    public void setLaterKeys(boolean allowed) {
        later = allowed;
        if (!later && key.get() > query.get()) {
            key.set(query.get());
        }
    }

    /// Pins the query; a key to its right is moved to it, since a query only reads what is before it.
    public void selectQuery(int token) {
        if (tokens == 0) {
            return;
        }
        query.set(clamp(token, tokens));
        if (!later && key.get() > query.get()) {
            key.set(query.get());
        }
    }

    /// Pins the key; [#NONE] unpins it.
    public void selectKey(int token) {
        key.set(token == NONE || tokens == 0 ? NONE : later ? clamp(token, tokens) : Math.min(clamp(token, tokens), query.get()));
    }

    public void moveQuery(int by) {
        selectQuery(query.get() + by);
    }

    public void moveKey(int by) {
        selectKey(key.get() == NONE ? query.get() : Math.max(0, key.get() + by));
    }

    public void selectLayer(int index) {
        layer.set(clamp(index, layers));
    }

    public void selectHead(int index) {
        head.set(clamp(index, heads));
    }

    /// [#NONE] when the mouse left.
    public void hover(int token) {
        hover.set(token < 0 || token >= tokens ? NONE : token);
    }

    /// The token a ring should be drawn on: the hovered one, else the query.
    public int ringed() {
        return hover.get() == NONE ? query.get() : hover.get();
    }

    private static int clamp(int index, int count) {
        return Math.max(0, Math.min(index, count - 1));
    }

    public ReadOnlyIntegerProperty queryProperty() {
        return query.getReadOnlyProperty();
    }

    public int getQuery() {
        return query.get();
    }

    public ReadOnlyIntegerProperty keyProperty() {
        return key.getReadOnlyProperty();
    }

    public int getKey() {
        return key.get();
    }

    public ReadOnlyIntegerProperty layerProperty() {
        return layer.getReadOnlyProperty();
    }

    public int getLayer() {
        return layer.get();
    }

    public ReadOnlyIntegerProperty headProperty() {
        return head.getReadOnlyProperty();
    }

    public int getHead() {
        return head.get();
    }

    public ReadOnlyIntegerProperty hoverProperty() {
        return hover.getReadOnlyProperty();
    }

    public int getHover() {
        return hover.get();
    }
}
