package io.gapura.filters.audit.tlog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What is refused, with its reason. */
final class Refusals {
    private Refusals() {}

    static void of(ThrowingCallable what, String finding) {
        assertThatThrownBy(what).isInstanceOf(NotProvenException.class).hasMessage(finding);
    }
}
