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
 * may be anybody's code, and the keys of pseudonyms are read again from a file and told to a logger: whoever is asked may
 * take its time or record an event itself. They are asked before a {@link Lane} is locked, and not again.
 *
 * @param session the pseudonym of the one {@code jti} of its claims
 * @param person the pseudonym of the caller, where callers are hashed
 * @param source the pseudonym of the address, where addresses are hashed
 */
record Testimony(
        @Nullable String session,
        @Nullable String attestation,
        @Nullable String person,
        @Nullable String source) {
    private static final Testimony NONE = new Testimony(null, null, null, null);

    /** Null where there is no request, or somebody fails to answer: such an event is no typical one. */
    static @Nullable Testimony of(AuditEvent event, Redaction redaction) {
        RequestView request = event.requestOrNull();
        try {
            return request == null ? null : of(request, redaction);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static Testimony of(RequestView request, Redaction redaction) {
        request.headers(); // from now on they are the gate's own
        Caller caller = request.caller();
        Optional<Claims> claims = caller.claims();
        Attested proof = caller.proofOrNull(Attested.class);
        if (claims.isEmpty() && proof == null && redaction.isCallerClear() && redaction.isAddressClear()) {
            return NONE;
        }
        return new Testimony(
                claims.flatMap(Testimony::session)
                        .map(token -> redaction.token("session", token))
                        .orElse(null),
                proof == null ? null : proof.attestation(),
                redaction.caller() == Personal.HASHED ? redaction.token("user", caller.id()) : null,
                redaction.address() == Personal.HASHED ? redaction.token("address", request.address()) : null);
    }

    private static Optional<String> session(Claims claims) {
        List<String> tokens = claims.texts("jti").orElse(List.of());
        return tokens.size() == 1 ? Optional.of(tokens.get(0)) : Optional.empty();
    }
}
