package io.gapura.filters.signing;

import java.util.Optional;

/** Where the keys of a ring come from, and how they stay up to date. Thread-safe. */
sealed interface KeySource permits FixedKeys, FileKeys, RemoteKeys {
    /** The keys to decide by now; empty when there are none that may be trusted, which is nobody's fault who asks. */
    Optional<Keys> current();

    /** Somebody named a key that is not there; a source may look whether there is a newer set. Never waits. */
    default void missed() {}

    KeyState state();
}
