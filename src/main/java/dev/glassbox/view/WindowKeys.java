package dev.glassbox.view;

import dev.glassbox.view.WindowState.Overlay;
import dev.glassbox.viewmodel.RunViewModel;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.TraceViewModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.Optional;

/// What every key of the window does.
public final class WindowKeys {

    private WindowKeys() {}

    public static Keys of(WindowState state, WindowModel models, Exports exports, ModelFiles files) {
        RunViewModel run = models.run();
        SelectionModel selection = models.selection();
        TraceViewModel trace = models.trace();
        var keys = new Keys(() -> state.overlay().get() != Overlay.NONE);
        keys.group("Training")
                .on("Space", "Space", "play, pause", () -> Transport.press(run))
                .on("S", "S", "train one step", run::stepOnce)
                .on("Home", "Home", "go to step 0", () -> models.moment().view(0))
                .on("End", "End", "back to live: follow training", models.moment()::backToLive)
                .onSign(", .", ',', "previous, next keyframe", models.moment()::previousKeyframe)
                .onSign(".", '.', "", models.moment()::nextKeyframe)
                .hint("← →", "on the timeline: one step back, on")
                .on("Shift+Space", "Shift+Space", "play the past backwards (from step 0: forwards)", models.moment()::playPast)
                .on("B", "B", "bookmark this step", models.moment()::toggleBookmark)
                .on("X", "X", "timeline: logarithmic, linear", models.timeline()::toggleLogSteps);
        keys.group("Sentence and selection")
                .on("Ctrl+L", "Shortcut+L", "edit the sentence", () -> state.editing().set(true))
                .on("G", "G", "add the next token", trace::addNextToken)
                .on("R", "R", "roll again: another draw for that token", trace::rollAgain)
                .hint("Click", "pin a token as query, in any picture")
                .hint("Right click", "pin a chip as key (or Shift+Click)")
                .on("← →", "Left", "token that reads (query)", () -> selection.moveQuery(-1))
                .on("→", "Right", "", () -> selection.moveQuery(1))
                .on("Alt+← →", "Alt+Left", "token that is read (key)", () -> selection.moveKey(-1))
                .on("Alt+→", "Alt+Right", "", () -> selection.moveKey(1))
                .onSign("[ ]", '[', "block", () -> selection.selectLayer(selection.getLayer() - 1))
                .onSign("]", ']', "", () -> selection.selectLayer(selection.getLayer() + 1))
                .onSign("{ }", '{', "head", () -> selection.selectHead(selection.getHead() - 1))
                .onSign("}", '}', "", () -> selection.selectHead(selection.getHead() + 1));
        keys.hint("Double click", "trace a number of the Attention and Block lenses")
                .on("W", "W", "trace this number", () -> Optional.ofNullable(state.shown().get()).flatMap(Lens::number)
                        .ifPresent(models.provenance()::open));
        keys.group("Window");
        List<Views> lenses = Views.lenses();
        for (int i = 0; i < Math.min(10, lenses.size()); i++) {
            Views lens = lenses.get(i);
            String digit = String.valueOf((i + 1) % 10);
            keys.on(digit, digit, lens.title(), () -> state.lens().set(lens));
        }
        return keys.on("Ctrl+O", "Shortcut+O", "run menu: corpus, sizes, seed", () -> state.toggle(Overlay.RUN_MENU))
                .on("Ctrl+S", "Shortcut+S", "save the model", files::save)
                .on("Ctrl+Shift+S", "Shortcut+Shift+S", "save it as another folder", files::saveAs)
                .on("Ctrl+Shift+O", "Shortcut+Shift+O", "open a model folder", files::open)
                .on("Ctrl+E", "Shortcut+E", "export this picture", () -> exports.open(false))
                .on("Ctrl+Shift+E", "Shortcut+Shift+E", "export the whole lens", () -> exports.open(true))
                .on("Ctrl+C", "Shortcut+C", "copy this picture", exports::copy)
                .hint("Enter", "show a card alone, or double click on it")
                .on("T", "T", "theme: light, dark", state::toggleTheme)
                .on("I", "I", "explanation", () -> state.toggle(state.inspectorOpen()))
                .on("M", "M", "reduced motion", () -> state.toggle(state.reducedMotion()))
                .on("F6", "F6", "next region", state::nextRegion)
                .on("F11", "F11", "presentation: one large picture", () -> state.toggle(state.presenting()))
                .onWhile(state.presenting()::get, "PgUp PgDn", "Page Up", "presentation: other picture of the lens", () -> state.nextPicture(-1))
                .onWhile(state.presenting()::get, "PgDn", "Page Down", "", () -> state.nextPicture(1))
                .onWhile(state.presenting()::get, "D", "D", "presentation: dark room", state::toggleTheme)
                .onSign("?", '?', "this list", () -> state.toggle(Overlay.KEYS))
                .on("Esc", "Esc", "step out, close", () -> {
                    if (!models.moment().cancel()) {
                        state.stepOut();
                    }
                });
    }
}
