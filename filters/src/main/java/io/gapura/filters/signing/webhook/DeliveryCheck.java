package io.gapura.filters.signing.webhook;

import io.gapura.filters.RequestView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves a delivery by the rules of its dialect, cheapest first, and refuses everything else. It never says yes or no:
 * what comes back is the proven delivery. Immutable and thread-safe.
 */
final class DeliveryCheck {
    private final String name;
    private final Dialect dialect;
    private final SignedBytes signed;
    private final int maxBody;
    private final InstantSource clock;
    private final Set<String> members;

    /**
     * A delivery, and what knows it again.
     *
     * @param timestamp as it was sent; empty where there is none
     */
    record Proven(WebhookDelivery delivery, String timestamp) {}

    /** Made for one dialect; throws {@link IllegalArgumentException} when the address and the dialect do not fit. */
    DeliveryCheck(String name, Dialect dialect, @Nullable PublicUrl url, int maxBody, InstantSource clock) {
        this.name = name;
        this.dialect = dialect;
        this.signed = new SignedBytes(dialect, url);
        this.maxBody = maxBody;
        this.clock = clock;
        Set<String> wanted = new HashSet<>(dialect.members());
        Challenge challenge = dialect.challenge();
        wanted.addAll(challenge == null ? Set.of() : challenge.members());
        this.members = Set.copyOf(wanted);
    }

    Proven prove(RequestView view, List<WebhookKey> keys) throws WebhookRefusedException, IOException {
        Incoming request = new Incoming(view, maxBody, members);
        requireFrame(request);
        Presented presented = dialect.signature().read(request);
        TimeSource source = dialect.time();
        String timestamp = source == null ? "" : source.text(request, presented);
        Instant time = source == null ? null : source.require(timestamp, clock.instant());
        String id = id(request);
        List<List<ByteBuffer>> candidates = signed.of(request, timestamp, id == null ? "" : id);
        WebhookKey key = prover(keys, candidates, presented);
        requireDigest(request);
        if (source != null) {
            // content may have come slowly, and what is too old by now may be forgotten already
            source.require(timestamp, clock.instant());
        }
        return new Proven(new WebhookDelivery(name, dialect, id, time, challenge(request, key)), timestamp);
    }

    /** What the signature does not cover must not change what the content means. */
    private void requireFrame(Incoming request) throws WebhookRefusedException {
        String method = request.request().method();
        boolean fits = method.equals("POST")
                || dialect.signed().contains(Part.Value.METHOD)
                || dialect.form() && method.equals("GET");
        if (!fits) {
            throw WebhookRefusedException.of(WebhookReason.PARAMETER, "method");
        }
        if (request.request().headers().isCoded()) {
            throw WebhookRefusedException.of(WebhookReason.PARAMETER, "content-encoding");
        }
        for (Map.Entry<String, String> required : dialect.requires().entrySet()) {
            Optional<String> value = request.field(required.getKey(), SignatureForm.LONGEST);
            if (!value.equals(Optional.of(required.getValue()))) {
                throw WebhookRefusedException.of(WebhookReason.PARAMETER, required.getKey());
            }
        }
    }

    private @Nullable String id(Incoming request) throws WebhookRefusedException, IOException {
        IdSource source = dialect.id();
        String id = source == null ? null : source.read(request).orElse(null);
        String behind = dialect.behindId();
        if (id != null && !behind.isEmpty() && id.contains(behind)) {
            throw WebhookRefusedException.of(WebhookReason.PARSE, "the id holds what ends it");
        }
        return id;
    }

    /** Tries every secret on every candidate and signature: time tells nothing of which it was. */
    private static WebhookKey prover(List<WebhookKey> keys, List<List<ByteBuffer>> candidates, Presented presented)
            throws WebhookRefusedException {
        WebhookKey proving = null;
        for (WebhookKey key : keys) {
            for (List<ByteBuffer> candidate : candidates) {
                var ofMessage = key.of(candidate);
                for (Presented.Signature signature : presented.signatures()) {
                    boolean right = key.label().equals(signature.label()) && ofMessage.test(signature.bytes());
                    proving = right ? key : proving;
                }
            }
        }
        if (proving == null) {
            throw WebhookRefusedException.of(
                    WebhookReason.SIGNATURE,
                    presented.signatures().size() + " signatures, " + keys.size() + " secrets");
        }
        return proving;
    }

    /** Twilio signs the digest of a content that is no form, as a parameter of the address. */
    private void requireDigest(Incoming request) throws WebhookRefusedException, IOException {
        String parameter = dialect.digest();
        if (parameter == null) {
            return;
        }
        List<String> values = request.request().query().all(parameter);
        if (values.size() != 1) {
            throw WebhookRefusedException.of(WebhookReason.DIGEST_MISSING, values.size() + " digests");
        }
        byte[] digest = Encoding.HEX.decode(values.get(0));
        if (digest == null || !MessageDigest.isEqual(digest, sha256(request.body()))) {
            throw WebhookRefusedException.of(
                    WebhookReason.DIGEST, request.body().remaining() + " bytes");
        }
    }

    private static byte[] sha256(ByteBuffer content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content);
            return digest.digest();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    private WebhookDelivery.@Nullable Answer challenge(Incoming request, WebhookKey key)
            throws WebhookRefusedException, IOException {
        Challenge challenge = dialect.challenge();
        return challenge == null ? null : challenge.of(request, key).orElse(null);
    }
}
