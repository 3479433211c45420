package io.gapura.filters;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A policy that only wants to know how each request ended. */
public final class Endings implements Policy {
    private final String name;
    private final List<Completion> seen = new CopyOnWriteArrayList<>();

    public Endings() {
        this("endings");
    }

    public Endings(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Decision decide(RequestView request) {
        return Decision.proceed().onCompletion(seen::add);
    }

    /** All so far, in order. */
    public List<Completion> seen() {
        return List.copyOf(seen);
    }

    /** The same once as many came; what ends on a thread of the server comes a little later. */
    public List<Completion> seen(int expected) throws InterruptedException {
        for (int i = 0; i < 24_000 && seen.size() < expected; i++) {
            Thread.sleep(10);
        }
        return seen();
    }
}
