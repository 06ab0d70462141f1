package dev.glassbox.cli;

import dev.glassbox.model.ModelConfig;
import dev.glassbox.nn.Norm;
import dev.glassbox.nn.PositionScheme;
import dev.glassbox.picture.FontRole;
import dev.glassbox.picture.Ink;
import dev.glassbox.picture.InkColor;
import dev.glassbox.picture.Pen;
import dev.glassbox.picture.Pen.Anchor;
import dev.glassbox.picture.Picture;
import dev.glassbox.picture.Stroke;
import dev.glassbox.picture.TextFont;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The parts of a model from the tokens (left) to the logits (right), with sizes and numbers of parameters, drawn from its configuration.
///
/// @param config what to draw
record ArchitectureFigure(ModelConfig config) implements Picture {

    /// One box: what it is, what it does, how many weights it has.
    private record Part(String name, List<String> lines, long parameters) {}

    private static final double GAP = 24;

    @Override
    public Size preferredSize() {
        return new Size(860, 260);
    }

    private List<Part> parts() {
        long c = config.dModel();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("Tokens", List.of("V = " + config.vocabSize(), "d_model = " + c), config.vocabSize() * c));
        boolean learned = config.positions() == PositionScheme.Kind.LEARNED;
        parts.add(new Part("Positions", List.of(config.positions().key(), "T = " + config.contextLength()), learned ? config.contextLength() * c : 0));
        long head = config.tied() ? 0 : config.vocabSize() * c;
        long lastNorm = config.normPlace() == Norm.Place.PRE ? oneNorm() : 0;
        long embeddingNorm = config.embeddingNorm() ? oneNorm() : 0;
        long blocks = config.parameterCount() - config.vocabSize() * c - (learned ? config.contextLength() * c : 0) - head - lastNorm - embeddingNorm;
        List<String> inside = new ArrayList<>(List.of(config.nHead() + " heads, " + config.nKvHead() + " for k and v", "d_head = " + config.dHead(),
                config.norm().key() + ", " + config.normPlace().key()));
        inside.add(config.ffn() ? config.activation().key() + ", d_ff = " + config.dFf() : "no feed-forward layer");
        parts.add(new Part(config.nLayer() + (config.nLayer() == 1 ? " block" : " blocks"), inside, blocks));
        if (config.normPlace() == Norm.Place.PRE && config.norm() != Norm.Kind.NONE) {
            parts.add(new Part("Norm", List.of(config.norm().key()), lastNorm));
        }
        parts.add(new Part("Head", List.of(config.tied() ? "tied to tokens" : "own matrix", "V logits"), head));
        return parts;
    }

    private long oneNorm() {
        return config.norm() == Norm.Kind.NONE ? 0
                : (config.normGain() ? config.dModel() : 0) + (config.norm() == Norm.Kind.LAYERNORM && config.bias() ? config.dModel() : 0);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        List<Part> parts = parts();
        double box = (width - GAP * (parts.size() - 1)) / parts.size();
        double tall = Math.min(height, 170);
        double top = (height - tall) / 2;
        TextFont heading = ink.font(FontRole.HEADING);
        TextFont body = ink.font(FontRole.CAPTION);
        TextFont number = ink.font(FontRole.MONO_SMALL);
        Stroke border = Stroke.of(ink.color(InkColor.BORDER_STRONG), 1);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double x = i * (box + GAP);
            if (i > 0) {
                pen.line(x - GAP, height / 2, x, height / 2, Stroke.of(ink.color(InkColor.AXIS_CHANNEL), 2));
            }
            pen.fillRect(x, top, box, tall, 8, ink.color(InkColor.BG_SUBTLE));
            pen.strokeRect(x, top, box, tall, 8, border);
            pen.text(heading.fitted(part.name(), box - 16), x + box / 2, top + 26, Anchor.MIDDLE, heading, ink.color(InkColor.FG));
            double line = top + 50;
            for (String text : part.lines()) {
                pen.text(body.fitted(text, box - 12), x + box / 2, line, Anchor.MIDDLE, body, ink.color(InkColor.FG_MUTED));
                line += body.size() * 1.5;
            }
            String count = part.parameters() == 0 ? "no weights" : String.format(Locale.ROOT, "%,d", part.parameters());
            pen.text(number.fitted(count, box - 12), x + box / 2, top + tall - 14, Anchor.MIDDLE, number, ink.color(InkColor.FG));
        }
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "A transformer with %d blocks, %d heads, d_model %d and %,d parameters.", config.nLayer(), config.nHead(),
                config.dModel(), config.parameterCount());
    }
}
