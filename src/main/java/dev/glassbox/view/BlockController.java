package dev.glassbox.view;

import dev.glassbox.control.SegmentedControl;
import dev.glassbox.nn.ProbePoint;
import dev.glassbox.session.Place;
import dev.glassbox.viewmodel.BlockModel;
import dev.glassbox.viewmodel.BlockModel.Part;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/// The Block lens as a whole: its pages, what is open on the page *Flow*, its words and its knobs.
public final class BlockController implements Lens {
    private final WindowModel models;
    private final BlockModel block;
    private final BlockChoice choice;
    private final BlockExplanation words;
    private final BlockKnobs knobs;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);

    @FXML private Node root;
    @FXML private SegmentedControl<BlockChoice.Page> page;
    @FXML private Button back;
    @FXML private Label open;
    @FXML private Label hint;
    @FXML private Node flowPage;
    @FXML private Node lensPage;
    @FXML private Node normPage;
    @FXML private Node mlpPage;
    @FXML private Node parametersPage;
    @FXML private Node familiesPage;

    public BlockController(WindowState state, WindowModel models, BlockChoice choice) {
        this.models = models;
        this.choice = choice;
        block = models.block();
        words = new BlockExplanation(state, models, choice);
        knobs = new BlockKnobs(models, choice);
    }

    @FXML
    private void initialize() {
        page.setNames(BlockChoice.Page::label);
        page.setAll(BlockChoice.Page.values());
        page.valueProperty().bindBidirectional(choice.page());
        choice.page().subscribe(this::showPage);
        block.partProperty().subscribe(this::showPage);
        models.selection().layerProperty().subscribe(this::showPage);
        showPage();
        new Refresh(models.pulse(), root, () -> explanation.set(words.now()), words.inputs());
    }

    private void showPage() {
        boolean flow = choice.page().get() == BlockChoice.Page.FLOW;
        Part part = block.getPart();
        show(flowPage, flow && part == Part.BLOCK);
        show(lensPage, flow && part == Part.LENS);
        show(normPage, flow && part == Part.NORM);
        show(parametersPage, choice.page().get() == BlockChoice.Page.PARAMETERS);
        show(familiesPage, choice.page().get() == BlockChoice.Page.FAMILIES);
        show(mlpPage, flow && part == Part.MLP);
        show(back, flow && part != Part.BLOCK);
        show(open, flow && part != Part.BLOCK);
        hint.setVisible(flow);
        hint.setText(part == Part.BLOCK ? "click a part to open it" : "double click a number, or W: where it comes from");
        back.setText("Block " + (models.selection().getLayer() + 1));
        open.setText("› " + switch (part) {
            case BLOCK -> "";
            case NORM -> "norm";
            case MLP -> "MLP";
            case LENS -> "logit lens";
        });
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    @FXML
    private void goBack() {
        block.stepOut();
    }

    @Override
    public boolean stepOut() {
        return choice.page().get() == BlockChoice.Page.FLOW && block.stepOut();
    }

    @Override
    public Set<ProbePoint> points() {
        return Set.of(ProbePoint.RESID_PRE, ProbePoint.RESID_MID, ProbePoint.RESID_POST, ProbePoint.ATTN_OUT, ProbePoint.MLP_OUT,
                ProbePoint.NORM1, ProbePoint.NORM2, ProbePoint.MLP_PRE, ProbePoint.MLP_POST);
    }

    @Override
    public Optional<Place> number() {
        return choice.page().get() == BlockChoice.Page.FLOW ? BlockPlaces.of(models, choice.pointed().get()) : Optional.empty();
    }

    @Override
    public void onStage(boolean now) {
        block.setActive(now);
    }

    @Override
    public ObservableValue<Explanation> explanation() {
        return explanation.getReadOnlyProperty();
    }

    @Override
    public List<Node> knobs() {
        return knobs.nodes();
    }

    @Override
    public boolean trainingKnobs() {
        return false;
    }
}
