package io.gapura.filters;

import org.jspecify.annotations.Nullable;

/**
 * What was found of a caller that a policy hands out again, as for a token that was seen before: it is kept with that very
 * instance and goes when the instance goes, so that there is nothing to bound and nothing to evict. An equal caller is
 * another one, because it may state other roles.
 *
 * <p>A caller keeps what the last two of these have found. Thread-safe, when what is kept is immutable: a race only forgets.
 */
public final class PerCaller<T> {
    private final Object key = new Object();

    /** Knows nothing yet. */
    public PerCaller() {}

    /** What was kept; null: nothing, or it was forgotten. */
    @SuppressWarnings("unchecked") // nobody else has the key
    public @Nullable T find(Caller caller) {
        return (T) caller.remembered(key);
    }

    /**
     * Keeps it for the next time.
     *
     * @param found immutable, with final fields alone: other threads see it without further ado
     */
    public void keep(Caller caller, T found) {
        caller.remember(key, found);
    }
}
