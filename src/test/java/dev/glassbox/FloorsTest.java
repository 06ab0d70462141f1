package dev.glassbox;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The program keeps every house rule; `FloorsBiteTest` proves that each rule can fail.
@Execution(ExecutionMode.CONCURRENT)
class FloorsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.glassbox");

    private final Floors floors = new Floors("dev.glassbox");

    @Test
    void dependenciesPointDown() {
        floors.dependenciesPointDown().check(CLASSES);
    }

    @Test
    void everyPackageHasAFloor() {
        floors.everyPackageHasAFloor().check(CLASSES);
    }

    @Test
    void engineAndPicturesKnowNoToolkit() {
        floors.engineAndPicturesKnowNoToolkit().check(CLASSES);
    }

    @Test
    void viewModelsKnowNoNodes() {
        floors.viewModelsKnowNoNodes().check(CLASSES);
    }

    @Test
    void vectorsStayInTheKernel() {
        floors.vectorsStayInTheKernel().check(CLASSES);
    }

    @Test
    void staticFieldsAreFinal() {
        floors.staticFieldsAreFinal().check(CLASSES);
    }

    @Test
    void noSingletons() {
        floors.noSingletons().check(CLASSES);
    }

    @Test
    void threadsLiveInTwoPlaces() {
        floors.threadsLiveInTwoPlaces().check(CLASSES);
    }

    @Test
    void nobodyCallsRunLater() {
        floors.nobodyCallsRunLater().check(CLASSES);
    }

    @Test
    void onlyTheCommandLineSpeaksToTheConsole() {
        floors.onlyTheCommandLineSpeaksToTheConsole().check(CLASSES);
    }

    @Test
    void noAwtNoSwing() {
        floors.noAwtNoSwing().check(CLASSES);
    }

    @Test
    void sameBitsEverywhere() {
        floors.sameBitsEverywhere().check(CLASSES);
    }
}
