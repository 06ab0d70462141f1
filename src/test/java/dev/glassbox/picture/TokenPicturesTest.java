package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.picture.TokenBench.Chip;
import dev.glassbox.picture.TokenBench.Kind;
import dev.glassbox.picture.TokenBench.Row;
import java.util.List;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class TokenPicturesTest {
    private static final Ink INK = Ink.light();

    private static TokenBench bench() {
        Row words = new Row("words", "Words", "split at spaces", false, List.of(chip(0, 3, "the", "12", Kind.WHOLE), chip(3, 8, "·naïve", "", Kind.UNKNOWN)), 2, false);
        Row own = new Row("this_model", "This model", "BPE", true, List.of(chip(0, 3, "the", "257", Kind.WHOLE),
                new Chip(5, 6, "C3", "195", Kind.FRAGMENT, 0, 2, 5, 6), new Chip(5, 6, "AF", "175", Kind.FRAGMENT, 1, 2, 5, 6)), 3, true);
        return new TokenBench(List.of(words, own), 9, 0, 9);
    }

    private static Chip chip(int from, int to, String label, String id, Kind kind) {
        return new Chip(from, to, label, id, kind, 0, 1, from, to);
    }

    @Test
    void chipsOfAllRowsAlignByCharacter() {
        var picture = new TokenBenchPicture(bench(), true, -1, -1, "words");
        List<TokenBenchPicture.Piece> pieces = picture.parts(INK, 800, 200).stream().filter(TokenBenchPicture.Piece.class::isInstance)
                .map(TokenBenchPicture.Piece.class::cast).toList();
        assertEquals(5, pieces.size());
        assertEquals(pieces.get(0).box().x(), pieces.get(2).box().x());
        assertEquals(pieces.get(0).box().width(), pieces.get(2).box().width());
        assertEquals(pieces.get(3).box().x(), pieces.get(4).box().x(), "halves of one character are stacked");
        assertTrue(pieces.get(3).box().bottom() <= pieces.get(4).box().y());
    }

    @Test
    void whereRowsAreLowTheChosenOneKeepsRoomForItsIds() {
        RecordingPen low = RecordingPen.of(new TokenBenchPicture(bench(), true, -1, -1, "this_model"), INK, 800, 78);
        assertTrue(low.wrote("257"));
        assertFalse(low.wrote("12"), "the other row has no room for a second line");
        RecordingPen other = RecordingPen.of(new TokenBenchPicture(bench(), true, -1, -1, "words"), INK, 800, 78);
        assertTrue(other.wrote("12"));
        assertFalse(other.wrote("257"));
        RecordingPen high = RecordingPen.of(new TokenBenchPicture(bench(), true, -1, -1, "words"), INK, 800, 200);
        assertTrue(high.wrote("12") && high.wrote("257"));
        RecordingPen without = RecordingPen.of(new TokenBenchPicture(bench(), false, -1, -1, "words"), INK, 800, 78);
        assertFalse(without.wrote("12"));
        List<Picture.Hit> parts = new TokenBenchPicture(bench(), true, -1, -1, "words").parts(INK, 800, 78);
        assertTrue(parts.stream().allMatch(part -> part.box().bottom() <= 78), "all rows stay on the picture");
    }

    @Test
    void theMouseFindsTheChipAndItsCharacters() {
        var picture = new TokenBenchPicture(bench(), true, -1, -1, "words");
        var piece = (TokenBenchPicture.Piece) picture.parts(INK, 800, 200).get(2);
        var hit = (TokenBenchPicture.Piece) picture.hit(INK, piece.box().centreX(), piece.box().centreY(), 800, 200);
        assertEquals(3, hit.start());
        assertEquals(8, hit.end());
        assertEquals("Words: ·naïve, unknown", hit.text());
    }

    @Test
    void everyPictureIsPaintedAtAnySize() {
        var tree = new MergeTreePicture.Node(300, "·the", new MergeTreePicture.Node(258, "·th", null, null), new MergeTreePicture.Node(101, "e", null, null));
        var cell = new PaddedBatchPicture.Cell("PAD", 27, true, true, "", 0, 0);
        List<Picture> pictures = List.of(new TokenBenchPicture(bench(), true, 5, 6, "words"),
                new TokenMetersPicture(List.of(new TokenMetersPicture.Meter("a", "A", "", true, 3, 1, 2.5, 9, 475, 30_400)), 64, "a"),
                new MergeRacePicture(List.of(new MergeRacePicture.Pair("a", "n", 4), new MergeRacePicture.Pair("·", "at", 4)), true, "equal count: leftmost"),
                new MergeTextPicture(List.of(new MergeTextPicture.Line(3, "now", true, List.of(new MergeTextPicture.Tile("an", 0, 2, 1)))), 2, 0.5),
                new MergeCurvePicture(new double[] {11, 9, 7, 5}, 2, "tokens", 256), new MergeTreePicture(tree),
                new PaddedBatchPicture(List.of(new PaddedBatchPicture.Row("a", List.of(cell)))),
                numberings(3), sum(), new SumPicture(List.of()), new ChatStripPicture(List.of(new ChatStripPicture.Piece("<|user|>", 476, true), new ChatStripPicture.Piece("hi", 5, false))));
        for (Picture picture : pictures) {
            for (double[] size : new double[][] {{300, 60}, {984, 300}, {1800, 700}}) {
                String svg = SvgPen.write(picture, INK, size[0], size[1], 0xFFFFFFFF);
                assertTrue(svg.strip().startsWith("<") && svg.strip().endsWith("</svg>"), picture.describe());
                picture.parts(INK, size[0], size[1]).forEach(part -> assertFalse(part.text().isBlank()));
            }
            assertTrue(picture.describe().endsWith("."), picture.describe());
        }
    }

    private static NumberingsPicture numberings(int tokens) {
        List<NumberingsPicture.Chip> first = new ArrayList<>();
        List<NumberingsPicture.Chip> second = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            first.add(new NumberingsPicture.Chip("t" + i, i, i == 0));
            second.add(new NumberingsPicture.Chip("t" + i, 100_000 + i, false));
        }
        return new NumberingsPicture(List.of(new NumberingsPicture.Row("Learned", "a", first, "led = 4 2 1", true),
                new NumberingsPicture.Row("Shuffled", "b", second, "", false)));
    }

    private static SumPicture sum() {
        var whole = new SumPicture.Line("", List.of(new SumPicture.Part("123", "10163"), new SumPicture.Part("45", "2231")));
        var short1 = new SumPicture.Line("+", List.of(new SumPicture.Part("7", "22")));
        var result = new SumPicture.Line("=", List.of(new SumPicture.Part("12352", "unk")));
        return new SumPicture(List.of(new SumPicture.Column("gpt2", "GPT-2", "BPE", true, List.of(whole, short1, result))));
    }

    @Test
    void theSameTokenStandsInOneColumnWhateverItsIds() {
        List<Picture.Hit> cells = numberings(5).parts(INK, 900, 100);
        assertEquals(10, cells.size());
        for (int c = 0; c < 5; c++) {
            assertEquals(cells.get(c).box().x(), cells.get(5 + c).box().x());
            assertEquals(cells.get(c).box().width(), cells.get(5 + c).box().width());
            assertTrue(INK.font(FontRole.TICK).width("100000") <= cells.get(c).box().width());
        }
        assertEquals("Shuffled: t4 = 100004", cells.getLast().text());
        double right = numberings(60).parts(INK, 900, 100).stream().mapToDouble(hit -> hit.box().right()).max().orElse(0);
        assertTrue(right < 900, "what does not fit is left out");
        assertTrue(RecordingPen.of(numberings(60), INK, 900, 100).wrote("led = 4 2 1"), "but not the outcome");
    }

    @Test
    void digitsOfEqualWorthStandBelowEachOther() {
        RecordingPen pen = RecordingPen.of(sum(), INK, 400, 240);
        List<Double> ones = new ArrayList<>();
        double rightmost = pen.texts.stream().filter(text -> text.text().matches("[0-9]")).mapToDouble(RecordingPen.Text::x).max().orElseThrow();
        pen.texts.stream().filter(text -> text.text().matches("[0-9]") && text.x() == rightmost).forEach(text -> ones.add(text.baseline()));
        assertEquals(3, ones.size(), "5, 7 and 2 are the ones");
        assertEquals(3, ones.stream().distinct().count());
        assertEquals("GPT-2: 123|45 + 7 = 12352", sum().parts(INK, 400, 240).getFirst().text());
    }

    @Test
    void theSquareOfACellCountIsAnArea() {
        var few = new TokenMetersPicture.Meter("a", "A", "", false, 10, 1, 1, 100, 475, 1);
        var many = new TokenMetersPicture.Meter("b", "B", "", false, 40, 1, 1, 1_600, 475, 1);
        var pen = RecordingPen.of(new TokenMetersPicture(List.of(few, many), 64, ""), INK, 984, 300);
        List<Box> squares = pen.rects.stream().map(RecordingPen.Rect::box).filter(box -> box.width() == box.height()).toList();
        assertEquals(2, squares.size());
        assertEquals(4, squares.get(1).width() / squares.get(0).width(), 0.3, "four times the tokens, four times the edge, sixteen times the area");
    }

    @Test
    void theCurveCanBeDraggedToAnyMerge() {
        var curve = new MergeCurvePicture(new double[] {11, 9, 7, 5}, 0, "tokens", 256);
        assertEquals(0, ((MergeCurvePicture.Moment) curve.hit(INK, 0, 50, 260, 200)).merges());
        assertEquals(3, ((MergeCurvePicture.Moment) curve.hit(INK, 259, 50, 260, 200)).merges());
    }

    @Test
    void picturesSideBySideAreHitWhereTheyLie() {
        var curve = new MergeCurvePicture(new double[] {11, 9, 7, 5}, 0, "tokens", 256);
        var row = new RowPicture(List.of(curve, curve), List.of(1.0, 1.0), 20);
        var part = (RowPicture.Part) row.hit(INK, 530, 50, 540, 200);
        assertEquals(1, part.picture());
        assertEquals(3, ((MergeCurvePicture.Moment) part.part()).merges());
        assertSame(Picture.Hit.NONE, row.hit(INK, 270, 50, 540, 200), "between them there is nothing");
    }

    @Test
    void aLongTextShowsOnlyWhatFits() {
        assertEquals(30, TokenBenchPicture.fit(1000, 30));
        assertTrue(TokenBenchPicture.fit(1000, 200_000) < 60);
    }

    @Test
    void barsAndTheRuleOfTiesStayInsideAtEveryHeight() {
        List<MergeRacePicture.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pairs.add(new MergeRacePicture.Pair("a", "b", 100 - i));
        }
        MergeRacePicture race = new MergeRacePicture(pairs, true, "equal count: the leftmost first occurrence");
        for (int height = 80; height <= 400; height++) {
            for (RecordingPen.Text text : RecordingPen.of(race, Ink.light(), 320, height).texts) {
                assertTrue(text.baseline() + 3 <= height, text.text() + " is cut at height " + height);
            }
        }
    }
}
