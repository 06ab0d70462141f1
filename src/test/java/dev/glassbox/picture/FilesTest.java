package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FilesTest {

    /// The program itself needs neither; only these checks read PNG and XML with the JDK's own code.
    @BeforeAll
    static void readTheJdksDecoders() {
        for (String name : List.of("java.desktop", "java.xml")) {
            FilesTest.class.getModule().addReads(ModuleLayer.boot().findModule(name).orElseThrow());
        }
    }

    @Test
    void aPngReadsBackPixelForPixel() throws Exception {
        int[] argb = new int[7 * 5];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = i * 0x07152637 ^ 0x80FF00FF;
        }
        var image = ImageIO.read(new ByteArrayInputStream(PngWriter.encode(argb, 7, 5)));
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 7; x++) {
                assertEquals(argb[7 * y + x], image.getRGB(x, y));
            }
        }
    }

    @Test
    void aPngThatLacksRowsIsRefused() throws Exception {
        PngWriter png = new PngWriter(new ByteArrayOutputStream(), 3, 2);
        png.rows(new int[3], 1);
        assertThrows(IllegalStateException.class, png::close);
    }

    @Test
    void everyPictureBecomesWellFormedSvgWithItsDescriptionAsTitle() throws Exception {
        for (Picture picture : List.of(LiveSamples.lines(), LiveSamples.maps(), LiveSamples.map(true), LiveSamples.diary(),
                LiveSamples.timeline(500, 40), LiveSamples.strip(), LiveSamples.stage(LiveSamples.lines()),
                new FigurePicture("a < b & \"c\"", "", LiveSamples.maps(), "caption", FigurePicture.TextSize.SLIDE))) {
            String svg = SvgPen.write(picture, Ink.light(), 984, 340, 0xFFFFFFFF);
            Document document = parse(svg);
            assertEquals(picture.describe(), document.getElementsByTagName("title").item(0).getTextContent());
            assertTrue(document.getElementsByTagName("text").getLength() > 3);
        }
    }

    @Test
    void textIsEscapedAndControlCharactersAreReplaced() throws Exception {
        Flow flow = new Flow(List.of("<&\"'>\u0001"), new float[2], 2, List.of(new float[] {1}), "head 1", true,
                List.of(new Flow.Guess("x", 1, "")));
        String svg = SvgPen.write(new FlowPicture(flow, Selection.of(0, 0), FlowPicture.Mode.LINES, false), Ink.dark(), 984, 340, 0);
        assertTrue(parse(svg).getDocumentElement().getTextContent().contains("<&\"'>\uFFFD"));
    }

    @Test
    void largeGridsAreEmbeddedAsAnImage() throws Exception {
        Picture grid = new Picture() {
            @Override public Size preferredSize() {
                return new Size(100, 100);
            }

            @Override public void paint(Pen pen, Ink ink, double width, double height) {
                pen.cells(new Cells(80, 80, new int[6400]), 0, 0, width, height);
            }

            @Override public String describe() {
                return "A grid.";
            }
        };
        assertEquals(1, parse(SvgPen.write(grid, Ink.light(), 100, 100, 0)).getElementsByTagName("image").getLength());
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
