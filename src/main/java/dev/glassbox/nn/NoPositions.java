package dev.glassbox.nn;

/// No positions at all: such a model can tell the order of tokens only by the causal mask.
public record NoPositions() implements PositionScheme {
}
