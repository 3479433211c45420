package io.gapura.filters.signing.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request presents as its proof, not yet believed.
 *
 * @param timestamp the text beside the signatures; null where the dialect has it in a field of its own
 */
record Presented(@Nullable String timestamp, List<Signature> signatures) {
    Presented {
        signatures = List.copyOf(signatures);
    }

    /** One signature, with the label that says which keys it may be of; empty where the dialect has but one kind. */
    static final class Signature {
        private final String label;
        private final byte[] bytes;

        Signature(String label, byte[] bytes) {
            this.label = label;
            this.bytes = bytes;
        }

        String label() {
            return label;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
