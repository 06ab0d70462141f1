package dev.glassbox.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.picture.Ink;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.LiveSamples;
import dev.glassbox.picture.Picture.Hit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class ControlsTest {

    private static String sheet(String theme) {
        return ControlsTest.class.getResource("/css/tokens_" + theme + ".css").toExternalForm();
    }

    @Test
    void aViewTakesItsInkFromTheStyleSheetOfTheRoot() throws Exception {
        Toolkit.on(() -> {
            PictureView view = new PictureView();
            view.setPicture(LiveSamples.lines());
            StackPane root = new StackPane(new VBox(view));
            Scene scene = new Scene(root, 400, 300);
            root.setStyle("-fx-font-size: 13px");
            scene.getStylesheets().setAll(sheet("dark"));
            root.applyCss();
            assertEquals(Ink.dark().color(InkColor.Q), view.ink().color(InkColor.Q));
            assertEquals(Ink.dark(), view.ink());
            scene.getStylesheets().setAll(sheet("light"));
            root.applyCss();
            assertEquals(Ink.light(), view.ink());
            root.setStyle("-fx-font-size: 20.8px");
            root.applyCss();
            assertEquals(1.6, view.ink().scale());
            return null;
        });
    }

    @Test
    void arrowsMoveAFocusThroughThePartsOfAPicture() throws Exception {
        Toolkit.on(() -> {
            PictureView view = new PictureView() {
                @Override boolean walks() {
                    return true;
                }
            };
            view.setPicture(LiveSamples.diary());
            new Scene(new StackPane(view), 644, 180).getStylesheets().add(sheet("light"));
            view.getParent().applyCss();
            view.getParent().layout();
            List<Hit> picked = new ArrayList<>();
            view.setOnPick(picked::add);
            press(view, KeyCode.DOWN);
            press(view, KeyCode.DOWN);
            press(view, KeyCode.SPACE);
            assertEquals("step 40: theq the cheese chair▯ ate he▯ king▯ it to on chair walked", view.getAccessibleText());
            assertEquals(1, picked.size());
            press(view, KeyCode.ESCAPE);
            assertEquals(LiveSamples.diary().describe(), view.getAccessibleText());
            return null;
        });
    }

    @Test
    void aProjectedViewIsLaidOutLargerAndReportsWhatIsUnderTheMouse() throws Exception {
        Toolkit.on(() -> {
            PictureView view = new PictureView();
            view.setPicture(LiveSamples.lines());
            StackPane root = new StackPane(view);
            root.setStyle("-fx-font-size: 20.8px; -fx-background-color: -viz-bg-surface");
            Scene scene = new Scene(root, 1440, 600);
            scene.getStylesheets().setAll(sheet("projector"));
            var image = scene.snapshot(null);
            int[] argb = new int[1440 * 600];
            image.getPixelReader().getPixels(0, 0, 1440, 600, javafx.scene.image.PixelFormat.getIntArgbInstance(), argb, 0, 1440);
            Files.createDirectories(Path.of("target", "pictures"));
            Files.write(Path.of("target", "pictures", "view-projector.png"), dev.glassbox.picture.PngWriter.encode(argb, 1440, 600));
            assertEquals(Math.ceil(984 * 1.6), view.prefWidth(-1), 1);
            Hit hit = view.hitAt(20, 48 * 1.6 + 5);
            assertEquals("token the, position 0", hit.text());
            assertEquals(48 * 1.6, view.boundsOf(hit).getMinY(), 1e-6);
            return null;
        });
    }

    private static void press(javafx.scene.Node node, KeyCode code) {
        Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    @Test
    void theTickNeverMovesTheKnobAndSettersAreSilent() throws Exception {
        Toolkit.on(() -> {
            List<Double> wishes = new ArrayList<>();
            ParameterSlider slider = learningRate();
            slider.setOnWish(wishes::add);
            slider.setApplied(0.01);
            slider.setValue(0.003);
            assertEquals(0.003, slider.getValue());
            assertTrue(wishes.isEmpty());
            press(slider.lookup(".knob-track"), KeyCode.END);
            assertEquals(List.of(0.1), wishes);
            return null;
        });
    }

    @Test
    void typedNonsenseIsRefusedInOneSentence() throws Exception {
        Toolkit.on(() -> {
            ParameterSlider slider = learningRate();
            TextField field = (TextField) slider.lookup(".value");
            field.setText("much");
            field.fireEvent(new javafx.event.ActionEvent());
            assertEquals("Learning rate must be a number from 1.0e−5 to 0.100; \"much\" is not. It stays at 0.00200.",
                    slider.problemProperty().get());
            field.setText("0.05");
            field.fireEvent(new javafx.event.ActionEvent());
            assertEquals(0.05, slider.getValue());
            assertEquals("", slider.problemProperty().get());
            return null;
        });
    }

    private static ParameterSlider learningRate() {
        ParameterSlider slider = new ParameterSlider();
        slider.setText("Learning rate");
        slider.setMin(1e-5);
        slider.setMax(0.1);
        slider.setLog(true);
        slider.setValue(0.002);
        return slider;
    }

    @Test
    void exactlyOneSegmentIsTaken() throws Exception {
        Toolkit.on(() -> {
            SegmentedControl<String> control = new SegmentedControl<>();
            control.setAll("mean", "max", "one head");
            List<String> choices = new ArrayList<>();
            control.setOnChoice(choices::add);
            assertEquals("mean", control.getValue());
            ((javafx.scene.control.ToggleButton) control.getChildren().get(1)).fire();
            ((javafx.scene.control.ToggleButton) control.getChildren().get(1)).fire();
            assertEquals("max", control.getValue());
            assertEquals(List.of("max"), choices);
            assertFalse(((javafx.scene.control.ToggleButton) control.getChildren().get(0)).isSelected());
            assertTrue(((javafx.scene.control.ToggleButton) control.getChildren().get(1)).isSelected());
            return null;
        });
    }

    @Test
    void controlsLookAsDesigned() throws Exception {
        for (String theme : List.of("light", "dark")) {
            Path file = Path.of("target", "pictures", "controls-" + theme + ".png");
            Files.createDirectories(file.getParent());
            int colors = Toolkit.on(() -> {
                VBox root = new VBox(16, chips(), controls());
                root.setStyle("-fx-font-family: Inter; -fx-font-size: 13px; -fx-background-color: -viz-bg-surface; -fx-padding: 16");
                Scene scene = new Scene(root, 760, 300);
                scene.getStylesheets().setAll(sheet(theme));
                var image = scene.snapshot(null);
                int[] argb = new int[760 * 300];
                image.getPixelReader().getPixels(0, 0, 760, 300, javafx.scene.image.PixelFormat.getIntArgbInstance(), argb, 0, 760);
                Files.write(file, dev.glassbox.picture.PngWriter.encode(argb, 760, 300));
                return (int) java.util.Arrays.stream(argb).distinct().count();
            });
            assertNotEquals(1, colors);
        }
    }

    private static HBox chips() {
        HBox chips = new HBox(6);
        List<String> tokens = LiveSamples.sentence(9);
        for (int i = 0; i < tokens.size(); i++) {
            TokenChip chip = new TokenChip(tokens.get(i), Integer.toString(257 + i));
            chip.keyProperty().set(i == 1);
            chip.queryProperty().set(i == 6);
            chip.ringProperty().set(i == 3);
            chips.getChildren().add(chip);
        }
        TokenChip next = new TokenChip("·old", "p 0.208");
        next.nextProperty().set(true);
        chips.getChildren().add(next);
        return chips;
    }

    private static VBox controls() {
        ParameterSlider rate = learningRate();
        rate.setApplied(0.002);
        ParameterSlider batch = new ParameterSlider();
        batch.setText("Batch size B");
        batch.setMin(1);
        batch.setMax(64);
        batch.setWhole(true);
        batch.setValue(24);
        batch.setApplied(12);
        ParameterSlider temperature = new ParameterSlider();
        temperature.setText("Temperature T");
        temperature.setMax(2);
        temperature.setDecimals(2);
        temperature.setValue(0.8);
        temperature.setInline(true);
        temperature.setMaxWidth(300);
        SegmentedControl<String> heads = new SegmentedControl<>();
        heads.setAll("mean", "max", "one head");
        VBox box = new VBox(8, rate, batch, temperature, heads);
        box.setMaxWidth(288);
        return box;
    }
}
