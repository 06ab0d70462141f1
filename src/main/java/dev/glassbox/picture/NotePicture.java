package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;

/// The place of a picture that has nothing to show yet: one sentence that says why and what to do.
public record NotePicture(String sentence) implements Picture {

    private static final double LINE = 20;

    @Override
    public Size preferredSize() {
        return new Size(600, 60);
    }

    @Override
    public double bleed() {
        return 8;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont font = ink.font(FontRole.BODY);
        StringBuilder line = new StringBuilder();
        double y = 16;
        for (String word : sentence.split(" ")) {
            if (!line.isEmpty() && font.width(line + " " + word) > width - 2 * bleed()) {
                pen.text(line.toString(), bleed(), y, Anchor.START, font, ink.color(InkColor.FG_MUTED));
                line.setLength(0);
                y += LINE;
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        pen.text(line.toString(), bleed(), y, Anchor.START, font, ink.color(InkColor.FG_MUTED));
    }

    @Override
    public String describe() {
        return sentence;
    }
}
