package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.glassbox.analysis.MaskRule;
import dev.glassbox.control.PictureView;
import dev.glassbox.picture.BarPicture;
import dev.glassbox.picture.HeadWallPicture;
import dev.glassbox.picture.HeatmapPicture;
import dev.glassbox.picture.RowPicture;
import dev.glassbox.session.RunSpec;
import dev.glassbox.view.AttentionChoice.Order;
import dev.glassbox.view.AttentionChoice.Page;
import dev.glassbox.viewmodel.AttentionModel;
import dev.glassbox.viewmodel.RemovalModel.Part;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The pages of the Attention lens beside the microscope, in a whole window.
class AttentionPagesTest {
    private static javafx.stage.Stage stage;
    private static WindowFixture window;
    private static AttentionModel attention;

    @BeforeAll
    static void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        on(() -> {
            window = new WindowFixture();
            window.show(stage, RunSpec.smallStories());
            window.wiring.state().lens().set(Views.ATTENTION);
            return null;
        });
        attention = window.wiring.models().attention();
        until(() -> attention.getShown().isPresent());
    }

    @AfterAll
    static void close() throws Exception {
        on(() -> {
            window.close();
            return null;
        });
    }

    private static <T> T on(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(work));
    }

    private static void until(Callable<Boolean> reached) throws Exception {
        for (int i = 0; i < 900; i++) {
            if (on(reached)) {
                return;
            }
            Thread.sleep(50);
        }
        fail("did not come about within forty-five seconds");
    }

    @SuppressWarnings("unchecked")
    private static <T> T find(String selector) throws Exception {
        return (T) on(() -> stage.getScene().lookup(selector));
    }

    private static void page(Page wanted) throws Exception {
        on(() -> {
            window.wiring.attention().page().set(wanted);
            return null;
        });
    }

    @Test
    void theWallSortsByDamageAndAPartCanBeRemoved() throws Exception {
        page(Page.HEADS);
        PictureView wall = find(".heads-page .picture-view");
        until(() -> wall.getPicture() instanceof HeadWallPicture && attention.removal().damageProperty().get() != null);
        on(() -> {
            window.wiring.attention().order().set(Order.DAMAGE);
            return null;
        });
        until(() -> wall.getPicture() instanceof HeadWallPicture sorted && !sorted.blocks());
        double[] damage = on(() -> attention.removal().damageProperty().get().added());
        HeadWallPicture sorted = (HeadWallPicture) on(wall::getPicture);
        for (int i = 1; i < sorted.heads().size(); i++) {
            var a = sorted.heads().get(i - 1);
            var b = sorted.heads().get(i);
            assertTrue(damage[a.layer() * 4 + a.head()] >= damage[b.layer() * 4 + b.head()]);
        }
        for (Part part : Part.values()) {
            on(() -> {
                window.wiring.models().selection().selectKey(1);
                attention.removal().partProperty().set(part);
                return null;
            });
            until(() -> attention.removal().removalProperty().get() != null && attention.removal().meant().isPresent()
                    && attention.removal().removalProperty().get().parts().contains(attention.removal().meant().get()));
        }
        PictureView bars = on(() -> (PictureView) stage.getScene().lookup(".removal-card .picture-view"));
        until(() -> bars.getPicture() instanceof BarPicture picture && picture.bars().size() == 8);
    }

    @Test
    void theValidationTextIsReadOnRequest() throws Exception {
        page(Page.HEADS);
        on(() -> {
            attention.removal().partProperty().set(Part.BLOCK);
            ((Button) stage.getScene().lookup(".removal-card .button")).fire();
            return null;
        });
        until(() -> attention.removal().validationProperty().get() != null);
        var found = on(() -> attention.removal().validationProperty().get());
        assertTrue(found.before() > 0 && found.after() > 0);
        assertTrue(Double.isNaN(attention.removal().progressProperty().get()));
    }

    @Test
    void masksAnswerBankAndRiver() throws Exception {
        page(Page.MASKS);
        Label answer = find(".masks-page .answer");
        until(() -> answer.getText().contains("May bank read river?  causal no · bidirectional yes · prefix yes · sliding window no"));
        assertTrue(answer.getText().contains("only steep reads both"));
        PictureView rules = find(".masks-page .picture-view");
        RowPicture row = (RowPicture) on(rules::getPicture);
        HeatmapPicture causal = (HeatmapPicture) row.pictures().getFirst();
        assertTrue(causal.map().masked(1, 4));
        assertFalse(((HeatmapPicture) row.pictures().get(1)).map().masked(1, 4));
        for (int t = 0; t < 8; t++) {
            int open = 0;
            for (int key = 0; key < 8; key++) {
                open += causal.map().masked(t, key) ? 0 : 1;
            }
            assertEquals(t + 1, open);
        }
        for (float weight : MasksController.softmax(MaskRule.triuTimesMinusInfinity(4))) {
            assertTrue(Float.isNaN(weight));
        }
        float[] right = MasksController.softmax(MaskRule.filledMinusInfinity(4));
        assertEquals(0.25f, right[12]);
        assertEquals(1f, right[0]);
    }

    @Test
    void theLabFollowsItsSliders() throws Exception {
        page(Page.SATURATION);
        until(() -> attention.saturation().answerProperty().get() != null);
        on(() -> {
            attention.saturation().widthProperty().set(256);
            return null;
        });
        until(() -> attention.saturation().answerProperty().get().plain().dHead() == 256);
        assertEquals(16, on(() -> attention.saturation().answerProperty().get().plain().deviation()), 0.6);
        PictureView scores = find(".saturation-page .picture-view");
        until(() -> scores.getPicture() instanceof BarPicture);
    }

    @Test
    void patchingComparesTwoSentencesOfOneLength() throws Exception {
        page(Page.PATCH);
        until(() -> attention.patch().answerProperty().get() != null);
        var found = on(() -> attention.patch().answerProperty().get());
        int time = found.from().tokens();
        assertEquals(found.whole(), found.grid()[found.grid().length - 1], 1e-6);
        assertEquals(found.plain(), found.grid()[found.grid().length - time], 1e-6);
        on(() -> {
            attention.patch().textProperty().set("the");
            return null;
        });
        until(() -> attention.patch().problemProperty().get().contains("as it") || attention.patch().problemProperty().get().contains("agree"));
    }
}
