package dev.glassbox.view;

import dev.glassbox.picture.Box;
import dev.glassbox.picture.FigurePicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.PanelsPicture;
import dev.glassbox.picture.Picture;
import dev.glassbox.session.LoadedSpec;
import dev.glassbox.session.Trace;
import dev.glassbox.view.ExportOptions.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Bounds;
import javafx.scene.Node;

/// What goes onto an exported sheet: the picture laid out anew, its title, the caption that says how to make it again, and the
/// file's name.
///
/// @param lens title of the lens
/// @param figures one card, or all of the lens
/// @param whole whether all cards of the lens are meant
/// @param trace the moment shown
record FigureSheet(String lens, List<Figure> figures, boolean whole, Trace trace, ExportOptions options) {
    private static final double CARD_PADDING = 16;
    private static final double CARD_HEADER = 60;
    private static final Picture.Size SLIDE = new Picture.Size(1920, 1080);

    FigureSheet {
        figures = List.copyOf(figures);
    }

    Picture picture() {
        Figure first = figures.getFirst();
        if (!options.frame().slide()) {
            return whole ? panels() : panel();
        }
        return new FigurePicture(whole ? lens : first.title(), whole ? "" : first.note().get(), whole ? panels() : first.picture(),
                caption(), options.text());
    }

    /// In logical pixels.
    Picture.Size size() {
        return options.frame().slide() ? SLIDE : picture().preferredSize();
    }

    private Picture panel() {
        Figure figure = figures.getFirst();
        double width = figure.view().getWidth() + CARD_PADDING;
        double height = figure.view().getHeight() + CARD_HEADER;
        return new PanelsPicture(List.of(panel(figure, new Box(0, 0, width, height))), width, height);
    }

    /// The cards where they lie on the stage now.
    private Picture panels() {
        List<Bounds> cards = figures.stream().map(FigureSheet::card).toList();
        double left = edge(cards, Bounds::getMinX, false);
        double top = edge(cards, Bounds::getMinY, false);
        List<PanelsPicture.Panel> panels = new ArrayList<>();
        for (int i = 0; i < cards.size(); i++) {
            Bounds card = cards.get(i);
            panels.add(panel(figures.get(i), new Box(card.getMinX() - left, card.getMinY() - top, card.getWidth(), card.getHeight())));
        }
        return new PanelsPicture(panels, edge(cards, Bounds::getMaxX, true) - left, edge(cards, Bounds::getMaxY, true) - top);
    }

    private static Bounds card(Figure figure) {
        Node card = figure.view().getParent();
        return card.localToScene(card.getLayoutBounds());
    }

    private static double edge(List<Bounds> cards, ToDoubleFunction<Bounds> side, boolean largest) {
        var sides = cards.stream().mapToDouble(side);
        return (largest ? sides.max() : sides.min()).orElseThrow();
    }

    private static PanelsPicture.Panel panel(Figure figure, Box place) {
        return new PanelsPicture.Panel(figure.title(), figure.note().get(), figure.picture(), place);
    }

    /// Model, corpus, seed, step and fingerprint: enough to make the figure again.
    String caption() {
        LoadedSpec run = trace.snapshot().run();
        var config = run.config();
        return String.join(" · ", lens + (whole ? "" : ", " + figures.getFirst().title().toLowerCase(Locale.ROOT)),
                "GPT " + config.nLayer() + "L " + config.nHead() + "H d" + config.dModel() + " T" + config.contextLength() + ", "
                        + Numbers.integer(config.parameterCount()) + " parameters",
                run.corpusCaption(), "seed " + run.spec().seed(), "step " + Numbers.integer(trace.step()), fingerprint());
    }

    private String fingerprint() {
        return trace.snapshot().parameters().fingerprint();
    }

    /// Such as `glassbox_live_flow_step002000_7F3A-91C2@2x.png`.
    String fileName() {
        int scale = options.frame().scale();
        return String.format(Locale.ROOT, "glassbox_%s_%s_step%06d_%s%s%s", lens.toLowerCase(Locale.ROOT),
                whole ? "all" : figures.getFirst().name(), trace.step(), fingerprint(),
                scale > 1 && options.format() == Format.PNG ? "@" + scale + "x" : "", options.ending());
    }
}
