package io.gapura.validation;

import io.gapura.filters.Caller;
import org.jspecify.annotations.Nullable;

/** One more thing that a text must keep, such as a constraint of this library. Immutable and thread-safe. */
interface TextCheck {
    /** The dotted word of what it breaks first; one without a dot is prefixed by where it was found. */
    @Nullable
    String refusal(String text);

    /** The same for a text that this caller sends. */
    default @Nullable String refusal(String text, Caller caller) {
        return refusal(text);
    }

    /** As the catalogue of contracts shows it, such as {@code @SafeText(max=500)}. */
    String title();

    /** Whether it bounds what a text can be, and not only what it must not be. */
    default boolean isBound() {
        return true;
    }
}
