package io.gapura.filters.signing;

import io.gapura.filters.Body;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
    private static final String DIGEST = "content-digest";
    private static final int SHA_256_BYTES = 32;

    private final SignatureProfile profile;
    private final SigningPlan plan;
    private final SigningParameters parameters;

    private RequestSigner(SigningPlan plan, SigningParameters parameters) {
        SigningKey key = parameters.key();
        if (!parameters.profile().allows(key.algorithm())) {
            throw new IllegalArgumentException(
                    "the profile does not allow " + key.algorithm().registeredName());
        }
        if (!key.canSign()) {
            throw new IllegalArgumentException("the key " + key.keyId() + " is a public key and cannot sign");
        }
        this.profile = parameters.profile();
        this.plan = plan;
        this.parameters = parameters;
    }

    /**
     * A signer with one key.
     *
     * @throws IllegalArgumentException when the profile does not allow the algorithm of the key, or the key is public only
     */
    public static RequestSigner with(SigningKey key, SignatureProfile profile) {
        return new RequestSigner(
                SigningPlan.PLAIN, new SigningParameters(key, profile, InstantSource.system(), new SecureRandom()));
    }

    private RequestSigner by(SigningPlan other) {
        return new RequestSigner(other, parameters);
    }

    /** The same by another clock and randomness. */
    public RequestSigner clock(InstantSource time, SecureRandom source) {
        return new RequestSigner(plan, new SigningParameters(parameters.key(), profile, time, source));
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
     * The same, answering what a server has asked for with {@code Accept-Signature} (RFC 9421 §5.2): its label, exactly its
     * components, its nonce and tag, and all else that it wishes. The first wish counts that our key and profile can
     * grant. A request is signed only when the wish covers all that the profile wants.
     *
     * @return empty when no wish can be granted, or the field does not parse
     */
    public Optional<RequestSigner> answering(String acceptSignature) {
        try {
            return AcceptSignature.read(Headers.of("Accept-Signature", acceptSignature)).wishes().stream()
                    .filter(parameters::grants)
                    .findFirst()
                    .map(wish -> by(plan.answering(wish)));
        } catch (SignatureRefusedException malformed) {
            return Optional.empty();
        }
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
        return sign(Outgoing.view(method, uri, headers, Body.from(InputStream::nullInputStream, 1)), headers, digest);
    }

    /**
     * The same for a request with trailers, all of which are covered ({@code ;tr}), by a profile that {@linkplain
     * SignatureProfile#trailers takes} them. Content must then be sent in chunks, with the trailers behind it, each once:
     * servers join the lines of one name in ways of their own. java.net.http sends none. A signer that answers an {@code
     * Accept-Signature} covers what was asked for, and no more.
     *
     * @throws IllegalArgumentException as {@link #sign}, or when a trailer is there twice, or must be a header
     */
    public List<HeaderLine> sign(
            String method, URI uri, List<HeaderLine> headers, byte[] content, List<HeaderLine> trailers) {
        Body body = Body.from(InputStream::nullInputStream, 1); // chunks are content, even when they are empty
        RequestView request = Outgoing.view(method, uri, headers, body, trailers);
        return sign(request, headers, ContentDigest.of(ContentDigest.Algorithm.SHA_256, ByteBuffer.wrap(content)));
    }

    private List<HeaderLine> sign(RequestView given, List<HeaderLine> headers, String digest) {
        plan.requireFree(headers);
        RequestView request = given;
        List<HeaderLine> made = new ArrayList<>(3);
        if (isDigested(request) && !isStated(request, digest)) {
            made.add(new HeaderLine("Content-Digest", digest));
            request = request.header("Content-Digest", digest);
        }
        try {
            SignatureInput input = SignatureInput.of(components(request), parameters.of(request.method(), plan));
            requireEnough(request, input);
            byte[] signature = parameters.key().sign(profile.bases().of(Message.of(request), input));
            made.add(new HeaderLine("Signature-Input", plan.label() + "=" + input.text()));
            made.add(new HeaderLine(
                    "Signature", plan.label() + "=:" + Base64.getEncoder().encodeToString(signature) + ":"));
            return made;
        } catch (SignatureRefusedException unsignable) {
            throw new IllegalArgumentException(
                    "the request cannot be signed: " + unsignable.reason().word());
        } catch (RefusedException ambiguous) {
            throw new IllegalArgumentException(
                    "the request cannot be signed: " + ambiguous.rejection().reason());
        }
    }

    private boolean isDigested(RequestView request) {
        AcceptSignature.Wish wish = plan.wish();
        return request.declaredLength() > 0
                || profile.wanted(request).contains(DIGEST)
                || plan.covering().contains(DIGEST)
                || wish != null && wish.components().contains(Component.of(DIGEST));
    }

    /** A server may ask for more than our profile wants, never for less: what it asks with could be somebody else's. */
    private void requireEnough(RequestView request, SignatureInput input) throws SignatureRefusedException {
        if (plan.wish() != null) {
            profile.data().coverage().require(request, input);
        }
    }

    /** Beside another signature its digest is ours as well, if it is right. */
    private static boolean isStated(RequestView request, String digest) {
        if (!request.headers().contains(DIGEST)) {
            return false;
        }
        if (!request.headers().all(DIGEST).equals(List.of(digest))) {
            throw new IllegalArgumentException("the Content-Digest that is there is not the SHA-256 of this content");
        }
        return true;
    }

    private List<Component> components(RequestView request) throws SignatureRefusedException {
        AcceptSignature.Wish wish = plan.wish();
        Set<Component> components = new LinkedHashSet<>();
        if (wish != null) {
            components.addAll(wish.components());
        } else {
            profile.wanted(request).forEach(name -> components.add(profile.component(name, request)));
            plan.covering().forEach(name -> components.add(Component.of(name)));
            if (request.headers().contains(DIGEST)) {
                components.add(Component.of(DIGEST));
            }
            request.trailers()
                    .ifPresent(fields -> fields.each((name, value) -> components.add(Component.inTrailers(name))));
        }
        for (Component component : components) {
            if (component.isOrdinary() || component.inTrailers()) {
                SigningPlan.requireSignable(component.name());
            }
        }
        if (plan.beside()) {
            InnerSignatures present = InnerSignatures.of(request.headers());
            present.requireFree(plan.label());
            components.addAll(present.covering(plan.inner()));
        }
        return List.copyOf(components);
    }
}
