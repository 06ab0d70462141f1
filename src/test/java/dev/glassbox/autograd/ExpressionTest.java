package dev.glassbox.autograd;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1 + 2*3 | 7", "(1 + 2)*3 | 9", "2^3 | 8", "-2^2 | -4", "2 - 3 - 4 | -5", "8/4/2 | 1", "a = 2; b = 3; c = a·b; L = c + a | 8",
            "3 × 4 − 2 | 10", "exp(0) + log(1) + relu(-3) | 1", "1e-3 * 1000 | 1", "x = 2, x*x | 4", "a=-1.5; relu(a) | 0", "4^-0.5 | 0.5"})
    void computesAsWritten(String text, double value) throws ExpressionException {
        assertEquals(value, Expression.parse(text).root().value(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'' | Nothing to compute yet", "a = | stops after", "a + 1 | \"a\" at character 1 has no value yet: write a = 1; before it.",
            "(1 + 2 | opened at character 1 is not closed", "1 + * 2 | \"*\" at character 5 does not fit", "sin(1) | is no function here: use exp, log or relu",
            "log(-1) | gets -1 and needs a number above 0", "1/0 | Division by zero at character 2", "a = 2; a = 3 | given a value twice",
            "2^x | exponent at character 3 must be a number", "1.2.3 | is not a number", "2 3 | does not fit here", "0^-1 | no finite value",
            "exp(1000) | grows beyond", "1 + $ | \"$\" at character 5"})
    void saysInOneSentenceWhatToChange(String text, String part) {
        ExpressionException told = assertThrows(ExpressionException.class, () -> Expression.parse(text == null ? "" : text));
        assertTrue(told.getMessage().contains(part), told.getMessage());
        assertTrue(told.at() >= 0 && told.at() <= (text == null ? 0 : text.length()));
    }

    @Test
    void namesSharedNodesOnce() throws ExpressionException {
        Expression graph = Expression.parse("a = 2; b = a; L = a*b");
        assertEquals(4, graph.root().topological().size(), "a, 1, b = a·1 and L");
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertTrue(assertThrows(ExpressionException.class, () -> Expression.parse("1" + " + 1".repeat(60))).getMessage().contains("nodes"));
        assertTrue(assertThrows(ExpressionException.class, () -> Expression.parse("(".repeat(5_000) + "1")).getMessage().contains("brackets"));
        assertTrue(assertThrows(ExpressionException.class, () -> Expression.parse("-".repeat(20_000) + "1")).getMessage().contains("minus"));
    }
}
