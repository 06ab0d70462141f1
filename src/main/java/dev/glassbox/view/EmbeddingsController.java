package dev.glassbox.view;

import dev.glassbox.control.SegmentedControl;
import dev.glassbox.session.EmbeddingMap;
import dev.glassbox.view.EmbeddingsChoice.Page;
import dev.glassbox.viewmodel.EmbeddingsModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;

/// The Embeddings lens as a whole: its pages, the search, its words and its knobs.
public final class EmbeddingsController implements Lens {
    private final WindowModel models;
    private final EmbeddingsChoice choice;
    private final EmbeddingsModel embeddings;
    private final EmbeddingsExplanation words;
    private final EmbeddingsKnobs knobs;
    private final EmbeddingFiles files;
    private final ReadOnlyObjectWrapper<Explanation> explanation = new ReadOnlyObjectWrapper<>(this, "explanation", Explanation.NONE);
    private boolean follow = true;
    private boolean open;

    @FXML private Node root;
    @FXML private SegmentedControl<Page> page;
    @FXML private TextField find;
    @FXML private Label missing;
    @FXML private MenuButton more;
    @FXML private Node mapPage;
    @FXML private Node lookup;
    @FXML private LookupController lookupController;
    @FXML private Node meaning;
    @FXML private MeaningController meaningController;

    public EmbeddingsController(WindowState state, WindowModel models, EmbeddingsChoice choice, EmbeddingFiles files) {
        this.files = files;
        this.models = models;
        this.choice = choice;
        embeddings = models.embeddings();
        words = new EmbeddingsExplanation(state, models, choice);
        knobs = new EmbeddingsKnobs(models, choice);
    }

    @FXML
    private void initialize() {
        page.setNames(Page::label);
        page.setAll(Page.values());
        page.valueProperty().bindBidirectional(choice.page());
        choice.page().subscribe(now -> {
            show(mapPage, now == Page.MAP);
            find.clear();
            find.setPromptText(EmbeddingsFind.prompt(now));
            show(lookup, now == Page.LOOKUP);
            show(meaning, now == Page.MEANING);
            activate();
        });
        find.textProperty().bindBidirectional(choice.find());
        find.textProperty().subscribe(now -> show(missing, false));
        find.setOnAction(event -> find());
        more.getItems().setAll(files.items());
        models.selection().queryProperty().subscribe(now -> follow = true);
        models.trace().sentenceProperty().subscribe(now -> follow = true);
        new Refresh(models.pulse(), root, this::follow, models.selection().queryProperty(), models.trace().sentenceProperty(), embeddings.mapProperty(),
                choice.picks());
        new Refresh(models.pulse(), root, this::explain, embeddings.mapProperty(), choice.picks(), choice.projection(), choice.leaveInputsOut(), choice.page(),
                models.lookup().answerProperty(), models.lookup().rowsProperty(), models.meaning().answerProperty(), models.meaning().axProperty(),
                models.meaning().ayProperty(), models.meaning().bxProperty(), models.meaning().byProperty());
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void activate() {
        embeddings.setActive(open && choice.page().get() != Page.LOOKUP);
        models.lookup().setActive(open && choice.page().get() == Page.LOOKUP);
        models.meaning().setActive(open && choice.page().get() == Page.MEANING);
    }

    /// A new query in the sentence is a new first word, once it is on the map.
    private void follow() {
        EmbeddingMap map = embeddings.getMap().orElse(null);
        if ((follow || choice.opened()) && map != null && !models.trace().getTokens().isEmpty()) {
            follow = false;
            if (choice.takeOpened()) {
                return;
            }
            int at = EmbeddingPlaces.ofToken(map, models.trace().getTokens(), models.selection().getQuery());
            choice.picks().set(at < 0 ? List.of() : List.of(map.points().get(at).label()));
        }
    }

    private void explain() {
        if (choice.page().get() == Page.LOOKUP) {
            explanation.set(lookupController.explanation());
        } else if (choice.page().get() == Page.MEANING) {
            explanation.set(meaningController.explanation());
        } else {
            embeddings.getMap().ifPresent(map -> explanation.set(words.map(map)));
        }
    }

    private void find() {
        String why = choice.page().get() == Page.LOOKUP ? EmbeddingsFind.on(models.lookup(), find.getText())
                : EmbeddingsFind.on(embeddings.getMap().orElse(null), find.getText(), choice);
        missing.setText(why);
        show(missing, !why.isEmpty());
        if (why.isEmpty()) {
            find.clear();
        }
    }

    @Override
    public void onStage(boolean now) {
        open = now;
        activate();
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
