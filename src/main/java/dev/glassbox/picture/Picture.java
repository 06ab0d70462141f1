package dev.glassbox.picture;

import java.util.List;
import java.util.Optional;

/// A value that can paint itself at any size.
///
/// Implementations are records over data that is never written again, so an equal picture need not be painted twice.
/// All lengths are logical pixels; `ink.scale()` tells how much larger than on a desk the text has to be.
public interface Picture {

    /// The size at which the design shows this picture in a 1440 × 900 window.
    Size preferredSize();

    /// Below this size the picture stops being readable.
    default Size minimumSize() {
        return new Size(preferredSize().width() * 0.5, preferredSize().height() * 0.5);
    }

    /// Paints into the rectangle from (0, 0) to (`width`, `height`), without a background of its own.
    void paint(Pen pen, Ink ink, double width, double height);

    /// How far a band or ring may stand out on the left and right of what is read; frames align their titles with it.
    default double bleed() {
        return 0;
    }

    /// What explains the picture's colours beside its title, when it needs that.
    default Optional<Picture> legend() {
        return Optional.empty();
    }

    /// The parts the arrow keys can reach and the mouse can hit, in reading order; of two that overlap the later one wins.
    default List<Hit> parts(Ink ink, double width, double height) {
        return List.of();
    }

    /// The part one arrow key away from `from`, for pictures that know without listing all their parts; empty leaves it
    /// to the places of [#parts].
    ///
    /// @param from the part that has the focus, [Hit#NONE] for none
    /// @param dx   −1 left, 1 right
    /// @param dy   −1 up, 1 down
    default Optional<Hit> step(Hit from, int dx, int dy, Ink ink, double width, double height) {
        return Optional.empty();
    }

    /// What lies under a point, or [Hit#NONE].
    default Hit hit(Ink ink, double x, double y, double width, double height) {
        return parts(ink, width, height).reversed().stream()
                .filter(part -> part.box().contains(x, y))
                .findFirst().orElse(Hit.NONE);
    }

    /// The numbers that are drawn, for a spreadsheet; empty for a picture that is none of numbers.
    default Optional<NumberTable> numbers() {
        return Optional.empty();
    }

    /// One true sentence with the main fact: for screen readers, captions and the SVG title.
    String describe();

    /// Width and height in logical pixels.
    record Size(double width, double height) {}

    /// A part of a picture under the mouse or the focus. Each picture nests its own kinds.
    interface Hit {
        Hit NONE = new Hit() {
            @Override public Box box() {
                return Box.EMPTY;
            }

            @Override public String text() {
                return "";
            }
        };

        /// Where the part lies, for the focus ring.
        Box box();

        /// What the part shows, with its value, in a few words.
        String text();
    }
}
