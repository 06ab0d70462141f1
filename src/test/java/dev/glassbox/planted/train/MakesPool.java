package dev.glassbox.planted.train;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Planted: a thread pool outside the session.
public class MakesPool {
    public ExecutorService pool() {
        return Executors.newCachedThreadPool();
    }
}
