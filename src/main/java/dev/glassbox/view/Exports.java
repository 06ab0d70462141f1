package dev.glassbox.view;

import dev.glassbox.control.PictureExporter;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.Picture;
import dev.glassbox.session.Trace;
import dev.glassbox.view.ExportOptions.Colours;
import dev.glassbox.view.ExportOptions.Format;
import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.WindowModel;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.image.Image;

/// Figures out of the window: which one is meant, in which form, and where it goes.
public final class Exports {
    private final WindowState state;
    private final WindowModel models;
    private final FileDialogs dialogs;
    private final Notices notices;
    private final List<Figure> figures = new ArrayList<>();
    private final ObjectProperty<ExportOptions> options = new SimpleObjectProperty<>(this, "options", ExportOptions.FIRST);
    private Figure current;
    private boolean whole;

    public Exports(WindowState state, WindowModel models, FileDialogs dialogs, Notices notices) {
        this.state = state;
        this.models = models;
        this.dialogs = dialogs;
        this.notices = notices;
    }

    /// Registers a card's picture. The one that had the focus or the mouse last is the one meant.
    void add(Figure figure) {
        figures.add(figure);
        figure.view().focusedProperty().subscribe(focused -> mean(figure, focused));
        figure.view().hoverProperty().subscribe(hover -> mean(figure, hover));
    }

    private void mean(Figure figure, boolean now) {
        if (now && state.overlay().get() == Overlay.NONE && !(current != null && current.view() == figure.view() && current.shown())) {
            current = figure;
        }
    }

    /// The figures of the lens on the stage.
    private List<Figure> shown() {
        return figures.stream().filter(Figure::shown).toList();
    }

    private Figure meant() {
        List<Figure> shown = shown();
        return current != null && shown.contains(current) ? current : shown.getFirst();
    }

    /// Opens the sheet of choices.
    ///
    /// @param wholeLens all cards of the lens in one figure
    void open(boolean wholeLens) {
        if (trace().isPresent()) {
            whole = wholeLens;
            state.overlay().set(Overlay.EXPORT);
        }
    }

    ObjectProperty<ExportOptions> options() {
        return options;
    }

    /// The cards by title, then the whole lens.
    List<String> choices() {
        List<String> titles = new ArrayList<>(shown().stream().map(Figure::title).toList());
        titles.add("The whole lens");
        return titles;
    }

    int choice() {
        return whole || shown().isEmpty() ? shown().size() : shown().indexOf(meant());
    }

    void choose(int index) {
        whole = index == shown().size();
        current = whole ? current : shown().get(index);
    }

    /// What the figure can be saved as: CSV only where there are numbers, and not for a whole lens.
    List<Format> formats() {
        boolean numbers = !whole && !shown().isEmpty() && meant().picture().numbers().isPresent();
        return numbers ? List.of(Format.values()) : List.of(Format.PNG, Format.SVG);
    }

    /// The moment to export; says so when there is none yet.
    private Optional<Trace> trace() {
        Optional<Trace> trace = models.trace().getTrace();
        if (trace.isEmpty() || shown().isEmpty()) {
            notices.warn("There is no picture yet. The first one comes as soon as the run is loaded.");
            return Optional.empty();
        }
        return trace;
    }

    private FigureSheet sheet(Trace trace) {
        return new FigureSheet(state.lens().get().title(), whole ? cards() : List.of(meant()), whole, trace, options.get());
    }

    /// One figure for each card.
    private List<Figure> cards() {
        List<Figure> cards = new ArrayList<>();
        for (Figure figure : shown()) {
            if (cards.stream().noneMatch(card -> card.view() == figure.view())) {
                cards.add(figure);
            }
        }
        return cards;
    }

    private PictureExporter exporter() {
        Colours colours = options.get().colours();
        boolean dark = colours == Colours.DARK || colours == Colours.TRANSPARENT && state.theme().get() == Theme.DARK;
        return new PictureExporter(dark ? Ink.dark() : Ink.light(), colours != Colours.TRANSPARENT);
    }

    /// The proposed name; empty while there is no picture.
    String fileName() {
        return models.trace().getTrace().filter(trace -> !shown().isEmpty()).map(this::sheet).map(FigureSheet::fileName).orElse("");
    }

    /// What the file will look like, within so many pixels.
    Image preview(double width, double height) {
        return models.trace().getTrace().filter(trace -> !shown().isEmpty()).map(this::sheet).map(sheet -> {
            Picture.Size size = sheet.size();
            return exporter().image(sheet.picture(), size.width(), size.height(), Math.min(width / size.width(), height / size.height()));
        }).orElse(null);
    }

    /// Asks where to, writes, and says so.
    void save() {
        trace().map(this::sheet).ifPresent(sheet -> dialogs.save(sheet.fileName(), switch (options.get().format()) {
            case PNG -> "PNG picture";
            case SVG -> "SVG drawing";
            case CSV -> "CSV table";
        }).ifPresent(file -> save(sheet, file)));
    }

    private void save(FigureSheet sheet, Path file) {
        Picture.Size size = sheet.size();
        try {
            switch (options.get().format()) {
                case PNG -> exporter().png(sheet.picture(), size.width(), size.height(), options.get().frame().scale(), file);
                case SVG -> exporter().svg(sheet.picture(), size.width(), size.height(), file);
                case CSV -> PictureExporter.csv(meant().picture().numbers().orElseThrow(), file);
            }
            state.closeOverlay();
            notices.tell("Saved " + file.getFileName(), "Show folder", () -> dialogs.show(file.toAbsolutePath().getParent()));
        } catch (IOException failed) {
            notices.warn("Could not write " + file.getFileName() + ": " + reason(failed) + ". Choose another folder.");
        }
    }

    private static String reason(IOException failed) {
        return switch (failed) {
            case AccessDeniedException denied -> "writing is not allowed there";
            case NoSuchFileException missing -> "the folder does not exist";
            default -> String.valueOf(failed.getMessage());
        };
    }

    /// Puts the figure on the clipboard.
    void copy() {
        trace().map(this::sheet).ifPresent(sheet -> {
            Picture.Size size = sheet.size();
            exporter().copy(sheet.picture(), size.width(), size.height(), options.get().frame().scale());
            state.closeOverlay();
            notices.tell("Copied to the clipboard: " + choices().get(choice()) + ".");
        });
    }
}
