package dev.glassbox.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void numbersHaveThreeSignificantDigits() {
        assertEquals("0.00200", Numbers.format(0.002));
        assertEquals("0.781", Numbers.format(0.7812));
        assertEquals("1.92", Numbers.format(1.9166));
        assertEquals("38.4", Numbers.format(38.42));
        assertEquals("412", Numbers.format(412.3));
        assertEquals("1,205", Numbers.format(1204.6));
        assertEquals("0", Numbers.format(0));
        assertEquals("0.500", Numbers.format(0.5));
        assertEquals("1.00", Numbers.format(1));
        assertEquals("−2.50", Numbers.format(-2.5));
        assertEquals("16.0", Numbers.format(16));
        assertEquals("256", Numbers.format(256));
        assertEquals("0.000977", Numbers.format(1 / 1024.0));
        assertEquals("50.0 %", Numbers.percent(0.5));
    }

    @Test
    void nearlyOneIsOneAndTheMinusIsReal() {
        assertEquals("1.00", Numbers.format(0.99951));
        assertEquals("1.00", Numbers.probability(0.9996));
        assertEquals("0.999", Numbers.probability(0.9994));
        assertEquals("−2.14", Numbers.format(-2.14));
        assertEquals("−1,204", Numbers.integer(-1204));
        assertEquals("−∞", Numbers.format(Double.NEGATIVE_INFINITY));
    }

    @Test
    void tinyNumbersHaveAnExponent() {
        assertEquals("4.1e−5", Numbers.format(4.1e-5));
        assertEquals("−4.1e−5", Numbers.format(-4.1e-5));
        assertEquals("2.0e−6", Numbers.probability(2e-6));
    }

    @Test
    void probabilitiesStandInAFixedField() {
        assertEquals("0.072", Numbers.probability(0.0721));
        assertEquals("0.854", Numbers.probability(0.8543));
        assertEquals("36.6 %", Numbers.percent(0.366));
        assertEquals("0.80", Numbers.fixed(0.8, 2));
        assertEquals("0.00", Numbers.fixed(-0.001, 2));
    }

    @Test
    void whatSomebodyTypedStaysAsShort() {
        assertEquals(List.of("2", "−3", "0.5", "0", "0.100", "0.0892", "12"), DoubleStream.of(2, -3, 0.5, 0, 0.1, 0.0892, 12).mapToObj(Numbers::brief).toList());
        assertEquals("1,500", Numbers.brief(1500));
    }
}
