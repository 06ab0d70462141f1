package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.model.KnownModels;
import dev.glassbox.model.Ledger;
import dev.glassbox.model.Ledger.Part;
import dev.glassbox.model.ModelConfig;
import dev.glassbox.picture.LedgerPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.TreemapPicture;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.collections.SetChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/// The page *Parameters*: where the weights of a model are, with the formula and the count of each part.
public final class LedgerController {
    private final WindowModel models;
    private final BlockChoice choice;
    private final Exports exports;
    private LedgerRows shown;

    @FXML private Label title;
    @FXML private Label note;
    @FXML private SegmentedControl<Optional<KnownModels>> model;
    @FXML private CheckBox quiz;
    @FXML private TextField answer;
    @FXML private Label verdict;
    @FXML private PictureView treemap;
    @FXML private PictureView table;

    public LedgerController(WindowModel models, BlockChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        List<Optional<KnownModels>> all = new ArrayList<>(List.of(Optional.empty()));
        for (KnownModels known : KnownModels.values()) {
            all.add(Optional.of(known));
        }
        model.setNames(known -> known.map(KnownModels::title).orElse("This model"));
        model.getItems().setAll(all);
        choice.counted().subscribe(now -> model.setValue(Optional.ofNullable(now)));
        model.setOnChoice(known -> choice.counted().set(known.orElse(null)));
        quiz.selectedProperty().bindBidirectional(choice.quiz());
        answer.visibleProperty().bind(choice.quiz());
        answer.setOnAction(event -> judge());
        choice.quiz().subscribe(on -> {
            verdict.setText("");
            answer.clear();
            choice.found().clear();
        });
        choice.counted().subscribe(now -> choice.found().clear());
        var count = new Refresh(models.pulse(), table, this::count, models.run().loadedProperty(), choice.counted(), choice.otherHead(), choice.quiz());
        choice.found().addListener((SetChangeListener<Part>) change -> count.mark());
        new Refresh(models.pulse(), table, this::draw, models.run().loadedProperty(), choice.counted(), choice.otherHead(), choice.quiz(), choice.ledgerPart());
        for (PictureView view : List.of(treemap, table)) {
            view.hoveredProperty().subscribe(choice.pointed()::set);
            view.setOnPick(this::pick);
            view.setOnOpen(this::pick);
        }
        exports.add(new Figure("treemap", "Where the weights are", treemap, title::getText));
        exports.add(new Figure("ledger", "Every weight counted", table, note::getText));
    }

    private void count() {
        shown = choice.onLedger(models.run().getLoaded()).map(LedgerRows::of).orElse(null);
        draw();
    }

    private Set<Part> hidden() {
        Set<Part> hidden = EnumSet.noneOf(Part.class);
        if (choice.quiz().get()) {
            hidden.addAll(shown.parts());
            hidden.removeAll(choice.found());
        }
        return hidden;
    }

    private void draw() {
        if (shown == null) {
            return;
        }
        Ledger ledger = shown.ledger();
        ModelConfig c = ledger.config();
        title.setText((choice.quiz().get() ? "? weights" : Numbers.integer(ledger.total()) + " weights"));
        note.setText("L = " + c.nLayer() + ", d = " + Numbers.integer(c.dModel()) + ", d_ff = " + Numbers.integer(c.dFf()) + ", V = " + Numbers.integer(c.vocabSize())
                + ", T = " + Numbers.integer(c.contextLength()) + (c.nKvHead() == c.nHead() ? "" : ", d_kv = " + c.nKvHead() * c.dHead())
                + (shown.built() ? "; ✓ = so many are in the model's tensors" : "; too large to build here: formula only"));
        int selected = shown.parts().indexOf(choice.ledgerPart().get());
        treemap.setPicture(new TreemapPicture(shown.leaves(hidden()), selected < 0 ? "" : LedgerRows.name(choice.ledgerPart().get())));
        table.setPicture(new LedgerPicture(shown.rows(hidden()), selected));
        answer.setPromptText(selected < 0 ? "click a row, then type its count" : "weights in one " + LedgerRows.name(choice.ledgerPart().get()));
    }

    private void pick(Hit hit) {
        switch (hit) {
            case LedgerPicture.Line line when line.index() < shown.parts().size() -> choice.ledgerPart().set(shown.parts().get(line.index()));
            case TreemapPicture.Area area -> shown.parts().stream().filter(part -> LedgerRows.name(part).equals(area.leaf().name())).findFirst()
                    .ifPresent(choice.ledgerPart()::set);
            default -> { }
        }
    }

    /// The quiz: a typed count is right when it is that of one such part.
    private void judge() {
        Part part = choice.ledgerPart().get();
        String digits = answer.getText().replaceAll("[^0-9]", "");
        if (part == null || !shown.parts().contains(part)) {
            verdict.setText("Click a row first.");
        } else if (digits.isEmpty() || digits.length() > 18) {
            verdict.setText("Type a whole number, such as 49,984.");
        } else {
            long right = shown.ledger().total(part) / (part.inBlocks() ? shown.ledger().config().nLayer() : 1);
            long typed = Long.parseLong(digits);
            if (typed == right) {
                choice.found().add(part);
                answer.clear();
                verdict.setText("✓ " + LedgerRows.name(part));
            } else {
                verdict.setText("Not " + Numbers.integer(typed) + ": " + Numbers.format((double) typed / right) + " times as many.");
            }
        }
    }
}
