package dev.glassbox.view;

/// The pages of the Training lens.
public enum TrainingPage {
    LOSS("Loss"),
    GRADIENTS("Gradients"),
    OPTIMIZER("Optimizer"),
    AUTOGRAD("Autograd"),
    BATCH("Batch");

    private final String label;

    TrainingPage(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
