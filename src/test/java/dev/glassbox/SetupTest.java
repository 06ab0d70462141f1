package dev.glassbox;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class SetupTest {
    @Test
    void runsOnJava25WithTheVectorModule() {
        assertTrue(Runtime.version().feature() >= 25);
        assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }
}
