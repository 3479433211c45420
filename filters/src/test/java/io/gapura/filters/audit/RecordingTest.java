package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.IncidentId;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.config.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lists of names let in, and which settings stop the start. */
class RecordingTest {
    @TempDir
    Path temp;

    private Map<String, Object> event(Recording recording, RequestView request) {
        Redaction redaction = Redaction.of(recording, temp.resolve("audit"), "log", new SecureRandom());
        return Events.parsed(redaction.line(Events.completed(request)));
    }

    @Test
    void whatIsNotListedIsAsIfItHadNotCome() {
        RequestView request = RequestView.get("/a?page=2&q=canary")
                .header("X-Request-Source", "shop")
                .header("X-Other", "canary");
        Map<String, Object> event = event(
                Recording.standard().headers("x-request-SOURCE", "X-Absent").queryParameters("page"), request);

        assertThat(Events.at(event, "http_request", "http_headers"))
                .isEqualTo(List.of(Map.of("name", "x-request-source", "value", "shop")));
        assertThat(Events.at(event, "http_request", "url", "query_string")).isEqualTo("page=2");
        assertThat(event.toString()).doesNotContain("canary");
        assertThat(event(Recording.standard(), request).toString()).doesNotContain("shop", "page");
    }

    @Test
    void ofOneNameFourValuesAreKeptAndEachIsCut() {
        RequestView request = RequestView.get("/a");
        for (int i = 0; i < 6; i++) {
            request = request.header("X-Tag", i + "x".repeat(300));
        }
        Map<String, Object> event = event(Recording.standard().headers("X-Tag"), request);
        List<?> headers = (List<?>) Events.at(event, "http_request", "http_headers");

        assertThat(headers).hasSize(4);
        assertThat(((Map<?, ?>) headers.get(0)).get("value")).isEqualTo("0" + "x".repeat(255));
        assertThat(Events.at(event, "metadata", "is_truncated")).isEqualTo(true);
    }

    @Test
    void listedValuesAreBoundedTogether() {
        String[] names = new String[16];
        RequestView request = RequestView.get("/a");
        for (int i = 0; i < names.length; i++) {
            names[i] = "x-tag-" + i;
            request = request.header(names[i], "x".repeat(256));
        }
        String stored = event(Recording.standard().headers(names), request).toString();
        assertThat(stored.chars().filter(c -> c == 'x').count()).isBetween(2_048L, 2_048L + 40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Cookie",
                "Set-Cookie",
                "X-Api-Key",
                "X-Auth-Token",
                "Proxy-Authorization",
                "DPoP",
                "X-CSRF",
                "password",
                "session",
                "x y",
                "",
                "ü"
            })
    void aNameThatSmellsStopsTheStart(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.standard().headers(name))
                .withMessageContaining("headers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.standard().queryParameters(name))
                .withMessageContaining("query-parameters");
    }

    @Test
    void sixteenNamesAreTheMost() {
        String[] names = new String[17];
        Arrays.setAll(names, i -> "x-" + i);
        assertThat(Recording.standard().headers(Arrays.copyOf(names, 16)).headers())
                .hasSize(16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.standard().headers(names));
    }

    @Test
    void whatIsEncryptedNeedsKeysAndThoseNeedNames() throws IOException {
        Reference keys = TestKeys.wrapping(temp);
        Reference names = TestKeys.hashing(temp);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.standard().caller(Personal.ENCRYPTED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.standard().address(Personal.ENCRYPTED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.standard().subjectKeys(keys));
        assertThat(Recording.standard()
                        .hashKeys(names)
                        .subjectKeys(keys)
                        .caller(Personal.ENCRYPTED)
                        .caller())
                .isEqualTo(Personal.ENCRYPTED);
        assertThat(Recording.standard().caller(Personal.HASHED).caller()).isEqualTo(Personal.HASHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0%", "101%", "10", "none", "-1%", "ALL", "1.5%"})
    void aShareThatIsNoneStopsTheStart(String grants) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.standard().grants(grants));
    }

    @ParameterizedTest
    // ranges that chance leaves less than once in 10^11 runs
    @CsvSource({"all,10000,10000", "100%,10000,10000", "10%,800,1210", "1%,40,180"})
    void aShareOfTheGrantsIsRecorded(String grants, int least, int most) {
        Redaction redaction = redaction(Recording.standard().grants(grants));
        SecureRandom random = new SecureRandom();
        int recorded = 0;
        for (int i = 0; i < 10_000; i++) {
            IncidentId incident = IncidentId.of(0x0198c1f2_0000_7000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
            AuditEvent event = AuditEvent.ofRequest(
                    AuditEvent.Kind.COMPLETED, Events.NOON, incident, "1", RequestView.get("/"), 200);
            recorded += redaction.records(event) ? 1 : 0;
        }
        assertThat(recorded).isBetween(least, most);
    }

    /** One that is not of the first percent; by ids that are drawn one of a hundred is. */
    private static AuditEvent grant() {
        return AuditEvent.ofRequest(
                AuditEvent.Kind.COMPLETED, Events.NOON, Events.INCIDENT, "1", RequestView.get("/"), 200);
    }

    @Test
    void whatIsNoPlainGrantIsAlwaysRecorded() {
        Redaction redaction = redaction(Recording.standard().grants("1%"));
        AuditEvent dropped = grant();
        Rejection no = Rejection.of(403, "forbidden", "no");
        assertThat(redaction.records(dropped)).isFalse();
        assertThat(redaction.records(dropped.critical())).isTrue();
        assertThat(redaction.records(dropped.shadowed(List.of(new AuditEvent.WouldReject("rbac", no)))))
                .isTrue();
        assertThat(redaction.records(Events.refused("rbac", no))).isTrue();
        for (AuditEvent.Kind kind : List.of(AuditEvent.Kind.FAILED, AuditEvent.Kind.INTENT, AuditEvent.Kind.PROVEN)) {
            assertThat(redaction.records(
                            AuditEvent.ofRequest(kind, Events.NOON, Events.INCIDENT, "1", RequestView.get("/"), 200)))
                    .isTrue();
        }
        AuditEvent missing = AuditEvent.ofRequest(
                AuditEvent.Kind.COMPLETED, Events.NOON, Events.INCIDENT, "1", RequestView.get("/"), 404);
        assertThat(redaction.records(missing)).isTrue();
    }

    @Test
    void ofGrantsThatAreNotRecordedAnAccessLogHasTheAccess() {
        AuditEvent grant = grant();
        AuditEvent refusal = Events.refused("rbac", Rejection.of(403, "forbidden", "no"));
        Recording part = Recording.standard().grants("1%");
        assertThat(redaction(part).recorded(grant)).isNull();
        assertThat(redaction(part).recorded(refusal)).isSameAs(refusal);

        Redaction logging = redaction(part.accessLog());
        AuditEvent access = logging.recorded(grant);
        assertThat(access).isNotNull();
        assertThat(access.kind()).isEqualTo(AuditEvent.Kind.ACCESSED);
        assertThat(Events.parsed(logging.line(access)))
                .containsEntry("class_uid", 4002L)
                .containsEntry("http_response", Map.of("code", 200L))
                .doesNotContainKey("unmapped");
        assertThat(logging.recorded(refusal)).isSameAs(refusal);
        AuditEvent kept = redaction(Recording.standard().accessLog()).recorded(grant);
        assertThat(kept).as("a grant that is recorded").isSameAs(grant);
    }

    @Test
    void aGrantThatWasSampledSaysSo() {
        assertThat(Events.at(event(Recording.standard().grants("10%"), RequestView.get("/")), "unmapped"))
                .isEqualTo(Map.of("grants_percent", 10L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST", "post /a", "POST a", "/a", "POST /a b", "* "})
    void whatNamesNoEndpointStopsTheStart(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.standard().critical(pattern));
    }

    @Test
    void endpointsAreRaisedByMethodAndTemplate() {
        JsonLinesSink sink = JsonLinesSink.to(temp.resolve("audit"))
                .patience(Duration.ofMinutes(1))
                .recording(Recording.standard().critical("POST /a/{id}", "* /admin"));
        assertThat(sink.isCritical(Endpoint.unknown("POST", "/a/{id}", "x"))).isTrue();
        assertThat(sink.isCritical(Endpoint.unknown("GET", "/a/{id}", "x"))).isFalse();
        assertThat(sink.isCritical(Endpoint.unknown("POST", "/a/7", "x"))).isFalse();
        assertThat(sink.isCritical(Endpoint.unknown("DELETE", "/admin", "x"))).isTrue();
        assertThat(CriticalPatterns.of(List.of("POST /a/{id}", "* /admim"))
                        .unknownTo(List.of(Endpoint.unknown("GET", "/a/{id}", "x"))))
                .containsExactly("* /admim");
    }

    @Test
    void theTextOfASectionGivesTheSameSettings() throws IOException {
        Reference names = TestKeys.hashing(temp);
        Reference keys = TestKeys.wrapping(temp);
        Object bound = JsonLinesSink.entry()
                .bind(Section.of(
                        "audit",
                        "web.xml",
                        Map.of(
                                "directory", "/var/log/gapura",
                                "headers", "x-request-source, x-tag",
                                "query-parameters", "page",
                                "hash-keys", names.place(),
                                "subject-keys", keys.place(),
                                "caller", "encrypted",
                                "address", "hashed",
                                "grants", "10%",
                                "critical", "POST /a/{id}"),
                        Resources.ofSystem()));
        assertThat(bound)
                .isEqualTo(JsonLinesSink.to(Path.of("/var/log/gapura"))
                        .recording(Recording.standard()
                                .headers("X-Request-Source", "X-Tag")
                                .queryParameters("page")
                                .hashKeys(names)
                                .subjectKeys(keys)
                                .caller(Personal.ENCRYPTED)
                                .address(Personal.HASHED)
                                .grants("10%")
                                .critical("POST /a/{id}"))
                        .settings());
        assertThatThrownBy(() -> JsonLinesSink.entry()
                        .bind(Section.of("audit", "web.xml", Map.of("headers", "Cookie"), Resources.ofSystem())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cookie");
    }

    private Redaction redaction(Recording recording) {
        return Redaction.of(recording, temp.resolve("audit"), "log", new SecureRandom());
    }
}
