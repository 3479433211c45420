package io.gapura.rbac;

import java.util.concurrent.atomic.LongAdder;

/**
 * A second policy, and how often it differed from the one that counts: also from those that took its place since. The
 * counters are thread-safe.
 */
record Beside(LoadedPolicy loaded, LongAdder opened, LongAdder closed) {
    static Beside of(LoadedPolicy loaded) {
        return new Beside(loaded, new LongAdder(), new LongAdder());
    }
}
