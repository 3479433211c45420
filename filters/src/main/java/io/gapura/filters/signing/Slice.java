package io.gapura.filters.signing;

/**
 * A span of expiry times that is forgotten as a whole.
 *
 * @param tag what its nonces are marked with, 1 to {@link NonceTable#MOST_TAG}; used again once the slice is gone
 * @param end in seconds since 1970; at that moment every message in it is dead
 */
record Slice(int tag, long end) {}
