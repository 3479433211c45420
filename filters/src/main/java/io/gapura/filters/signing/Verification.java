package io.gapura.filters.signing;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Caller;
import io.gapura.filters.RequestView;
import io.gapura.filters.lent.Pool;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one request, in the order of {@link VerificationStep}, which lets nobody without a key make us read a body
 * (but for the one in front of trailers, by a profile that takes these), fill the replay store or burn a nonce. Gives the
 * proven caller or throws; there is no other way out. Thread-safe.
 */
final class Verification {
    private static final BodyGuard NOTHING = (piece, offset, length) -> {};

    private final SignatureSetup setup;
    private final SignatureProfile profile;
    private final NonceClaims nonces;
    private final Proving proving;
    private final CoveredLists known;
    private final OwnAuthorities authorities;
    private final Pool<Workspace> workspaces = new Pool<>(Workspace::new);

    Verification(SignatureSetup setup, NonceClaims nonces) {
        this.known = CoveredLists.of(setup.profile());
        this.authorities = OwnAuthorities.of(setup.authorities());
        this.setup = setup;
        this.profile = setup.profile();
        this.nonces = nonces;
        this.proving = new Proving(
                profile,
                setup.keys(),
                new DummyKeys(profile.data().algorithms(), setup.random()),
                this::admit,
                nonces::requireTime);
    }

    /** Steps 1 to 10, for a message that is signed as nearly all are; null for any other, of which nothing is said. */
    @Nullable
    Caller verifyUsual(RequestView request) throws SignatureRefusedException, IOException {
        if (profile.tags().size() > 1) {
            return null;
        }
        Workspace workspace = workspaces.take();
        try {
            UsualSignature usual = UsualSignature.in(request.headers(), known, workspace.base());
            return usual == null ? null : verify(request, usual, workspace);
        } finally {
            workspaces.give(workspace.clean());
        }
    }

    /** Steps 2 to 10, for a message whose only signature was read in the quick way. */
    private Caller verify(RequestView request, UsualSignature usual, Workspace workspace)
            throws SignatureRefusedException, IOException {
        setup.keys().requireLoaded();
        ContentDigest digest = digest(request);
        Message message = Message.of(request);
        Instant now = setup.clock().instant();
        Proof proof = proving.prove(message, usual, now, workspace.base());
        Caller caller = proven(message, List.of(proof), List.of(), digest, now, workspace);
        if (usual.input().known() == null) {
            known.learn(usual.input());
        }
        return caller;
    }

    /** Steps 2 to 10, for a message that carries both fields. */
    Caller verify(RequestView request, SignatureFields fields) throws SignatureRefusedException, IOException {
        setup.keys().requireLoaded();
        ContentDigest digest = digest(request);
        Message message = Message.of(request);
        Workspace workspace = workspaces.take();
        try {
            Instant now = setup.clock().instant();
            List<Proof> proofs = proving.prove(message, fields, now);
            List<Proof> others = proving.others(message, fields, proofs, now);
            Caller caller = proven(message, proofs, others, digest, now, workspace);
            if (fields.labels().size() == 1) {
                known.learn(proofs.get(0).input());
            }
            return caller;
        } finally {
            workspaces.give(workspace.clean());
        }
    }

    private static @Nullable ContentDigest digest(RequestView request) throws SignatureRefusedException {
        return request.headers().contains("content-digest") ? ContentDigest.read(request.headers()) : null;
    }

    /** Steps 8 to 10. */
    private Caller proven(
            Message message,
            List<Proof> proofs,
            List<Proof> others,
            @Nullable ContentDigest digest,
            Instant now,
            Workspace workspace)
            throws SignatureRefusedException, IOException {
        verifyBody(Objects.requireNonNull(message.request()), proofs, digest, workspace);
        return claimed(message, proofs, others, now, workspace);
    }

    /** Steps 9 and 10. */
    private Caller claimed(Message message, List<Proof> proofs, List<Proof> others, Instant now, Workspace workspace)
            throws SignatureRefusedException {
        String method = Objects.requireNonNull(message.request()).method();
        for (int i = 0; i < proofs.size(); i++) {
            nonces.claim(proofs.get(i), method, now.getEpochSecond(), workspace);
        }
        for (int i = 0; i < others.size(); i++) {
            nonces.claim(others.get(i), method, now.getEpochSecond(), workspace);
        }
        return Caller.of(Signatures.NAME, proofs.get(0).entry().caller())
                .withProof(VerifiedSignature.of(message, profile, proofs));
    }

    /**
     * What is proven but for the content.
     *
     * @param digest what the content must be; null when there is none, or it was read and proven
     */
    record Unread(Caller caller, @Nullable ContentDigest digest) {}

    /** The same for content that is hashed later: step 9 comes first, and a covered digest stands in for step 8. */
    Unread verifyUnread(RequestView request, SignatureFields fields) throws SignatureRefusedException, IOException {
        setup.keys().requireLoaded();
        ContentDigest digest = digest(request);
        Message message = Message.of(request);
        Workspace workspace = workspaces.take();
        try {
            Instant now = setup.clock().instant();
            List<Proof> proofs = proving.prove(message, fields, now);
            List<Proof> others = proving.others(message, fields, proofs, now);
            if (digest == null || !isCovered(proofs) || request.declaredLength() == 0) {
                return new Unread(proven(message, proofs, others, digest, now, workspace), null);
            }
            digest.requireActive();
            profile.data().requireDigestOf(digest);
            requireMeaning(request, proofs);
            return new Unread(claimed(message, proofs, others, now, workspace), digest);
        } finally {
            workspaces.give(workspace.clean());
        }
    }

    /** Of content that nothing announced: step 3 has not asked for it. */
    private void requireMeaning(RequestView request, List<Proof> proofs) throws SignatureRefusedException {
        for (int i = 0; i < proofs.size(); i++) {
            profile.data().coverage().requireUnannounced(request, proofs.get(i).input());
        }
    }

    private static boolean isCovered(List<Proof> proofs) {
        for (int i = 0; i < proofs.size(); i++) {
            if (!proofs.get(i).input().covers("content-digest")) {
                return false;
            }
        }
        return true;
    }

    /** Steps 5 and 6: a signature for another host proves nothing here, and what is too long is not begun. */
    private void admit(Message message, SignatureInput input) throws SignatureRefusedException, IOException {
        RequestView request = Objects.requireNonNull(message.request());
        if (!authorities.holds(message, request)) {
            throw SignatureRefusedException.of(Reason.AUTHORITY, "authority is not listed");
        }
        if (request.declaredLength() > setup.body().most()) {
            throw SignatureRefusedException.of(Reason.BODY_LIMIT, request.declaredLength() + " bytes declared")
                    .at(VerificationStep.LENGTH);
        }
        if (profile.takesTrailers() && input.coversTrailers()) {
            readTrailers(request, input);
        }
    }

    /**
     * A base with trailers is made of what follows the content, which therefore has to be read first, whoever sent it; it
     * is hashed at step 8, like any other.
     */
    private void readTrailers(RequestView request, SignatureInput input) throws SignatureRefusedException, IOException {
        for (Component component : input.components()) {
            if (component.inTrailers() && component.byteWise()) {
                throw SignatureRefusedException.of(
                        Reason.COMPONENT_UNKNOWN, "no server tells the lines of a trailer apart");
            }
        }
        read(request, NOTHING);
        if (request.trailers().isEmpty()) {
            throw SignatureRefusedException.of(Reason.COMPONENT_ABSENT, "no trailers are told here");
        }
    }

    /** Step 8 (RFC 9530 §2): content that no covered digest proves is refused, announced or not. */
    private void verifyBody(
            RequestView request, List<Proof> proofs, @Nullable ContentDigest digest, Workspace workspace)
            throws SignatureRefusedException, IOException {
        RunningDigest running = digest == null ? null : digest.running(workspace.beginHash());
        long length = read(request, running == null ? NOTHING : running::update);
        if (digest != null && running != null) {
            digest.verify(running);
            workspace.hashed();
            profile.data().requireDigestOf(digest);
        }
        boolean proven = digest != null && isCovered(proofs);
        if (length > 0 && !proven && profile.requiresDigest()) {
            throw SignatureRefusedException.of(Reason.DIGEST_MISSING, length + " bytes without digest");
        }
        if (length > 0) {
            requireMeaning(request, proofs);
        }
    }

    /** Hashed while it is read, and kept for the application, which may then have to read a file. */
    private long read(RequestView request, BodyGuard hash) throws SignatureRefusedException, IOException {
        try {
            return request.body().read(setup.body().most(), setup.body().inMemory(), hash);
        } catch (BodyRejectedException rejected) {
            if (rejected.rejection().status() == Reason.BODY_LIMIT.answer().status()) {
                throw SignatureRefusedException.of(
                        Reason.BODY_LIMIT, "more than " + setup.body().most() + " bytes");
            }
            throw rejected;
        }
    }
}
