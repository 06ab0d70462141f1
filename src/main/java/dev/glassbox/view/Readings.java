package dev.glassbox.view;

import dev.glassbox.control.PictureView;
import dev.glassbox.picture.LinePicture;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.viewmodel.MomentViewModel;

/// What every chart over the steps does: it shows the play head and the values under the mouse, and a click goes to that step.
final class Readings {

    private Readings() {}

    static LinePicture with(LinePicture chart, MomentViewModel moment, PictureView view) {
        LinePicture headed = moment.isLive() ? chart : chart.withPlayhead(moment.getStep());
        return view.hoveredProperty().get() instanceof LinePicture.Reading reading ? headed.withReading(reading.x()) : headed;
    }

    static void go(Hit hit, MomentViewModel moment) {
        if (hit instanceof LinePicture.Reading reading) {
            moment.view((int) Math.round(reading.x()));
        }
    }
}
