package dev.glassbox.view;

import static org.junit.jupiter.api.Assertions.*;

import dev.glassbox.app.Wiring;
import dev.glassbox.kernel.Kernels;
import dev.glassbox.session.Warmup;
import dev.glassbox.view.ViewLoader.Loaded;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// Every FXML file of the program loads with the controller it names, and every field of the controller is filled.
class FxmlLoadsTest {
    private static Wiring wiring;

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
        wiring = WaitForAsyncUtils.asyncFx(() -> new Wiring(new WindowFixture.AnswersAtOnce(), Warmup.none(Kernels.scalar()), 1)).get();
    }

    @AfterAll
    static void endThreads() {
        wiring.close();
    }

    @ParameterizedTest
    @EnumSource(Views.class)
    void loadsWithItsController(Views view) throws Exception {
        Loaded loaded = WaitForAsyncUtils.asyncFx(() -> wiring.views().load(view)).get();
        assertNotNull(loaded.root());
        for (var field : loaded.controller().getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(javafx.fxml.FXML.class)) {
                field.setAccessible(true);
                assertNotNull(field.get(loaded.controller()), () -> view + " does not fill " + field.getName());
            }
        }
    }

    /// Run from a folder of classes, as `mvn` does, every folder is a package of the module, and no class loader gives its files away: a path
    /// from the root finds nothing then, although it does in a jar and on the class path of the tests.
    @ParameterizedTest
    @EnumSource(Views.class)
    void itsSheetsAreFoundFromTheFileItself(Views view) throws Exception {
        try (var file = view.location().openStream()) {
            assertFalse(new String(file.readAllBytes(), StandardCharsets.UTF_8).contains("\"@/"), () -> view + " names a resource from the root");
        }
    }

    @Test
    void aMissingControllerIsNamed() {
        var empty = new ViewLoader();
        var failure = assertThrows(Exception.class, () -> WaitForAsyncUtils.asyncFx(() -> empty.load(Views.KEYS)).get());
        assertTrue(causes(failure).contains("KeysController"), () -> causes(failure));
    }

    private static String causes(Throwable failure) {
        var text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.toString();
    }
}
