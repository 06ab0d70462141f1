package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.Picture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.event.ActionEvent;
import javafx.event.EventHandler;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SelectionModel;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Goes through each page of each lens, and through each choice on it that brings other controls, with the Tab key alone, and works
/// whatever it comes to: nothing that a mouse can do to a control is out of reach of the keys.
class EveryControlByKeyboardTest {
    /// More than any page has stops.
    private static final int STOPS = 160;

    private static ByKeyboard keys;
    private static Stage stage;

    /// Controls that have been worked, by identity.
    private final Set<Node> worked = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> failures = new ArrayList<>();
    private String place = "";

    @BeforeAll
    static void open() throws Exception {
        keys = new ByKeyboard(Views.lenses().getFirst());
        stage = keys.stage;
    }

    @AfterAll
    static void close() throws Exception {
        keys.close();
    }

    private static <T> T on(Callable<T> work) throws Exception {
        return keys.on(work);
    }

    static List<Views> lenses() {
        return Views.lenses();
    }

    @ParameterizedTest
    @MethodSource("lenses")
    void everyControlIsReachedByTabAndWorkedByKeys(Views lens) throws Exception {
        on(() -> {
            keys.window.wiring.state().lens().set(lens);
            return null;
        });
        keys.settle();
        SegmentedControl<Object> pages = pages();
        if (pages == null) {
            walkWithChoices(lens.title(), null);
        } else {
            for (Object page : List.copyOf(pages.getItems())) {
                set(pages, page);
                walkWithChoices(lens.title() + ", " + page, pages);
            }
            set(pages, pages.getItems().getFirst());
        }
        assertFalse(worked.isEmpty());
        assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
    }

    /// The page as it opens, then every choice on it that may bring other controls.
    private void walkWithChoices(String title, SegmentedControl<Object> pages) throws Exception {
        place = title;
        keys.settle();
        walk();
        Set<Node> tried = Collections.newSetFromMap(new IdentityHashMap<>());
        for (SegmentedControl<Object> choices : choices()) {
            if (choices == pages || !tried.add(choices)) {
                continue;
            }
            Object before = choices.getValue();
            for (Object choice : List.copyOf(choices.getItems())) {
                set(choices, choice);
                place = title + ", " + choice;
                if (!worked.containsAll(on(EveryControlByKeyboardTest::controls))) {
                    walk();
                }
            }
            set(choices, before);
        }
    }

    /// Round the window by Tab until everything of the page has been worked or nothing new comes.
    private void walk() throws Exception {
        Set<Node> passed = Collections.newSetFromMap(new IdentityHashMap<>());
        int again = 0;
        for (int i = 0; i < STOPS && again < 12; i++) {
            keys.strike(KeyCode.TAB);
            Node owner = on(() -> whole(stage.getScene().getFocusOwner()));
            again = passed.add(owner) ? 0 : again + 1;
            if (on(() -> controls().contains(owner)) && worked.add(owner)) {
                String wrong = work(owner);
                if (!wrong.isEmpty()) {
                    failures.add(place + ": " + name(owner) + ": " + wrong);
                }
                keys.settle();
            }
            if (worked.containsAll(on(EveryControlByKeyboardTest::controls))) {
                return;
            }
        }
        for (Node missed : on(EveryControlByKeyboardTest::controls)) {
            if (worked.add(missed)) {
                failures.add(place + ": Tab does not reach " + name(missed));
            }
        }
    }

    /// The choices a segment belongs to; anything else is whole already.
    private static Node whole(Node owner) {
        return owner.getParent() instanceof SegmentedControl<?> choices ? choices : owner;
    }

    /// Presses what the control understands.
    ///
    /// @return what did not come about, or nothing
    private static String work(Node control) throws Exception {
        return switch (control) {
            case SegmentedControl<?> choices -> choose(choices);
            case CheckBox check -> {
                boolean before = on(check::isSelected);
                keys.strike(KeyCode.SPACE);
                boolean turned = on(check::isSelected) != before;
                if (turned) {
                    keys.strike(KeyCode.SPACE);
                }
                yield turned ? "" : "Space does not turn it";
            }
            case MenuButton menu -> {
                keys.strike(KeyCode.SPACE);
                boolean opened = on(menu::isShowing);
                keys.strike(KeyCode.ESCAPE);
                yield !opened ? "Space does not open it" : on(menu::isShowing) ? "Esc does not close it" : "";
            }
            case ButtonBase button -> fires(button);
            case ComboBox<?> box -> chooses(box);
            case ListView<?> list -> {
                int before = on(() -> list.getFocusModel().getFocusedIndex());
                String wrong = moves(list.getSelectionModel(), list.getItems().size());
                yield on(() -> list.getFocusModel().getFocusedIndex()) != before ? "" : wrong; // some lists are only read
            }
            case TextInputControl text -> types(text);
            case PictureView picture -> walks(picture);
            default -> control.getAccessibleRole() == AccessibleRole.SLIDER ? slides(control) : "no key is known for it";
        };
    }

    private static String choose(SegmentedControl<?> choices) throws Exception {
        int size = choices.getItems().size();
        int before = on(() -> choices.getItems().indexOf(choices.getValue()));
        KeyCode there = before < size - 1 ? KeyCode.RIGHT : KeyCode.LEFT;
        keys.strike(there);
        boolean moved = on(() -> choices.getItems().indexOf(choices.getValue())) != before;
        keys.strike(there == KeyCode.RIGHT ? KeyCode.LEFT : KeyCode.RIGHT);
        if (on(() -> choices.getItems().indexOf(choices.getValue())) != before) {
            return "arrows do not choose the one before again";
        }
        return moved || size < 2 ? "" : "arrows do not choose";
    }

    /// What the button would do is kept from happening: that it is asked to is what counts here.
    private static String fires(ButtonBase button) throws Exception {
        boolean[] fired = {false};
        EventHandler<ActionEvent> instead = event -> {
            fired[0] = true;
            event.consume();
        };
        on(() -> {
            button.addEventFilter(ActionEvent.ACTION, instead);
            return null;
        });
        keys.strike(KeyCode.SPACE);
        on(() -> {
            button.removeEventFilter(ActionEvent.ACTION, instead);
            return null;
        });
        return fired[0] ? "" : "Space does not press it";
    }

    private static <T> String chooses(ComboBox<T> box) throws Exception {
        T before = on(box::getValue);
        boolean moved = false;
        for (KeyCode arrow : List.of(KeyCode.DOWN, KeyCode.UP)) { // one of them, where the other is the end
            keys.strike(arrow);
            moved |= !Objects.equals(on(box::getValue), before);
        }
        on(() -> {
            box.setValue(before);
            return null;
        });
        return moved || box.getItems().size() < 2 ? "" : "arrows do not move the choice from " + before + " among " + box.getItems();
    }

    private static String moves(SelectionModel<?> selection, int size) throws Exception {
        int before = on(selection::getSelectedIndex);
        keys.strike(before < size - 1 ? KeyCode.DOWN : KeyCode.UP);
        boolean moved = on(selection::getSelectedIndex) != before;
        on(() -> {
            selection.select(before);
            return null;
        });
        return moved || size < 2 ? "" : "arrows do not move the choice";
    }

    private static String types(TextInputControl text) throws Exception {
        if (!text.isEditable()) {
            return "";
        }
        String before = on(text::getText);
        keys.strike(KeyCode.END);
        keys.strike(KeyCode.DIGIT7);
        boolean typed = !before.equals(on(text::getText));
        on(() -> {
            text.setText(before);
            return null;
        });
        return typed ? "" : "typing does not change it";
    }

    /// A picture with parts is walked through by arrows; each part says what it is.
    private static String walks(PictureView picture) throws Exception {
        if (on(() -> picture.getPicture() == null || picture.getPicture().parts(picture.ink(), picture.getWidth(), picture.getHeight()).isEmpty())) {
            return on(() -> picture.getPicture() != null && picture.getPicture().describe().isBlank()) ? "it has no description" : "";
        }
        for (KeyCode arrow : List.of(KeyCode.RIGHT, KeyCode.DOWN, KeyCode.LEFT)) {
            keys.strike(arrow);
            if (on(() -> picture.focusedPart() != Picture.Hit.NONE)) {
                return on(() -> picture.getAccessibleText().isBlank()) ? "its part does not say what it is" : "";
            }
        }
        return "arrows do not walk through its parts";
    }

    private static String slides(Node track) throws Exception {
        double before = at(track);
        keys.strike(before < 1 ? KeyCode.RIGHT : KeyCode.LEFT);
        boolean moved = at(track) != before;
        if (moved) {
            keys.strike(before < 1 ? KeyCode.LEFT : KeyCode.RIGHT);
        }
        return moved ? "" : "arrows do not move it";
    }

    private static double at(Node track) throws Exception {
        return on(() -> ((Number) track.queryAccessibleAttribute(AccessibleAttribute.VALUE)).doubleValue());
    }

    /// What a mouse could work on the stage and among the knobs.
    private static Set<Node> controls() {
        Scene scene = stage.getScene();
        Set<Node> found = new LinkedHashSet<>();
        collect(scene.lookup(".stage"), found);
        collect(scene.lookup(".inspector"), found);
        return found;
    }

    private static void collect(Node node, Set<Node> found) {
        if (node == null || !node.isVisible() || node.isDisabled()) {
            return;
        }
        boolean works = node instanceof SegmentedControl<?> || node instanceof ButtonBase || node instanceof ComboBox<?>
                || node instanceof ListView<?> || node instanceof TextInputControl
                || node instanceof PictureView && !node.isMouseTransparent() || node.getAccessibleRole() == AccessibleRole.SLIDER;
        if (works) {
            if (node.getLayoutBounds().getWidth() > 0 && node.getLayoutBounds().getHeight() > 0) {
                found.add(node);
            }
            return; // its inner parts are its own affair
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }

    private static List<SegmentedControl<Object>> choices() throws Exception {
        return on(() -> {
            List<SegmentedControl<Object>> found = new ArrayList<>();
            for (Node control : controls()) {
                if (control instanceof SegmentedControl<?> choices) {
                    @SuppressWarnings("unchecked")
                    var all = (SegmentedControl<Object>) choices;
                    found.add(all);
                }
            }
            return found;
        });
    }

    @SuppressWarnings("unchecked")
    private static SegmentedControl<Object> pages() throws Exception {
        return (SegmentedControl<Object>) on(() -> stage.getScene().lookup(".stage .lens-bar .segmented-control"));
    }

    private static void set(SegmentedControl<Object> choices, Object value) throws Exception {
        on(() -> {
            choices.setValue(value);
            return null;
        });
        keys.settle();
    }

    private static String name(Node node) {
        String id = node.getId() == null ? "" : "#" + node.getId() + " ";
        String text = node instanceof Labeled labeled ? "\"" + labeled.getText() + "\" " : "";
        return id + text + node.getClass().getSimpleName() + " " + node.getAccessibleText();
    }
}
