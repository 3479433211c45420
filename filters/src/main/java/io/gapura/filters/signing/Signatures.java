package io.gapura.filters.signing;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a signed request pass as the caller whose key signed it (RFC 9421, RFC 9530): method, target, content and what
 * else the profile names are as the client sent them, the message is fresh, and it came once. Decided before the
 * application sees a byte; the body is read whole for it.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class Signatures implements Policy {
    static final String NAME = "signing";

    private final SignatureSetup setup;
    private final Verification verification;
    private final SignatureAnswers answers;

    private Signatures(SignatureSetup setup) {
        ReplayGuard given = setup.replay();
        ReplayGuard replay =
                given == null ? LocalReplayGuard.holding(LocalReplayGuard.STANDARD_CAPACITY, setup.clock()) : given;
        replay.sharedBy(setup.keys().callers());
        this.setup = setup;
        this.verification = new Verification(setup, replay);
        this.answers = new SignatureAnswers(setup.realm(), setup.profile(), Optional::empty);
    }

    /** Refuses what is not signed. */
    public static Draft required(KeyRing keys) {
        return new Draft(keys, true, InstantSource.system(), new SecureRandom());
    }

    /** Leaves what is not signed anonymous, for others to decide; a bad signature is refused all the same. */
    public static Draft optional(KeyRing keys) {
        return new Draft(keys, false, InstantSource.system(), new SecureRandom());
    }

    /** The entry of the catalogue, section {@code signing}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                NAME,
                "proves callers and content by HTTP message signatures",
                MethodHandles.lookup(),
                SignatureSettings.class,
                SignatureSettings.DEFAULTS,
                settings -> Contribution.policies(settings.policy()));
    }

    /** Keys that do not know yet which hosts they serve: a signature for another host must not count here. */
    public static final class Draft {
        private final KeyRing keys;
        private final boolean required;

        private final InstantSource clock;
        private final SecureRandom random;

        private Draft(KeyRing keys, boolean required, InstantSource clock, SecureRandom random) {
            this.keys = keys;
            this.required = required;
            this.clock = clock;
            this.random = random;
        }

        /** The same by another clock and randomness. */
        public Draft clock(InstantSource time, SecureRandom source) {
            return new Draft(keys, required, time, source);
        }

        /** For requests to these hosts, with port unless it is the scheme's own. */
        public Signatures authorities(String... hosts) {
            return authorities(Set.of(hosts));
        }

        Signatures authorities(Set<String> hosts) {
            return new Signatures(new SignatureSetup(
                    keys,
                    required,
                    hosts,
                    SignatureProfile.STRICT,
                    BodyRules.STANDARD,
                    null,
                    true,
                    false,
                    null,
                    SignatureSetup.STANDARD_REALM,
                    clock,
                    random));
        }
    }

    /** The same by another profile than {@link SignatureProfile#STRICT}. */
    public Signatures profile(SignatureProfile profile) {
        return new Signatures(setup.with(profile));
    }

    /** The same with this memory of nonces. */
    public Signatures replay(ReplayGuard guard) {
        return new Signatures(setup.with(guard));
    }

    /** The same for content of at most that size, 1 MiB unless said, 64 MiB at most unless streamed; larger is 413. */
    public Signatures maxBody(DataSize size) {
        return new Signatures(setup.with(setup.body().atMost(size.toBytes())));
    }

    /**
     * The same, keeping that much of a content in memory, 256 KiB unless said; what is larger is proven and replayed from
     * a temporary file that only this process can read.
     */
    public Signatures memoryBound(DataSize size) {
        return new Signatures(setup.with(setup.body().holding(size.toBytes())));
    }

    /**
     * Dangerous: the application must be able to <em>undo</em> whatever it did with content that turns out not to be
     * what the caller signed. It reads while the content comes, and learns at the end, by a {@link
     * io.gapura.filters.BodyRejectedException}, that none of it was proven: rows must be rolled back, files deleted,
     * messages not sent. Content is to be written where nobody finds it until it was read to its end.
     *
     * <p>The same for uploads that are too large to be held: a content with a covered {@code Content-Digest} goes to the
     * application as it comes. All else was proven before. The nonce is used up <em>before</em> the content is read: a
     * client whose upload broke off must sign again.
     *
     * <ul>
     *   <li>With a declared length the last piece is only given out when all of it was proven; without, the end of the
     *       stream is.
     *   <li>No success leaves before that. What the application has not read when it closes the stream, or is done, is
     *       read for it; where that would block a thread of the container (asynchronous answers), the answer is 500.
     *   <li>An answer that began to leave before is cut off.
     *   <li>Another policy that needs the content, or one that has read it before, has it proven as usual.
     *   <li>In shadow the request keeps the caller that the signature names: it cannot be taken back.
     * </ul>
     *
     * @param reason said with the posture, at each start
     */
    public Signatures dangerouslyStreamBody(String reason) {
        return new Signatures(setup.with(setup.body().streamed(reason)));
    }

    /** The same, signing the answers to requests that it lets through, its own profile's way or another. */
    public Signatures signResponses(ResponseSigner signer) {
        return new Signatures(setup.with(signer));
    }

    /** The same, named so in challenges. */
    public Signatures realm(String realm) {
        return new Signatures(setup.withRealm(realm));
    }

    /**
     * The same, accepting messages made before this process started, although a local guard has forgotten their nonces:
     * what was captured before a restart can be sent again until it is too old.
     */
    public Signatures acceptingCreatedBeforeStart() {
        return new Signatures(setup.withRejectBeforeStart(false));
    }

    /**
     * The same, letting each message pass once even when it carries no nonce: by the hash of what it signed. Two honest
     * requests that are alike to the second are one then.
     */
    public Signatures claimingMessagesWithoutNonce() {
        return new Signatures(setup.withClaimWithoutNonce());
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(setup.profile().remarks());
        setup.body().remark().ifPresent(remarks::add);
        remarks.addAll(setup.keys().remarks(setup.clock().instant()));
        return remarks;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.BODY);
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        ResponseSigner signer = setup.responses();
        Decision decision = proven(request);
        return signer != null && decision instanceof Decision.Proceed proceed
                ? proceed.responseGuard(signer.answering(proceed.request().orElse(request)))
                : decision;
    }

    private Decision proven(RequestView request) throws IOException {
        try {
            Optional<SignatureFields> fields = SignatureFields.read(request.headers());
            if (fields.isPresent()) {
                return setup.body().isStreamed() && !request.isBodyRead()
                        ? streamed(request, fields.get())
                        : Decision.proceed(request.withCaller(verification.verify(request, fields.get())));
            }
            return setup.required()
                    ? Decision.reject(answers.rejection(SignatureRefusedException.of(Reason.MISSING, ""), request))
                    : Decision.proceed();
        } catch (SignatureRefusedException refused) {
            Rejection rejection = answers.rejection(refused, request);
            return Decision.reject(rejection);
        }
    }

    private Decision streamed(RequestView request, SignatureFields fields)
            throws SignatureRefusedException, IOException {
        Verification.Unread proven = verification.verifyUnread(request, fields);
        Decision.Proceed proceed = Decision.proceed(request.withCaller(proven.caller()));
        return proven.digest() == null
                ? proceed
                : proceed.bodyGuard(new StreamedBody(
                        proven.digest(),
                        request.declaredLength(),
                        setup.body().most(),
                        refused -> answers.rejection(refused, request)));
    }

    /** How to sign, for a 401 of another policy on a request that was left anonymous. */
    @Override
    public List<HeaderLine> challenges(RequestView request) {
        return setup.required() ? List.of() : answers.challenges(request);
    }
}
