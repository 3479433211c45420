package io.gapura.filters.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.audit.ShippedLog;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.Signatures;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a receiver that lets nothing in that our own verifier refuses. */
class WebhookShipperTest extends ShipperContract {
    private final Map<Long, String> held = new ConcurrentSkipListMap<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private Path jwks;
    private HttpPlace place;
    private Pipeline gate;
    private volatile int status = 204;

    @BeforeEach
    void serve() throws Exception {
        jwks = Files.writeString(temp.resolve("keys.json"), """
                {"keys":[{"kty":"oct","kid":"audit-1","k":"%s"},{"kty":"oct","kid":"other","k":"%s"}],
                 "gapura":{"callers":{"audit-1":{"name":"node-1"},"other":{"name":"other"}}}}
                """.formatted(
                "bm90IGEgcmVwZWF0ZWQgcGF0dGVybiwgMzIgYnl0ZXMhIQ", "YW5vdGhlciBzZWNyZXQgb2YgMzIgYnl0ZXMsIDQ0NDQ0NA"));
        place = new HttpPlace(this::answer);
        gate = Pipeline.builder()
                .add(Signatures.required(KeyRing.load(Reference.file(jwks))).authorities(place.authority()))
                .build();
    }

    @AfterEach
    void end() throws IOException {
        place.close();
    }

    private int answer(HttpExchange request, byte[] content) throws IOException {
        if (status != 204) {
            if (status == 302) {
                request.getResponseHeaders().add("Location", place.url("/elsewhere"));
            }
            return status;
        }
        List<String> fields = new ArrayList<>();
        request.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> {
                    fields.add(name);
                    fields.add(value);
                }));
        Headers headers = Headers.of(fields.toArray(String[]::new));
        RequestView view = RequestView.read(
                request.getRequestMethod(),
                Target.parse(request.getRequestURI().toString()),
                "http",
                headers,
                Body.of(content),
                new Client("127.0.0.1"));
        Verdict verdict = gate.decide(view);
        if (verdict.rejection().isPresent()) {
            refusals.add(verdict.rejection().get().toString());
            return 401;
        }
        assertThat(verdict.request().caller().id()).isEqualTo("node-1");
        keys.add(headers.only("Idempotency-Key").orElseThrow());
        assertThat(headers.only("Content-Type")).contains("application/x-ndjson");
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
            Map<?, ?> metadata = (Map<?, ?>)
                    StrictObject.read(line.getBytes(StandardCharsets.UTF_8)).get("metadata");
            held.putIfAbsent((Long) metadata.get("sequence"), line);
        }
        return 204;
    }

    @Override
    protected Shipper shipper() {
        return shipper("audit-1", place.url("/audit?node=1"));
    }

    private Shipper shipper(String keyId, String address) {
        return TestSettings.open("webhook", Map.of("address", address, "key", jwks.toString(), "key-id", keyId));
    }

    @Override
    protected List<String> stored() {
        return new ArrayList<>(new TreeMap<>(held).values());
    }

    @Override
    protected void stop() throws IOException {
        place.stop();
    }

    @Override
    protected void start() {
        place.start();
    }

    @Test
    void theSameLinesHaveTheSameIdempotencyKey() throws Exception {
        List<ShippedLine> lines = log.shipped(4);
        Shipper shipper = shipper();
        shipper.take(new Shipment(lines.subList(1, 3)));
        shipper.take(new Shipment(lines.subList(1, 3)));
        shipper.take(new Shipment(lines.subList(1, 4)));

        assertThat(refusals).isEmpty();
        assertThat(keys)
                .containsExactly(
                        "\"" + ShippedLog.ORIGIN + "[1..2]\"",
                        "\"" + ShippedLog.ORIGIN + "[1..2]\"",
                        "\"" + ShippedLog.ORIGIN + "[1..3]\"");
    }

    /** The receiver is strict: nobody else may write into the copy. */
    @Test
    void aReceiverThatDoesNotKnowTheKeyTakesNothing() throws Exception {
        List<ShippedLine> lines = log.shipped(1);
        Files.writeString(jwks, Files.readString(jwks).replace("bm90", "bm91"));

        assertThatThrownBy(() -> shipper().take(new Shipment(lines)))
                .isInstanceOf(IOException.class)
                .hasMessage("answered with status 401");
        assertThat(held).isEmpty();
        assertThat(refusals).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 302, 400, 409, 413, 429, 500, 503})
    void nothingButAnAnswerOf2xxCounts(int answered) throws Exception {
        status = answered == 199 ? 304 : answered;
        List<ShippedLine> lines = log.shipped(1);

        assertThatThrownBy(() -> shipper().take(new Shipment(lines)))
                .isInstanceOf(IOException.class)
                .hasMessage("answered with status " + status);
        assertThat(held).as("no redirect is followed").isEmpty();
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForLongerThanTheTimeout() throws Exception {
        List<ShippedLine> lines = log.shipped(1);
        HttpPlace silent = new HttpPlace((request, content) -> {
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException stopped) {
                return -1;
            }
            return 204;
        });
        Shipper shipper = TestSettings.open(
                "webhook",
                Map.of("address", silent.url("/"), "key", jwks.toString(), "key-id", "audit-1", "timeout", "200"));
        long before = System.nanoTime();

        assertThatThrownBy(() -> shipper.take(new Shipment(lines))).isInstanceOf(IOException.class);
        assertThat(System.nanoTime() - before).isLessThan(300_000_000_000L);
        silent.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://siem.example.com/",
                "ftp://siem.example.com/",
                "https://user@siem.example.com/",
                "https:///path",
                "https://siem.example.com/#here",
                "not a url",
                "siem.example.com"
            })
    void linesGoToHttpsOrToThisMachineAlone(String address) {
        assertThatThrownBy(() -> shipper("audit-1", address))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("audit.ship.there.address must be an https URL with a host, without user and fragment");
        assertThat(HttpSender.address("x", "https://siem.example.com:8443/a?b=c"))
                .isEqualTo(URI.create("https://siem.example.com:8443/a?b=c"));
    }

    @Test
    void aKeyAndItsNameAreNeeded() {
        String address = place.url("/");
        assertThatThrownBy(() -> TestSettings.open("webhook", Map.of("address", address, "key-id", "audit-1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.key must lead to a JWK Set");
        assertThatThrownBy(() -> TestSettings.open("webhook", Map.of("address", address, "key", jwks.toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.key-id must be set");
        assertThatThrownBy(() -> shipper("absent", address)).isInstanceOf(ConfigurationException.class);
    }
}
