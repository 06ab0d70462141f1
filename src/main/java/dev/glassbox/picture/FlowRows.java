package dev.glassbox.picture;

import dev.glassbox.picture.Pen.Anchor;

/// Paints what stands left and right of the blocks: tokens, vectors, guesses.
record FlowRows(Flow flow, Selection at, FlowLayout layout, Pen pen, Ink ink) {

    private static final double CELL = 5;
    private static final double[] LIMITS = {0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000};

    void paint() {
        double limit = limit();
        headings(limit);
        for (int t = layout.first; t < layout.first + layout.count; t++) {
            token(t);
            vector(t, limit);
            guess(t);
        }
        if (layout.foldedAbove()) {
            folded(layout.first - 1, layout.first, "earlier");
        }
        if (layout.foldedBelow()) {
            folded(layout.first + layout.count, layout.time - layout.first - layout.count, "later");
        }
    }

    private void headings(double limit) {
        int muted = ink.color(InkColor.FG_MUTED);
        TextFont small = ink.font(FontRole.MONO_SMALL);
        heading("Tokens", layout.left, layout.stripX - layout.left - 4);
        heading(ink.font(FontRole.HEADING).width("x = tok + pos") <= layout.stripWidth + 4 ? "x = tok + pos" : "tok + pos",
                layout.stripX, layout.stripWidth + 10);
        pen.text("T = " + flow.time(), layout.left, 32, Anchor.START, small, muted);
        String size = flow.time() + " × " + flow.dModel();
        String range = size + " ±" + Numbers.format(limit).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
        pen.text(small.width(range) <= layout.stripWidth + 4 ? range : size, layout.stripX, 32, Anchor.START, small, muted);
        heading("Guess for the next token", layout.guessX, layout.right - layout.guessX);
        TextFont caption = ink.font(FontRole.CAPTION);
        pen.text("probability", layout.guessX, 32, Anchor.START, caption, muted);
        pen.text("true next", layout.right, 32, Anchor.END, caption, muted);
    }

    private void heading(String text, double x, double width) {
        TextFont font = ink.font(FontRole.HEADING);
        pen.text(font.fitted(text, width), x, 16, Anchor.START, font, ink.color(InkColor.FG));
    }

    private boolean tight() {
        return layout.pitch < 26;
    }

    private void token(int t) {
        boolean selected = t == at.query();
        TextFont font = tight() ? ink.font(selected ? FontRole.MONO_BOLD : FontRole.MONO)
                : ink.font(selected ? FontRole.TOKEN_BOLD : FontRole.TOKEN);
        double y = layout.y(t);
        double room = layout.stripX - layout.left - 6;
        double width = TokenLabel.paint(pen, ink, flow.tokens().get(t), layout.left, font.centred(y), Anchor.START, font,
                ink.color(InkColor.FG), room);
        if (t == at.hover()) {
            pen.strokeRect(layout.left - 4, y - 10, width + 8, 20, 6, Stroke.of(ink.color(InkColor.FG), 1));
        }
    }

    private void vector(int t, double limit) {
        int bins = bins();
        int[] colors = new int[bins];
        for (int b = 0; b < bins; b++) {
            colors[b] = ink.diverging().signed(bin(t, b, bins), limit);
        }
        double height = Math.min(18, Math.rint(layout.pitch * 0.6));
        double y = Math.rint(layout.y(t) - height / 2);
        double x = Math.rint(layout.stripX);
        double width = Math.rint(layout.stripWidth);
        pen.cells(new Cells(bins, 1, colors), x, y, width, height);
        pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1, 0, Stroke.of(ink.color(InkColor.BORDER), 1));
    }

    private int bins() {
        int bins = Math.min(flow.dModel(), Math.max(1, (int) (layout.stripWidth / CELL)));
        return bins < flow.dModel() && bins >= 16 ? bins / 16 * 16 : bins;
    }

    /// The mean of the vector's numbers that share a cell.
    private double bin(int t, int b, int bins) {
        int from = b * flow.dModel() / bins;
        int to = Math.max(from + 1, (b + 1) * flow.dModel() / bins);
        double sum = 0;
        for (int c = from; c < to; c++) {
            sum += flow.x()[t * flow.dModel() + c];
        }
        return sum / (to - from);
    }

    /// A round limit that all cells stay below, so that colours do not jump from step to step.
    private double limit() {
        double largest = 0;
        int bins = bins();
        for (int t = 0; t < flow.time(); t++) {
            for (int b = 0; b < bins; b++) {
                largest = Math.max(largest, Math.abs(bin(t, b, bins)));
            }
        }
        for (double limit : LIMITS) {
            if (largest <= limit) {
                return limit;
            }
        }
        return largest;
    }

    private void guess(int t) {
        Flow.Guess guess = flow.guesses().get(t);
        boolean selected = t == at.query();
        double y = layout.y(t);
        double height = Math.min(20, Math.rint(layout.pitch * 0.75));
        double top = Math.rint(y - height / 2);
        TextFont mono = ink.font(FontRole.MONO);
        int text = ink.color(InkColor.FG);
        pen.fillRect(layout.guessX, top, layout.barWidth, height, 3, ink.color(selected ? InkColor.BG_SURFACE : InkColor.BG_SUBTLE));
        pen.fillRect(layout.guessX, top, Math.max(2, layout.barWidth * Math.clamp(guess.p(), 0, 1)), height, 3, ink.color(InkColor.BAR));
        String p = Numbers.probability(guess.p());
        double room = layout.barWidth - 8 - 8 - 6 - mono.width(p);
        TokenLabel.paint(pen, ink, guess.label(), layout.guessX + 8, mono.centred(y), Anchor.START,
                selected ? ink.font(FontRole.MONO_BOLD) : mono, text, room);
        pen.text(p, layout.guessX + layout.barWidth - 8, mono.centred(y), Anchor.END, mono, text);
        truth(guess, y, mono);
    }

    private void truth(Flow.Guess guess, double y, TextFont mono) {
        if (!guess.known()) {
            TextFont caption = ink.font(FontRole.CAPTION);
            pen.text("not yet known", layout.right, caption.centred(y), Anchor.END, caption, ink.color(InkColor.FG_MUTED));
            return;
        }
        TokenLabel.paint(pen, ink, guess.trueNext(), layout.right - 20, mono.centred(y), Anchor.END, mono,
                ink.color(guess.right() ? InkColor.FG : InkColor.FG_MUTED), layout.right - 20 - layout.guessX - layout.barWidth - 2);
        if (guess.right()) {
            double x = layout.right - 14;
            pen.polyline(new double[] {x, x + 4.5, x + 13}, new double[] {y, y + 4.5, y - 5}, 3,
                    Stroke.round(ink.color(InkColor.OK), 2));
        } else {
            pen.fillCircle(layout.right - 7, y, 2.5, ink.color(InkColor.FG_SUBTLE));
        }
    }

    private void folded(int position, int hidden, String side) {
        TextFont font = ink.font(FontRole.CAPTION);
        pen.text("⋯ " + Numbers.integer(hidden) + " " + side, layout.left, font.centred(layout.y(position)), Anchor.START, font,
                ink.color(InkColor.FG_MUTED));
    }
}
