package io.gapura.filters.bearer;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The algorithms by which tokens may be signed (RFC 7518 §3, RFC 9864): there is no {@code none}. Each has one kind of key;
 * a key of another kind or curve never verifies for it (RFC 8725 §3.1).
 */
public enum TokenAlgorithm {
    RS256("RS256", KeyKind.RSA),
    RS384("RS384", KeyKind.RSA),
    RS512("RS512", KeyKind.RSA),
    PS256("PS256", KeyKind.RSA),
    PS384("PS384", KeyKind.RSA),
    PS512("PS512", KeyKind.RSA),
    ES256("ES256", KeyKind.P_256),
    ES384("ES384", KeyKind.P_384),
    ES512("ES512", KeyKind.P_521),
    ED25519("Ed25519", KeyKind.ED25519),
    /** The older name of {@link #ED25519}, which leaves the curve to the key; here it means that curve alone. */
    EDDSA("EdDSA", KeyKind.ED25519),
    /** With a secret that issuer and application share: the only algorithm of its issuer, or none of them. */
    HS256("HS256", KeyKind.SECRET);

    /** What is taken unless an issuer is said to sign otherwise. */
    static final Set<TokenAlgorithm> STANDARD = Set.copyOf(EnumSet.of(RS256, PS256, ES256, ED25519));

    private final String registeredName;
    private final KeyKind kind;

    TokenAlgorithm(String registeredName, KeyKind kind) {
        this.registeredName = registeredName;
        this.kind = kind;
    }

    /** The algorithm of that exact name. */
    public static Optional<TokenAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.registeredName.equals(name))
                .findFirst();
    }

    /** All names, in order. */
    static List<String> names() {
        return Arrays.stream(values()).map(TokenAlgorithm::registeredName).toList();
    }

    /** As it stands in the header of a token. */
    public String registeredName() {
        return registeredName;
    }

    KeyKind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return registeredName;
    }
}
