package dev.glassbox.view;

import dev.glassbox.session.LoadedSpec;
import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.ComparisonViewModel;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.WindowModel;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// The top bar: which run this is, and the switches of the window.
public final class RunController {
    private final WindowState state;
    private final Exports exports;
    private final RunViewModel run;
    private final MomentViewModel moment;
    private final ComparisonViewModel pair;

    @FXML private Region colour;
    @FXML private Label name;
    @FXML private Label summary;
    @FXML private Button compare;
    @FXML private HBox second;
    @FXML private Label difference;
    @FXML private TextField code;
    @FXML private FontIcon themeIcon;
    @FXML private FontIcon presentIcon;

    public RunController(WindowState state, WindowModel models, Exports exports) {
        this.state = state;
        this.exports = exports;
        run = models.run();
        moment = models.moment();
        pair = models.comparison();
    }

    @FXML
    private void initialize() {
        run.loadedProperty().subscribe(this::describe);
        run.opening().loadingProperty().subscribe(loading -> describe(run.getLoaded().orElse(null)));
        run.opening().loadMessageProperty().subscribe(message -> describe(run.getLoaded().orElse(null)));
        run.fingerprintProperty().subscribe(digits -> showCode());
        moment.fingerprintProperty().subscribe(digits -> showCode());
        moment.liveProperty().subscribe(live -> showCode());
        run.fork().firstStepProperty().subscribe(first -> {
            boolean branch = first.intValue() > 0;
            name.setText(branch ? "Run B" : "Run A");
            colour.getStyleClass().setAll("run-colour", branch ? "run-b" : "run-a");
        });
        pair.difference().specBProperty().subscribe(b -> {
            second.setVisible(b != null);
            second.setManaged(b != null);
            int differences = pair.difference().settings().size();
            difference.setText(pair.difference().isOwn() ? differences + (differences == 1 ? " difference" : " differences") : pair.difference().label()); // there is room for a few words
            describe(run.getLoaded().orElse(null));
        });
        state.narrow().subscribe(narrow -> compare.setText(narrow ? "Run B" : "Compare with a run B"));
        state.theme().subscribe(theme -> themeIcon.setIconLiteral(theme.icon()));
        state.presenting().subscribe(full -> presentIcon.setIconLiteral(full ? "fth-minimize" : "fth-maximize"));
    }

    private void describe(LoadedSpec loaded) {
        // A model without its text cannot be trained again, and so not beside itself.
        boolean comparable = loaded != null && loaded.hasText() && pair.difference().specBProperty().get() == null;
        compare.setVisible(comparable);
        compare.setManaged(comparable);
        if (run.opening().loadingProperty().get()) {
            summary.setText(run.opening().loadMessageProperty().get() + " …");
        } else if (loaded != null) {
            var config = loaded.transformer().config();
            // Two runs share the room of one: there the sizes give way.
            summary.setText(pair.difference().specBProperty().get() != null ? loaded.spec().name() : loaded.spec().name() + " · " + config.nLayer() + (config.nLayer() == 1 ? " layer, " : " layers, ")
                    + config.nHead() + (config.nHead() == 1 ? " head, " : " heads, ") + "d_model " + config.dModel());
        }
        showCode();
    }

    private void showCode() {
        code.setText(run.getLoaded().map(loaded -> (loaded.hasText() ? "seed " + loaded.spec().seed() + " · " : "") + (moment.isLive() ? run.fingerprintProperty().get() : moment.fingerprintProperty().get())).orElse(""));
    }

    @FXML
    private void openMenu() {
        state.toggle(Overlay.RUN_MENU);
    }

    @FXML
    private void openExperiments() {
        state.lens().set(Views.EXPERIMENTS);
    }

    @FXML
    private void openExport() {
        if (state.overlay().get() == Overlay.EXPORT) {
            state.closeOverlay();
        } else {
            exports.open(false);
        }
    }

    @FXML
    private void openKeys() {
        state.toggle(Overlay.KEYS);
    }

    @FXML
    private void switchTheme() {
        state.toggleTheme();
    }

    @FXML
    private void switchPresentation() {
        state.toggle(state.presenting());
    }

    @FXML
    private void switchInspector() {
        state.toggle(state.inspectorOpen());
    }
}
