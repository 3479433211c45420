package io.gapura.filters.signing;

import io.gapura.filters.Attested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a signature proved, as the proof that its {@code Caller} carries: {@code
 * caller.proof(VerifiedSignature.class)}. Exists only after every step of the verification. Immutable.
 */
public final class VerifiedSignature implements Attested {
    private final Message message;
    private final SignatureProfile profile;
    private final SignatureInput input;
    private final List<VerifiedSignature> beside;

    private VerifiedSignature(
            Message message, SignatureProfile profile, SignatureInput input, List<VerifiedSignature> beside) {
        this.message = message;
        this.profile = profile;
        this.input = input;
        this.beside = beside;
    }

    /** The first proof, with the others beside it. */
    static VerifiedSignature of(Message message, SignatureProfile profile, List<Proof> proofs) {
        if (proofs.size() == 1) {
            return new VerifiedSignature(message, profile, proofs.get(0).input(), List.of());
        }
        List<VerifiedSignature> beside = new ArrayList<>(proofs.size() - 1);
        for (int i = 1; i < proofs.size(); i++) {
            beside.add(new VerifiedSignature(message, profile, proofs.get(i).input(), List.of()));
        }
        return new VerifiedSignature(message, profile, proofs.get(0).input(), beside);
    }

    /** What it said, for who signs the answer. */
    SignatureInput input() {
        return input;
    }

    /** What else was proven, when a profile demands several signatures: {@link SignatureProfile#all}. */
    public List<VerifiedSignature> beside() {
        return List.copyOf(beside);
    }

    /** The name of the profile that it was verified by. */
    public String profile() {
        return profile.name();
    }

    public String keyId() {
        return input.keyId().orElseThrow();
    }

    public Instant created() {
        return Instant.ofEpochSecond(input.created().orElseThrow());
    }

    /** When it ends, if it said so. */
    public Optional<Instant> expires() {
        return input.expires().isPresent()
                ? Optional.of(Instant.ofEpochSecond(input.expires().getAsLong()))
                : Optional.empty();
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
        return input.covers(name) ? Optional.of(value(Component.of(name))) : Optional.empty();
    }

    /**
     * The same of a component with parameters.
     *
     * @param identifier as RFC 9421 writes it: {@code "content-digest";req}
     * @throws IllegalArgumentException when that is no identifier
     */
    public Optional<String> coveredComponent(String identifier) {
        Component component = Component.parse(identifier);
        return input.components().contains(component) ? Optional.of(value(component)) : Optional.empty();
    }

    private String value(Component component) {
        try {
            return profile.bases().value(message, component);
        } catch (SignatureRefusedException impossible) {
            throw new IllegalStateException("a covered component had a value when the base was made", impossible);
        }
    }

    @Override
    public String attestation() {
        StringBuilder words = new StringBuilder("key ").append(keyId());
        beside.forEach(other -> words.append(" and ").append(other.keyId()));
        return words.append(", profile ").append(profile()).toString();
    }

    @Override
    public String toString() {
        return "VerifiedSignature[" + input.components().size() + " components]";
    }
}
