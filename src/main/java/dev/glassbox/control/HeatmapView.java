package dev.glassbox.control;

import dev.glassbox.picture.Box;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.HeatmapPicture.Cell;
import dev.glassbox.picture.HeatmapPicture.Window;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.Picture.Hit;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// A [PictureView] of a [HeatmapPicture] that can be looked at closely: wheel or `+` `−` = zoom, drag = pan, `0` = all of it.
///
/// The part in view is kept while matrices of the same size follow one another; where the arrow keys lead is brought into view.
public class HeatmapView extends PictureView {

    private static final double PER_NOTCH = 1.25;
    private static final double FEWEST_CELLS = 4;

    private Window window = Window.ALL;
    private double grabX;
    private double grabY;
    private Window grabbed = Window.ALL;

    public HeatmapView() {
        addEventHandler(ScrollEvent.SCROLL, event -> {
            if (event.getDeltaY() != 0) {
                zoom(event.getDeltaY() > 0 ? 1 / PER_NOTCH : PER_NOTCH, event.getX(), event.getY());
                event.consume();
            }
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            grabX = event.getX();
            grabY = event.getY();
            grabbed = window;
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && !grabbed.all()) {
                pan(event.getX() - grabX, event.getY() - grabY);
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
        hoveredProperty().addListener((property, was, is) -> bringIntoView(is));
    }

    /// Shows a matrix; the part in view stays when it has as many rows and columns as the last one.
    public void show(HeatmapPicture next) {
        if (getPicture() instanceof HeatmapPicture last && (last.map().rows().size() != next.map().rows().size()
                || last.map().columns().size() != next.map().columns().size())) {
            window = Window.ALL;
        }
        setPicture(next.zoomed(window));
    }

    /// The part in view.
    public Window window() {
        return window;
    }

    private void keys(KeyEvent event) {
        KeyCode key = event.getCode();
        boolean plain = !event.isShortcutDown() && !event.isAltDown();
        if (plain && (key == KeyCode.PLUS || key == KeyCode.EQUALS || key == KeyCode.ADD)) {
            zoom(1 / PER_NOTCH, getWidth() / 2, getHeight() / 2);
            event.consume();
        } else if (plain && (key == KeyCode.MINUS || key == KeyCode.SUBTRACT)) {
            zoom(PER_NOTCH, getWidth() / 2, getHeight() / 2);
            event.consume();
        } else if (plain && key == KeyCode.DIGIT0 && !window.all()) {
            look(Window.ALL);
            event.consume();
        }
    }

    private void zoom(double factor, double x, double y) {
        if (!(getPicture() instanceof HeatmapPicture picture)) {
            return;
        }
        int allRows = picture.map().rows().size();
        int allColumns = picture.map().columns().size();
        Window from = window.all() ? new Window(0, 0, allRows, allColumns) : window;
        double rows = Math.max(Math.min(FEWEST_CELLS, allRows), from.rows() * factor);
        double columns = Math.max(Math.min(FEWEST_CELLS, allColumns), from.columns() * factor);
        if (rows >= allRows && columns >= allColumns) {
            look(Window.ALL);
            return;
        }
        rows = Math.min(rows, allRows);
        columns = Math.min(columns, allColumns);
        Box area = area(picture);
        double shareX = Math.clamp((x / ink().scale() - area.x()) / Math.max(1, area.width()), 0, 1);
        double shareY = Math.clamp((y / ink().scale() - area.y()) / Math.max(1, area.height()), 0, 1);
        look(inside(new Window(from.row() + shareY * (from.rows() - rows), from.column() + shareX * (from.columns() - columns), rows, columns),
                allRows, allColumns));
    }

    private void pan(double dx, double dy) {
        if (!(getPicture() instanceof HeatmapPicture picture)) {
            return;
        }
        Box area = area(picture);
        double scale = ink().scale();
        look(inside(new Window(grabbed.row() - dy / scale / Math.max(1, area.height()) * grabbed.rows(),
                grabbed.column() - dx / scale / Math.max(1, area.width()) * grabbed.columns(), grabbed.rows(), grabbed.columns()),
                picture.map().rows().size(), picture.map().columns().size()));
    }

    private Box area(HeatmapPicture picture) {
        Ink ink = ink();
        return picture.cellArea(ink.scaled(1), getWidth() / ink.scale(), getHeight() / ink.scale());
    }

    private void bringIntoView(Hit hit) {
        if (focusedPart() != hit || window.all() || !(hit instanceof Cell cell) || !(getPicture() instanceof HeatmapPicture picture)) {
            return;
        }
        double row = Math.clamp(window.row(), cell.row() + 1 - window.rows(), cell.row());
        double column = Math.clamp(window.column(), cell.column() + 1 - window.columns(), cell.column());
        if (row != window.row() || column != window.column()) {
            look(inside(new Window(row, column, window.rows(), window.columns()), picture.map().rows().size(), picture.map().columns().size()));
            refocus(picture.cellHit(cell.row(), cell.column(), ink().scaled(1), getWidth() / ink().scale(), getHeight() / ink().scale()));
        }
    }

    private static Window inside(Window wanted, int rows, int columns) {
        return new Window(Math.clamp(wanted.row(), 0, Math.max(0, rows - wanted.rows())),
                Math.clamp(wanted.column(), 0, Math.max(0, columns - wanted.columns())), wanted.rows(), wanted.columns());
    }

    private void look(Window part) {
        window = part;
        if (getPicture() instanceof HeatmapPicture picture) {
            setPicture(picture.zoomed(part));
        }
    }
}
