package io.gapura.filters.otlp;

import io.gapura.filters.audit.ship.HttpSender;
import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.json.JsonPrint;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Posts an {@code ExportLogsServiceRequest}, and reads in the answer that nothing of it was rejected. */
final class OtlpShipper implements Shipper {
    private final URI address;
    private final Optional<String> token;
    private final HttpSender sender;

    OtlpShipper(URI address, Optional<String> token, HttpSender sender) {
        this.address = address;
        this.token = token;
        this.sender = sender;
    }

    @Override
    public void take(Shipment shipment) throws IOException {
        byte[] content = JsonPrint.of(LogRecords.of(shipment)).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(content));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        requireAll(sender.send(request));
    }

    /** A 64-bit number may be written as text (the JSON mapping of Protocol Buffers). */
    private static void requireAll(String answer) throws IOException {
        if (answer.isBlank()) {
            return;
        }
        Map<String, Object> said = StrictObject.read(answer.getBytes(StandardCharsets.UTF_8));
        Object partial = said.getOrDefault("partialSuccess", Map.of());
        Object rejected = partial instanceof Map<?, ?> members ? members.get("rejectedLogRecords") : partial;
        if (rejected != null && !String.valueOf(rejected).equals("0")) {
            throw new IOException("the collector has rejected log records");
        }
    }
}
