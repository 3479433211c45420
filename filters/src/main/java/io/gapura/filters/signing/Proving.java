package io.gapura.filters.signing;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Steps 3 to 7 of a verification, for requests and responses: which signatures count, and that they are what they say.
 * Remembers nothing, and reads no content by itself. Thread-safe.
 */
final class Proving {
    private final SignatureProfile profile;
    private final KeyRing keys;
    private final DummyKeys dummies;
    private final Admission admission;
    private final Times times;

    /**
     * What a message must be besides its signature: steps 5 and 6, as far as they are not about the key. Whoever asks for
     * it may have to read what the base is made of.
     */
    interface Admission {
        void require(Message message, SignatureInput input) throws SignatureRefusedException, IOException;
    }

    /** When a signature counts: step 4. */
    interface Times {
        void require(SignatureInput input, long now) throws SignatureRefusedException;
    }

    /** Made once. */
    Proving(SignatureProfile profile, KeyRing keys, DummyKeys dummies, Admission admission, Times times) {
        this.profile = profile;
        this.keys = keys;
        this.dummies = dummies;
        this.admission = admission;
        this.times = times;
    }

    /**
     * The proof of the only signature of a message, which has been read already.
     *
     * @param lent a buffer for its base, empty; the proof holds it
     */
    Proof prove(Message message, UsualSignature usual, Instant now, AsciiBuffer lent)
            throws SignatureRefusedException, IOException {
        List<String> tags = tags(message);
        if (!tags.isEmpty() && !tags.get(0).equals(usual.input().tagText())) {
            throw noCandidate();
        }
        return prove(message, usual.input(), usual.bytes(), now, lent);
    }

    private List<String> tags(Message message) {
        if (!message.isResponse()) {
            return profile.tags();
        }
        String tag = profile.data().response().tag();
        return tag == null ? List.of() : List.of(tag);
    }

    private static SignatureRefusedException noCandidate() {
        return SignatureRefusedException.of(Reason.TAG, "no signature with the tag");
    }

    /** One proof for each tag that the profile demands, in its order; one alone when it demands none. */
    List<Proof> prove(Message message, SignatureFields fields, Instant now)
            throws SignatureRefusedException, IOException {
        List<String> tags = tags(message);
        if (tags.size() < 2) {
            return List.of(first(message, fields, tags.isEmpty() ? null : tags.get(0), 1, now));
        }
        List<Proof> proofs = new ArrayList<>(tags.size());
        Set<String> used = new HashSet<>();
        for (String tag : tags) {
            Proof proof = first(message, fields, tag, tags.size(), now);
            if (!used.add(proof.entry().key().keyId())) {
                throw SignatureRefusedException.of(Reason.TAG, "one key signed for two tags");
            }
            proofs.add(proof);
        }
        return proofs;
    }

    /**
     * The other signatures by which the same message would pass if those that count were taken out of it, as anybody on
     * the way can do: their nonces must be used up with it.
     */
    List<Proof> others(Message message, SignatureFields fields, List<Proof> counted, Instant now) throws IOException {
        List<Proof> others = new ArrayList<>();
        if (fields.labels().size() == counted.size()) {
            return others;
        }
        List<String> tags = profile.tags();
        for (int i = 0; i < Math.max(1, tags.size()); i++) {
            String tag = tags.isEmpty() ? null : tags.get(i);
            for (String label : Candidates.of(fields, tag, keys, Math.max(1, tags.size()))) {
                prove(message, fields, label, now)
                        .filter(proof -> isOther(proof, counted))
                        .ifPresent(others::add);
            }
        }
        return others;
    }

    private Optional<Proof> prove(Message message, SignatureFields fields, String label, Instant now)
            throws IOException {
        try {
            SignatureInput input = SignatureInput.of(fields.input(label));
            return Optional.of(prove(message, input, fields.signature(label), now, new AsciiBuffer(512)));
        } catch (SignatureRefusedException refused) {
            return Optional.empty();
        }
    }

    private static boolean isOther(Proof proof, List<Proof> counted) {
        return counted.stream()
                .noneMatch(known -> known.input().text().equals(proof.input().text()));
    }

    /** RFC 9421 §4.3: one that is good suffices, a bad one beside it does no harm. */
    private Proof first(Message message, SignatureFields fields, @Nullable String tag, int shares, Instant now)
            throws SignatureRefusedException, IOException {
        SignatureRefusedException first = null;
        List<String> labels = Candidates.of(fields, tag, keys, shares);
        for (int i = 0; i < labels.size(); i++) {
            try {
                String label = labels.get(i);
                SignatureInput input = SignatureInput.of(fields.input(label));
                return prove(message, input, fields.signature(label), now, new AsciiBuffer(512));
            } catch (SignatureRefusedException refused) {
                first = first == null ? refused : first;
            }
        }
        throw first == null ? noCandidate() : first;
    }

    private Proof prove(Message message, SignatureInput input, byte[] signature, Instant now, AsciiBuffer base)
            throws SignatureRefusedException, IOException {
        requireCoverage(message, input);
        profile.data().parameters().require(message, input);
        SignatureAlgorithm alg = algorithm(input);
        times.require(input, now.getEpochSecond());
        admission.require(message, input);
        String keyId = Objects.requireNonNull(input.keyIdText());
        KeyRing.Entry entry = keys.entry(keyId);
        Reason unusable = unusable(entry, input, now);
        writeBase(base, message, input);
        // step 7 (§3.2): a key that may not be used costs what a wrong signature costs
        SigningKey key = unusable == null && entry != null ? entry.key() : null;
        boolean genuine =
                dummies.verifies(key, keyId, Optional.ofNullable(alg), base.array(), base.length(), signature);
        // the note costs as well: a wrong signature and an unknown key have words of one make
        if (unusable != null || entry == null || !genuine) {
            String note = Proof.note(entry, input) + ", signature of " + signature.length + " bytes";
            throw unusable == null
                    ? SignatureRefusedException.of(Reason.SIGNATURE, note)
                    : SignatureRefusedException.of(unusable, note).at(VerificationStep.KEY);
        }
        return new Proof(input, entry, base);
    }

    private void requireCoverage(Message message, SignatureInput input) throws SignatureRefusedException {
        if (message.isResponse()) {
            profile.data().response().require(message, input);
        } else {
            profile.data().coverage().require(Objects.requireNonNull(message.request()), input);
        }
    }

    /** Step 3 (§3.3.7): {@code alg} can only confirm; null when it was not sent. */
    private @Nullable SignatureAlgorithm algorithm(SignatureInput input) throws SignatureRefusedException {
        String name = input.algText();
        if (name == null) {
            return null;
        }
        SignatureAlgorithm named = SignatureAlgorithm.named(name).orElse(null);
        if (named == null || !profile.allows(named)) {
            throw SignatureRefusedException.of(Reason.ALG, "alg is not allowed");
        }
        return named;
    }

    /** Step 5, the key: told only after step 7. */
    private @Nullable Reason unusable(KeyRing.@Nullable Entry entry, SignatureInput input, Instant now) {
        if (entry == null) {
            return Reason.KEY_UNKNOWN;
        }
        if (!entry.validAt(now) || !validAround(entry, input.createdAt())) {
            return Reason.KEY_VALIDITY;
        }
        if (!entry.tags().isEmpty() && !entry.tags().contains(Objects.requireNonNullElse(input.tagText(), ""))) {
            return Reason.TAG;
        }
        SignatureAlgorithm own = entry.key().algorithm();
        String alg = input.algText();
        return profile.allows(own) && (alg == null || alg.equals(own.registeredName())) ? null : Reason.ALG;
    }

    /** The key was valid at {@code created}, give or take the skew of clocks. */
    private boolean validAround(KeyRing.Entry entry, long second) {
        if (entry.isEndless()) {
            return true;
        }
        Instant created = Instant.ofEpochSecond(second);
        return entry.validAt(created)
                || entry.validAt(created.plus(profile.futureSkew()))
                || entry.validAt(created.minus(profile.futureSkew()));
    }

    private void writeBase(AsciiBuffer base, Message message, SignatureInput input) throws SignatureRefusedException {
        try {
            profile.bases().write(base, message, input);
        } catch (SignatureRefusedException refused) {
            throw refused.at(VerificationStep.SIGNATURE);
        }
    }
}
