package dev.glassbox.control;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// One token: its text, below it its id. Pseudo-classes `:query`, `:key`, `:ring`, `:next`, `:special`, `:small` style it.
///
/// A leading "·" stands for a space and is muted.
public class TokenChip extends VBox {

    private final Label dot = new Label("·");
    private final Label text = new Label();
    private final Label below = new Label();
    private final BooleanProperty query = state("query");
    private final BooleanProperty key = state("key");
    private final BooleanProperty ring = state("ring");
    private final BooleanProperty next = state("next");
    private final BooleanProperty special = state("special");
    private final BooleanProperty small = state("small");

    /// @param label printable form of the token
    /// @param note  its id, or "p 0.208" for the likely next token
    public TokenChip(String label, String note) {
        BundledFonts.load();
        getStyleClass().add("token-chip");
        setAlignment(Pos.CENTER);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        dot.getStyleClass().add("token-dot");
        text.getStyleClass().add("token-text");
        below.getStyleClass().add("token-id");
        HBox line = new HBox(dot, text);
        line.setAlignment(Pos.CENTER);
        getChildren().addAll(line, below);
        setMinWidth(USE_PREF_SIZE);
        dot.managedProperty().bind(dot.visibleProperty());
        below.managedProperty().bind(below.visibleProperty());
        below.visibleProperty().bind(below.textProperty().isNotEmpty().and(small.not()));
        show(label, note);
    }

    public TokenChip() {
        this("", "");
    }

    /// Reuses this chip for another token.
    public final void show(String label, String note) {
        boolean spaced = label.length() > 1 && label.charAt(0) == '·';
        dot.setVisible(spaced);
        text.setText(spaced ? label.substring(1) : label);
        below.setText(note);
        setAccessibleText("token " + label + ", " + note);
    }

    private BooleanProperty state(String name) {
        PseudoClass pseudoClass = PseudoClass.getPseudoClass(name);
        return new SimpleBooleanProperty(this, name) {
            @Override protected void invalidated() {
                pseudoClassStateChanged(pseudoClass, get());
            }
        };
    }

    /// The token that reads.
    public BooleanProperty queryProperty() {
        return query;
    }

    /// The token that is read.
    public BooleanProperty keyProperty() {
        return key;
    }

    /// Pointed at in another picture.
    public BooleanProperty ringProperty() {
        return ring;
    }

    /// Not in the sentence yet: dashed.
    public BooleanProperty nextProperty() {
        return next;
    }

    /// A control token such as BOS: square corners.
    public BooleanProperty specialProperty() {
        return special;
    }

    /// 22 px high, without the id.
    public BooleanProperty smallProperty() {
        return small;
    }

    @Override
    public String getUserAgentStylesheet() {
        return ControlStyles.sheet();
    }
}
