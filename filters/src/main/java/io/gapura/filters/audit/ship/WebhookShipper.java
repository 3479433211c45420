package io.gapura.filters.audit.ship;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Posts lines as NDJSON, signed by RFC 9421 with the strict profile: method, address, media type, digest of the content
 * and {@code Idempotency-Key}, which is the name of the log with the range of sequences. A receiver knows a request again
 * by that key, and a line by its log and sequence. Nothing but an answer of 2xx counts; redirects are not followed.
 */
final class WebhookShipper implements Shipper {
    private static final HeaderLine TYPE = new HeaderLine("Content-Type", "application/x-ndjson");

    private final URI address;
    private final RequestSigner signer;
    private final HttpSender sender;

    /** {@code type = webhook}. */
    static final class Type implements ShipperType {
        @Override
        public String word() {
            return "webhook";
        }

        @Override
        public Set<String> settings() {
            return Set.of("address", "key", "key-id", "trust");
        }

        @Override
        public Shipper open(String place, ShipSettings settings) {
            Reference key = settings.key()
                    .orElseThrow(() -> ConfigurationException.of(
                            place + ".key must lead to a JWK Set with the key that signs: file:PATH or env:NAME"));
            String keyId = settings.keyId().orElseThrow(() -> ConfigurationException.of(place + ".key-id must be set"));
            HttpSender sender = HttpSender.of(place + ".trust", settings.trust(), settings.timeout());
            return new WebhookShipper(
                    HttpSender.address(place + ".address", settings.requiredAddress(place)),
                    RequestSigner.with(KeyRing.load(key).signingKey(keyId), SignatureProfile.STRICT),
                    sender);
        }
    }

    WebhookShipper(URI address, RequestSigner signer, HttpSender sender) {
        this.address = address;
        this.signer = signer.covering("idempotency-key");
        this.sender = sender;
    }

    @Override
    public void take(Shipment shipment) throws IOException {
        byte[] content = content(shipment);
        List<HeaderLine> lines = new ArrayList<>();
        lines.add(TYPE);
        lines.add(new HeaderLine("Idempotency-Key", "\"" + shipment.range() + "\""));
        lines.addAll(signer.sign("POST", address, lines, content));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(content));
        lines.forEach(line -> request.header(line.name(), line.value()));
        sender.send(request);
    }

    /** Each line with its line feed, as in the file. */
    private static byte[] content(Shipment shipment) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (ShippedLine line : shipment.lines()) {
            content.writeBytes(line.bytes());
            content.write('\n');
        }
        return content.toByteArray();
    }
}
