package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.picture.SumPicture;
import dev.glassbox.picture.TablePicture;
import dev.glassbox.picture.TokenBench;
import dev.glassbox.picture.TokenBenchPicture;
import dev.glassbox.picture.TokenMetersPicture;
import dev.glassbox.viewmodel.TokenizerBenchModel;
import dev.glassbox.viewmodel.TokenizerBenchModel.Bench;
import dev.glassbox.viewmodel.TokenizerBenchModel.Lit;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;

/// The card *One text, … tokenizers*.
public final class TokenBenchController {
    private final WindowModel models;
    private final TokenChoice choice;
    private final Exports exports;
    private final TokenizerBenchModel bench;

    @FXML private PictureView picture;
    @FXML private PictureView legend;
    @FXML private Label title;
    @FXML private Label caption;
    @FXML private Label flow;
    @FXML private SegmentedControl<TokenChoice.Rows> mode;

    public TokenBenchController(WindowModel models, TokenizerBenchModel bench, TokenChoice choice, Exports exports) {
        this.models = models;
        this.bench = bench;
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        mode.setNames(TokenChoice.Rows::label);
        mode.setAll(TokenChoice.Rows.values());
        mode.valueProperty().bindBidirectional(choice.rows());
        new Refresh(models.pulse(), picture, this::draw, bench.benchProperty(), bench.litProperty(), bench.offsetProperty(), bench.selectedProperty(),
                choice.ids(), choice.bytes(), choice.rows(), picture.widthProperty(), models.run().loadedProperty());
        new Refresh(models.pulse(), picture, this::describe, bench.benchProperty(), bench.presetProperty(), bench.busyProperty(), bench.selectedProperty());
        picture.hoveredProperty().subscribe(this::hover);
        picture.setOnPick(this::pick);
        picture.setOnDrag(hit -> {
            if (hit instanceof TokenBenchPicture.Slide slide) {
                bench.offsetProperty().set(bench.getBench().text().offsetByCodePoints(0, slide.character()));
            }
        });
        picture.addEventHandler(ScrollEvent.SCROLL, event -> page(event.getDeltaY() + event.getDeltaX() < 0 ? 8 : -8));
        picture.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        exports.add(new Figure("bench", "One text, several tokenizers", picture, this::note));
        exports.add(new Figure("row", "The selected tokenizer", picture, this::rowNote, this::selectedRow));
    }

    private String note() {
        return Numbers.integer(bench.getBench().rows().isEmpty() ? 0 : bench.getBench().rows().getFirst().characters()) + " characters";
    }

    private String rowNote() {
        return bench.getSelected().map(row -> row.tokenizer().title() + ", " + row.tokenizer().note()).orElse("");
    }

    private Picture selectedRow() {
        return bench.getSelected().map(row -> (Picture) new TokenBenchPicture(shown(new Bench(bench.getBench().text(), List.of(row), true)),
                choice.ids().get(), -1, -1, "")).orElse(null);
    }

    private TokenBench shown(Bench wanted) {
        int all = wanted.rows().isEmpty() ? 0 : wanted.rows().getFirst().characters();
        int columns = TokenBenchPicture.fit(picture.getWidth() / picture.ink().scale(), all);
        return TokenPictures.bench(wanted, columns >= all ? 0 : bench.offsetProperty().get(), columns, choice.bytes().get());
    }

    private void draw() {
        Picture drawn = switch (choice.rows().get()) {
            case PIECES -> pieces();
            case NUMBERS -> {
                int dModel = models.run().getLoaded().map(run -> run.config().dModel()).orElse(1);
                yield new TokenMetersPicture(TokenPictures.meters(bench.getBench(), dModel), dModel, bench.selectedProperty().get());
            }
            case VOCABULARIES -> TokenPictures.vocabularies(bench.getBench(), bench.selectedProperty().get());
            case COLUMNS -> SumColumns.of(bench.getBench());
        };
        picture.setPicture(drawn);
        legend.setPicture(drawn.legend().orElse(null));
        boolean unknown = drawn instanceof TokenBenchPicture shown
                && shown.bench().rows().stream().anyMatch(row -> row.chips().stream().anyMatch(chip -> chip.kind() == TokenBench.Kind.UNKNOWN));
        legend.setVisible(unknown);
        legend.setManaged(unknown);
    }

    private Picture pieces() {
        Lit lit = bench.litProperty().get();
        return new TokenBenchPicture(shown(bench.getBench()), choice.ids().get(), lit.from(), lit.to(), bench.selectedProperty().get());
    }

    private void describe() {
        int rows = bench.getBench().rows().size();
        boolean toy = bench.row("toy").isPresent();
        int real = Math.min(toy ? rows - 1 : rows, NAMES.length - 1);
        title.setText("One text, " + (real == 0 ? "several" : NAMES[real]) + " tokenizers" + (toy ? " and a toy" : ""));
        flow.setText(bench.getSelected().map(row -> FlowWords.of(bench.getBench().text(), row)).orElse(""));
        var preset = bench.presetProperty().get();
        caption.setText(bench.busyProperty().get() && !bench.getBench().complete() ? "loading the published vocabularies"
                : preset != null ? preset.title() : "type any text; the columns stay aligned by character");
    }

    private static final String[] NAMES = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};

    private void hover(Hit hit) {
        choice.pointed().set(hit);
        bench.litProperty().set(hit instanceof TokenBenchPicture.Piece piece ? new Lit(piece.start(), piece.end()) : Lit.NONE);
    }

    private void pick(Hit hit) {
        switch (hit) {
            case TokenBenchPicture.Piece piece -> bench.selectedProperty().set(piece.row());
            case TokenBenchPicture.Heading heading -> bench.selectedProperty().set(heading.row());
            case TokenMetersPicture.Line line -> bench.selectedProperty().set(line.row());
            case SumPicture.Place place -> bench.selectedProperty().set(place.key());
            case TablePicture.Part part when part.row() < bench.getBench().rows().size() -> bench.selectedProperty().set(bench.getBench().rows().get(part.row()).tokenizer().key());
            default -> { }
        }
    }

    /// Page keys and Shift with an arrow move through a long text.
    private void keyPressed(KeyEvent event) {
        int columns = picture.getPicture() instanceof TokenBenchPicture shown ? shown.bench().columns() : 0;
        KeyCode code = event.getCode();
        int by = code == KeyCode.PAGE_DOWN || event.isShiftDown() && code == KeyCode.RIGHT ? columns
                : code == KeyCode.PAGE_UP || event.isShiftDown() && code == KeyCode.LEFT ? -columns : 0;
        if (by != 0) {
            page(by);
            event.consume();
        }
    }

    private void page(int characters) {
        if (!(picture.getPicture() instanceof TokenBenchPicture shown) || !shown.bench().partial()) {
            return;
        }
        int first = Math.clamp(shown.bench().first() + (long) characters, 0, shown.bench().all() - shown.bench().columns());
        bench.offsetProperty().set(bench.getBench().text().offsetByCodePoints(0, first));
    }
}
