package dev.glassbox.view;

import static dev.glassbox.view.OnFx.on;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.glassbox.control.PictureView;
import dev.glassbox.session.RunSpec;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxToolkit;

/// Looks at every lens as it is opened for the first time, before anything in it was chosen.
class FirstLookTest {
    private static Stage stage;
    private static WindowFixture window;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, RunSpec.smallStories());
            return null;
        });
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    static List<Views> lenses() {
        return Views.lenses();
    }

    /// A page of a lens that nobody hid lies over the one that is meant, and is built with every trace.
    @ParameterizedTest
    @MethodSource("lenses")
    void noTwoPicturesLieOverEachOther(Views lens) throws Exception {
        on(() -> {
            window.wiring.state().lens().set(lens);
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
            return null;
        });
        assertEquals(List.of(), on(() -> overlaps(stage.getScene().getRoot().lookupAll(".picture-view").stream().filter(OnStage::is).toList())));
    }

    private static List<String> overlaps(List<Node> views) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (within(views.get(i)).intersects(inner(within(views.get(j))))) {
                    found.add(views.get(i).getId() + " over " + views.get(j).getId());
                }
            }
        }
        return found;
    }

    private static Bounds within(Node view) {
        return view.localToScene(((PictureView) view).getLayoutBounds());
    }

    private static Bounds inner(Bounds b) {
        return new BoundingBox(b.getMinX() + 1, b.getMinY() + 1, Math.max(0, b.getWidth() - 2), Math.max(0, b.getHeight() - 2));
    }
}
