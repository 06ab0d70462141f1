package dev.glassbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every rule of `FloorsTest` reports the violation that was planted for it, and nothing else.
class FloorsBiteTest {

    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("dev.glassbox.planted");
    private static final Pattern NAME = Pattern.compile("dev\\.glassbox\\.planted\\.[a-z]+\\.([A-Z]\\w+)");

    private final Floors floors = new Floors("dev.glassbox.planted");

    @Test
    void aDependencyUpwardsIsFound() {
        assertFinds(floors.dependenciesPointDown(), "KnowsUpstairs");
    }

    @Test
    void aPackageWithoutFloorIsFound() {
        assertFinds(floors.everyPackageHasAFloor(), "Homeless");
    }

    @Test
    void aPictureThatKnowsTheToolkitIsFound() {
        assertFinds(floors.engineAndPicturesKnowNoToolkit(), "UsesToolkit");
    }

    @Test
    void aViewModelWithANodeIsFound() {
        assertFinds(floors.viewModelsKnowNoNodes(), "UsesNode");
    }

    @Test
    void vectorsOutsideTheKernelAreFound() {
        assertFinds(floors.vectorsStayInTheKernel(), "UsesVectors");
    }

    @Test
    void staticStateIsFound() {
        assertFinds(floors.staticFieldsAreFinal(), "KeepsState");
    }

    @Test
    void aSingletonIsFound() {
        assertFinds(floors.noSingletons(), "Singleton");
    }

    @Test
    void threadsAndPoolsAreFound() {
        assertFinds(floors.threadsLiveInTwoPlaces(), "StartsThread", "MakesPool");
    }

    @Test
    void runLaterIsFound() {
        assertFinds(floors.nobodyCallsRunLater(), "RunsLater");
    }

    @Test
    void printingIsFound() {
        assertFinds(floors.onlyTheCommandLineSpeaksToTheConsole(), "Prints");
    }

    @Test
    void awtIsFound() {
        assertFinds(floors.noAwtNoSwing(), "UsesAwt");
    }

    @Test
    void arithmeticThatDiffersBetweenMachinesIsFound() {
        assertFinds(floors.sameBitsEverywhere(), "SumsInAnyOrder", "UsesPlatformExp", "UsesJavaRandom");
    }

    @Test
    void everyRuleHasAPlantedViolation() {
        List<ArchRule> rules = floors.all();
        assertEquals(12, rules.size());
        for (ArchRule rule : rules) {
            assertTrue(rule.evaluate(PLANTED).hasViolation(), rule.getDescription());
        }
    }

    private static void assertFinds(ArchRule rule, String... expected) {
        Set<String> found = new TreeSet<>();
        for (String line : rule.evaluate(PLANTED).getFailureReport().getDetails()) {
            NAME.matcher(line).results().limit(1).forEach(match -> found.add(match.group(1)));
        }
        assertEquals(new TreeSet<>(Set.of(expected)), found);
    }
}
