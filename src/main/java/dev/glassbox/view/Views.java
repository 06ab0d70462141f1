package dev.glassbox.view;

import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Every FXML file of the window, in one list. A lens is a constant with a title and an icon: adding one line here puts it
/// into the rail, on a number key and into the list of keys.
public enum Views {
    MAIN,
    RUN,
    RUN_MENU,
    SENTENCE,
    TIMELINE,
    TRAINING_LOSS,
    TRAINING_GRADIENTS,
    TRAINING_BATCH,
    EXPLANATION,
    EXPORT,
    KEYS,
    FILES,
    UNSAVED,
    FLOW,
    MAP,
    DIARY,
    TOKEN_BENCH,
    BPE_TRAINER,
    VOCABULARY,
    SPECIAL_TOKENS,
    BLOCK_FLOW,
    BLOCK_LENS,
    LEDGER,
    FAMILIES,
    NEXT_TOKEN,
    COST,
    GENERATE,
    MEMORIZATION,
    ATLAS,
    VECTOR_SUM,
    NEIGHBOURS,
    LOOKUP,
    MEANING,
    POSITIONS_ORDER,
    POSITIONS_LENGTH,
    RUN_SIDE,
    MICROSCOPE,
    HEADS,
    REMOVAL,
    PARTS,
    PAINT,
    PATCH,
    CROSS,
    MASKS,
    SATURATION,
    BLOCK_NORM,
    BLOCK_MLP,
    AUTOGRAD,
    OPTIMIZER,
    TRACE_DRAWER,
    LIVE("Live", "fth-eye"),
    TOKENS("Tokens", "fth-scissors"),
    EMBEDDINGS("Embeddings", "fth-map"),
    POSITIONS("Positions", "fth-hash"),
    ATTENTION("Attention", "fth-share-2"),
    BLOCK("Block", "fth-layers"),
    PREDICTION("Prediction", "fth-bar-chart-2"),
    TRAINING("Training", "fth-trending-down"),
    EXPERIMENTS("Experiments", "fth-columns");

    private final String title;
    private final String icon;

    Views() {
        this("", "");
    }

    Views(String title, String icon) {
        this.title = title;
        this.icon = icon;
    }

    /// The lenses in rail order, which is the order of the data flow.
    public static List<Views> lenses() {
        return Arrays.stream(values()).filter(v -> !v.title.isEmpty()).toList();
    }

    public String title() {
        return title;
    }

    public String icon() {
        return icon;
    }

    /// Address of the FXML file, `fxml/run_menu.fxml` for `RUN_MENU`.
    public URL location() {
        String path = "/fxml/" + name().toLowerCase(Locale.ROOT) + ".fxml";
        return Objects.requireNonNull(Views.class.getResource(path), () -> path + " is missing from the program");
    }
}
