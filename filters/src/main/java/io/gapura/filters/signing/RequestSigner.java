package io.gapura.filters.signing;

import io.gapura.filters.Body;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes {@code Content-Digest}, {@code Signature-Input} and {@code Signature} for a request, as the profile wants them.
 * Needs no HTTP client and knows none. Each attempt, retries and redirects included, is signed anew, with a new time and
 * nonce.
 *
 * <pre>{@code
 * RequestSigner signer = RequestSigner.with(key, SignatureProfile.STRICT);
 * List<HeaderLine> lines = signer.sign("POST", uri, List.of(new HeaderLine("Content-Type", "application/json")), content);
 * }</pre>
 *
 * <p>Never signed, because it changes on its way: {@code Host}, {@code Date}, {@code Content-Length}, hop-by-hop fields,
 * {@code Forwarded} and {@code X-Forwarded-*}. Where the host matters it is signed as {@code @authority}.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class RequestSigner {
    private static final int NONCE_BYTES = 16;
    private static final int SHA_256_BYTES = 32;
    private static final Body SOMETHING = Body.from(InputStream::nullInputStream, 1);

    private final SigningKey key;
    private final SignatureProfile profile;
    private final SigningPlan plan;
    private final SignatureBase bases;
    private final InstantSource clock;
    private final SecureRandom random;

    private RequestSigner(
            SigningKey key, SignatureProfile profile, SigningPlan plan, InstantSource clock, SecureRandom random) {
        if (!profile.allows(key.algorithm())) {
            throw new IllegalArgumentException(
                    "the profile does not allow " + key.algorithm().registeredName());
        }
        if (!key.canSign()) {
            throw new IllegalArgumentException("the key " + key.keyId() + " is a public key and cannot sign");
        }
        this.key = key;
        this.profile = profile;
        this.plan = plan;
        this.bases = profile.bases();
        this.clock = clock;
        this.random = random;
    }

    /**
     * A signer with one key.
     *
     * @throws IllegalArgumentException when the profile does not allow the algorithm of the key
     */
    public static RequestSigner with(SigningKey key, SignatureProfile profile) {
        return new RequestSigner(key, profile, SigningPlan.PLAIN, InstantSource.system(), new SecureRandom());
    }

    private RequestSigner by(SigningPlan other) {
        return new RequestSigner(key, profile, other, clock, random);
    }

    /** The same by another clock and randomness. */
    public RequestSigner clock(InstantSource time, SecureRandom source) {
        return new RequestSigner(key, profile, plan, time, source);
    }

    /** The same, covering these fields as well; a request without one of them is not signed. */
    public RequestSigner covering(String... fields) {
        return by(plan.covering(fields));
    }

    /** The same, with {@code expires} so long after {@code created}: 1 second to 24 hours, both edges accepted. */
    public RequestSigner expiresAfter(Duration life) {
        return by(plan.living(life));
    }

    /** The same, adding its signature with this label to those that a request carries already. */
    public RequestSigner beside(String label) {
        return by(plan.besideOthers(label));
    }

    /**
     * The same, adding a signature that covers the one with label {@code inner}, and all that this one covers (RFC 9421
     * §7.3.7). For a proxy that vouches for what it passes on; it must have verified the inner one.
     */
    public RequestSigner over(String inner, String label) {
        return by(plan.chaining(label, inner));
    }

    /**
     * The lines to add to a request. The request must then go out as it was given: same method, same URI, these headers
     * and this content, not compressed afterwards.
     *
     * @param uri absolute; its authority is signed unless the headers name a {@code Host}
     * @param headers all that the client sets itself, {@code Content-Type} above all
     * @param content empty when there is none
     * @throws IllegalArgumentException when the target can be read in two ways, or a line to be made is there already
     */
    public List<HeaderLine> sign(String method, URI uri, List<HeaderLine> headers, byte[] content) {
        RequestView request = Outgoing.view(method, uri, headers, content.length == 0 ? Body.none() : Body.of(content));
        return sign(request, headers, ContentDigest.of(ContentDigest.Algorithm.SHA_256, ByteBuffer.wrap(content)));
    }

    /**
     * The same for content that is streamed and not at hand: its SHA-256 has been computed before, and the very same bytes
     * must follow.
     *
     * @param sha256 32 bytes
     */
    public List<HeaderLine> signDigest(String method, URI uri, List<HeaderLine> headers, byte[] sha256) {
        if (sha256.length != SHA_256_BYTES) {
            throw new IllegalArgumentException("a SHA-256 has " + SHA_256_BYTES + " bytes");
        }
        String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
        return sign(Outgoing.view(method, uri, headers, SOMETHING), headers, digest);
    }

    private List<HeaderLine> sign(RequestView given, List<HeaderLine> headers, String digest) {
        plan.requireFree(headers);
        RequestView request = given;
        List<HeaderLine> made = new ArrayList<>(3);
        Set<String> covered = new LinkedHashSet<>(profile.wanted(request));
        covered.addAll(plan.covering());
        if (request.body().declaredLength() > 0 || covered.contains("content-digest")) {
            covered.add("content-digest");
            if (!isStated(request, digest)) {
                made.add(new HeaderLine("Content-Digest", digest));
                request = request.header("Content-Digest", digest);
            }
        }
        covered.forEach(SigningPlan::requireSignable);
        try {
            List<Component> components = components(covered, request);
            SignatureInput input = SignatureInput.of(components, parameters(request.method()));
            made.add(new HeaderLine("Signature-Input", plan.label() + "=" + input.text()));
            made.add(new HeaderLine("Signature", plan.label() + "=:" + signature(request, input) + ":"));
            return made;
        } catch (SignatureRefusedException unsignable) {
            throw new IllegalArgumentException(
                    "the request cannot be signed: " + unsignable.reason().word());
        } catch (RefusedException ambiguous) {
            throw new IllegalArgumentException(
                    "the request cannot be signed: " + ambiguous.rejection().reason());
        }
    }

    /** Beside another signature its digest is ours as well, if it is right. */
    private static boolean isStated(RequestView request, String digest) {
        if (!request.headers().contains("content-digest")) {
            return false;
        }
        if (!request.headers().all("content-digest").equals(List.of(digest))) {
            throw new IllegalArgumentException("the Content-Digest that is there is not the SHA-256 of this content");
        }
        return true;
    }

    private List<Component> components(Set<String> covered, RequestView request) throws SignatureRefusedException {
        Set<Component> components = new LinkedHashSet<>();
        covered.forEach(name -> components.add(Component.of(name)));
        if (plan.beside()) {
            InnerSignatures present = InnerSignatures.of(request.headers());
            present.requireFree(plan.label());
            String inner = plan.inner();
            if (inner != null) {
                components.addAll(present.covering(inner));
            }
        }
        return List.copyOf(components);
    }

    private Map<String, BareItem> parameters(String method) {
        Map<String, BareItem> parameters = new LinkedHashMap<>();
        long created = clock.instant().getEpochSecond();
        parameters.put("created", new BareItem.Int(created));
        Duration life = plan.lifetime();
        if (life != null) {
            parameters.put("expires", new BareItem.Int(created + life.toSeconds()));
        }
        parameters.put("keyid", new BareItem.Str(key.keyId()));
        if (profile.requiresNonce(method)) {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            parameters.put(
                    "nonce",
                    new BareItem.Str(Base64.getUrlEncoder().withoutPadding().encodeToString(nonce)));
        }
        profile.tag().ifPresent(tag -> parameters.put("tag", new BareItem.Str(tag)));
        return parameters;
    }

    private String signature(RequestView request, SignatureInput input) throws SignatureRefusedException {
        return Base64.getEncoder().encodeToString(key.sign(bases.of(Message.of(request), input)));
    }
}
