package io.gapura.filters.signing;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Policy;
import io.gapura.filters.Renewal;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    private final ReplayGuard guard;
    private final Outward outward;
    private final ProfileChoice profiles;
    private final @Nullable DiagnosticsLog log;
    private final Optional<Renewal> watch;

    /**
     * What does not touch the verification.
     *
     * @param further profiles beside the standard one
     * @param scheme in the challenge of a 401
     * @param diagnostics whether refused requests are explained in the log
     */
    private record Outward(List<SignatureProfile> further, String scheme, boolean diagnostics) {
        static final Outward STANDARD = new Outward(List.of(), Challenge.SCHEME, false);
    }

    private Signatures(SignatureSetup setup, Outward outward) {
        this.guard = setup.replay().guardBy(setup.clock());
        guard.sharedBy(setup.keys().callers());
        this.watch = setup.keys().watch(NAME);
        this.setup = setup;
        this.outward = outward;
        Challenge challenge = new Challenge(outward.scheme(), setup.realm(), setup.clock());
        List<ProfileChoice.Choice> choices = new ArrayList<>();
        for (SignatureProfile profile : profiles(setup, outward)) {
            NonceClaims nonces =
                    new NonceClaims(setup.replay(), guard, profile.data().time(), setup.clock());
            choices.add(new ProfileChoice.Choice(
                    profile,
                    new Verification(setup.with(profile), nonces),
                    new SignatureAnswers(challenge, profile, setup.replay()::freshNonce)));
        }
        this.profiles = new ProfileChoice(choices);
        this.log = outward.diagnostics() ? DiagnosticsLog.of(setup.keys(), setup.authorities(), setup.clock()) : null;
    }

    private static List<SignatureProfile> profiles(SignatureSetup setup, Outward outward) {
        List<SignatureProfile> all = new ArrayList<>();
        all.add(setup.profile());
        all.addAll(outward.further());
        return all;
    }

    private Signatures with(SignatureSetup other) {
        return new Signatures(other, outward);
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
                settings -> Contribution.policies(settings.policy().policies().toArray(Policy[]::new)));
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
            return new Signatures(
                    new SignatureSetup(
                            keys,
                            required,
                            hosts,
                            SignatureProfile.STRICT,
                            BodyRules.STANDARD,
                            ReplayRules.STANDARD,
                            null,
                            SignatureSetup.STANDARD_REALM,
                            clock,
                            random),
                    Outward.STANDARD);
        }
    }

    /** The same by another profile than {@link SignatureProfile#STRICT}. */
    public Signatures profile(SignatureProfile profile) {
        return with(setup.with(profile));
    }

    /**
     * The same, verifying by further profiles as well, each with a tag and a name of its own: a message is verified by the
     * profile whose tag one of its signatures carries, and by no other; the one profile without tag takes the messages
     * that no other's tag names. {@link Signed} says which of them an endpoint takes.
     */
    public Signatures alsoBy(SignatureProfile... further) {
        return new Signatures(setup, new Outward(List.of(further), outward.scheme(), outward.diagnostics()));
    }

    /** The same with that scheme in the challenge of a 401, for clients that know a name for it. */
    public Signatures scheme(String token) {
        return new Signatures(setup, new Outward(outward.further(), token, outward.diagnostics()));
    }

    /**
     * The same, explaining refused requests in the log {@code io.gapura.signing}, at most ten a minute: for the days in
     * which a client is connected. Explanations hold values of requests, credentials and cookies excepted; see {@link
     * SignatureDiagnostics}.
     */
    public Signatures diagnosing() {
        return new Signatures(setup, new Outward(outward.further(), outward.scheme(), true));
    }

    /** This and the rule for {@link Signed}: for {@code Pipeline.builder().addAll(…)}, in their order. */
    public List<Policy> policies() {
        return List.of(this, new SignedEndpoints(profiles.answers(), setup.responses() != null));
    }

    /** The same with this memory of nonces. */
    public Signatures replay(ReplayGuard guard) {
        return with(setup.with(setup.replay().with(guard)));
    }

    /** The same for content of at most that size, 1 MiB unless said, 64 MiB at most unless streamed; larger is 413. */
    public Signatures maxBody(DataSize size) {
        return with(setup.with(setup.body().atMost(size.toBytes())));
    }

    /**
     * The same, keeping that much of a content in memory, 256 KiB unless said; what is larger is proven and replayed from
     * a temporary file that only this process can read.
     */
    public Signatures memoryBound(DataSize size) {
        return with(setup.with(setup.body().holding(size.toBytes())));
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
        return with(setup.with(setup.body().streamed(reason)));
    }

    /**
     * The same, signing the answers to requests that it lets through, its own profile's way or another; what a later
     * policy refuses is signed, too. What <em>it</em> refuses is not: whoever has no key would have us sign at will, and
     * a signature costs more than all that the refusal is decided by. A client takes an unsigned 401 for what it is, a
     * reason to sign again and nothing else.
     */
    public Signatures signResponses(ResponseSigner signer) {
        return with(setup.with(signer));
    }

    /** The same, named so in challenges. */
    public Signatures realm(String realm) {
        return with(setup.withRealm(realm));
    }

    /**
     * The same, accepting messages made before this process started, although a local guard has forgotten their nonces:
     * what was captured before a restart can be sent again until it is too old.
     */
    public Signatures acceptingCreatedBeforeStart() {
        return with(setup.with(setup.replay().acceptingBeforeStart()));
    }

    /**
     * The same, letting each message pass once even when it carries no nonce: by the hash of what it signed. Two honest
     * requests that are alike to the second are one then.
     */
    public Signatures claimingMessagesWithoutNonce() {
        return with(setup.with(setup.replay().claimingWithoutNonce()));
    }

    /** The same, letting GET and HEAD pass while the store of nonces is away: they may be replayed then. */
    public Signatures acceptingSafeMethodsWithoutStore() {
        return with(setup.with(setup.replay().passingSafeUnclaimed()));
    }

    /**
     * The same for clients with a wrong clock: a 401 offers a nonce of this server in {@code Accept-Signature}, good for
     * five to ten minutes, and a message that carries it may say a {@code created} that is an hour off.
     *
     * @param key where 32 random bytes or more stand, the same on every node
     */
    public Signatures serverNonces(Reference key) {
        return with(setup.with(setup.replay().with(ServerNonces.by(key, setup.clock(), setup.random()))));
    }

    /** The keys are read anew without it; this tells of it. */
    @Override
    public Optional<Renewal> renewal() {
        return watch;
    }

    @Override
    public void close() {
        guard.close();
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(List.of(setup.scope(profiles.profiles())));
        profiles.profiles().forEach(profile -> remarks.addAll(profile.remarks()));
        profiles.profiles().stream()
                .map(profile -> profile.data().time().life())
                .max(Comparator.naturalOrder())
                .ifPresent(life -> remarks.addAll(guard.remarks(life)));
        remarks.addAll(setup.replay().remarks());
        if (!setup.required()) {
            remarks.add("what is not signed goes on as anonymous");
        }
        if (outward.diagnostics()) {
            remarks.add("diagnostics: refused requests are explained in the log, with values");
        }
        setup.body().remark().ifPresent(remarks::add);
        remarks.addAll(setup.keys().remarks(setup.clock().instant()));
        return remarks;
    }

    /**
     * A bound that was said and never holds, a body that was read before anybody was proven, and a profile that no key
     * can meet are mistakes.
     */
    @Override
    public void requireFitting(List<Policy> inOrder) {
        profiles.profiles().forEach(setup::requireFitting);
        for (Policy policy : inOrder.subList(0, inOrder.indexOf(this))) {
            if (policy.readsUnproven()) {
                throw ConfigurationException.of(NAME + " must be listed before " + policy.name()
                        + ", which reads content that nobody has proven");
            }
        }
        boolean said = setup.body().most() != BodyRules.STANDARD.most();
        for (Policy policy : inOrder) {
            OptionalLong least = policy.largestBody();
            if (said && least.isPresent() && least.getAsLong() < setup.body().most()) {
                throw ConfigurationException.of("signing.max-body is larger than what " + policy.name() + " lets pass ("
                        + least.getAsLong() + " bytes)");
            }
        }
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
        ProfileChoice.Choice choice = profiles.standard();
        try {
            boolean streamed = setup.body().isStreamed() && !request.isBodyRead();
            Caller usual =
                    streamed || !profiles.isOne() ? null : choice.verification().verifyUsual(request);
            if (usual != null) {
                return Decision.proceed(request.withCaller(usual));
            }
            Optional<SignatureFields> fields = SignatureFields.read(request.headers());
            if (fields.isEmpty()) {
                return setup.required()
                        ? Decision.reject(
                                choice.answers().rejection(SignatureRefusedException.of(Reason.MISSING, ""), request))
                        : Decision.proceed();
            }
            choice = profiles.of(fields.get());
            return streamed
                    ? StreamedBody.decision(setup.body(), choice, request, fields.get())
                    : Decision.proceed(request.withCaller(choice.verification().verify(request, fields.get())));
        } catch (SignatureRefusedException refused) {
            if (log != null) {
                log.refused(request, choice.profile(), refused);
            }
            return Decision.reject(choice.answers().rejection(refused, request));
        }
    }

    /** Where every request must be signed, every endpoint is reached by signed ones alone. */
    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        String names = profiles.profiles().stream().map(SignatureProfile::name).collect(Collectors.joining(" or "));
        return setup.required() ? Optional.of(new Ruling("signature " + names, true)) : Optional.empty();
    }

    @Override
    public boolean provesCallers() {
        return true;
    }

    /** How to sign, for a 401 of another policy on a request that was left anonymous. */
    @Override
    public List<HeaderLine> challenges(RequestView request) {
        return setup.required() ? List.of() : profiles.standard().answers().challenges(request);
    }
}
