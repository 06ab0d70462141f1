package dev.glassbox.view;

import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// One sentence at the lower edge of the stage: what was done, or what went wrong and what to do. A newer one replaces it.
/// News leave by themselves, errors stay until they are closed, or mended.
public final class Notices {
    private static final double WIDEST = 640;
    private static final Duration STAY = Duration.seconds(8);

    private final PauseTransition leave = new PauseTransition(STAY);
    private Pane place;
    private String news = "";
    private String warning = "";

    void attach(Pane pane) {
        place = pane;
        leave.setOnFinished(e -> close());
    }

    public void tell(String sentence) {
        show(sentence, "fth-info", null, null);
        news = sentence;
        leave.playFromStart();
    }

    public void tell(String sentence, String action, Runnable onAction) {
        show(sentence, "fth-info", action, onAction);
        leave.playFromStart();
    }

    /// Stays until it is taken or closed; then the news it replaced come back.
    public void offer(String sentence, String action, Runnable onAction, Runnable onClosed) {
        leave.stop();
        String replaced = news;
        HBox notice = show(sentence, "fth-info", action, () -> {
            back(replaced);
            onAction.run();
        });
        ((Button) notice.getChildren().getLast()).setOnAction(e -> {
            back(replaced);
            onClosed.run();
        });
    }

    private void back(String replaced) {
        close();
        if (!replaced.isEmpty()) {
            tell(replaced);
        }
    }

    public void warn(String sentence) {
        leave.stop();
        show(sentence, "fth-alert-triangle", null, null).getStyleClass().add("bad");
        warning = sentence;
    }

    /// Takes an error away that is none any more, if it is still shown.
    public void withdraw(String sentence) {
        if (!sentence.isEmpty() && sentence.equals(warning)) {
            close();
        }
    }

    public void close() {
        leave.stop();
        news = "";
        warning = "";
        place.getChildren().clear();
    }

    private HBox show(String sentence, String icon, String action, Runnable onAction) {
        var text = new Label(sentence);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        var notice = new HBox(new FontIcon(icon), text);
        notice.setId("notice");
        notice.getStyleClass().add("notice");
        text.setMaxWidth(WIDEST);
        notice.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        if (action != null) {
            var button = new Button(action);
            button.getStyleClass().add("outlined");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(e -> onAction.run());
            notice.getChildren().add(button);
        }
        var close = new Button(null, new FontIcon("fth-x"));
        close.getStyleClass().addAll("flat", "icon");
        close.setAccessibleText("Close this message");
        close.setOnAction(e -> close());
        notice.getChildren().add(close);
        place.getChildren().setAll(notice);
        news = "";
        warning = "";
        return notice;
    }
}
