package dev.glassbox.view;

import dev.glassbox.control.ParameterSlider;
import dev.glassbox.control.PictureView;
import dev.glassbox.viewmodel.SamplingViewModel;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.viewmodel.WindowModel;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.control.Label;

/// The card *What it writes* with the temperature.
public final class DiaryController {
    private static final int ALL = 1000;

    private final WindowState state;
    private final WindowModel models;
    private final Exports exports;
    private final ObservableList<DiaryLine> archived;

    @FXML private PictureView picture;
    @FXML private Label caption;
    @FXML private ParameterSlider temperature;

    public DiaryController(WindowState state, WindowModel models, Exports exports) {
        this.state = state;
        this.models = models;
        this.exports = exports;
        archived = models.diary().archived();
    }

    @FXML
    private void initialize() {
        SamplingViewModel sampling = models.sampling();
        sampling.temperatureProperty().subscribe(now -> temperature.setValue(now.doubleValue()));
        temperature.setOnWish(sampling::setTemperature);
        models.diary().promptProperty().subscribe(this::describe);
        state.narrow().subscribe(this::describe);
        describe();
        var changed = new Refresh(models.pulse(), picture, this::draw, models.diary().newestProperty());
        archived.subscribe(changed::mark);
        exports.add(new Figure("diary", "What it writes", picture, caption::getText));
    }

    private void describe() {
        String prompt = models.diary().promptProperty().get().strip();
        caption.setText(prompt.isEmpty() ? "" : "after “" + prompt + (state.narrow().get() ? "”" : "”, same random numbers"));
    }

    private void draw() {
        picture.setPicture(LivePictures.diary(models.diary().lines(ALL), SamplingViewModel.DEFAULT_TEMPERATURE));
    }
}
