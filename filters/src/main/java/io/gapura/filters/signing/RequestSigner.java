package io.gapura.filters.signing;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes {@code Content-Digest}, {@code Signature-Input} and {@code Signature} for a request, as the profile wants them.
 * Needs no HTTP client and knows none. Each attempt, retries and redirects included, is signed anew, with a new time and
 * nonce.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class RequestSigner {
    private static final String LABEL = "sig1";
    private static final int NONCE_BYTES = 16;
    private static final Set<String> OURS = Set.of("content-digest", "signature-input", "signature");

    private final SigningKey key;
    private final SignatureProfile profile;
    private final SignatureBase bases;
    private final InstantSource clock;
    private final SecureRandom random;

    private RequestSigner(SigningKey key, SignatureProfile profile, InstantSource clock, SecureRandom random) {
        if (!profile.allows(key.algorithm())) {
            throw new IllegalArgumentException(
                    "the profile does not allow " + key.algorithm().registeredName());
        }
        if (!key.canSign()) {
            throw new IllegalArgumentException("the key " + key.keyId() + " is a public key and cannot sign");
        }
        this.key = key;
        this.profile = profile;
        this.bases = profile.bases();
        this.clock = clock;
        this.random = random;
    }

    public static RequestSigner with(SigningKey key, SignatureProfile profile) {
        return new RequestSigner(key, profile, InstantSource.system(), new SecureRandom());
    }

    /** The same by another clock and randomness. */
    public RequestSigner clock(InstantSource time, SecureRandom source) {
        return new RequestSigner(key, profile, time, source);
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
        RequestView request = view(method, uri, headers, content);
        List<HeaderLine> made = new ArrayList<>(3);
        List<String> covered = new ArrayList<>(profile.wanted(request));
        if (content.length > 0 || covered.contains("content-digest")) {
            String digest = ContentDigest.of(ContentDigest.Algorithm.SHA_256, ByteBuffer.wrap(content));
            made.add(new HeaderLine("Content-Digest", digest));
            request = request.header("Content-Digest", digest);
        }
        SignatureInput input =
                SignatureInput.of(covered.stream().map(Component::of).toList(), parameters(method));
        made.add(new HeaderLine("Signature-Input", LABEL + "=" + input.text()));
        made.add(new HeaderLine("Signature", LABEL + "=:" + signature(request, input) + ":"));
        return made;
    }

    private static RequestView view(String method, URI uri, List<HeaderLine> headers, byte[] content) {
        String authority = uri.getRawAuthority();
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || authority == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a signed request needs an absolute http or https URI without user");
        }
        List<String> lines = new ArrayList<>();
        if (headers.stream().noneMatch(line -> line.named("Host"))) {
            lines.addAll(List.of("Host", authority));
        }
        for (HeaderLine line : headers) {
            if (OURS.stream().anyMatch(line::named)) {
                throw new IllegalArgumentException(line.name() + " is made by the signer");
            }
            lines.addAll(List.of(line.name(), line.value()));
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        try {
            return RequestView.read(
                    method,
                    Target.of(path, uri.getRawQuery()),
                    uri.getScheme(),
                    Headers.of(lines.toArray(String[]::new)),
                    content.length == 0 ? Body.none() : Body.of(content),
                    Client.unknown());
        } catch (RefusedException ambiguous) {
            throw new IllegalArgumentException("no server should accept this request: "
                    + ambiguous.rejection().reason());
        }
    }

    private Map<String, BareItem> parameters(String method) {
        Map<String, BareItem> parameters = new LinkedHashMap<>();
        parameters.put("created", new BareItem.Int(clock.instant().getEpochSecond()));
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

    private String signature(RequestView request, SignatureInput input) {
        try {
            return Base64.getEncoder().encodeToString(key.sign(bases.of(Message.of(request), input)));
        } catch (SignatureRefusedException unsignable) {
            throw new IllegalArgumentException(
                    "the request cannot be signed: " + unsignable.reason().word());
        } catch (RefusedException ambiguous) {
            throw new IllegalArgumentException(
                    "the request cannot be signed: " + ambiguous.rejection().reason());
        }
    }
}
