package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.model.Architecture;
import dev.glassbox.model.Family;
import dev.glassbox.picture.ArchitecturePicture;
import dev.glassbox.picture.ComparisonPicture;
import dev.glassbox.picture.MasksPicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.Token;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.BlockModel.Part;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The page *Families*: this model and its relatives as drawings, side by side, and who may read whom in each.
public final class FamiliesController {
    private static final int MOST_TOKENS = 16;

    private final WindowState state;
    private final WindowModel models;
    private final BlockModel block;
    private final BlockChoice choice;
    private final AttentionChoice attention;
    private final Exports exports;

    @FXML private SegmentedControl<Integer> family;
    @FXML private Label note;
    @FXML private PictureView drawing;
    @FXML private PictureView comparison;
    @FXML private PictureView masks;
    @FXML private Label comparisonNote;

    public FamiliesController(WindowState state, WindowModel models, BlockChoice choice, AttentionChoice attention, Exports exports) {
        this.state = state;
        this.models = models;
        this.choice = choice;
        this.attention = attention;
        this.exports = exports;
        block = models.block();
    }

    @FXML
    private void initialize() {
        family.setNames(i -> i == 0 ? "This model" : FamilyWords.known().get(i - 1).title());
        family.getItems().setAll(IntStream.rangeClosed(0, FamilyWords.known().size()).boxed().toList());
        choice.family().subscribe(now -> family.setValue(now.intValue()));
        family.setOnChoice(choice.family()::set);
        new Refresh(models.pulse(), drawing, this::draw, choice.family(), models.run().loadedProperty(), models.trace().sentenceProperty());
        new Refresh(models.pulse(), masks, this::mask, choice.family(), models.run().loadedProperty(), models.trace().sentenceProperty(),
                models.selection().queryProperty());
        for (PictureView view : List.of(drawing, comparison, masks)) {
            view.hoveredProperty().subscribe(choice.pointed()::set);
        }
        drawing.setOnPick(this::pick);
        drawing.setOnOpen(this::pick);
        masks.setOnPick(hit -> {
            if (hit instanceof MasksPicture.Cell cell) {
                models.selection().selectQuery(cell.row());
            }
        });
        exports.add(new Figure("architecture", "The model as a drawing", drawing, note::getText));
        exports.add(new Figure("families", "Four families side by side", comparison, comparisonNote::getText));
        exports.add(new Figure("masks", "Who may read whom", masks, () -> "one sentence, three masks"));
    }

    private void draw() {
        if (models.run().getLoaded().isEmpty()) {
            return;
        }
        List<Family> all = FamilyWords.all(models.run().getLoaded().get().config());
        Family shown = all.get(choice.family().get());
        int tokens = Math.max(1, models.trace().getSentence().size());
        note.setText(shown.kind().title() + ", " + shown.objective() + (shown.source().isEmpty() ? "" : "; " + shown.source()));
        drawing.setPicture(picture(Architecture.of(shown, tokens)));
        comparison.setPicture(new ComparisonPicture(all.stream().map(Family::title).toList(), FamilyWords.ASPECTS, FamilyWords.values(all), choice.family().get()));
        comparisonNote.setText("bold: differs from " + shown.title());
    }

    private static ArchitecturePicture picture(Architecture architecture) {
        List<ArchitecturePicture.Row> rows = new ArrayList<>();
        for (Architecture.Stack stack : architecture.stacks()) {
            rows.add(new ArchitecturePicture.Row(stack.name(), stack.blocks(), stack.boxes().stream().map(box -> new ArchitecturePicture.Node(box.kind(), box.name(),
                    box.detail(), box.shape(), box.inBlock(), box.kind() == Architecture.Kind.SUM, box.skipFrom(), box.kind() == Architecture.Kind.CROSS_ATTENTION)).toList()));
        }
        return new ArchitecturePicture(rows);
    }

    private void mask() {
        List<String> tokens = models.trace().getTokens().stream().map(Token::label).limit(MOST_TOKENS).toList();
        if (tokens.isEmpty() || models.run().getLoaded().isEmpty()) {
            masks.setPicture(null);
            return;
        }
        Family shown = FamilyWords.all(models.run().getLoaded().get().config()).get(choice.family().get());
        masks.setPicture(new MasksPicture(tokens, FamilyWords.masks(tokens.size()), Math.min(models.selection().getQuery(), tokens.size() - 1), shown.kind().ordinal()));
    }

    private void pick(Hit hit) {
        if (!(hit instanceof ArchitecturePicture.Part part) || !(part.node().kind() instanceof Architecture.Kind kind)) {
            return;
        }
        switch (kind) {
            case TOKENS -> state.lens().set(Views.TOKENS);
            case EMBEDDING, POSITIONS -> state.lens().set(Views.EMBEDDINGS);
            case ATTENTION, CROSS_ATTENTION -> {
                attention.page().set(kind == Architecture.Kind.CROSS_ATTENTION ? AttentionChoice.Page.CROSS : AttentionChoice.Page.MICROSCOPE);
                state.lens().set(Views.ATTENTION);
            }
            case HEAD, SOFTMAX -> state.lens().set(Views.PREDICTION);
            case NORM, MLP, SUM -> {
                boolean ffn = models.run().getLoaded().filter(run -> run.config().ffn()).isPresent();
                block.partProperty().set(kind == Architecture.Kind.NORM ? Part.NORM : kind == Architecture.Kind.MLP && ffn ? Part.MLP : Part.BLOCK);
                choice.page().set(BlockChoice.Page.FLOW);
            }
        }
    }
}
