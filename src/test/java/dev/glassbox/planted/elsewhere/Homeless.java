package dev.glassbox.planted.elsewhere;

/// Planted: a package without a floor.
public class Homeless {}
