package dev.glassbox.view;

import dev.glassbox.analysis.HeadRoles;
import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.PictureView;
import dev.glassbox.control.SegmentedControl;
import dev.glassbox.picture.HeadWallPicture;
import dev.glassbox.picture.Numbers;
import dev.glassbox.picture.Picture.Hit;
import dev.glassbox.session.Trace;
import dev.glassbox.view.AttentionChoice.Bench;
import dev.glassbox.view.AttentionChoice.Order;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.RemovalModel;
import dev.glassbox.viewmodel.RemovalModel.Damage;
import dev.glassbox.viewmodel.RemovalModel.Part;
import dev.glassbox.viewmodel.SelectionModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;

/// The page where parts are taken out by a click: all heads with what each looks like and is worth, the parts of a block, or cells to paint.
public final class HeadsController {
    private final WindowModel models;
    private final AttentionModel attention;
    private final RemovalModel removal;
    private final SelectionModel selection;
    private final AttentionChoice choice;
    private final Exports exports;

    @FXML private PictureView wall;
    @FXML private Label caption;
    @FXML private SegmentedControl<Order> order;
    @FXML private SegmentedControl<Bench> bench;
    @FXML private Node partsPage;
    @FXML private Node paintPage;

    public HeadsController(WindowModel models, AttentionChoice choice, Exports exports) {
        this.models = models;
        this.attention = models.attention();
        this.removal = models.attention().removal();
        this.selection = models.selection();
        this.choice = choice;
        this.exports = exports;
    }

    @FXML
    private void initialize() {
        order.setNames(Order::label);
        order.setAll(Order.values());
        order.valueProperty().bindBidirectional(choice.order());
        bench.setNames(Bench::label);
        bench.setAll(Bench.values());
        bench.valueProperty().bindBidirectional(choice.bench());
        choice.bench().subscribe(this::layOut);
        new Refresh(models.pulse(), wall, this::drawWall, attention.shownProperty(), removal.damageProperty(), choice.order(), selection.layerProperty(),
                selection.headProperty());
        wall.setOnPick(this::pick);
        wall.setOnOpen(hit -> {
            pick(hit);
            choice.page().set(AttentionChoice.Page.MICROSCOPE);
        });
        wall.hoveredProperty().subscribe(choice.pointed()::set);
        exports.add(new Figure("wall", "All heads", wall, () -> caption.getText()));
    }

    /// What can be taken out by a click: at first the part a click would mean.
    private void layOut(Bench now) {
        wall.setVisible(now == Bench.HEADS);
        order.setVisible(now == Bench.HEADS);
        order.setManaged(now == Bench.HEADS);
        partsPage.setVisible(now == Bench.PARTS);
        paintPage.setVisible(now == Bench.CELLS);
        removal.partProperty().set(switch (now) {
            case HEADS -> Part.HEAD;
            case PARTS -> Part.ATTENTION;
            case CELLS -> Part.PAINTED;
        });
        caption();
    }

    private void caption() {
        caption.setText(switch (choice.bench().get()) {
            case HEADS -> "";
            case PARTS -> "click a part to take it out";
            case CELLS -> "drag over cells to paint them";
        });
    }

    private void pick(Hit hit) {
        if (hit instanceof HeadWallPicture.Thumb thumb) {
            selection.selectLayer(thumb.layer());
            selection.selectHead(thumb.head());
            removal.partProperty().set(Part.HEAD);
        }
    }

    private void drawWall() {
        Trace trace = attention.getShown().orElse(null);
        if (trace == null) {
            wall.setPicture(null);
            return;
        }
        MaskRule mask = attention.shownMask();
        List<HeadRoles> roles = AttentionModel.roles(trace);
        Damage damage = removal.damageProperty().get();
        boolean known = damage != null && damage.added().length == roles.size() && damage.trace().config().equals(trace.config());
        List<HeadWallPicture.Head> heads = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            List<String> lines = new ArrayList<>(AttentionPictures.words(roles.get(i)));
            lines.add(known && !Double.isNaN(damage.added()[i]) ? "removed " + signed(damage.added()[i]) : "removed …");
            heads.add(AttentionPictures.head(trace, i, lines));
        }
        Order sort = choice.order().get();
        boolean blocks = sort == Order.BLOCK;
        List<Integer> places = new ArrayList<>(IntStream.range(0, heads.size()).boxed().toList());
        if (sort == Order.ENTROPY) {
            places.sort(Comparator.comparingDouble(i -> roles.get(i).entropy()));
        } else if (sort == Order.DAMAGE && known && damage.complete()) {
            places.sort(Comparator.comparingDouble(i -> -damage.added()[i]));
        }
        List<HeadWallPicture.Head> sorted = places.stream().map(i -> blocks ? heads.get(i) : named(heads.get(i))).toList();
        wall.setPicture(new HeadWallPicture(sorted, trace.tokens(), mask.closed(trace.tokens()), trace.heads(), blocks,
                trace.heads() / trace.config().nKvHead(), Math.min(selection.getLayer(), trace.layers() - 1), Math.min(selection.getHead(), trace.heads() - 1)));
    }

    /// Out of their rows heads say which they are.
    private static HeadWallPicture.Head named(HeadWallPicture.Head head) {
        List<String> lines = new ArrayList<>(head.lines());
        lines.set(0, (head.layer() + 1) + "." + (head.head() + 1) + " " + lines.getFirst());
        return new HeadWallPicture.Head(head.layer(), head.head(), head.weights(), head.offset(), lines);
    }

    private static String signed(double nats) {
        return Math.abs(nats) < 0.0005 ? "±0" : (nats > 0 ? "+" : "") + Numbers.fixed(nats, 3);
    }
}
