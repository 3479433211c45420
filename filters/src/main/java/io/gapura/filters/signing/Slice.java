package io.gapura.filters.signing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One slice of expiry times and how many nonces each caller has in it. Thread-safe; callers are bounded by the key ring.
 *
 * @param number which slice, counted from 1970
 */
record Slice(long number, Map<String, AtomicInteger> counts) {
    Slice(long number) {
        this(number, new ConcurrentHashMap<>());
    }

    void count(String caller) {
        counts.computeIfAbsent(caller, absent -> new AtomicInteger()).incrementAndGet();
    }
}
