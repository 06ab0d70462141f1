package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/// Which sentence is on the stage when several things happen.
class NoticesTest {
    private final StackPane place = new StackPane();
    private final Notices notices = new Notices();
    private final List<String> answers = new ArrayList<>();

    private void onTheStage(Runnable what) throws Exception {
        FxToolkit.registerPrimaryStage();
        FxToolkit.setupFixture(() -> {
            notices.attach(place);
            what.run();
        });
    }

    private String shown() {
        return place.getChildren().isEmpty() ? "" : ((Label) ((HBox) place.getChildren().getFirst()).getChildren().get(1)).getText();
    }

    private void press(int fromTheEnd) {
        var parts = ((HBox) place.getChildren().getFirst()).getChildren();
        ((Button) parts.get(parts.size() - fromTheEnd)).fire();
    }

    private void offer() {
        notices.offer("A copy is there.", "Go on", () -> answers.add("taken"), () -> answers.add("closed"));
    }

    @Test
    void newsThatAnOfferCoversComeBackWhenItIsClosed() throws Exception {
        onTheStage(() -> {
            notices.tell("This machine is slow.");
            offer();
            assertEquals("A copy is there.", shown());
            press(1);
            assertEquals("This machine is slow.", shown());
            notices.close();
            assertEquals("", shown());
        });
        assertEquals(List.of("closed"), answers);
    }

    @Test
    void newsThatAnOfferCoversComeBackWhenItIsTaken() throws Exception {
        onTheStage(() -> {
            notices.tell("This machine is slow.");
            offer();
            press(2);
            assertEquals("This machine is slow.", shown());
        });
        assertEquals(List.of("taken"), answers);
    }

    @Test
    void whatWasClosedBeforeAnOfferStaysAway() throws Exception {
        onTheStage(() -> {
            notices.tell("This machine is slow.");
            notices.close();
            offer();
            press(1);
            assertTrue(place.getChildren().isEmpty());
        });
    }
}
