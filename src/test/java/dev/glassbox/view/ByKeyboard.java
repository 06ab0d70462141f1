package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.session.RunSpec;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// A whole window that is worked with keys alone.
final class ByKeyboard implements AutoCloseable {
    private static final int STOPS = 120;

    private final FxRobot robot = new FxRobot();
    final Stage stage;
    final WindowFixture window;
    final WindowModel models;

    ByKeyboard(Views lens) throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        window = on(() -> {
            var opened = new WindowFixture();
            opened.show(stage, RunSpec.smallStories());
            opened.wiring.state().reducedMotion().set(true);
            opened.wiring.state().lens().set(lens);
            return opened;
        });
        models = window.wiring.models();
        until(() -> models.trace().getTrace().isPresent());
    }

    <T> T on(Callable<T> work) throws Exception {
        return OnFx.on(work);
    }

    void until(Callable<Boolean> reached) throws Exception {
        OnFx.until(reached);
    }

    @SuppressWarnings("unchecked")
    <N extends Node> N find(String selector) throws Exception {
        return (N) on(() -> stage.getScene().getRoot().lookupAll(selector).stream().filter(node -> node.isVisible() && OnStage.is(node)).findFirst()
                .orElseThrow(() -> new AssertionError(selector + " is not on the stage")));
    }

    boolean shown(String selector) {
        return stage.getScene().getRoot().lookupAll(selector).stream().anyMatch(node -> node.isVisible() && OnStage.is(node));
    }

    PictureView picture(String card) throws Exception {
        return find("." + card + " .picture-view");
    }

    /// Tab until something is focused, once it is there: the node itself or a part of it.
    ByKeyboard to(String selector) throws Exception {
        until(() -> shown(selector));
        Node wanted = find(selector);
        for (int i = 0; i < STOPS; i++) {
            Node focus = on(() -> stage.getScene().getFocusOwner());
            if (i > 0 && on(() -> inside(focus, wanted))) {
                ready(wanted);
                return this;
            }
            strike(KeyCode.TAB);
        }
        return fail("Tab does not reach " + selector);
    }

    /// What a picture shows may still be under way; some pictures have no parts to walk through.
    private void ready(Node wanted) throws Exception {
        for (int i = 0; i < 100 && wanted instanceof PictureView view
                && on(() -> view.getPicture() == null || view.getPicture().parts(view.ink(), view.getWidth(), view.getHeight()).isEmpty()); i++) {
            Thread.sleep(50);
        }
        settle();
    }

    private static boolean inside(Node node, Node outer) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == outer) {
                return true;
            }
        }
        return false;
    }

    /// All held together, as for a shortcut; what they bring about has been laid out then.
    ByKeyboard push(KeyCode... keys) throws Exception {
        strike(keys);
        settle();
        return this;
    }

    /// Again and again, one after the other, until it comes about: a picture that has just come begins its walk anew.
    void pushUntil(Callable<Boolean> reached, KeyCode... keys) throws Exception {
        for (int i = 0; i < STOPS && !on(reached); i++) {
            push(keys[i % keys.length]);
        }
        until(reached);
    }

    /// Without a wait behind it. A test robot waits far longer, having a window with a mouse in mind.
    void strike(KeyCode... keys) throws Exception {
        on(() -> {
            var keyboard = new Robot();
            for (KeyCode key : keys) {
                keyboard.keyPress(key);
            }
            for (KeyCode key : List.of(keys).reversed()) {
                keyboard.keyRelease(key);
            }
            return null;
        });
    }

    /// Several pulses.
    void settle() throws Exception {
        for (int i = 0; i < 3; i++) {
            Thread.sleep(20);
            on(() -> null);
        }
    }

    /// Replaces what a field holds.
    ByKeyboard write(String text) throws Exception {
        on(() -> {
            ((TextField) stage.getScene().getFocusOwner()).selectAll();
            return null;
        });
        robot.write(text);
        return push(KeyCode.ENTER);
    }

    boolean explains(String words) {
        return window.wiring.state().shown().get().explanation().getValue().numbers().stream().anyMatch(line -> line.contains(words));
    }

    @Override
    public void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }
}
