package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.MergeTreePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.text.Vocabulary;
import dev.glassbox.viewmodel.MergeTree;
import dev.glassbox.viewmodel.TokenScript;
import dev.glassbox.viewmodel.VocabularyIndex.Order;
import dev.glassbox.viewmodel.VocabularyIndex.Place;
import dev.glassbox.viewmodel.VocabularyIndex.Query;
import dev.glassbox.viewmodel.VocabularyModel;
import dev.glassbox.viewmodel.VocabularyModel.Detail;
import dev.glassbox.viewmodel.VocabularyModel.Listing;
import dev.glassbox.viewmodel.VocabularyModel.Source;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;

/// The page *Vocabulary*: a list of all tokens, and the chosen one with its parts and its places.
public final class VocabularyController {
    private final WindowModel models;
    private final Exports exports;
    private final VocabularyModel vocabulary;

    @FXML private SegmentedControl<Source> source;
    @FXML private TextField search;
    @FXML private ComboBox<TokenScript> script;
    @FXML private ComboBox<Integer> shortest;
    @FXML private ComboBox<Order> order;
    @FXML private Label caption;
    @FXML private ListView<Integer> list;
    @FXML private Label token;
    @FXML private Label facts;
    @FXML private PictureView tree;
    @FXML private Label placesTitle;
    @FXML private ListView<Place> places;

    public VocabularyController(WindowModel models, Exports exports) {
        this.models = models;
        this.exports = exports;
        vocabulary = models.tokens().vocabulary();
    }

    @FXML
    private void initialize() {
        source.setNames(Source::title);
        source.setAll(Source.values());
        source.valueProperty().bindBidirectional(vocabulary.sourceProperty());
        Combos.fill(script, List.of(TokenScript.values()), TokenScript::title);
        Combos.fill(order, List.of(Order.values()), Order::title);
        order.setValue(Order.COUNT); // what is frequent is worth a look; the first ids are bare bytes
        Combos.fill(shortest, List.of(0, 2, 4, 8, 12), n -> n == 0 ? "any length" : n + " or longer");
        search.textProperty().subscribe(this::ask);
        script.valueProperty().subscribe(this::ask);
        order.valueProperty().subscribe(this::ask);
        shortest.valueProperty().subscribe(this::ask);
        ask();
        list.setCellFactory(view -> new TokenCell(() -> vocabulary.listingProperty().get()));
        list.getSelectionModel().selectedItemProperty().subscribe(id -> {
            if (id != null) {
                vocabulary.selectedProperty().set(id);
            }
        });
        places.setCellFactory(view -> new PlaceCell());
        tree.setOnPick(hit -> {
            if (hit instanceof MergeTreePicture.Part part) {
                vocabulary.selectedProperty().set(part.id());
            }
        });
        new Refresh(models.pulse(), list, this::fill, vocabulary.listingProperty());
        new Refresh(models.pulse(), list, this::describe, vocabulary.detailProperty());
        exports.add(new Figure("merge_tree", "How a token was merged", tree, token::getText));
    }

    private void ask() {
        if (script.getValue() != null && order.getValue() != null && shortest.getValue() != null) {
            vocabulary.queryProperty().set(new Query(search.getText(), script.getValue(), shortest.getValue(), order.getValue()));
        }
    }

    private void fill() {
        Listing listing = vocabulary.listingProperty().get();
        if (listing != null) {
            list.getItems().setAll(listing.ids());
            int selected = listing.ids().indexOf(vocabulary.selectedProperty().get());
            if (selected >= 0) {
                list.getSelectionModel().select(selected);
                list.scrollTo(Math.max(0, selected - 2));
            }
            caption.setText(Numbers.integer(listing.ids().size()) + " of " + Numbers.integer(listing.index().size()) + " tokens");
        }
    }

    private void describe() {
        Detail detail = vocabulary.detailProperty().get();
        if (detail == null) {
            token.setText("");
            facts.setText("Choose a token in the list.");
            tree.setPicture(null);
            places.getItems().clear();
            return;
        }
        Vocabulary names = detail.index().tokenizer().vocabulary();
        token.setText(names.label(detail.id()));
        int bytes = names.bytes(detail.id()).length;
        facts.setText("id " + Numbers.integer(detail.id()) + " · " + bytes + (bytes == 1 ? " byte · " : " bytes · ") + detail.index().script(detail.id()).title()
                + (detail.tree().leaf() ? " · not made of other tokens" : ""));
        tree.setPicture(new MergeTreePicture(node(detail.tree())));
        int count = detail.index().count(detail.id());
        placesTitle.setText(!detail.index().counted() ? "The model came without its text: nothing to count in" : count == 0 ? "Does not occur in the run's text" : "Occurs " + Numbers.integer(count) + (count == 1 ? " time" : " times")
                + " in the run's text" + (count > detail.places().size() ? "; the first " + detail.places().size() : ""));
        places.getItems().setAll(detail.places());
    }

    private static MergeTreePicture.Node node(MergeTree tree) {
        return tree.leaf() ? new MergeTreePicture.Node(tree.id(), tree.label(), null, null)
                : new MergeTreePicture.Node(tree.id(), tree.label(), node(tree.left()), node(tree.right()));
    }
}
