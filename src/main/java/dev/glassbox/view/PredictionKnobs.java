package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.model.KnownContext;
import dev.glassbox.session.Memorization;
import dev.glassbox.picture.Numbers;
import dev.glassbox.view.PredictionChoice.Cost;
import dev.glassbox.view.PredictionChoice.Page;
import dev.glassbox.view.PredictionChoice.Upper;
import dev.glassbox.view.PredictionChoice.Writing;
import dev.glassbox.viewmodel.CostModel;
import dev.glassbox.viewmodel.GenerateModel;
import dev.glassbox.viewmodel.NextTokenModel;
import dev.glassbox.viewmodel.NextTokenModel.View;
import dev.glassbox.viewmodel.SamplingViewModel;
import dev.glassbox.viewmodel.TypedToken;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The knobs of the Prediction lens: temperature, top-k, top-p, the true token, the shift of the softmax.
final class PredictionKnobs {
    private static final int LISTED = 12;

    private final WindowModel models;
    private final PredictionChoice choice;
    private final SamplingViewModel sampling;
    private List<Node> made = List.of();

    PredictionKnobs(WindowModel models, PredictionChoice choice) {
        this.models = models;
        this.choice = choice;
        sampling = models.sampling();
    }

    /// Made once, however often the lens is shown.
    List<Node> nodes() {
        if (made.isEmpty()) {
            made = make();
        }
        return made;
    }

    private List<Node> make() {
        var shift = slider("shift", "Shift c, added to all logits", -100, 100, 1);
        shift.setOnWish(choice.shift()::set);
        choice.shift().subscribe(now -> shift.setValue(now.doubleValue()));
        Node truth = truth();
        choice.upper().subscribe(now -> show(shift, shifts()));
        choice.page().subscribe(now -> show(shift, shifts()));
        choice.page().subscribe(now -> show(truth, now == Page.NEXT));
        Node limits = limits();
        choice.page().subscribe(now -> show(limits, writes()));
        choice.writing().subscribe(now -> show(limits, writes()));
        var sampling = new VBox(temperature(), topK(), topP());
        sampling.getStyleClass().add("knobs");
        choice.page().subscribe(now -> show(sampling, draws()));
        choice.writing().subscribe(now -> show(sampling, draws()));
        Node length = length();
        choice.page().subscribe(now -> show(length, calculates()));
        choice.cost().subscribe(now -> show(length, calculates()));
        Node characters = characters();
        Node lap = lap();
        Node longest = longest();
        for (ObservableValue<?> change : List.of(choice.page(), choice.cost())) {
            change.subscribe(now -> show(longest, choice.page().get() == Page.COST && choice.cost().get() == Cost.TIMES));
        }
        var column = new VBox(sampling, shift, truth, limits, characters, lap, longest, length);
        column.getStyleClass().add("knobs");
        for (ObservableValue<?> change : List.of(choice.page(), choice.writing())) {
            change.subscribe(now -> show(column, choice.page().get() == Page.COST || draws() || memorizes()));
        }
        return List.of(column);
    }

    private boolean shifts() {
        return choice.page().get() == Page.NEXT && choice.upper().get() == Upper.SOFTMAX;
    }

    /// Everything but the poll, the models of *memorization* and the costs depends on how tokens are drawn.
    private boolean draws() {
        return choice.page().get() == Page.NEXT || choice.page().get() == Page.GENERATE && choice.writing().get() != Writing.POLL && !memorizes();
    }

    private boolean memorizes() {
        return choice.page().get() == Page.GENERATE && choice.writing().get() == Writing.MEMORIZATION;
    }

    private boolean writes() {
        return draws() && choice.page().get() == Page.GENERATE && choice.writing().get() != Writing.TEACHER;
    }

    private boolean calculates() {
        return choice.page().get() == Page.COST && choice.cost().get() != Cost.RACE && choice.cost().get() != Cost.TIMES;
    }

    /// How much text the model whose lines are read has learned from; the knob goes to the nearest of the sizes that were trained, once there are two.
    private Node characters() {
        var memorization = models.prediction().memorization();
        var slider = slider("characters", "Characters read", 1, 2, 0);
        slider.setLog(true);
        slider.setWhole(true);
        Runnable follow = () -> {
            List<Memorization.Learner> learners = memorization.getAnswer().map(Memorization.Answer::learners).orElse(List.of());
            show(slider, memorizes() && learners.size() >= 2);
            if (learners.size() >= 2) {
                slider.setMin(learners.getFirst().characters());
                slider.setMax(learners.getLast().characters());
                slider.setValue(learners.get(Math.clamp(choice.learner().get(), 0, learners.size() - 1)).characters());
            }
        };
        slider.setOnWish(wish -> memorization.getAnswer().ifPresent(answer -> choice.learner().set(answer.towards(choice.learner().get(), wish))));
        for (ObservableValue<?> change : List.of(memorization.answerProperty(), choice.learner(), choice.page(), choice.writing())) {
            change.subscribe(now -> follow.run());
        }
        return slider;
    }

    /// Walks back through the race, once it has two tokens.
    private Node lap() {
        CostModel model = models.prediction().cost();
        var slider = slider("lap", "Token of the race", 1, 2, 0);
        slider.setWhole(true);
        Runnable follow = () -> {
            int last = Math.max(1, Optional.ofNullable(model.racedProperty().get()).map(news -> news.steps().size()).orElse(1));
            slider.setMax(Math.max(2, last));
            show(slider, choice.page().get() == Page.COST && choice.cost().get() == Cost.RACE && last >= 2);
            slider.setValue(model.lapProperty().get() == CostModel.NEWEST ? last : Math.min(last, model.lapProperty().get()));
        };
        slider.setOnWish(wish -> model.lapProperty().set(wish >= slider.getMax() ? CostModel.NEWEST : (int) wish));
        for (ObservableValue<?> change : List.of(model.racedProperty(), model.lapProperty(), choice.page(), choice.cost())) {
            change.subscribe(now -> follow.run());
        }
        return slider;
    }

    private Node longest() {
        CostModel model = models.prediction().cost();
        var slider = slider("longest", "Longest text n", 64, CostModel.LONGEST_TIMED, 0);
        slider.setLog(true);
        slider.setWhole(true);
        slider.setOnWish(wish -> model.longestProperty().set((int) wish));
        model.longestProperty().subscribe(now -> slider.setValue(now.doubleValue()));
        return slider;
    }

    /// Tokens n of the calculations.
    private Node length() {
        CostModel model = models.prediction().cost();
        var slider = slider("n", "Tokens n", 16, CostModel.LONGEST_N, 0);
        slider.setLog(true);
        slider.setWhole(true);
        slider.setOnWish(wish -> model.nProperty().set((int) wish));
        model.nProperty().subscribe(now -> slider.setValue(now.doubleValue()));
        var contexts = new MenuButton("As long as the context of …");
        contexts.setId("contexts");
        contexts.setMaxWidth(Double.MAX_VALUE);
        for (KnownContext known : KnownContext.all()) {
            var item = new MenuItem(known.model() + ": " + Numbers.integer(known.tokens()));
            item.setOnAction(event -> model.nProperty().set(known.tokens()));
            contexts.getItems().add(item);
        }
        var column = new VBox(slider, contexts);
        column.getStyleClass().add("knobs");
        return column;
    }

    private static void show(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }

    private ParameterSlider temperature() {
        var slider = slider("temperature", "Temperature T", 0, SamplingViewModel.MAX_TEMPERATURE, 2);
        slider.setOnWish(sampling::setTemperature);
        sampling.temperatureProperty().subscribe(now -> slider.setValue(now.doubleValue()));
        return slider;
    }

    /// From 1 to V, where V keeps all.
    private ParameterSlider topK() {
        var slider = slider("topK", "Top-k", 1, 2, 0);
        slider.setWhole(true);
        slider.setLog(true);
        Runnable follow = () -> {
            int size = models.prediction().nextToken().getView().map(view -> view.row().size()).orElse(2);
            slider.setMax(Math.max(2, size));
            slider.setValue(sampling.getTopK() == 0 ? size : Math.min(size, sampling.getTopK()));
        };
        slider.setOnWish(wish -> models.prediction().nextToken().keepLargest((int) wish));
        sampling.topKProperty().subscribe(follow);
        models.prediction().nextToken().viewProperty().subscribe(follow);
        follow.run();
        return slider;
    }

    /// Where a text ends, and how many of them a beam search keeps.
    private Node limits() {
        GenerateModel model = models.prediction().generate();
        var limit = slider("limit", "At most so many tokens", 1, GenerateModel.MOST_TOKENS, 0);
        limit.setWhole(true);
        limit.setOnWish(wish -> model.limitProperty().set((int) wish));
        model.limitProperty().subscribe(now -> limit.setValue(now.doubleValue()));
        var width = slider("width", "Beam width", 1, GenerateModel.MOST_BEAMS, 0);
        width.setWhole(true);
        width.setOnWish(wish -> model.widthProperty().set((int) wish));
        model.widthProperty().subscribe(now -> width.setValue(now.doubleValue()));
        choice.writing().subscribe(now -> show(width, now == Writing.TREE));
        var lines = new CheckBox("A line end ends the text");
        lines.selectedProperty().bindBidirectional(model.lineEndsProperty());
        var column = new VBox(limit, width, lines);
        column.getStyleClass().add("knobs");
        return column;
    }

    private ParameterSlider topP() {
        var slider = slider("topP", "Top-p", 0, 1, 2);
        slider.setOnWish(sampling::setTopP);
        sampling.topPProperty().subscribe(now -> slider.setValue(now.doubleValue()));
        return slider;
    }

    private static ParameterSlider slider(String id, String text, double min, double max, int decimals) {
        var slider = new ParameterSlider();
        slider.setId(id);
        slider.setText(text);
        slider.setMin(min);
        slider.setMax(max);
        slider.setDecimals(decimals);
        return slider;
    }

    /// Any token: one of the most likely, or typed.
    private Node truth() {
        NextTokenModel model = models.prediction().nextToken();
        var box = new ComboBox<String>();
        box.setId("truth");
        box.setEditable(true);
        box.setPrefWidth(132);
        box.setAccessibleText("The token taken as the true next one");
        box.getStyleClass().add("number");
        boolean[] following = {false};
        model.viewProperty().subscribe(view -> {
            following[0] = true;
            if (view != null && !box.isShowing() && !box.getEditor().isFocused()) {
                String truth = view.row().label(view.truth());
                IntStream likely = IntStream.range(0, Math.min(LISTED, view.row().size())).map(rank -> view.row().ranking().order()[rank]);
                // What the box shows is one of its items, however unlikely: arrows lead nowhere from anything else.
                List<String> listed = Stream.concat(likely.mapToObj(view.row()::label), Stream.of(truth)).distinct().toList();
                if (!listed.equals(box.getItems())) {
                    box.getItems().setAll(listed);
                }
                box.setValue(truth);
            }
            following[0] = false;
        });
        box.valueProperty().subscribe(typed -> {
            if (!following[0] && typed != null) {
                model.getView().ifPresent(view -> choose(view, typed));
            }
        });
        box.addEventFilter(KeyEvent.KEY_PRESSED, event -> walk(box, event));
        var name = new Label("If the true next token is");
        name.setMinWidth(Label.USE_PREF_SIZE);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(10, name, box);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// The text field of a box that can be written into keeps these arrows for its cursor, which goes from one end of a word to the other.
    private static void walk(ComboBox<?> box, KeyEvent event) {
        if (box.isShowing() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case UP -> box.getSelectionModel().selectPrevious();
            case DOWN -> box.getSelectionModel().selectNext();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void choose(View view, String typed) {
        // What no token begins with falls back to the model's own true token.
        models.prediction().nextToken().setTruth(TypedToken.find(view.row(), models.run().getLoaded(), typed).orElse(-1));
    }
}
