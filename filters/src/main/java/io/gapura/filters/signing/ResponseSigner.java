package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.ResponseGuard;
import io.gapura.filters.ResponseView;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs answers (RFC 9421 §2.4), so that a client can prove that one is what this server said to this very request:
 * status, content, type, and again method, target and content digest of the request with {@code ;req}; of a signed
 * request its signature, for the nonce and time in it, and all that it covers, because the signature alone would not bind
 * it (§7.3.7).
 *
 * <p>An answer is held until it is whole, up to 1 MiB. A larger one, a stream of events and an error page of the
 * application leave unsigned, or as 500 where {@link #required} or {@link #demand} says so. The fields are made from what
 * leaves the application: nothing outside of the gate may compress or change it afterwards, a proxy that does so breaks
 * the proof. What a client asked for with {@code Accept-Signature} is answered when it covers no less than we would.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class ResponseSigner {
    /** How much of an answer is held, in bytes. */
    public static final int BOUND = 1 << 20;

    private static final HeaderLine VARY = new HeaderLine("Vary", "Accept-Signature");
    private static final Component DIGEST = Component.of("content-digest");
    private static final Decision UNSIGNED = Decision.reject(
            Rejection.internalError("response-unsigned").note("the answer was too large to be signed, or a stream"));

    private final Supplier<SigningKey> key;
    private final SignatureProfile profile;
    private final InstantSource clock;
    private final SecureRandom random;
    private final boolean required;

    private ResponseSigner(
            Supplier<SigningKey> key,
            SignatureProfile profile,
            InstantSource clock,
            SecureRandom random,
            boolean required) {
        this.key = key;
        this.profile = profile;
        this.clock = clock;
        this.random = random;
        this.required = required;
    }

    /**
     * A signer with one key.
     *
     * @throws ConfigurationException when the profile does not allow its algorithm, or it is public only
     */
    public static ResponseSigner with(SigningKey key, SignatureProfile profile) {
        return of(() -> key, profile);
    }

    /** The same with that key of a ring, as the ring has it when an answer leaves. */
    public static ResponseSigner with(KeyRing keys, String keyId, SignatureProfile profile) {
        return of(() -> keys.signingKey(keyId), profile);
    }

    private static ResponseSigner of(Supplier<SigningKey> key, SignatureProfile profile) {
        SigningKey now = key.get();
        if (!now.canSign()) {
            throw ConfigurationException.of("the key " + now.keyId() + " is for verification alone");
        }
        if (!profile.allows(now.algorithm())) {
            throw ConfigurationException.of(
                    "the profile does not allow " + now.algorithm().registeredName());
        }
        return new ResponseSigner(key, profile, InstantSource.system(), new SecureRandom(), false);
    }

    /** The same by another clock and randomness. */
    public ResponseSigner clock(InstantSource time, SecureRandom source) {
        return new ResponseSigner(key, profile, time, source, required);
    }

    /** The same, answering 500 in place of what it cannot sign. */
    public ResponseSigner required() {
        return new ResponseSigner(key, profile, clock, random, true);
    }

    boolean signsTrailers() {
        return profile.takesTrailers();
    }

    /** For an endpoint whose answers must be signed by the signer of the pipeline: refuses what it cannot have signed. */
    public static ResponseGuard demand() {
        return guard(answer -> answer.content().isPresent() ? Decision.proceed() : UNSIGNED);
    }

    /** For the answer to one request, whose caller may carry a {@link VerifiedSignature}. */
    public ResponseGuard answering(RequestView request) {
        return guard(answer -> decide(request, answer));
    }

    @FunctionalInterface
    private interface Ruling {
        Decision of(ResponseView answer) throws SignatureRefusedException;
    }

    private static ResponseGuard guard(Ruling ruling) {
        return new ResponseGuard() {
            @Override
            public int bound() {
                return BOUND;
            }

            @Override
            public Decision decide(ResponseView answer) throws SignatureRefusedException {
                return ruling.of(answer);
            }
        };
    }

    private Decision decide(RequestView request, ResponseView answer) throws SignatureRefusedException {
        if (answer.content().isEmpty()) {
            return required ? UNSIGNED : Decision.proceed().responseHeaders(List.of(VARY));
        }
        List<HeaderLine> lines = new ArrayList<>(4);
        lines.add(VARY);
        lines.addAll(sign(request, answer, answer.content().get()));
        return Decision.proceed().responseHeaders(lines);
    }

    private List<HeaderLine> sign(RequestView request, ResponseView answer, ByteBuffer content)
            throws SignatureRefusedException {
        SigningParameters parameters = new SigningParameters(key.get(), profile, clock, random);
        String digest = ContentDigest.of(ContentDigest.Algorithm.SHA_256, content);
        Message message = Message.response(answer.status(), digested(answer.headers(), digest), request);
        List<Component> own = profile.data().response().wanted(message, proven(request));
        SigningPlan plan =
                wish(request, own, parameters).map(SigningPlan.PLAIN::answering).orElse(SigningPlan.PLAIN);
        SignatureInput input = SignatureInput.of(components(plan, own), parameters(parameters, plan));
        byte[] signature = parameters.key().sign(profile.bases().of(message, input));
        return List.of(
                new HeaderLine("Content-Digest", digest),
                new HeaderLine("Signature-Input", plan.label() + "=" + input.text()),
                new HeaderLine(
                        "Signature", plan.label() + "=:" + Base64.getEncoder().encodeToString(signature) + ":"));
    }

    private static @Nullable SignatureInput proven(RequestView request) {
        return request.caller()
                .proof(VerifiedSignature.class)
                .map(VerifiedSignature::input)
                .orElse(null);
    }

    /** What the application said of its content is replaced: it may have said it of another coding. */
    private static Headers digested(Headers headers, String digest) {
        List<String> fields = new ArrayList<>();
        headers.each((name, value) -> {
            if (!name.equalsIgnoreCase("content-digest")) {
                fields.add(name);
                fields.add(value);
            }
        });
        fields.add("Content-Digest");
        fields.add(digest);
        return Headers.of(fields.toArray(String[]::new));
    }

    /**
     * The first wish that is no less than what we sign anyway, and that this answer has values for (§5.2). One that is
     * not understood, or cannot be met, is no reason not to answer.
     */
    private Optional<AcceptSignature.Wish> wish(
            RequestView request, List<Component> own, SigningParameters parameters) {
        try {
            return AcceptSignature.read(request.headers()).wishes().stream()
                    .filter(parameters::grants)
                    .filter(wish -> Set.copyOf(wish.components()).containsAll(own))
                    .findFirst();
        } catch (SignatureRefusedException malformed) {
            return Optional.empty();
        }
    }

    private static List<Component> components(SigningPlan plan, List<Component> own) {
        AcceptSignature.Wish wish = plan.wish();
        Set<Component> components = new LinkedHashSet<>(wish == null ? own : wish.components());
        components.add(DIGEST);
        return List.copyOf(components);
    }

    /** A nonce only when it was wished for: what is answered is bound already. The tag is that of responses. */
    private Map<String, BareItem> parameters(SigningParameters parameters, SigningPlan plan) {
        Map<String, BareItem> all = parameters.of("GET", plan);
        AcceptSignature.Wish wish = plan.wish();
        if (wish == null || wish.tag().isEmpty()) {
            all.remove("tag");
            String tag = profile.data().response().tag();
            if (tag != null) {
                all.put("tag", new BareItem.Str(tag));
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return "ResponseSigner[" + profile.name() + (required ? ", required]" : "]");
    }
}
