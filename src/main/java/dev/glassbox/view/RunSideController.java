package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.Picture;
import dev.glassbox.session.DiaryLine;
import dev.glassbox.session.Trace;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// One column of a comparison: the attention of a run, what it writes, and one remark.
public final class RunSideController {

    @FXML private VBox root;
    @FXML private Label title;
    @FXML private Label place;
    @FXML private PictureView legend;
    @FXML private PictureView map;
    @FXML private TextFlow writes;
    @FXML private Label remark;
    private DiaryLine written;
    private Seen seen;

    /// What an attention map is of.
    ///
    /// @param against the other run's trace for a difference, else null
    /// @param answer  whether it follows the head that reads the answer
    record Seen(Trace trace, Trace against, int layer, int head, int query, int key, boolean answer) {}

    /// @param run `a` or `b`, a style class
    void name(String text, String run) {
        title.setText(text);
        root.getStyleClass().add("run-" + run);
    }

    PictureView map() {
        return map;
    }

    /// Whether a map of this stands here already: the news of one run should not have the other's map painted again.
    boolean shows(Seen wanted) {
        return wanted.equals(seen);
    }

    void show(Seen of, Picture picture, String where, String note) {
        show(picture, where, note);
        seen = of;
    }

    /// @param picture null to keep the last one, pale
    void show(Picture picture, String where, String note) {
        seen = null;
        map.loadingProperty().set(picture == null && map.getPicture() != null);
        if (picture != null) {
            map.setPicture(picture);
        }
        Optional<Picture> explains = picture == null ? Optional.empty() : picture.legend();
        legend.setPicture(explains.orElse(null));
        legend.setVisible(explains.isPresent());
        place.setText(where);
        remark.setText(note);
    }

    /// What is shown: block, head and step.
    String where() {
        return place.getText();
    }

    /// @param line null before the first
    void write(DiaryLine line) {
        if (line == written) {
            return;
        }
        written = line;
        List<Node> words = writes.getChildren();
        words.clear();
        if (line == null) {
            return;
        }
        for (DiaryLine.Piece piece : line.pieces()) {
            var text = new Text(piece.text());
            text.getStyleClass().addAll("text", piece.known() ? "known" : "unknown");
            words.add(text);
        }
    }
}
