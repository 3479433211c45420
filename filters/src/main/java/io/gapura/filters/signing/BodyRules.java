package io.gapura.filters.signing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How content is held while it is proven.
 *
 * @param most in bytes; larger is 413
 * @param inMemory in bytes; what is larger is kept in a temporary file
 * @param streaming why content goes to the application before it is proven; null where it does not
 */
record BodyRules(long most, int inMemory, @Nullable String streaming) {
    static final BodyRules STANDARD = new BodyRules(1 << 20, 256 << 10, null);

    /** What is held can be held. */
    private static final long MOST_HELD = 64L << 20;

    BodyRules {
        if (streaming == null && most > MOST_HELD) {
            throw new IllegalArgumentException("max-body must be at most 64MiB");
        }
        if (streaming != null && streaming.isBlank()) {
            throw new IllegalArgumentException("what is dangerous needs a reason");
        }
    }

    BodyRules atMost(long bytes) {
        return new BodyRules(bytes, inMemory, streaming);
    }

    BodyRules holding(long bytes) {
        if (bytes > MOST_HELD) {
            throw new IllegalArgumentException("memory-bound must be at most 64MiB");
        }
        return new BodyRules(most, (int) bytes, streaming);
    }

    BodyRules streamed(String reason) {
        return new BodyRules(most, inMemory, reason);
    }

    boolean isStreamed() {
        return streaming != null;
    }

    /** For the posture. */
    Optional<String> remark() {
        return Optional.ofNullable(streaming)
                .map(reason -> "gives content to the application before it is proven: " + reason);
    }
}
