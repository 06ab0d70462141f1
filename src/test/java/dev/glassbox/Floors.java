package dev.glassbox;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.List;
import java.util.Set;

/// The house rules as values, so that one test applies them to the program and another to planted violations.
///
/// Every rule takes the root package, because the planted violations live under a root of their own.
final class Floors {

    /// Lowest floor first; packages that share a floor do not know each other.
    static final List<Set<String>> FLOORS = List.of(
            Set.of("kernel", "file"),
            Set.of("tensor", "text"),
            Set.of("nn", "autograd"),
            Set.of("model"),
            Set.of("train", "sample", "analysis"),
            Set.of("session"),
            Set.of("viewmodel", "picture", "lesson"),
            Set.of("control"),
            Set.of("view", "cli"),
            Set.of("app"));

    private static final Set<String> ARITHMETIC = Set.of("kernel", "tensor", "text", "nn", "autograd", "model",
            "train", "sample", "analysis");

    private final String root;

    Floors(String root) {
        this.root = root;
    }

    private String in(String floor) {
        return root + "." + floor + "..";
    }

    private String[] in(Set<String> floors) {
        return floors.stream().map(this::in).toArray(String[]::new);
    }

    /// The package below the root that a class belongs to, or "" when it is none of ours.
    private String partOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(root + ".")) {
            return "";
        }
        String rest = name.substring(root.length() + 1);
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static int floorOf(String part) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(part)) {
                return floor;
            }
        }
        return -1;
    }

    ArchRule dependenciesPointDown() {
        return classes().that().resideInAPackage(root + "..").should(new ArchCondition<>("depend on lower floors only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String from = partOf(type);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String to = partOf(dependency.getTargetClass());
                    boolean ours = !from.isEmpty() && !to.isEmpty() && !from.equals(to);
                    if (ours && floorOf(to) >= floorOf(from)) {
                        events.add(violated(type, dependency.getDescription()));
                    }
                }
            }
        }).because("floors know only what is below them").allowEmptyShould(true);
    }

    ArchRule everyPackageHasAFloor() {
        return classes().that().resideInAPackage(root + "..").should(new ArchCondition<>("live on a named floor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (floorOf(partOf(type)) < 0 && !type.getPackageName().equals(root)) {
                    events.add(violated(type, type.getName() + " is in a package without a floor"));
                }
            }
        }).because("a package outside the list would escape every other rule").allowEmptyShould(true);
    }

    ArchRule engineAndPicturesKnowNoToolkit() {
        Set<String> free = Set.of("kernel", "file", "tensor", "text", "nn", "autograd", "model", "train", "sample", "analysis",
                "session", "picture", "lesson");
        return noClasses().that().resideInAnyPackage(in(free)).should().dependOnClassesThat()
                .resideInAnyPackage("javafx..").because("the engine runs in tests and on servers without a toolkit")
                .allowEmptyShould(true);
    }

    ArchRule viewModelsKnowNoNodes() {
        return noClasses().that().resideInAPackage(in("viewmodel")).and().haveNameNotMatching(".*\\.Pulse(\\$.*)?")
                .should().dependOnClassesThat(new DescribedPredicate<>("belong to JavaFX beyond beans and collections") {
                    @Override
                    public boolean test(JavaClass type) {
                        String name = type.getPackageName();
                        return name.startsWith("javafx") && !name.startsWith("javafx.beans")
                                && !name.startsWith("javafx.collections") && !name.startsWith("javafx.util");
                    }
                }).because("a view model is tested without a scene").allowEmptyShould(true);
    }

    ArchRule vectorsStayInTheKernel() {
        return noClasses().that().resideOutsideOfPackage(in("kernel")).should().dependOnClassesThat()
                .resideInAnyPackage("jdk.incubator.vector..").because("there is one place to change when the module leaves the incubator")
                .allowEmptyShould(true);
    }

    ArchRule staticFieldsAreFinal() {
        return fields().that().areDeclaredInClassesThat().resideInAPackage(root + "..").and(notSynthetic())
                .and().areStatic().should().beFinal().because("two runs live side by side").allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaField> notSynthetic() {
        return DescribedPredicate.describe("written by hand", field -> !field.getModifiers().contains(SYNTHETIC));
    }

    ArchRule noSingletons() {
        return methods().that().areDeclaredInClassesThat().resideInAPackage(root + "..").should()
                .haveNameNotMatching("getInstance|instance").because("what a class needs is handed to it").allowEmptyShould(true);
    }

    ArchRule threadsLiveInTwoPlaces() {
        return noClasses().that().resideInAPackage(root + "..").and().resideOutsideOfPackage(in("session"))
                .and().haveNameNotMatching(".*\\.kernel\\.RowPool(\\$.*)?")
                .should().callConstructorWhere(target("starts a thread",
                        call -> call.getTargetOwner().isAssignableTo(Thread.class)))
                .orShould().callMethodWhere(target("makes threads",
                        call -> call.getTargetOwner().getName().equals("java.util.concurrent.Executors")
                                || call.getTargetOwner().getName().startsWith("java.lang.Thread$Builder")
                                || call.getTargetOwner().isEquivalentTo(Thread.class)
                                        && Set.of("ofPlatform", "ofVirtual", "startVirtualThread").contains(call.getName())))
                .because("every hand-over goes through a mailbox and the pulse").allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaCall<?>> target(String text, java.util.function.Predicate<JavaCall<?>> test) {
        return DescribedPredicate.describe(text, test);
    }

    ArchRule nobodyCallsRunLater() {
        return noClasses().that().resideInAPackage(root + "..").should().callMethodWhere(target("runs later",
                        call -> call.getName().equals("runLater") || call.getName().equals("invokeLater")))
                .because("one pulse carries all news; a queue of calls freezes the window").allowEmptyShould(true);
    }

    ArchRule onlyTheCommandLineSpeaksToTheConsole() {
        return noClasses().that().resideInAPackage(root + "..").and().resideOutsideOfPackage(in("cli"))
                .should().accessFieldWhere(DescribedPredicate.describe("is a standard stream",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("out", "err").contains(access.getName())))
                .because("the console stays clean").allowEmptyShould(true);
    }

    ArchRule noAwtNoSwing() {
        return noClasses().that().resideInAPackage(root + "..").and().haveSimpleNameNotStartingWith("Gif")
                .should().dependOnClassesThat().resideInAnyPackage("java.awt..", "javax.swing..")
                .because("AWT looks for a display that may not be there").allowEmptyShould(true);
    }

    ArchRule sameBitsEverywhere() {
        return noClasses().that().resideInAnyPackage(in(ARITHMETIC))
                .should().callMethodWhere(target("sums lanes in unspecified order or uses the platform's own functions",
                        call -> call.getTargetOwner().getName().startsWith("jdk.incubator.vector")
                                && Set.of("reduceLanes", "reduceLanesToLong").contains(call.getName())))
                .orShould().accessFieldWhere(DescribedPredicate.describe("is a transcendental lane operation",
                        access -> access.getTargetOwner().getName().equals("jdk.incubator.vector.VectorOperators")
                                && Set.of("EXP", "EXPM1", "TANH", "LOG", "LOG1P", "LOG10", "SIN", "COS", "TAN", "SINH",
                                        "COSH", "POW", "CBRT", "ATAN", "ATAN2", "ASIN", "ACOS", "HYPOT").contains(access.getName())))
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould().callMethod(Math.class, "random")
                .because("one specification gives one fingerprint on every machine").allowEmptyShould(true);
    }

    List<ArchRule> all() {
        return List.of(dependenciesPointDown(), everyPackageHasAFloor(), engineAndPicturesKnowNoToolkit(),
                viewModelsKnowNoNodes(), vectorsStayInTheKernel(), staticFieldsAreFinal(), noSingletons(),
                threadsLiveInTwoPlaces(), nobodyCallsRunLater(), onlyTheCommandLineSpeaksToTheConsole(), noAwtNoSwing(),
                sameBitsEverywhere());
    }
}
