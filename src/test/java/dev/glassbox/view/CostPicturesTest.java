package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glassbox.kernel.Kernels;
import dev.glassbox.picture.FlashPicture;
import dev.glassbox.picture.RacePicture;
import dev.glassbox.picture.TablePicture;
import dev.glassbox.session.CacheRace;
import dev.glassbox.session.TinyRuns;
import dev.glassbox.session.Warmup;
import dev.glassbox.viewmodel.CostModel;
import dev.glassbox.viewmodel.WindowModel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The numbers of rows A24, B23, D16 as they stand on the page.
class CostPicturesTest {
    @Test
    void theCalculationsAreThereBeforeAnythingIsMeasured() {
        try (WindowModel window = new WindowModel(Warmup.none(Kernels.scalar()), 1, 1, failure -> { })) {
            CostModel model = window.prediction().cost();
            assertEquals(128_000, model.nProperty().get());
            FlashPicture flash = CostPictures.flash(model, 4, 2);
            assertEquals("128,000² = 16,384,000,000", flash.facts().getFirst()[1]);
            assertEquals("30.5 GiB", flash.facts().get(1)[1]);
            List<String> each = CostPictures.memory(model).table().rows().stream().map(row -> row.cells().get(1)).toList();
            assertEquals(List.of("73,728", "2,621,440", "327,680", "40,960"), each);
            TablePicture scale = CostPictures.scale(model).table();
            assertTrue(scale.rows().stream().allMatch(row -> row.cells().get(4).equals("not measured")));
            assertEquals("68,976,648,192", scale.rows().getLast().cells().getFirst());
            model.nProperty().set(1024);
            assertEquals("72.0 MiB", CostPictures.memory(model).table().rows().getFirst().cells().get(2));
        }
    }

    /// Rows A25, D16: one row for each token with the cache, the whole triangle without, at every token of the race.
    @Test
    void theRaceCountsCellsAtEveryTokenOfIt() throws InterruptedException {
        CacheRace.News news = new CacheRace.News(TinyRuns.trained(TinyRuns.spec(2), 1), 3, 8, IntStream.rangeClosed(3, 8)
                .mapToObj(n -> new CacheRace.Step(n, 1, "a", 1_000, 2_000, true)).toList(), false);
        for (int lap = 1; lap <= 6; lap++) {
            RacePicture shown = CostPictures.race(news, lap);
            int n = lap + 2;
            assertEquals(n, shown.n());
            assertEquals(n, shown.cached().newest());
            assertEquals(n * (n + 1) / 2, shown.plain().newest());
            assertEquals(8, shown.last(), "the frame is that of the whole race");
        }
        assertEquals(8, CostPictures.race(news, CostModel.NEWEST).n());
    }

    @Test
    void unitsSuitTheSize() {
        assertEquals("72.0 MiB", CostPictures.bytes(72 << 20));
        assertEquals("512 bytes", CostPictures.bytes(512));
        assertEquals("3.51 µs", CostPictures.seconds(3.507e-6));
        assertEquals("2.00 min", CostPictures.seconds(120));
        assertEquals("3.00 days", CostPictures.seconds(3 * 86_400));
    }
}
