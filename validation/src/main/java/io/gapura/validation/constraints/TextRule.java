package io.gapura.validation.constraints;

import org.jspecify.annotations.Nullable;

/**
 * One constraint, ready to be asked: what the validators, the streamed check of JSON and the check of parameters share.
 * Immutable, thread-safe; an acceptance allocates nothing unless the rule says so.
 */
@FunctionalInterface
public interface TextRule {
    /** What the text breaks first, or null when it keeps the rule. */
    @Nullable
    TextViolation refusal(CharSequence text);
}
