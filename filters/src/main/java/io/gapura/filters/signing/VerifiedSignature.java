package io.gapura.filters.signing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a signature proved, as the proof that its {@code Caller} carries: {@code
 * caller.proof(VerifiedSignature.class)}. Exists only after every step of the verification. Immutable.
 */
public final class VerifiedSignature {
    private final Message message;
    private final SignatureBase bases;
    private final SignatureInput input;

    VerifiedSignature(Message message, SignatureBase bases, SignatureInput input) {
        this.message = message;
        this.bases = bases;
        this.input = input;
    }

    public String keyId() {
        return input.keyId().orElseThrow();
    }

    public Instant created() {
        return Instant.ofEpochSecond(input.created().orElseThrow());
    }

    /** What the signer said it signed for. */
    public Optional<String> tag() {
        return input.tag();
    }

    /** The covered identifiers in order, as RFC 9421 writes them: quoted, with parameters. */
    public List<String> coveredComponents() {
        return input.components().stream().map(Component::text).toList();
    }

    /**
     * The proven value of a field or derived component; empty when exactly that was not covered, whatever the message
     * says there.
     *
     * @param name without parameters, such as {@code content-type} or {@code @path}
     */
    public Optional<String> covered(String name) {
        if (!input.covers(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(bases.value(message, Component.of(name)));
        } catch (SignatureRefusedException impossible) {
            throw new IllegalStateException("a covered component had a value when the base was made", impossible);
        }
    }

    @Override
    public String toString() {
        return "VerifiedSignature[" + input.components().size() + " components]";
    }
}
