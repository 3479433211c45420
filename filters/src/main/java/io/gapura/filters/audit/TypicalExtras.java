package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part {@code unmapped} of a {@link TypicalLine}: what OCSF has no member for, as {@link UnmappedValues} has it. */
final class TypicalExtras {
    private static final byte[] BEGIN = LineBytes.ascii(",\"unmapped\":{");
    private static final byte[] CLAIMED = LineBytes.ascii("\"claimed_request_id\":\"");
    private static final byte[] PERCENT = LineBytes.ascii("\"grants_percent\":");
    private static final byte[] NOTE = LineBytes.ascii("\"note\":\"");
    private static final byte[] PROOF = LineBytes.ascii("\"proof\":\"");

    private final LineBytes bytes;
    private final Redaction redaction;
    private boolean begun;

    TypicalExtras(LineBytes bytes, Redaction redaction) {
        this.bytes = bytes;
        this.redaction = redaction;
    }

    void put(AuditEvent event, RequestView request, @Nullable Rejection rejection, @Nullable String attestation) {
        begun = false;
        Optional<String> claimed = request.claimedId();
        if (claimed.isPresent()) {
            member(CLAIMED);
            bytes.free(claimed.get(), 64);
            bytes.put('"');
        }
        if (event.kind() == AuditEvent.Kind.COMPLETED && redaction.grantsPercent() < 100) {
            member(PERCENT);
            bytes.number(redaction.grantsPercent());
        }
        if (rejection != null) {
            note(rejection.note());
        }
        proof(attestation);
        if (begun) {
            bytes.put('}');
        }
    }

    private void note(Optional<String> note) {
        if (note.isPresent()) {
            member(NOTE);
            bytes.free(note.get(), 1_024);
            bytes.put('"');
        }
    }

    private void proof(@Nullable String attestation) {
        if (attestation != null) {
            member(PROOF);
            bytes.value(attestation, 512);
            bytes.put('"');
        }
    }

    private void member(byte[] name) {
        if (begun) {
            bytes.put(',');
        } else {
            bytes.put(BEGIN);
        }
        begun = true;
        bytes.put(name);
    }
}
