package io.gapura.filters.audit;

import io.gapura.filters.Attested;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Claims;
import io.gapura.filters.RequestView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What others than the gate say of a caller, in an event of a {@link TypicalLine}. Claims, proofs and a container's headers
 * may be anybody's code, which may take its time or record an event itself: they are asked before a {@link Lane} is
 * locked, and not again.
 *
 * @param session the one {@code jti} of its claims
 */
record Testimony(@Nullable String session, @Nullable String attestation) {
    private static final Testimony NONE = new Testimony(null, null);

    /** Null where there is no request, or somebody fails to answer: such an event is no typical one. */
    static @Nullable Testimony of(AuditEvent event) {
        RequestView request = event.requestOrNull();
        try {
            return request == null ? null : of(request);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static Testimony of(RequestView request) {
        request.headers(); // from now on they are the gate's own
        Caller caller = request.caller();
        Optional<Claims> claims = caller.claims();
        Attested proof = caller.proofOrNull(Attested.class);
        if (claims.isEmpty() && proof == null) {
            return NONE;
        }
        return new Testimony(claims.map(Testimony::session).orElse(null), proof == null ? null : proof.attestation());
    }

    private static @Nullable String session(Claims claims) {
        List<String> tokens = claims.texts("jti").orElse(List.of());
        return tokens.size() == 1 ? tokens.get(0) : null;
    }
}
