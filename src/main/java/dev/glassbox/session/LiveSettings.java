package dev.glassbox.session;

import dev.glassbox.train.Trainer;

/// What can be changed while a run trains, as one step used it.
record LiveSettings(double learningRate, int batchSize, double weightDecay, double gradClip, double dropout) {

    static LiveSettings of(Trainer trainer) {
        return new LiveSettings(trainer.learningRate(), trainer.batchSize(), trainer.weightDecay(), trainer.gradClip(), trainer.dropout());
    }

    void applyTo(Trainer trainer) {
        trainer.setLearningRate(learningRate);
        trainer.setBatchSize(batchSize);
        trainer.setWeightDecay(weightDecay);
        trainer.setGradClip(gradClip);
        trainer.setDropout(dropout);
    }
}
