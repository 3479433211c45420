package io.gapura.filters.testkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.RefusingPort;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole examination: of a server that does all right, and of one for each thing that can be wrong. */
class DoctorTest {
    private static final String CANARY = "tamarind7";
    private static final Options OPTIONS = Options.standard()
            .canary(CANARY)
            .perSecond(1_000)
            .timeout(Duration.ofSeconds(60))
            .throwing("/shop/fail")
            .parameter("/shop/item/{}");

    private static Diagnosis examine(FakeServer.Mind mind) throws IOException {
        return examine(mind, OPTIONS);
    }

    private static Diagnosis examine(FakeServer.Mind mind, Options options) throws IOException {
        try (FakeServer server = FakeServer.start(mind)) {
            return Doctor.examine(server.at(Minds.PATH), options);
        }
    }

    @Test
    void nothingIsFoundAtAnApplicationThatDoesAllRight() throws IOException {
        Diagnosis diagnosis = examine(Minds::sound);

        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.finished()).isTrue();
        assertThat(diagnosis.gated()).isFalse();
        assertThat(diagnosis.server()).isEqualTo(Server.UNKNOWN);
        assertThat(diagnosis.checks()).hasSizeGreaterThan(160).allMatch(check -> check.status() > 0);
        assertThat(diagnosis.checks().get(0)).returns(200, Diagnosis.Check::status);
    }

    @Test
    void aCredentialThatAServerEchoesIsNotInTheReport() throws IOException {
        Options options = OPTIONS.header("X-Key: \"s3cret=ticket\"").header("Authorization: Bearer t0ken-of-somebody");
        FakeServer.Mind echoing =
                at("TRACE ", r -> Minds.answer(200, "Content-Type: message/http\r\n", r.substring(r.indexOf("X-Key"))));
        Diagnosis diagnosis = examine(echoing, options);

        assertThat(diagnosis.has(Severity.LEAK)).isTrue();
        assertThat(diagnosis.findings())
                .extracting(Finding::seen)
                .anyMatch(seen -> seen.contains("X-Key: \"***=***\"") && seen.contains("Authorization: *** ***"))
                .noneMatch(seen -> seen.contains("s3cret") || seen.contains("t0ken"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HSTS")
    void eachPlantedFaultIsFound(Symptom symptom) throws IOException {
        Options options = symptom == Symptom.SILENT ? OPTIONS.timeout(Duration.ofMillis(300)) : OPTIONS;
        Diagnosis diagnosis = examine(spoiled(symptom), options);

        assertThat(diagnosis.findings()).extracting(Finding::symptom).contains(symptom);
        assertThat(diagnosis.has(symptom.severity())).isTrue();
        assertThat(diagnosis.findings())
                .allSatisfy(finding -> assertThat(diagnosis.remedy(finding)).isNotBlank());
    }

    /** Sound but for one thing. */
    private static FakeServer.Mind spoiled(Symptom symptom) {
        return switch (symptom) {
            case CANARY -> at("GET /shop/gapura-doctor-", r -> Minds.json(404, "no %74amarind7 here"));
            case MARKUP ->
                at(
                        "GET /shop/gapura-doctor-",
                        Minds.answer(200, "Content-Type: text/html\r\n", "<p>You asked for <" + CANARY + ">"));
            case STACK -> failing("java.lang.X\n\tat shop.Item.find(Item.java:17)");
            case EXCEPTION -> failing("NullPointerException");
            case CLASS -> failing("com.example.shop.Item");
            case PATH -> failing("cannot read /opt/shop/conf/key.pem");
            case SQL -> failing("syntax error at or near");
            case VERSION -> every("Server: Jetty(12.1.12)\r\n");
            case BANNER -> every("Server: Jetty\r\n");
            case ECHO -> at("TRACE ", r -> Minds.answer(200, "Content-Type: message/http\r\n", r));
            case EXPOSED ->
                at(
                        "GET /shop/%57EB-INF/web.xml",
                        Minds.answer(200, "Content-Type: text/xml\r\n", "<?xml version=\"1.0\"?><web-app/>"));
            case BYPASS -> guarded();
            case SMUGGLED ->
                request -> request.split("HTTP/1.1", -1).length > 2
                        ? Minds.problem(400) + Minds.problem(404)
                        : Minds.sound(request);
            case CREDENTIALS -> cors("https://" + CANARY + ".invalid", "Access-Control-Allow-Credentials: true\r\n");
            case ORIGIN -> cors("https://" + CANARY + ".invalid", "");
            case ACCEPTED -> at("GET /shop/./item ", r -> Minds.sound(r.replace("/./", "/")));
            case FAULT -> at("GET /shop/item/-1", Minds.problem(500));
            case PAGE ->
                at(
                        "GET /shop/gapura-doctor-",
                        Minds.error(
                                404,
                                "Content-Type: text/html\r\n",
                                "<html><head><title>Error</title></head><body>Not Found"));
            case MEDIA ->
                at("GET /shop/gapura-doctor-", Minds.error(404, "Content-Type: text/html\r\n", "<h1>Not here</h1>"));
            case STATUS ->
                at("GET /shop/gapura-doctor-", Minds.problem(404).replace("\"status\":404", "\"status\":200"));
            case FORWARDED ->
                at(
                        "GET /shop ",
                        "HTTP/1.1 302 \r\nLocation: http://" + CANARY + ".invalid/shop/\r\nContent-Length: 0\r\n\r\n");
            case CACHE -> request -> Minds.sound(request).replace("Cache-Control: no-store\r\n", "");
            case SNIFF -> request -> Minds.sound(request).replace("X-Content-Type-Options: nosniff\r\n", "");
            case HEADERS -> request -> Minds.sound(request).replace("Referrer-Policy: no-referrer\r\n", "");
            case HSTS -> Minds::sound;
            case DIFFERS -> at("GET /shop/./item ", Minds.problem(404));
            case UNTHROWN -> at("GET /shop/fail ", Minds.problem(404));
            case SILENT -> at("GET /shop/./item ", FakeServer.SILENCE);
        };
    }

    private static FakeServer.Mind at(String start, String answer) {
        return at(start, request -> answer);
    }

    private static FakeServer.Mind at(String start, FakeServer.Mind mind) {
        return request -> request.startsWith(start) ? mind.answer(request) : Minds.sound(request);
    }

    private static FakeServer.Mind failing(String text) {
        return at("GET /shop/fail ", Minds.json(500, "{\"message\":\"" + text + "\"}"));
    }

    private static FakeServer.Mind every(String field) {
        return request -> Minds.sound(request).replaceFirst("\r\n", "\r\n" + field);
    }

    private static FakeServer.Mind guarded() {
        return request -> request.startsWith("GET /shop/x/..;/item ")
                ? Minds.sound(request.replace("/x/..;/", "/"))
                : Minds.problem(401);
    }

    private static FakeServer.Mind cors(String origin, String more) {
        String answer = Minds.answer(204, "Access-Control-Allow-Origin: " + origin + "\r\n" + more, "");
        return at("OPTIONS " + Minds.PATH, answer);
    }

    @Test
    void findingsNameTheirProbeAndWhatWasSeen() throws IOException {
        Diagnosis diagnosis = examine(failing("NullPointerException"));

        List<Finding> named = diagnosis.findings().stream()
                .filter(finding -> finding.symptom() == Symptom.EXCEPTION)
                .toList();
        assertThat(named)
                .hasSize(4)
                .allSatisfy(finding -> assertThat(finding)
                        .returns(Symptom.EXCEPTION, Finding::symptom)
                        .returns(Area.THROWING, Finding::area)
                        .returns(500, Finding::status)
                        .returns(Source.SERVER, Finding::source)
                        .returns("NullPointerException", Finding::seen));
        assertThat(named)
                .extracting(Finding::probe)
                .containsExactly("throwing-1", "throwing-1-html", "throwing-1-xml", "throwing-1-plain");
    }

    @Test
    void whatIsSeenIsPrintableWhateverTheServerSends() throws IOException {
        Diagnosis diagnosis = examine(every("Server: Jetty(12.1.12)\u001b[2J\u0007\r\n"));

        assertThat(diagnosis.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.seen()).matches("[\\x20-\\x7E]{0,100}"));
    }

    @Test
    void wordsBehindTheStatusAndTrailersAreLookedAt() throws IOException {
        Diagnosis reason = examine(
                at("GET /shop/fail ", Minds.problem(500).replaceFirst("500 ", "500 java.lang.IllegalStateException")));
        Diagnosis trailer = examine(at(
                "GET /shop/fail ",
                "HTTP/1.1 500 \r\nTransfer-Encoding: chunked\r\nCache-Control: no-store\r\n\r\n"
                        + "0\r\nX-Cause: shop.db.Broken\r\n\r\n"));

        assertThat(reason.findings()).extracting(Finding::symptom).contains(Symptom.EXCEPTION);
        assertThat(trailer.findings()).extracting(Finding::symptom).contains(Symptom.CLASS);
    }

    @Test
    void twoHundredWithoutContentIsHowSomeServersRefuse() throws IOException {
        Diagnosis diagnosis = examine(at("GET /shop/./item ", Minds.answer(200, "", "")));

        assertThat(diagnosis.findings()).extracting(Finding::symptom).doesNotContain(Symptom.ACCEPTED, Symptom.BYPASS);
    }

    @Test
    void aConnectionThatIsClosedIsARefusal() throws IOException {
        assertThat(examine(at("GET /shop/./item ", "")).findings()).isEmpty();
    }

    @Test
    void whatIsNotHttpIsARefusalToo() throws IOException {
        Diagnosis diagnosis = examine(at("GET /shop/./item ", "SSH-2.0-x\r\n\r\n"));

        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.checks())
                .filteredOn(check -> check.end().equals("garbled"))
                .extracting(Diagnosis.Check::probe)
                .containsExactly("target-dot");
    }

    @Test
    void whereTheGateIsSeenItsAnswersAreToldFromThoseOfTheServer() throws IOException {
        String incident = "X-Request-Id: 0198c1f2-0000-7000-8000-000000000000\r\n";
        Diagnosis diagnosis = examine(request -> request.startsWith("GET /shop/./item ")
                ? Minds.error(400, "Content-Type: text/html\r\n", "<h1>Bad</h1>")
                : Minds.sound(request).replaceFirst("\r\n", "\r\nServer: x\r\n" + incident));

        assertThat(diagnosis.gated()).isTrue();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.symptom() == Symptom.MEDIA)
                .extracting(Finding::source)
                .containsExactly(Source.CONNECTOR);
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.symptom() == Symptom.BANNER)
                .extracting(Finding::source)
                .containsOnly(Source.GATE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Server: WildFly/39                        | WILDFLY
            X-Powered-By: Undertow/1, JBoss           | WILDFLY
            Server: Payara Micro 6                    | PAYARA
            X-Powered-By: Servlet/6.0 (GlassFish 7)   | GLASSFISH
            X-Powered-By: Servlet/6.0 WebSphere       | LIBERTY
            Server: Apache-Coyote/1.1                 | TOMCAT
            Server: Jetty                             | JETTY
            Server: nginx                             | UNKNOWN
            """)
    void theServerIsRecognisedByWhatItSays(String field, Server server) throws IOException {
        assertThat(examine(every(field + "\r\n")).server()).isEqualTo(server);
    }

    @Test
    void aServerThatIsGivenIsNotGuessed() throws IOException {
        assertThat(examine(every("Server: Jetty\r\n"), OPTIONS.server(Server.TOMCAT))
                        .server())
                .isEqualTo(Server.TOMCAT);
    }

    @Test
    void whereNobodyListensNothingIsClaimed() throws IOException {
        try (RefusingPort nobody = new RefusingPort()) {
            URI uri = URI.create(nobody.url("/"));
            Diagnosis diagnosis = Doctor.examine(uri, OPTIONS);

            assertThat(diagnosis.reached()).isFalse();
            assertThat(diagnosis.finished()).isFalse();
            assertThat(diagnosis.notRun()).hasSize(Probes.at(uri, OPTIONS).size());
        }
    }

    @Test
    void whoeverNeverAnswersIsLeftAlone() throws IOException {
        try (FakeServer server = FakeServer.start(request -> "")) {
            Diagnosis diagnosis = Doctor.examine(server.at(Minds.PATH), OPTIONS);

            assertThat(diagnosis.reached()).isFalse();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void whatTimeDidNotAllowIsNamed() throws IOException {
        Diagnosis diagnosis = examine(Minds::sound, OPTIONS.perSecond(5).within(Duration.ofSeconds(1)));
        for (int i = 0; i < 20 && !diagnosis.reached(); i++) { // a machine may stand still for that second
            diagnosis = examine(Minds::sound, OPTIONS.perSecond(5).within(Duration.ofSeconds(1)));
        }

        assertThat(diagnosis.reached()).isTrue();
        assertThat(diagnosis.finished()).isFalse();
        assertThat(diagnosis.checks()).hasSizeBetween(1, 6);
        assertThat(diagnosis.notRun()).contains("throwing-1");
    }

    @Test
    void noMoreIsSentThanTheRateAllows() throws IOException {
        long started = System.nanoTime();
        Diagnosis diagnosis = examine(Minds::sound, OPTIONS.perSecond(200));

        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isGreaterThan(Duration.ofMillis(5L * (diagnosis.checks().size() - 1)));
    }

    @Test
    void progressIsToldBeforeEachProbe() throws IOException {
        List<String> names = new ArrayList<>();
        try (FakeServer server = FakeServer.start(Minds::sound)) {
            Diagnosis diagnosis = Doctor.examine(server.at(Minds.PATH), OPTIONS, names::add);
            assertThat(names)
                    .containsExactlyElementsOf(diagnosis.checks().stream()
                            .map(Diagnosis.Check::probe)
                            .toList());
        }
    }

    @Test
    void headersOfTheUserGoWithEveryRequest() throws IOException {
        try (FakeServer server = FakeServer.start(Minds::sound)) {
            Doctor.examine(server.at(Minds.PATH), OPTIONS.header("Authorization: Basic eDp4"));
            assertThat(server.requests()).allMatch(request -> request.contains("\r\nAuthorization: Basic eDp4\r\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({"/relative", "ftp://localhost/", "http:opaque", "http://user@localhost/", "mailto:a@b"})
    void onlyAbsoluteHttpAddressesAreExamined(String address) {
        assertThatThrownBy(() -> Doctor.examine(URI.create(address), OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absolute");
    }

    @Test
    void everySymptomHasAWordAndAMeaning() {
        for (Symptom symptom : Symptom.values()) {
            assertThat(symptom.word()).isEqualTo(symptom.name().toLowerCase(Locale.ROOT));
            assertThat(symptom.meaning()).isNotBlank();
        }
    }
}
