package dev.glassbox.view;

import dev.glassbox.picture.Numbers;
import dev.glassbox.viewmodel.MomentViewModel;
import dev.glassbox.viewmodel.RunViewModel;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/// The menu beside the speed: slow motion, and what can be done with the past.
final class PaceMenu {
    private static final long[] MEGABYTES = {64, 256, 1024};
    private static final double[] LIMITS = {0, 20, 5, 2, 0.5, 0.2};

    private final RunViewModel run;
    private final MomentViewModel moment;

    PaceMenu(RunViewModel run, MomentViewModel moment) {
        this.run = run;
        this.moment = moment;
    }

    void fill(MenuButton button) {
        var group = new ToggleGroup();
        for (double limit : LIMITS) {
            var item = new RadioMenuItem(name(limit));
            item.setToggleGroup(group);
            item.setOnAction(_ -> run.setSpeedLimit(limit));
            run.speedLimitProperty().subscribe(now -> item.setSelected(now.doubleValue() == limit));
            button.getItems().add(item);
        }
        var film = new MenuItem("Play the past backwards (Shift+Space)");
        film.setOnAction(_ -> moment.playPast());
        var bookmark = new MenuItem("Bookmark this step (B)");
        bookmark.setOnAction(_ -> moment.toggleBookmark());
        var other = new MenuItem("Show the other branch");
        other.setOnAction(_ -> run.showOther());
        button.getItems().addAll(new SeparatorMenuItem(), film, bookmark, other, memory());
        run.fork().otherCurveProperty().subscribe(curve -> {
            other.setVisible(curve != null);
            other.setText(run.fork().getFirstStep() > 0 ? "Show run A, which this one left" : "Show run B, the branch");
        });
    }

    private Menu memory() {
        var menu = new Menu("Memory for the past");
        var group = new ToggleGroup();
        for (long megabytes : MEGABYTES) {
            if (megabytes << 20 > Runtime.getRuntime().maxMemory() / 2) {
                continue; // training and the window need the rest
            }
            var item = new RadioMenuItem(Numbers.integer(megabytes) + " MB");
            item.setToggleGroup(group);
            item.setOnAction(_ -> moment.setBudget(megabytes << 20));
            moment.budgetProperty().subscribe(now -> item.setSelected(now.longValue() == megabytes << 20));
            menu.getItems().add(item);
        }
        return menu;
    }

    boolean limited() {
        return run.speedLimitProperty().get() > 0;
    }

    private static String name(double limit) {
        if (limit == 0) {
            return "As fast as it can";
        }
        return limit >= 1 ? "At most " + Numbers.tick(limit) + " steps a second" : "One step in " + Numbers.tick(1 / limit) + " seconds, call by call";
    }
}
