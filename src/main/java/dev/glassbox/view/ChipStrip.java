package dev.glassbox.view;

import dev.glassbox.control.TokenChip;
import dev.glassbox.picture.Face;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.TextFont;
import dev.glassbox.session.Guess;
import dev.glassbox.session.Sentence;
import dev.glassbox.session.Token;
import dev.glassbox.viewmodel.SelectionModel;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import org.kordamp.ikonli.javafx.FontIcon;

/// The chips of a sentence in a pane: what lies outside the context, one chip a token, then the likely next token. Chips are
/// used again, so typing moves no focus and makes no garbage.
final class ChipStrip {
    private static final TextFont LABEL = new TextFont(Face.MONO, 15);
    private static final TextFont ID = new TextFont(Face.MONO, 11);
    /// Padding and border of a chip, and the gap behind it.
    private static final double AROUND = 28;
    /// Arrow and next token.
    private static final double NEXT = 150;

    private final Pane pane;
    private final SelectionModel selection;
    private final List<TokenChip> chips = new ArrayList<>();
    private final Label cut = new Label();
    private final FontIcon arrow = new FontIcon("fth-arrow-right");
    private final TokenChip next = new TokenChip();
    private double naturalWidth;

    ChipStrip(Pane pane, SelectionModel selection, Runnable onNext) {
        this.pane = pane;
        this.selection = selection;
        cut.getStyleClass().add("cut-chip");
        cut.setMinWidth(Label.USE_PREF_SIZE);
        arrow.getStyleClass().add("arrow");
        next.setId("next-token");
        next.nextProperty().set(true);
        next.setOnMouseClicked(e -> onNext.run());
    }

    void show(Sentence sentence) {
        naturalWidth = NEXT + sentence.tokens().stream().mapToDouble(ChipStrip::natural).sum();
        while (chips.size() < sentence.size()) {
            chips.add(chip(chips.size()));
        }
        List<Node> shown = new ArrayList<>();
        if (sentence.cut() > 0) {
            cut.setText("+" + Numbers.integer(sentence.cut()));
            cut.setAccessibleText(sentence.cut() + " earlier tokens outside the context");
            shown.add(cut);
        }
        for (int i = 0; i < sentence.size(); i++) {
            Token token = sentence.tokens().get(i);
            chips.get(i).show(token.label(), Integer.toString(token.id()));
            shown.add(chips.get(i));
        }
        shown.add(arrow);
        shown.add(next);
        if (!pane.getChildren().equals(shown)) {
            pane.getChildren().setAll(shown);
        }
    }

    /// Chips that would not fit beside each other lose their ids, become small and wrap.
    void fit(double width) {
        boolean small = naturalWidth > width;
        chips.forEach(chip -> chip.smallProperty().set(small));
        next.smallProperty().set(small);
    }

    private static double natural(Token token) {
        return Math.max(LABEL.width(token.label()), ID.width(Integer.toString(token.id()))) + AROUND;
    }

    /// @param guess of the last row, or null while it is not known
    void showNext(Guess guess) {
        arrow.setVisible(guess != null);
        next.setVisible(guess != null);
        if (guess != null) {
            next.show(guess.label(), "p " + Numbers.probability(guess.probability()));
        }
    }

    void mark() {
        for (int i = 0; i < chips.size(); i++) {
            chips.get(i).queryProperty().set(i == selection.getQuery());
            chips.get(i).keyProperty().set(i == selection.getKey() && i != selection.getQuery());
            chips.get(i).ringProperty().set(i == selection.getHover());
        }
    }

    private TokenChip chip(int position) {
        var chip = new TokenChip();
        chip.setId("token-" + position);
        chip.setOnMouseEntered(e -> selection.hover(position));
        chip.setOnMouseExited(e -> selection.hover(SelectionModel.NONE));
        chip.setOnMouseClicked(e -> {
            if (e.isShiftDown() || e.getButton() == MouseButton.SECONDARY) {
                selection.selectKey(position);
            } else {
                selection.selectQuery(position);
            }
        });
        chip.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.SPACE || e.getCode() == KeyCode.ENTER) {
                selection.selectQuery(position);
                e.consume();
            }
        });
        return chip;
    }
}
