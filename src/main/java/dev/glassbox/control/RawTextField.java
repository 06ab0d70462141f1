package dev.glassbox.control;

import java.util.function.Consumer;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// A one-line field for any text: line ends and tabs, which a text field would drop, are shown as ↵ and ⇥ and read back as
/// themselves (Shift+Enter types a line end). A very long text is not laid out: the field then only names its length, and the next key
/// starts anew.
public class RawTextField extends TextField {
    private static final int LONGEST = 4_000;

    private Consumer<String> onEdit = text -> {};
    private String stored = "";
    private boolean naming;

    public RawTextField() {
        getStyleClass().add("raw-text-field");
        textProperty().addListener((property, was, is) -> edited(is));
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
                replaceSelection("↵");
                event.consume();
            }
        });
    }

    /// Called with the whole text after each change by the user.
    public void setOnEdit(Consumer<String> handler) {
        onEdit = handler;
    }

    /// Shows a text; the handler is not told.
    public void show(String text) {
        if (text.equals(stored)) {
            return;
        }
        stored = text;
        naming = true;
        if (text.length() > LONGEST) {
            setText(String.format(java.util.Locale.ROOT, "A text of %,d characters. Delete this line or choose another text to replace it.",
                    text.codePointCount(0, text.length())));
        } else {
            setText(text.replace('\n', '↵').replace('\t', '⇥'));
        }
        naming = false;
    }

    private void edited(String shown) {
        if (naming) {
            return;
        }
        if (stored.length() > LONGEST) {
            show("");
            onEdit.accept("");
            return;
        }
        String text = shown.replace('↵', '\n').replace('⇥', '\t');
        if (!text.equals(stored)) {
            stored = text;
            onEdit.accept(text);
        }
    }

    /// Keeps line ends, and takes texts of any length.
    @Override
    public void paste() {
        String clip = Clipboard.getSystemClipboard().getString();
        if (clip != null) {
            insert(clip);
        }
    }

    /// Puts a text of any length in place of the selection.
    public void insert(String clip) {
        String lines = clip.replace("\r\n", "\n").replace('\r', '\n');
        boolean replaces = stored.length() > LONGEST;
        String before = replaces ? "" : stored.substring(0, Math.min(stored.length(), getSelection().getStart()));
        String after = replaces ? "" : stored.substring(Math.min(stored.length(), getSelection().getEnd()));
        String whole = before + lines + after;
        show(whole);
        if (whole.length() <= LONGEST) {
            positionCaret(before.length() + lines.length());
        }
        onEdit.accept(whole);
    }
}
