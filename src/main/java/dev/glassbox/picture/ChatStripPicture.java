package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;
import java.util.ArrayList;
import java.util.List;

/// A row of tokens that runs over several lines; special tokens have square corners and stand in ink.
public record ChatStripPicture(List<Piece> pieces) implements Picture {

    private static final double BLEED = 8;
    private static final double HIGH = 36;
    private static final double GAP = 6;

    /// A token.
    public record Piece(String label, int id, boolean special) {}

    /// A token that can be pointed at.
    public record Chip(int position, Box box, String text) implements Hit {}

    public ChatStripPicture {
        pieces = List.copyOf(pieces);
    }

    @Override
    public Size preferredSize() {
        return new Size(960, 130);
    }

    @Override
    public double bleed() {
        return BLEED;
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        TextFont tick = ink.font(FontRole.TICK);
        for (Hit part : parts(ink, width, height)) {
            Chip chip = (Chip) part;
            Piece piece = pieces.get(chip.position());
            Box box = chip.box();
            if (box.bottom() > height) {
                break;
            }
            double radius = piece.special() ? 0 : 8;
            pen.fillRect(box.x(), box.y(), box.width(), box.height(), radius, ink.color(piece.special() ? InkColor.FG : InkColor.BG_SURFACE));
            pen.strokeRect(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, radius, Stroke.of(ink.color(InkColor.BORDER_STRONG), 1));
            TokenLabel.paint(pen, ink, piece.label(), box.centreX(), box.y() + 16, Anchor.MIDDLE, ink.font(FontRole.MONO),
                    ink.color(piece.special() ? InkColor.BG_SURFACE : InkColor.FG), box.width() - 4);
            pen.text(Integer.toString(piece.id()), box.centreX(), box.y() + 29, Anchor.MIDDLE, tick,
                    ink.color(piece.special() ? InkColor.BG_SURFACE : InkColor.FG_SUBTLE));
        }
    }

    @Override
    public List<Hit> parts(Ink ink, double width, double height) {
        List<Hit> chips = new ArrayList<>();
        double x = BLEED;
        double y = 2;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            double wide = Math.max(ink.font(FontRole.MONO).width(piece.label()), ink.font(FontRole.TICK).width(Integer.toString(piece.id()))) + 16;
            if (x > BLEED && x + wide > width - BLEED) {
                x = BLEED;
                y += HIGH + GAP;
            }
            chips.add(new Chip(i, new Box(x, y, wide, HIGH), piece.label() + ", id " + piece.id() + (piece.special() ? ", put in by the program" : "")));
            x += wide + GAP;
        }
        return chips;
    }

    @Override
    public String describe() {
        return pieces.size() + " tokens: " + String.join(" ", pieces.stream().map(Piece::label).toList()) + ".";
    }
}
