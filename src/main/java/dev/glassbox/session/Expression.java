package dev.glassbox.session;

import java.util.List;
import java.util.Optional;

/// One number and what it was computed from, one level down.
///
/// @param place    whose number this is
/// @param value    the number itself
/// @param computed the same from the operands, in double: a check
/// @param formula  in symbols
/// @param terms    what is added up, or what a function takes, the largest first where the order means nothing
public record Expression(Place place, double value, double computed, String formula, List<Term> terms) {

    public Expression {
        terms = List.copyOf(terms);
    }

    /// One summand, or one argument.
    ///
    /// @param operands its factors
    /// @param value    what it adds
    public record Term(List<Operand> operands, double value) {
        public Term {
            operands = List.copyOf(operands);
        }
    }

    /// One factor.
    ///
    /// @param place    empty for a constant
    /// @param name     in a few words
    /// @param gradient whether it is the gradient of the loss with respect to the number at the place, not the number itself
    public record Operand(Optional<Place> place, String name, double value, boolean gradient) {
        public Operand(Optional<Place> place, String name, double value) {
            this(place, name, value, false);
        }
    }
}
