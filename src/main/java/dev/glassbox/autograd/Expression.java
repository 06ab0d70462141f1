package dev.glassbox.autograd;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A graph read from a text such as `a = 2; b = 3; c = a*b; L = c + a`: assignments, the last one is the root.
///
/// @param root what the walk begins at
/// @param names of the nodes that have one
public record Expression(String text, Value root, Map<Value, String> names) {

    /// More nodes than this nobody can follow.
    public static final int LARGEST = 48;

    public Expression {
        Map<Value, String> own = new IdentityHashMap<>(names);
        names = java.util.Collections.unmodifiableMap(own);
    }

    /// @throws ExpressionException with one sentence: what, where, what to do
    public static Expression parse(String text) throws ExpressionException {
        Parser parser = new Parser(text);
        Map<Value, String> names = new IdentityHashMap<>();
        Value root = parser.program(names);
        int nodes = root.topological().size();
        if (nodes > LARGEST) {
            throw new ExpressionException("This graph has " + nodes + " nodes and at most " + LARGEST + " can be drawn. Shorten the expression.", 0);
        }
        return new Expression(text, root, names);
    }

    private static final class Parser {

        private static final int DEEPEST = 40;

        private final String text;
        private final Map<String, Value> known = new LinkedHashMap<>();
        private int at;
        private int depth;

        Parser(String text) {
            this.text = text;
        }

        Value program(Map<Value, String> names) throws ExpressionException {
            Value last = null;
            while (true) {
                skip();
                while (at < text.length() && (text.charAt(at) == ';' || text.charAt(at) == ',')) {
                    at++;
                    skip();
                }
                if (at == text.length()) {
                    break;
                }
                last = statement(names);
                skip();
                if (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != ',') {
                    throw unexpected("an operator or \";\"");
                }
            }
            if (last == null) {
                throw new ExpressionException("Nothing to compute yet: type an expression such as a = 2; b = 3; L = a*b + a.", 0);
            }
            return last;
        }

        private Value statement(Map<Value, String> names) throws ExpressionException {
            int begin = at;
            String name = name();
            skip();
            if (!name.isEmpty() && at < text.length() && text.charAt(at) == '=') {
                at++;
                if (known.containsKey(name)) {
                    throw new ExpressionException("\"" + name + "\" is given a value twice, the second time at character " + (begin + 1)
                            + ": use another name.", begin);
                }
                Value value = sum();
                if (names.containsKey(value)) {
                    value = value.times(Value.of(1)); // a second name for a node that has one would hide the first
                }
                known.put(name, value);
                names.put(value, name);
                return value;
            }
            at = begin;
            Value value = sum();
            names.putIfAbsent(value, "result");
            return value;
        }

        private Value sum() throws ExpressionException {
            if (++depth > DEEPEST) {
                throw new ExpressionException("More than " + DEEPEST + " brackets lie inside each other at character " + (at + 1) + ": give the inner part a name first.", at);
            }
            Value value = product();
            for (char sign = sign(); sign == '+' || sign == '-'; sign = sign()) {
                at++;
                Value right = product();
                value = sign == '+' ? value.plus(right) : value.minus(right);
            }
            depth--;
            return value;
        }

        private Value product() throws ExpressionException {
            Value value = signed();
            for (char sign = sign(); sign == '*' || sign == '/'; sign = sign()) {
                int where = at++;
                Value right = signed();
                if (sign == '/' && right.value() == 0) {
                    throw new ExpressionException("Division by zero at character " + (where + 1) + ": change the number below the line.", where);
                }
                value = finite(sign == '*' ? value.times(right) : value.dividedBy(right), where);
            }
            return value;
        }

        private Value signed() throws ExpressionException {
            if (sign() == '-') {
                at++;
                skip();
                boolean number = at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.');
                int begin = at;
                if (number) {
                    double value = number();
                    if (sign() != '^') {
                        return Value.of(-value);
                    }
                    at = begin; // −2^2 is −(2^2)
                }
                if (++depth > DEEPEST) {
                    throw new ExpressionException("More than " + DEEPEST + " minus signs or brackets stand at character " + (at + 1) + ": one is enough.", at);
                }
                Value negated = signed().negate();
                depth--;
                return negated;
            }
            return power();
        }

        private Value power() throws ExpressionException {
            Value base = primary();
            if (sign() == '^') {
                int where = at++;
                boolean negative = sign() == '-';
                if (negative) {
                    at++;
                }
                skip();
                if (at >= text.length() || !(Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                    throw new ExpressionException("The exponent at character " + (where + 2) + " must be a number, as in a^2 or a^-0.5.", where);
                }
                double n = number() * (negative ? -1 : 1);
                Value value = base.power(n);
                if (!Double.isFinite(value.value()) || !Double.isFinite(value.local(0))) {
                    throw new ExpressionException("At character " + (where + 1) + ", " + plain(base.value()) + "^" + plain(n)
                            + " has no finite value and slope: change the base or the exponent.", where);
                }
                return value;
            }
            return base;
        }

        private Value primary() throws ExpressionException {
            skip();
            if (at == text.length()) {
                throw new ExpressionException("The expression stops after \"" + tail() + "\": a number, a name or a bracket is missing.", at);
            }
            char c = text.charAt(at);
            if (c == '(') {
                return bracketed();
            }
            if (Character.isDigit(c) || c == '.') {
                return Value.of(number());
            }
            int begin = at;
            String name = name();
            if (name.isEmpty()) {
                throw unexpected("a number, a name or a bracket");
            }
            if (sign() == '(') {
                return call(name, begin);
            }
            Value value = known.get(name);
            if (value == null) {
                throw new ExpressionException("\"" + name + "\" at character " + (begin + 1) + " has no value yet: write " + name + " = 1; before it.", begin);
            }
            return value;
        }

        private Value call(String name, int begin) throws ExpressionException {
            Value inner = bracketed();
            return switch (name) {
                case "exp" -> finite(inner.exp(), begin);
                case "relu" -> inner.relu();
                case "log", "ln" -> {
                    if (!(inner.value() > 0)) {
                        throw new ExpressionException("log at character " + (begin + 1) + " gets " + plain(inner.value())
                                + " and needs a number above 0: change what is inside.", begin);
                    }
                    yield inner.log();
                }
                default -> throw new ExpressionException("\"" + name + "\" at character " + (begin + 1) + " is no function here: use exp, log or relu.", begin);
            };
        }

        private Value bracketed() throws ExpressionException {
            skip();
            int open = at++;
            Value value = sum();
            if (sign() != ')') {
                throw new ExpressionException("The bracket opened at character " + (open + 1) + " is not closed: add \")\".", open);
            }
            at++;
            return value;
        }

        private Value finite(Value value, int where) throws ExpressionException {
            if (!Double.isFinite(value.value())) {
                throw new ExpressionException("The number at character " + (where + 1) + " grows beyond what a double can hold: make it smaller.", where);
            }
            return value;
        }

        private double number() throws ExpressionException {
            int begin = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')
                    && text.substring(at + 1).matches("(?s)[+-]?\\d.*")) {
                at += 2;
                while (at < text.length() && Character.isDigit(text.charAt(at))) {
                    at++;
                }
            }
            String digits = text.substring(begin, at);
            try {
                double value = Double.parseDouble(digits);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException told) {
                // said below
            }
            throw new ExpressionException("\"" + digits + "\" at character " + (begin + 1) + " is not a number: write it like 0.5.", begin);
        }

        private String name() {
            int begin = at;
            while (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_'
                    || at > begin && Character.isDigit(text.charAt(at)))) {
                at++;
            }
            return text.substring(begin, at);
        }

        /// The next sign in plain spelling, without taking it; 0 at the end.
        private char sign() {
            skip();
            return at == text.length() ? 0 : switch (text.charAt(at)) {
                case '×', '·', '⋅' -> '*';
                case '−', '–' -> '-';
                case '÷', ':' -> '/';
                default -> text.charAt(at);
            };
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private ExpressionException unexpected(String wanted) {
            return new ExpressionException("\"" + Character.toString(text.codePointAt(at)) + "\" at character " + (at + 1) + " does not fit here: "
                    + wanted + " is expected.", at);
        }

        private String tail() {
            String before = text.strip();
            return before.substring(Math.max(0, before.length() - 8));
        }

        private static String plain(double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e9 ? String.valueOf((long) number) : String.valueOf(number);
        }
    }
}
