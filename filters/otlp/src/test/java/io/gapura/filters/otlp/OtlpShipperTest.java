package io.gapura.filters.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.ShippedLog;
import io.gapura.filters.audit.ship.HttpPlace;
import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.audit.ship.ShipperContract;
import io.gapura.filters.audit.ship.TestSettings;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a collector that reads what it gets as OTLP. */
class OtlpShipperTest extends ShipperContract {
    private final Map<Long, String> held = new ConcurrentSkipListMap<>();
    private final List<Map<String, Object>> records = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private HttpPlace place;
    private volatile String answer = "{\"partialSuccess\":{}}";

    @BeforeEach
    void serve() throws Exception {
        place = new HttpPlace(this::answer);
    }

    @AfterEach
    void end() throws IOException {
        place.close();
    }

    private int answer(HttpExchange request, byte[] content) throws IOException {
        assertThat(request.getRequestURI().getPath()).isEqualTo("/v1/logs");
        assertThat(request.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/json");
        tokens.add(String.valueOf(request.getRequestHeaders().getFirst("Authorization")));
        Map<String, Object> export = StrictObject.read(content);
        Map<?, ?> resource = (Map<?, ?>) ((List<?>) export.get("resourceLogs")).get(0);
        assertThat(resource.get("resource").toString()).contains("service.name");
        Map<?, ?> scope = (Map<?, ?>) ((List<?>) resource.get("scopeLogs")).get(0);
        assertThat(((Map<?, ?>) scope.get("scope")).get("name")).isEqualTo("io.gapura.filters.audit");
        for (Object each : (List<?>) scope.get("logRecords")) {
            Map<String, Object> read = new HashMap<>();
            ((Map<?, ?>) each).forEach((name, value) -> read.put((String) name, value));
            records.add(read);
            held.putIfAbsent(Long.parseLong(attribute(read, "gapura.sequence", "intValue")), (String)
                    ((Map<?, ?>) read.get("body")).get("stringValue"));
        }
        byte[] said = answer.getBytes(StandardCharsets.UTF_8);
        request.sendResponseHeaders(200, said.length == 0 ? -1 : said.length);
        request.getResponseBody().write(said);
        return -1;
    }

    private static String attribute(Map<String, Object> of, String key, String kind) {
        return ((List<?>) of.get("attributes"))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .filter(each -> each.get("key").equals(key))
                        .map(each -> (String) ((Map<?, ?>) each.get("value")).get(kind))
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    protected Shipper shipper() {
        return TestSettings.open("otlp", Map.of("address", place.url("/v1/logs")));
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
    void aRecordSaysWhatTheEventSays() throws Exception {
        ShippedLine line = log.shipped(3).get(2);
        shipper().take(new Shipment(List.of(line)));

        Map<String, Object> made = records.get(0);
        assertThat(attribute(made, "log.record.uid", "stringValue")).isEqualTo(line.uid());
        assertThat(attribute(made, "gapura.chain", "stringValue")).isEqualTo(ShippedLog.ORIGIN);
        assertThat(attribute(made, "gapura.sequence", "intValue")).isEqualTo("2");
        assertThat(attribute(made, "gapura.leaf", "stringValue"))
                .isEqualTo(line.leaf().base64());
        assertThat(made)
                .containsEntry("timeUnixNano", "1772366400123000000")
                .containsEntry("severityNumber", 9L)
                .containsEntry("severityText", "INFO")
                .containsEntry("eventName", "gapura_access");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 9, INFO",
        "2, 10, INFO2",
        "3, 13, WARN",
        "4, 17, ERROR",
        "5, 18, ERROR2",
        "6, 21, FATAL",
        "7, 9, INFO"
    })
    void severitiesAndTracesAreMapped(long ocsf, long number, String word) throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        byte[] line = ("{\"metadata\":{\"logged_time\":2},\"severity_id\":" + ocsf
                        + ",\"time\":1,\"trace\":{\"span\":{\"uid\":" + "\"b7ad6b7169203331\"},\"uid\":\"" + trace
                        + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        shipper().take(new Shipment(List.of(ShippedLine.of("c", 0, "u", "f", line))));

        assertThat(records.get(0))
                .containsEntry("severityNumber", number)
                .containsEntry("severityText", word)
                .containsEntry("timeUnixNano", "1000000")
                .containsEntry("observedTimeUnixNano", "2000000")
                .containsEntry("traceId", trace)
                .containsEntry("spanId", "b7ad6b7169203331")
                .doesNotContainKey("eventName");
    }

    @Test
    void aTraceThatIsNoneIsLeftOut() throws Exception {
        byte[] line =
                "{\"metadata\":{\"logged_time\":2},\"severity_id\":1,\"time\":1,\"trace\":{\"span\":{\"uid\":\"x\"},\"uid\":\"y\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        shipper().take(new Shipment(List.of(ShippedLine.of("c", 0, "u", "f", line))));

        assertThat(records.get(0)).doesNotContainKeys("traceId", "spanId");
    }

    @Test
    void anEventWasObservedWhenItHappenedUnlessItSaysAnotherTime() throws Exception {
        byte[] line = "{\"metadata\":{},\"severity_id\":1,\"time\":1}".getBytes(StandardCharsets.UTF_8);
        shipper().take(new Shipment(List.of(ShippedLine.of("c", 0, "u", "f", line))));

        assertThat(records.get(0))
                .containsEntry("timeUnixNano", "1000000")
                .containsEntry("observedTimeUnixNano", "1000000");
    }

    /** Nothing is skipped without a word: what a collector rejects comes again, and the lag shows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"too old\"}}",
                "{\"partialSuccess\":{\"rejectedLogRecords\":1}}",
                "{\"partialSuccess\":7}",
                "<html>welcome</html>"
            })
    void aCollectorThatDidNotTakeAllHasTakenNothing(String said) throws Exception {
        answer = said;
        List<ShippedLine> lines = log.shipped(2);

        assertThatThrownBy(() -> shipper().take(new Shipment(lines))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"partialSuccess\":{\"rejectedLogRecords\":\"0\",\"errorMessage\":\"slow down\"}}",
                "{\"partialSuccess\":{\"rejectedLogRecords\":0}}"
            })
    void aCollectorThatTookAllHasSaidSo(String said) throws Exception {
        answer = said;
        shipper().take(new Shipment(log.shipped(2)));

        assertThat(held).hasSize(2);
    }

    @Test
    void aTokenIsSentAndNeverAnythingThatIsNone() throws Exception {
        Path secret = Files.writeString(temp.resolve("token"), "abc.DEF-123==\n");
        Map<String, String> settings = Map.of("address", place.url("/v1/logs"), "secret", secret.toString());
        TestSettings.open("otlp", settings).take(new Shipment(log.shipped(1)));

        assertThat(tokens).containsExactly("Bearer abc.DEF-123==");
        Files.writeString(secret, "two words");
        assertThatThrownBy(() -> TestSettings.open("otlp", settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.secret")
                .hasMessageNotContaining("two words");
    }

    @Test
    void recordsGoToHttpsOrToThisMachineAlone() {
        assertThatThrownBy(() -> TestSettings.open("otlp", Map.of("address", "http://otel.example.com/v1/logs")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.address");
    }
}
