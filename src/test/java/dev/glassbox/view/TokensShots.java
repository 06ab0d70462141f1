package dev.glassbox.view;

import dev.glassbox.control.PictureExporter;
import dev.glassbox.session.RunSpec;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class TokensShots {
    private WindowFixture fixture;
    private Stage stage;

    @Test
    void shots() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            fixture = new WindowFixture();
            stage.setX(0); stage.setY(0); fixture.show(stage, RunSpec.smallStories());
            fixture.wiring.state().lens().set(Views.TOKENS);
            var bench = fixture.wiring.models().tokens().bench();
            bench.setText("the cat ate a naïve strawberry");
        });
        until(() -> fixture.wiring.models().tokens().bench().getBench().complete() && fixture.wiring.models().tokens().bench().getBench().rows().size() >= 6
                && fixture.wiring.models().tokens().trainer().momentProperty().get() != null);
        String which = System.getProperty("shots", "base");
        int[][] sizes = {{1280, 720}, {1440, 900}};
        for (int[] size : sizes) {
            for (Theme theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
                if (theme == Theme.DARK && size[0] != 1440) continue;
                on(() -> {
                    stage.setWidth(size[0]);
                    stage.setHeight(size[1]);
                    fixture.wiring.state().theme().set(theme);
                });
                shot("tokens-" + size[0] + "-" + theme);
            }
        }
        on(() -> { fixture.wiring.state().theme().set(Theme.LIGHT); stage.setWidth(1440); stage.setHeight(900);
            fixture.wiring.models().tokens().bench().moreSizesProperty().set(true);
            fixture.wiring.models().tokens().bench().usePreset(dev.glassbox.viewmodel.BenchPreset.all().get(10)); });
        Thread.sleep(1500);
        shot("tokens-sizes");
        on(() -> fixture.wiring.models().tokens().bench().setText("The naïve cat 😀 ".repeat(12_000)));
        until(() -> fixture.wiring.models().tokens().bench().getBench().complete() && fixture.wiring.models().tokens().bench().getBench().text().length() > 100_000);
        shot("tokens-long");
        on(() -> { fixture.wiring.models().tokens().bench().moreSizesProperty().set(false);
            fixture.wiring.models().tokens().bench().setText("the cat ate a naïve strawberry");
            fixture.wiring.models().tokens().trainer().use(new dev.glassbox.session.CorpusSource.Text(dev.glassbox.text.Corpus.of("aaabdaaabac", "aaabdaaabac")));
            ((dev.glassbox.control.SegmentedControl<TokenChoice.Rows>) stage.getScene().lookup(".token-bench-view .segmented-control")).setValue(TokenChoice.Rows.NUMBERS); });
        Thread.sleep(1500);
        shot("tokens-numbers");
        pages();
        on(() -> {
            var old = stage.getScene();
            var root = old.getRoot();
            old.setRoot(new javafx.scene.layout.Pane());
            var big = new javafx.scene.Scene(root, 1920, 1080);
            big.getStylesheets().setAll(old.getStylesheets());
            wide = big;
            stage.setScene(big);
            root.resize(1920, 1080);
        });
        on(() -> { var page = (dev.glassbox.control.SegmentedControl<TokenChoice.Page>) wide.lookup(".lens-bar .segmented-control"); page.setValue(TokenChoice.Page.BENCH); });
        on(() -> fixture.close());
    }

    private javafx.scene.Scene wide;

    @SuppressWarnings("unchecked")
    private void pages() throws Exception {
        var page = (dev.glassbox.control.SegmentedControl<TokenChoice.Page>) stage.getScene().lookup(".lens-bar .segmented-control");
        for (TokenChoice.Page p : page.getItems().subList(1, page.getItems().size())) {
            for (int[] size : new int[][] {{1280, 720}, {1440, 900}}) {
                on(() -> { page.setValue(p); stage.setWidth(size[0]); stage.setHeight(size[1]); });
                Thread.sleep(1500);
                shot("tokens-" + p + "-" + size[0]);
            }
        }
    }

    private void shot(String name) throws Exception {
        Thread.sleep(700);
        on(() -> {
            WritableImage image = stage.getScene().snapshot(null);
            int w = (int) image.getWidth(), h = (int) image.getHeight();
            int[] argb = new int[w * h];
            image.getPixelReader().getPixels(0, 0, w, h, javafx.scene.image.PixelFormat.getIntArgbInstance(), argb, 0, w);
            try (var out = java.nio.file.Files.newOutputStream(Path.of("/tmp/gb/shots-tokens-" + name + ".png")); var png = new dev.glassbox.picture.PngWriter(out, w, h)) {
                png.rows(argb, h);
            } catch (java.io.IOException e) { throw new RuntimeException(e); }
        });
    }

    private static void on(Runnable work) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(work));
    }

    private static void until(BooleanSupplier done) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(done::getAsBoolean))) return;
            Thread.sleep(100);
        }
        throw new AssertionError("too slow");
    }
}
