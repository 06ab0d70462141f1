package dev.glassbox.view;

import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.Pulse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The window's frame: rail, stage, place of the inspector, and what lies over them.
public final class MainController {
    private final WindowState state;
    private final ViewLoader views;
    private final Notices notices;
    private final OwnText ownText;
    private final Pulse pulse;
    private final Map<Views, ViewLoader.Loaded> loaded = new EnumMap<>(Views.class);
    private Node cameFrom;

    @FXML private StackPane root;
    @FXML private BorderPane regions;
    @FXML private VBox top;
    @FXML private VBox rail;
    @FXML private StackPane stage;
    @FXML private StackPane side;
    @FXML private StackPane drawer;
    @FXML private StackPane overlays;
    @FXML private StackPane notice;
    @FXML private StackPane tracePlace;

    public MainController(WindowState state, ViewLoader views, Notices notices, OwnText ownText, Pulse pulse) {
        this.state = state;
        this.views = views;
        this.notices = notices;
        this.ownText = ownText;
        this.pulse = pulse;
    }

    @FXML
    private void initialize() {
        var group = new ToggleGroup();
        for (Views lens : Views.lenses()) {
            rail.getChildren().add(railItem(lens, group));
        }
        notices.attach(notice);
        ownText.acceptDropsOn(root);
        SizeClasses.follow(root, state);
        Alone alone = Alone.on(stage, state);
        state.lens().subscribe(this::showLens);
        state.overlay().subscribe(this::showOverlay);
        state.cramped().subscribe(narrow -> placeInspector());
        state.presenting().subscribe(presenting -> placeInspector());
        state.inspectorOpen().subscribe(this::showInspector);
        List<Node> chrome = new ArrayList<>(List.of(top.getChildren().getFirst(), rail));
        chrome.addAll(top.lookupAll(".sentence > .desk-only"));
        Presentation.on(root, state, alone, pulse, chrome);
        state.tracing().subscribe(open -> {
            tracePlace.setVisible(open);
            if (open) {
                tracePlace.getChildren().setAll(view(Views.TRACE_DRAWER));
            }
        });
        state.regionTurn().subscribe(turn -> {
            if (turn.intValue() > 0) {
                Regions.focusNext(root, top.getChildren().get(0), top.getChildren().get(1), rail, stage,
                        view(Views.EXPLANATION), regions.getBottom());
            }
        });
    }

    private ToggleButton railItem(Views lens, ToggleGroup group) {
        var item = new ToggleButton(lens.title(), new FontIcon(lens.icon()));
        item.getStyleClass().add("rail-item");
        item.setToggleGroup(group);
        item.setMaxWidth(Double.MAX_VALUE);
        // One lens is always open, so a selected item stays selected when it is pressed again.
        item.setOnAction(e -> {
            state.lens().set(lens);
            item.setSelected(true);
        });
        state.lens().subscribe(shown -> item.setSelected(shown == lens));
        return item;
    }

    private void showLens(Views lens) {
        Lens before = state.shown().get();
        if (before != null) {
            before.onStage(false);
        }
        stage.getChildren().setAll(view(lens));
        Lens now = (Lens) loaded.get(lens).controller();
        state.shown().set(now);
        now.onStage(true);
    }

    private Node view(Views name) {
        return loaded.computeIfAbsent(name, views::load).root();
    }

    /// A presentation has room beside its one picture however narrow it is.
    private void placeInspector() {
        boolean overTheStage = state.cramped().get() && !state.presenting().get();
        Node inspector = view(Views.EXPLANATION);
        side.getChildren().clear();
        drawer.getChildren().clear();
        (overTheStage ? drawer : side).getChildren().setAll(inspector);
        inspector.getStyleClass().remove("drawer");
        if (overTheStage) {
            inspector.getStyleClass().add("drawer");
        }
    }

    private void showInspector(boolean open) {
        Node inspector = view(Views.EXPLANATION);
        inspector.setVisible(open);
        inspector.setManaged(open);
    }

    private void showOverlay(Overlay overlay) {
        boolean open = overlay != Overlay.NONE;
        overlays.setVisible(open);
        overlays.getChildren().clear();
        if (open) {
            cameFrom = cameFrom == null ? root.getScene().getFocusOwner() : cameFrom;
            var sheet = (Region) views.load(overlay.view).root();
            sheet.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
            StackPane.setAlignment(sheet, overlay.place);
            StackPane.setMargin(sheet, overlay.margin);
            overlays.getChildren().setAll(sheet);
            Regions.focusDefault(sheet);
        } else if (cameFrom != null) {
            cameFrom.requestFocus();
            cameFrom = null;
        }
    }

    /// A press beside the sheet closes it.
    @FXML
    private void pressedOutside(MouseEvent event) {
        if (event.getTarget() == overlays) {
            state.closeOverlay();
        }
    }
}
