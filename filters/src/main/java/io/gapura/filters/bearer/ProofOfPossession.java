package io.gapura.filters.bearer;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.RequestView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way to show that a token is sent by who holds the key it is bound to, such as DPoP (RFC 9449) or the certificate of
 * the connection (RFC 8705). Asked for every request with such a token, also when the token is known from before.
 * Thread-safe. One that throws has the request refused with 503.
 */
public interface ProofOfPossession {
    /** The member of {@code cnf} that it answers for: {@code jkt}, {@code x5t#S256}. */
    String confirmation();

    /**
     * The only scheme under which a token with that member may come, and which no other token may use; empty when it comes
     * as {@code Bearer}.
     */
    default Optional<String> scheme() {
        return Optional.empty();
    }

    /** What it cannot work without. */
    default Set<Need> needs() {
        return Set.of();
    }

    /** Whether who sends this request holds the key. */
    Possession prove(BoundToken token, RequestView request) throws Exception;

    /** What a client must know to show it, as lines for a 401. */
    default List<HeaderLine> challenges() {
        return List.of();
    }

    /** What an operator should know, said with the posture. */
    default List<String> remarks() {
        return List.of();
    }

    /** Called once, when the application stops. */
    default void close() {}
}
