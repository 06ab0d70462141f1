package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;

/// The legend of a [FlowPicture], right-aligned on one line: whose curves are coloured, or what the map's colours mean.
///
/// @param flow the picture it explains
public record FlowLegend(FlowPicture flow) implements Picture {

    private static final double GAP = 8;
    private static final double BAR = 80;

    @Override
    public Size preferredSize() {
        return new Size(330, 24);
    }

    @Override
    public void paint(Pen pen, Ink ink, double width, double height) {
        if (flow.flow().time() == 0) {
            return;
        }
        if (flow.mode() == FlowPicture.Mode.MAPS) {
            paintScale(pen, ink, width, height / 2);
        } else if (flow.at().query() >= 0 && flow.at().query() < flow.flow().time()) {
            paintReader(pen, ink, width, height / 2);
        }
    }

    private void paintReader(Pen pen, Ink ink, double width, double y) {
        TextFont sans = ink.font(FontRole.CAPTION);
        TextFont mono = ink.font(FontRole.MONO_SMALL_BOLD);
        int muted = ink.color(InkColor.FG_MUTED);
        double x = width;
        pen.text("reads from", x, sans.centred(y), Anchor.END, sans, muted);
        x -= sans.width("reads from ");
        x -= TokenLabel.paint(pen, ink, flow.flow().tokens().get(flow.at().query()), x, sans.centred(y), Anchor.END, mono,
                ink.color(InkColor.Q_TEXT), width / 2);
        x -= sans.width(" ");
        pen.text("what", x, sans.centred(y), Anchor.END, sans, muted);
        x -= sans.width("what") + GAP + 10;
        pen.fillRect(x, Math.rint(y - 5), 10, 10, 2, ink.color(InkColor.Q));
    }

    private void paintScale(Pen pen, Ink ink, double width, double y) {
        TextFont sans = ink.font(FontRole.CAPTION);
        TextFont mono = ink.font(FontRole.MONO_SMALL);
        int muted = ink.color(InkColor.FG_MUTED);
        Stroke frame = Stroke.of(ink.color(InkColor.BORDER_STRONG), 1);
        double top = Math.rint(y - 5);
        double x = width;
        if (flow.flow().causal()) {
            pen.text("masked", x, sans.centred(y), Anchor.END, sans, muted);
            x = Math.rint(x - sans.width("masked") - GAP - 24);
            pen.hatch(x, top, 24, 11);
            pen.strokeRect(x + 0.5, top + 0.5, 23, 10, 0, frame);
            x -= 2 * GAP;
        }
        pen.text("1", x, mono.centred(y), Anchor.END, mono, muted);
        x = Math.rint(x - mono.width("1") - GAP - BAR);
        int[] colors = new int[(int) BAR];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = ink.sequential().at(i / (BAR - 1));
        }
        pen.cells(new Cells(colors.length, 1, colors), x, top, BAR, 11);
        pen.strokeRect(x + 0.5, top + 0.5, BAR - 1, 10, 0, frame);
        x -= GAP;
        pen.text("0", x, mono.centred(y), Anchor.END, mono, muted);
        x -= mono.width("0") + GAP;
        pen.text("weight, " + flow.flow().weightsAre(), x, sans.centred(y), Anchor.END, sans, muted);
    }

    @Override
    public String describe() {
        return flow.mode() == FlowPicture.Mode.MAPS
                ? "Colours show attention weights from 0 to 1, " + flow.flow().weightsAre() + "; hatched cells are masked."
                : "Coloured curves show what the selected token reads from.";
    }
}
