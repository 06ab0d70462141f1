package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.ChatStripPicture;
import dev.glassbox.picture.HatchLegend;
import dev.glassbox.picture.PaddedBatchPicture;
import dev.glassbox.viewmodel.ChatTemplate;
import dev.glassbox.viewmodel.PaddedBatch;
import dev.glassbox.viewmodel.SpecialChecks;
import dev.glassbox.viewmodel.SpecialTokensModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The page *Special tokens*: a padded batch, and a chat as one row of tokens.
public final class SpecialTokensController {
    private final WindowModel models;
    private final TokenChoice choice;
    private final Exports exports;
    private final SpecialTokensModel specials;

    @FXML private TextField words;
    @FXML private SegmentedControl<PaddedBatch.End> end;
    @FXML private PictureView legend;
    @FXML private PictureView batch;
    @FXML private Label ids;
    @FXML private Label problem;
    @FXML private TextField message;
    @FXML private PictureView chat;
    @FXML private VBox checks;
    @FXML private Label chatCaption;

    public SpecialTokensController(WindowModel models, TokenChoice choice, Exports exports) {
        this.models = models;
        this.choice = choice;
        this.exports = exports;
        specials = models.tokens().specials();
    }

    @FXML
    private void initialize() {
        words.textProperty().bindBidirectional(specials.wordsProperty());
        end.setNames(e -> e == PaddedBatch.End.BOS ? "BOS … BOS" : "BOS … EOS");
        end.setAll(PaddedBatch.End.values());
        end.valueProperty().bindBidirectional(specials.endProperty());
        message.textProperty().bindBidirectional(specials.messageProperty());
        legend.setPicture(new HatchLegend("padding: does not count"));
        problem.textProperty().bind(specials.problemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        new Refresh(models.pulse(), batch, this::draw, specials.batchProperty());
        new Refresh(models.pulse(), batch, this::talk, specials.chatProperty());
        new Refresh(models.pulse(), checks, this::tick, specials.checksProperty());
        batch.hoveredProperty().subscribe(choice.pointed()::set);
        chat.hoveredProperty().subscribe(choice.pointed()::set);
        exports.add(new Figure("batch", "Words of different lengths in one batch", batch, ids::getText));
        exports.add(new Figure("chat", "A chat is one row of tokens", chat, chatCaption::getText));
    }

    private void draw() {
        PaddedBatch now = specials.batchProperty().get();
        if (now == null) {
            return;
        }
        batch.setPicture(new PaddedBatchPicture(now.rows().stream().map(row -> row(now, row)).toList()));
        var first = now.rows().getFirst();
        List<String> typed = new ArrayList<>();
        for (int t = 0; t < first.length(); t++) {
            typed.add(Integer.toString(first.ids()[t]));
        }
        ids.setText(first.word() + " = " + String.join(", ", typed) + " · V = " + now.vocabulary().size());
    }

    private static PaddedBatchPicture.Row row(PaddedBatch batch, PaddedBatch.Row row) {
        List<PaddedBatchPicture.Cell> cells = new ArrayList<>();
        for (int t = 0; t < row.ids().length; t++) {
            int target = row.targets()[t];
            int id = row.ids()[t];
            cells.add(new PaddedBatchPicture.Cell(batch.vocabulary().get(id), id, id >= batch.specials(), id == batch.vocabulary().size() - 1,
                    target == PaddedBatch.IGNORED ? "" : batch.vocabulary().get(target), row.losses()[t], row.gradients()[t]));
        }
        return new PaddedBatchPicture.Row(row.word(), cells);
    }

    private void tick() {
        checks.getChildren().setAll(specials.checksProperty().get().stream().map(SpecialTokensController::line).toList());
    }

    private static Label line(SpecialChecks.Check check) {
        var icon = new FontIcon(check.kept() ? "fth-check" : "fth-x");
        icon.getStyleClass().add(check.kept() ? "kept" : "broken");
        var line = new Label(check.promise(), icon);
        line.setWrapText(true);
        line.setAccessibleText(check.promise() + (check.kept() ? ": yes" : ": no"));
        return line;
    }

    private void talk() {
        List<ChatTemplate.Piece> pieces = specials.chatProperty().get().pieces();
        chat.setPicture(new ChatStripPicture(pieces.stream().map(p -> new ChatStripPicture.Piece(p.label(), p.id(), p.special())).toList()));
        long added = pieces.stream().filter(ChatTemplate.Piece::special).count();
        chatCaption.setText(pieces.size() + " tokens, " + added + " of them put in by the program; their names typed as text stay text");
    }
}
