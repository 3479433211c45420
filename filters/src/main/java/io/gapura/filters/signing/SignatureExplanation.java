package io.gapura.filters.signing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@link SignatureDiagnostics} found out about one message: for people by {@link #toString}, in a layout that is the
 * same on both sides of the wire, and for machines by its parts. Holds values of the message, except those that a log must
 * not have. Immutable.
 */
public final class SignatureExplanation {
    private final String text;
    private final List<Signature> signatures;
    private final List<Step> steps;

    /**
     * One signature of the message.
     *
     * @param keyId what it says, empty when it says none
     * @param known whether the ring has that key
     * @param algorithm of the key, or what the signature says; empty when neither is known
     * @param covered identifiers as RFC 9421 writes them
     * @param baseLength of the signed bytes; -1 when they cannot be made
     * @param baseHash SHA-256 in hex; empty when there is no base, or a value in it is not shown
     */
    public record Signature(
            String label,
            String keyId,
            boolean known,
            String algorithm,
            List<String> covered,
            int baseLength,
            Optional<String> baseHash) {
        public Signature {
            covered = List.copyOf(covered);
        }
    }

    /** How far a step got. */
    public enum State {
        HOLDS,
        FAILS,
        /** An earlier one failed. */
        NOT_REACHED,
        /** Only a running server can say. */
        NOT_ASKED
    }

    /**
     * One step of the verification.
     *
     * @param section of the RFC
     * @param reason the private word of the refusal; empty unless it fails
     * @param note positions, lengths and ages; may be empty
     */
    public record Step(int number, String section, String words, State state, String reason, String note) {
        @Override
        public String toString() {
            String found = state == State.FAILS ? "FAILS: " + reason + (note.isEmpty() ? "" : ", " + note) : word();
            return String.format(Locale.ROOT, "%4d  %s (%s): %s", number, words, section, found);
        }

        private String word() {
            return switch (state) {
                case HOLDS -> "holds";
                case FAILS -> "fails";
                case NOT_REACHED -> "not reached";
                case NOT_ASKED -> "not asked here";
            };
        }
    }

    SignatureExplanation(String text, List<Signature> signatures, List<Step> steps) {
        this.text = text;
        this.signatures = List.copyOf(signatures);
        this.steps = List.copyOf(steps);
    }

    /** Whether no step fails that can be asked without a server. */
    public boolean holds() {
        return failed().isEmpty();
    }

    /** The first step that fails. */
    public Optional<Step> failed() {
        return steps.stream().filter(step -> step.state() == State.FAILS).findFirst();
    }

    /** In the order of the message; empty when the fields do not parse. */
    public List<Signature> signatures() {
        return signatures;
    }

    /** All ten. */
    public List<Step> steps() {
        return steps;
    }

    /** Lines that two sides can compare with {@code diff}. */
    @Override
    public String toString() {
        return text;
    }
}
