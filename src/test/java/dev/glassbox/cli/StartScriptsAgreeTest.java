package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Windows has a start script of its own, which no test here runs: so what both must know is compared, and with what `mvn` passes.
class StartScriptsAgreeTest {

    private static final String SHELL = read("src/main/scripts/glassbox");
    private static final String CMD = read("src/main/scripts/glassbox.bat");

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
    }

    /// The options of the last command, from `"$java"` on; the place of the library and the hidden stderr are the scripts' own.
    private static List<String> options(String script) {
        String command = script.substring(Math.max(script.lastIndexOf("exec \"$java\""), script.lastIndexOf("\n\"%java%\"")));
        return all("(?<=[\\s'\"])(-{1,2}[A-Za-z][^\\s'\"]*|dev\\.glassbox/\\S+)", command);
    }

    private static List<String> messages(String script) {
        return all("(?<=echo \"?)error: [^\">]*", script).stream().map(m -> m.replaceAll("\\$GLASSBOX_JAVA|!named!", "PLACE").strip()).toList();
    }

    @Test
    void bothStartJavaWithTheSameOptions() {
        assertTrue(options(SHELL).contains("--enable-native-access=javafx.graphics"), () -> options(SHELL).toString());
        assertTrue(options(SHELL).contains("dev.glassbox/dev.glassbox.app.Main"), () -> options(SHELL).toString());
        assertEquals(options(SHELL), options(CMD));
    }

    @Test
    void mavenOpensTheWindowWithTheSameOptions() {
        String pom = read("pom.xml");
        for (String property : List.of("opens\\.controlsfx\\.event", "opens\\.controlsfx\\.scene", "inline\\.quietly", "inline\\.vectors", "native\\.access")) {
            List<String> value = all("(?<=<" + property + ">)[^<]+", pom);
            assertEquals(1, value.size(), property);
            assertTrue(options(SHELL).contains(value.getFirst()), value::toString);
        }
    }

    @Test
    void bothAskForTheVersionTheCompilerWritesFor() {
        String release = all("(?<=<maven.compiler.release>)\\d+", read("pom.xml")).getFirst();
        assertEquals(List.of(release), all("(?<=-ge )\\d+", SHELL));
        assertEquals(List.of(release), all("(?<=GEQ )\\d+", CMD));
        assertTrue(messages(SHELL).stream().allMatch(m -> m.contains(release)), () -> messages(SHELL).toString());
    }

    @Test
    void bothRefuseInTheSameWords() {
        assertEquals(2, messages(SHELL).size(), () -> messages(SHELL).toString());
        assertEquals(messages(SHELL), messages(CMD));
    }

    @Test
    void bothHearTheSameVariables() {
        for (String variable : List.of("GLASSBOX_JAVA", "JAVA_HOME", "JAVA_OPTS")) {
            assertTrue(SHELL.contains("${" + variable + ":-}") && CMD.contains("%" + variable), variable);
        }
    }

    /// In a condition's brackets the value of a variable could close them: so nothing of the person's stands there.
    @Test
    void cmdReadsNoPlaceInsideBrackets() {
        assertFalse(CMD.lines().anyMatch(line -> line.strip().endsWith("(")), CMD);
        assertTrue(CMD.chars().allMatch(c -> c < 128), "cmd reads it in the code page of the machine");
    }
}
