package dev.glassbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

class GlassboxCommandTest {

    @Command(name = "sample")
    static final class Sample implements Callable<Integer> {
        @Spec CommandSpec spec;
        @Option(names = "--lr", required = true) double lr;
        @Option(names = "--fail") String fail;

        @Override
        public Integer call() {
            if ("known".equals(fail)) {
                throw new CliException("a\u001b[31mb.txt", "is empty", "choose another file");
            }
            if ("memory".equals(fail)) {
                throw new OutOfMemoryError("planted");
            }
            if ("bug".equals(fail)) {
                throw new IllegalStateException("planted");
            }
            spec.commandLine().getOut().print("größe " + lr + "\n");
            return 0;
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return GlassboxCommand.run(List.of(new Sample()), out, err, args);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void resultsGoToStdoutInUtf8() {
        assertEquals(0, run("sample", "--lr=0.5"));
        assertEquals("größe 0.5\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("", err());
    }

    @Test
    void aWrongValueNamesTheOptionAndEndsWithTwo() {
        assertEquals(2, run("sample", "--lr", "fast"));
        assertEquals("error: --lr: 'fast' is not a double; see 'glassbox sample --help'\n", err());
    }

    @Test
    void aMissingOptionIsNamed() {
        assertEquals(2, run("sample"));
        assertEquals("error: --lr: is missing; see 'glassbox sample --help'\n", err());
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertEquals(2, run("sample", "--lr", "1", "--speed", "2"));
        assertTrue(err().startsWith("error: --speed: no such option or command; see"), err());
    }

    @Test
    void aKnownFailureIsOneLineWithoutControlCharacters() {
        assertEquals(1, run("sample", "--lr", "1", "--fail", "known"));
        assertEquals("error: a\\u001b[31mb.txt: is empty; choose another file\n", err());
    }

    @Test
    void aBugShowsItsStackOnlyWhenAsked() {
        assertEquals(1, run("sample", "--lr", "1", "--fail", "bug"));
        assertFalse(err().contains("\tat "));
        assertEquals(1, run("sample", "--lr", "1", "--fail", "bug", "--verbose"));
        assertTrue(err().contains("\tat "));
    }

    @Test
    void tooLittleMemoryIsASentence() {
        assertEquals(1, run("sample", "--lr", "1", "--fail", "memory"));
        assertTrue(err().startsWith("error: memory: "), err());
    }

    @Test
    void aFullDiskBehindStdoutIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertEquals(1, GlassboxCommand.run(List.of(new Sample()), full, err, "sample", "--lr", "1"));
        assertTrue(err().startsWith("error: stdout: "), err());
    }

    @Test
    void wordsThatAreNoChoiceAreAnsweredWithTheChoices() {
        CommandRunner runner = new CommandRunner();
        assertEquals("--split: 'words' is not one of gpt2, none; see 'glassbox train-tokenizer --help'",
                runner.refusal(2, "train-tokenizer", "--input", "names", "--split", "words", "--out", "x"));
        assertEquals("--what: 'mind' is not one of logits, loss, attention, hidden, gradients; see 'glassbox inspect --help'",
                runner.refusal(2, "inspect", "--model", "m", "--ids", "1", "--what", "loss,mind", "--out", "x.json"));
        assertEquals("--text, --input: only one of them can be given; see 'glassbox tokenize --help'",
                runner.refusal(2, "tokenize", "--tokenizer", "gpt2", "--text", "a", "--input", "b"));
    }

    @Test
    void everyCommandKnowsThreadsAndKernels() {
        for (Object command : Commands.all()) {
            String name = command.getClass().getAnnotation(Command.class).name();
            CommandRunner runner = new CommandRunner();
            assertTrue(runner.refusal(2, name, "--threads", "0").startsWith("--threads: 0 is not from 1 to 1024"), name);
            assertTrue(runner.refusal(2, name, "--kernels=abacus").startsWith("--kernels: 'abacus' is not one of auto, vector, scalar"), name);
            assertEquals(0, runner.run(name, "--help"), name);
            assertEquals(0, runner.run(name, "--version"), name);
        }
    }

    @Test
    void helpAndVersionWorkOnTheRootAndOnCommands() {
        assertEquals(0, run("--help"));
        assertEquals(0, run("--version"));
        assertEquals(0, run("sample", "--help"));
        assertEquals(0, run("sample", "--version"));
    }
}
