package io.gapura.filters.bearer;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a verified token each time it comes, known from before or not: its time, whether it was taken back, and
 * whether who sends it holds the key that it is bound to. Immutable and thread-safe.
 */
final class Standing {
    private final Proofs proofs;
    private final @Nullable TokenRevocation revocation;
    private final BearerAnswers answers;

    Standing(Proofs proofs, @Nullable TokenRevocation revocation, BearerAnswers answers) {
        this.proofs = proofs;
        this.revocation = revocation;
        this.answers = answers;
    }

    /** Why it does not count now; null when it does. */
    @Nullable
    TokenReason expiry(Accepted token, long now) {
        if (now >= token.last()) {
            return TokenReason.EXPIRED;
        }
        return now < token.first() ? TokenReason.EARLY : null;
    }

    /** Why it was taken back; null when it was not. */
    @Nullable
    TokenReason revocation(Accepted token) {
        if (revocation == null) {
            return null;
        }
        TokenIdentity identity = token.identity();
        try {
            boolean revoked = revocation.isRevoked(identity)
                    || identity.issuedAt().isBefore(revocation.notBefore(identity.issuer(), identity.subject()));
            return revoked ? TokenReason.REVOKED : null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return TokenReason.REVOCATION_UNAVAILABLE;
        } catch (Exception away) {
            return TokenReason.REVOCATION_UNAVAILABLE;
        }
    }

    /** What is found of the keys that a token is bound to; held when it is bound to none and comes as it should. */
    Possession possession(Accepted token, String scheme, RequestView request) {
        Map<String, String> confirmations = token.confirmations();
        if (!proofs.fits(confirmations.keySet(), scheme)) {
            return Possession.missing("the token is not of the scheme that it came by");
        }
        Possession found = Possession.held();
        for (Map.Entry<String, String> each : confirmations.entrySet()) {
            BoundToken bound =
                    new BoundToken(token.identity().issuer(), each.getValue(), scheme, token.digest(), token.last());
            Possession next = asked(proofs.of(each.getKey()), bound, request);
            if (next.finding() != Possession.Finding.HELD) {
                return next;
            }
            found = found.and(next);
        }
        return found;
    }

    private static Possession asked(ProofOfPossession proof, BoundToken bound, RequestView request) {
        try {
            return proof.prove(bound, request);
        } catch (RefusedException refused) {
            throw refused; // by a reading of the request, which says its own
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Possession.unavailable();
        } catch (Exception away) {
            return Possession.unavailable();
        }
    }

    /** How a key that is not held is answered. */
    Rejection refusal(Possession found) {
        if (found.finding() == Possession.Finding.UNAVAILABLE) {
            return answers.refusal(TokenReason.PROOF_UNAVAILABLE);
        }
        Rejection binding = answers.refusal(TokenReason.BINDING).note(found.note());
        return found.headers().isEmpty()
                ? binding
                : Rejection.of(binding.status(), binding.code(), binding.reason())
                        .note(found.note())
                        .headers(found.headers());
    }
}
