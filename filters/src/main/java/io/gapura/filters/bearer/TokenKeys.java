package io.gapura.filters.bearer;

import io.gapura.filters.signing.keys.KeyMark;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer at one time, whole and checked. Replaced whole; two sets are the same when they are one object,
 * and what was verified with a set that is gone is verified again. Immutable and thread-safe.
 */
final class TokenKeys {
    private final List<TokenKey> keys;
    private final List<KeyMark> marks;

    private TokenKeys(List<TokenKey> keys) {
        this.keys = keys;
        this.marks = keys.stream().map(TokenKey::mark).toList();
    }

    static TokenKeys of(List<TokenKey> keys) {
        return new TokenKeys(List.copyOf(keys));
    }

    /**
     * The one key for a token: of the algorithm's kind, and of that id. Without an id only one key may come into question;
     * no other is ever tried (RFC 8725 §3.10).
     *
     * @param id of the token's header; null when it names none
     */
    @Nullable
    TokenKey select(TokenAlgorithm algorithm, @Nullable String id) {
        TokenKey found = null;
        for (TokenKey key : keys) {
            if (key.fits(algorithm) && (id == null || id.equals(key.id()))) {
                if (found != null) {
                    return null;
                }
                found = key;
            }
        }
        return found;
    }

    /** Whether a key has that id, whatever it is for. */
    boolean names(String id) {
        return keys.stream().anyMatch(key -> id.equals(key.id()));
    }

    /** Whether some key could verify for one of these algorithms. */
    boolean anyFor(Set<TokenAlgorithm> algorithms) {
        return keys.stream().anyMatch(key -> algorithms.stream().anyMatch(key::fits));
    }

    /** Whether these are secrets that both sides share; a set is of secrets alone or of none. */
    boolean areSecrets() {
        return keys.stream().anyMatch(TokenKey::isSecret);
    }

    /** Always the same list of one set. */
    List<KeyMark> marks() {
        return marks;
    }

    int size() {
        return keys.size();
    }
}
