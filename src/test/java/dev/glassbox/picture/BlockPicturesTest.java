package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.Picture.Hit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The pictures of the Block lens, without a window.
class BlockPicturesTest {
    private static final Ink INK = Ink.light();

    private static BlockDiagram diagram(boolean pre, String norm, boolean residual, boolean ffn, double added) {
        return new BlockDiagram(1, 4, pre, norm, residual, ffn, "4 heads × 16", "64 → 256 → 64, GELU", "[2, 64]", List.of(new float[] {1, 0, 0.5f, 0.5f}), 2,
                ffn ? new float[] {0, 0.5f, 3} : new float[0], added, 2.73, 3, 4);
    }

    private static List<Picture> pictures() {
        var cell = new LogitLensPicture.Cell(List.of("·cat", "·dog"), List.of(0.5, 0.25), true, true);
        return List.of(new BlockDiagramPicture(diagram(true, "LayerNorm", true, true, 4.32)), new BlockDiagramPicture(diagram(false, "RMSNorm", true, true, 1)),
                new BlockDiagramPicture(diagram(true, "", false, false, Double.NaN)),
                new BlockDiagramPicture(diagram(true, "LayerNorm", true, true, 4.32), BlockDiagramPicture.Mode.GRADIENTS, null),
                new BlockDiagramPicture(diagram(true, "LayerNorm", true, true, 4.32), BlockDiagramPicture.Mode.BENCH, BlockDiagramPicture.Part.ADD1),
                new StreamBarsPicture(List.of(new StreamBarsPicture.Bar("tok + pos", -1, false, 1.2, 1.2), new StreamBarsPicture.Bar("attn 1", 0, false, Double.NaN, 2)), 0, "·was"),
                new StreamBarsPicture(List.of(), 0, ""), new StoppedPicture(List.of()),
                new StoppedPicture(List.of(new StoppedPicture.Stage("after block 1", 0, "·tired", 0.2, true), new StoppedPicture.Stage("after block 2", 1, "·old", 0.3, true))),
                new LogitLensPicture(List.of("the"), List.of(""), List.of(new LogitLensPicture.Stage("tok + pos", -1, List.of(cell)), new LogitLensPicture.Stage("block 1", 0, List.of(cell))), 0, 0, List.of(1)),
                new NeuronStripPicture(new float[] {1, -2, 0, Float.NaN}, 1, "·was"), new NeuronStripPicture(new float[3072], 3000, "·was"),
                new ActivationPicture("ReLU", new float[] {-3, 0, 3}, new float[] {0, 0, 3}, new float[] {0, 0, 1}, new float[] {-1, 2}, new float[] {0, 2}, 1),
                new ContextsPicture(List.of(new ContextsPicture.Line(1.5, List.of("the", "·cat", "·sat"), 1, true))),
                new NormStepsPicture(List.of(new NormStepsPicture.Step("x", "", new float[] {1, 2}, 1.5, 2.5), new NormStepsPicture.Step("y", "a", new float[] {Float.NaN, 1}, 0, 1))),
                new NormDialPicture(List.of(1.0, 2.0), List.of(-1.0, 1.0), List.of(0.6, 1.2), List.of("x", "y")),
                new TreemapPicture(List.of(new TreemapPicture.Leaf("a", 0, 10, "10"), new TreemapPicture.Leaf("b", 1, 5, "5"), new TreemapPicture.Leaf("c", 2, 0, "0")), "b"),
                new LedgerPicture(List.of(new LedgerPicture.Row("token table", "V·d", "2 · 3", "6", "", "6", "✓")), 0),
                new ArchitecturePicture(List.of(new ArchitecturePicture.Row("encoder", 2, List.of(new ArchitecturePicture.Node("k", "attn", "", "[S, 4]", true, false, -1, false))),
                        new ArchitecturePicture.Row("decoder", 2, List.of(new ArchitecturePicture.Node("k", "tokens", "", "[T]", false, false, -1, false), new ArchitecturePicture.Node("k", "cross", "kv", "[T, 4]", true, false, -1, true),
                                new ArchitecturePicture.Node("k", "+", "", "[T, 4]", true, true, 0, false))))),
                new ComparisonPicture(List.of("A", "B"), List.of("norm"), List.of(List.of("layer", "RMS")), 0),
                new MasksPicture(List.of("a", "b"), List.of(new MasksPicture.Mask("causal", "before and itself", new boolean[] {true, false, true, true})), 1, 0));
    }

    @Test
    void everyPictureIsPaintedAtAnySizeInEveryInkAndCanBeDescribed() {
        for (Picture picture : pictures()) {
            assertFalse(picture.describe().isEmpty());
            for (Ink ink : List.of(INK, Ink.dark())) {
                for (double[] size : new double[][] {{120, 40}, {480, 300}, {984, 230}, {1800, 700}}) {
                    picture.paint(new RecordingPen(), ink, size[0], size[1]);
                    for (Hit part : picture.parts(ink, size[0], size[1])) {
                        assertFalse(part.text().isEmpty(), picture.getClass().getSimpleName());
                    }
                }
            }
        }
    }

    @Test
    void whereThereIsAPartTheMouseFindsIt() {
        for (Picture picture : pictures()) {
            for (Hit part : picture.parts(INK, 984, 300)) {
                boolean small = part.box().isEmpty() || picture instanceof NormDialPicture || picture instanceof ActivationPicture || picture instanceof NeuronStripPicture n && n.values().length > 100;
                if (!small) {
                    assertEquals(part.text(), picture.hit(INK, part.box().centreX(), part.box().centreY(), 984, 300).text());
                }
            }
        }
    }

    @Test
    void areasOfTheTreemapAreInProportionAndFillIt() {
        var map = new TreemapPicture(List.of(new TreemapPicture.Leaf("a", 0, 60, ""), new TreemapPicture.Leaf("b", 0, 30, ""), new TreemapPicture.Leaf("c", 0, 10, "")), "");
        double all = (600 - 16) * (300 - 2);
        double covered = 0;
        for (Hit hit : map.parts(INK, 600, 300)) {
            var area = (TreemapPicture.Area) hit;
            assertEquals(area.leaf().size() / 100, area.share(), 1e-9);
            assertEquals(area.share() * all, area.box().width() * area.box().height(), 1e-6);
            covered += area.box().width() * area.box().height();
        }
        assertEquals(all, covered, 1e-6);
    }

    @Test
    void aModelWithoutNormsOrMlpHasNoPlacesForThem() {
        var picture = new BlockDiagramPicture(diagram(true, "", false, false, 1));
        assertTrue(picture.parts(INK, 984, 230).stream().filter(BlockDiagramPicture.Place.class::isInstance).map(BlockDiagramPicture.Place.class::cast)
                .noneMatch(p -> p.part() == BlockDiagramPicture.Part.NORM1 || p.part() == BlockDiagramPicture.Part.NORM2 || p.part() == BlockDiagramPicture.Part.MLP));
        assertTrue(picture.describe().contains("no norms"));
    }

    @Test
    void everyWireCarriesItsShape() {
        for (boolean pre : new boolean[] {true, false}) {
            var picture = new BlockDiagramPicture(diagram(pre, "LayerNorm", true, true, 1));
            List<String> wires = picture.parts(INK, 984, 230).stream().filter(BlockDiagramPicture.Wire.class::isInstance).map(Hit::text).toList();
            assertEquals(pre ? 10 : 8, wires.size());
            assertTrue(wires.stream().allMatch(text -> text.endsWith(": [2, 64]")), wires.toString());
            var pen = new RecordingPen();
            picture.paint(pen, INK, 984, 230);
            // Two badges, and one label on each wire between them.
            assertEquals(pre ? 11 : 9, pen.texts.stream().filter(t -> t.text().equals("[2, 64]")).count());
        }
        var off = new BlockDiagramPicture(diagram(true, "LayerNorm", false, true, 1));
        assertTrue(off.parts(INK, 984, 230).stream().noneMatch(hit -> hit instanceof BlockDiagramPicture.Wire && hit.text().contains("past")));
    }

    @Test
    void differencesAreMarkedAgainstTheReference() {
        var picture = new ComparisonPicture(List.of("A", "B", "C"), List.of("norm", "head"), List.of(List.of("layer", "RMS", "layer"), List.of("tied", "free", "free")), 0);
        assertTrue(picture.differs(0, 1));
        assertFalse(picture.differs(0, 2));
        assertEquals("Of 2 aspects these differ from A: B in 2, C in 1.", picture.describe());
    }
}
