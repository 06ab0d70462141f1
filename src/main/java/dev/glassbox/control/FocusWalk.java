package dev.glassbox.control;

import dev.glassbox.picture.Box;
import dev.glassbox.picture.Picture.Hit;
import java.util.List;
import javafx.scene.input.KeyCode;

/// Moves the focus through the parts of a picture as the eye would: to the nearest part in the direction of the arrow.
final class FocusWalk {

    private static final double SIDEWAYS = 3;

    private FocusWalk() {}

    static Hit next(List<Hit> parts, Hit from, KeyCode arrow) {
        if (from == Hit.NONE) {
            return arrow == KeyCode.LEFT || arrow == KeyCode.UP ? parts.getLast() : parts.getFirst();
        }
        Hit best = from;
        double shortest = Double.MAX_VALUE;
        for (Hit part : parts) {
            double distance = distance(from.box(), part.box(), arrow);
            if (distance < shortest) {
                shortest = distance;
                best = part;
            }
        }
        return best;
    }

    /// Infinite when `to` does not lie in the arrow's direction.
    private static double distance(Box from, Box to, KeyCode arrow) {
        double dx = to.centreX() - from.centreX();
        double dy = to.centreY() - from.centreY();
        double ahead = switch (arrow) {
            case LEFT -> -dx;
            case RIGHT -> dx;
            case UP -> -dy;
            default -> dy;
        };
        double aside = arrow == KeyCode.LEFT || arrow == KeyCode.RIGHT ? Math.abs(dy) : Math.abs(dx);
        return ahead < 0.5 ? Double.MAX_VALUE : ahead + SIDEWAYS * aside;
    }
}
