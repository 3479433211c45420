package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Audit;
import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Body;
import io.gapura.filters.Caller;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.Renewal;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Reference;
import io.gapura.filters.headers.CspReports;
import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.FieldContext;
import io.gapura.filters.protect.ProtectionKeys;
import io.gapura.filters.protect.UnsealableException;
import io.gapura.filters.signing.keys.KeyMark;
import io.gapura.filters.signing.keys.KeyWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks the catalogue: each of its words is written by what happens, not by hand, and nothing else is. */
class EveryEventTest {
    @TempDir
    Path temp;

    private final Set<String> seen = new TreeSet<>();

    private void look(Path directory) {
        for (String line : Events.lines(directory)) {
            Map<String, Object> event = Events.read(line.getBytes(StandardCharsets.UTF_8));
            seen.add((String) Events.at(event, "metadata", "event_code"));
            if (Events.at(event, "class_uid").equals(2004L)) {
                assertThat(Events.at(event, "finding_info", "title")).isEqualTo("malicious_csp_violation");
                assertThat(Events.at(event, "policy", "name")).isIn("csp-reports", "(absent)");
                assertThat(Events.at(event, "unmapped", "directives")).isEqualTo("script-src");
            }
        }
    }

    @Test
    void everyWordOfTheCatalogueIsWrittenByWhatHappens() throws Exception {
        requests();
        theLogItself();
        commands();
        floods();
        keysAndFiles();
        timeAndSpace();

        Set<String> catalogue =
                EventCatalog.all().stream().map(EventKind::code).collect(Collectors.toCollection(TreeSet::new));
        Set<String> nobody = new TreeSet<>(catalogue);
        nobody.removeAll(seen);
        System.out.println(
                "audit: " + seen.size() + " of " + catalogue.size() + " words are written; by nobody: " + nobody);
        assertThat(nobody).isEmpty();
        assertThat(seen).isEqualTo(catalogue);
    }

    /** A refusal for each word, by the policy that the path names. */
    private static Decision refuse(RequestView request) {
        String[] parts = request.target().path().split("/");
        if (parts.length < 5 || !parts[1].equals("refuse")) {
            return Decision.proceed(request.withCaller(Caller.of("test", "alice")));
        }
        return Decision.reject(Integer.parseInt(parts[2]), parts[3], parts[4]);
    }

    private void requests() throws Exception {
        Path directory = temp.resolve("requests");
        List<String> refusals = List.of(
                "test 401/token-refused/kid",
                "test 401/token-refused/replayed",
                "test 401/token-refused/expired",
                "test 403/forbidden/no",
                "rbac 404/not-found/tenant-mismatch",
                "test 404/not-found/none",
                "test 400/request-malformed/two",
                "test 400/parameters-refused/param.type",
                "test 400/parameters-refused/param.enum",
                "test 422/content-refused/upload.type",
                "test 403/origin-refused/site",
                "cors 403/origin-refused/origin",
                "test 429/rate-exceeded/rate",
                "test 500/internal-error/fault");
        for (String refusal : refusals) {
            String[] parts = refusal.split(" ");
            Pipeline pipeline = Pipeline.builder()
                    .add(Policy.of(parts[0], EveryEventTest::refuse))
                    .audit(PatientLog.to(directory))
                    .build();
            try (Deployment deployment = Deployment.of(pipeline)) {
                deployment.open();
                assertThat(deployment
                                .begin(RequestView.get("/refuse/" + parts[1]))
                                .arrive(pipeline))
                        .isPresent();
            }
        }
        Pipeline pipeline = Pipeline.builder()
                .add(CspReports.at("/csp"))
                .add(Policy.of("login", request -> Decision.proceed(request.withCaller(Caller.of("test", "alice")))))
                .audit(PatientLog.to(directory).recording(Recording.standard().critical("POST /pay")))
                .build();
        try (Deployment deployment = Deployment.of(pipeline)) {
            deployment.open();
            String report = "{\"csp-report\":{\"document-uri\":\"https://shop.example/\",\"blocked-uri\":\"inline\","
                    + "\"effective-directive\":\"script-src\",\"violated-directive\":\"script-src\"}}";
            assertThat(deployment
                            .begin(RequestView.post("/csp")
                                    .header("Content-Type", "application/csp-report")
                                    .withBody(Body.of(report.getBytes(StandardCharsets.UTF_8))))
                            .arrive(pipeline))
                    .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(204));
            Exchange paid = deployment.begin(RequestView.post("/pay"));
            assertThat(paid.arrive(pipeline)).isEmpty();
            assertThat(paid.enter(Endpoint.servlet("POST", "/pay", EveryEventTest.class)))
                    .isEmpty();
            for (AuditWord word : AuditWord.values()) {
                Audit.of(Map.<String, Object>of(Exchange.ATTRIBUTE, paid)::get)
                        .record(ApplicationEvent.of(word).resource("order", "7").about("bob"));
            }
            assertThat(paid.complete(200)).isEmpty();
        }
        try (JsonLinesSink sink = PatientLog.to(directory)) {
            sink.append(AuditEvent.ofRequest(
                    AuditEvent.Kind.PROVEN, Events.NOON, Events.INCIDENT, "1", RequestView.get("/"), 0));
        }
        look(directory);
    }

    private void theLogItself() throws Exception {
        SignedLog log = new SignedLog(temp.resolve("signed"));
        Signing signing = Signing.NONE
                .withKey(log.key)
                .withPace(Duration.ofMillis(20), 1_000, Duration.ofMillis(100))
                .withTolerated(Duration.ofMillis(20))
                .withAnchors(List.of(new Signing.Named("gone", note -> {
                    throw new IOException("unreached");
                })));
        try (JsonLinesSink sink = log.sink().with(signing)) {
            sink.append(Events.completed("/"));
            SignedLog.await(() -> {
                look(log.directory);
                return seen.containsAll(Set.of("gapura_audit_heartbeat", "gapura_audit_degraded"));
            });
        }
        List<Path> segments = LogDirectory.segments(log.directory);
        Files.writeString(segments.get(segments.size() - 1), "torn", StandardOpenOption.APPEND);
        log.write(1);
        look(log.directory);
    }

    private void commands() throws Exception {
        SignedLog log = new SignedLog(temp.resolve("commands"));
        Reference hashes = TestKeys.hashing(temp);
        Reference subjects = TestKeys.wrapping(temp);
        Recording recording =
                Recording.standard().hashKeys(hashes).subjectKeys(subjects).caller(Personal.ENCRYPTED);
        SignedLog.write(log.sink(), 300);
        try (JsonLinesSink sink = PatientLog.to(log.directory)
                .origin(SignedLog.ORIGIN)
                .recording(recording)
                .signedBy(log.key)) {
            sink.append(Events.completed(RequestView.get("/").withCaller(Caller.of("test", "alice"))));
        }
        LogPrivacy privacy = LogPrivacy.of(log.directory, subjects, hashes);
        privacy.reveal(300, "ticket");
        privacy.erase("alice", "request");
        StoredLog.at(log.directory).exporting("csv");
        PruneTest.prune(log.directory, log.sink(), 100);
        log.write(1);
        look(log.directory);
    }

    private void floods() throws Exception {
        Path directory = temp.resolve("floods");
        JsonLinesSink.Platform noon = JsonLinesSinkTest.platform(SegmentFile::onDisk, 1 << 20); // no window ends
        try (JsonLinesSink sink = JsonLinesSink.to(directory).on(noon)) {
            for (int i = 0; i <= Floods.MOST; i++) {
                sink.append(missing("10." + i / 250 + "." + i % 250 + ".1"));
            }
            for (int i = 0; i <= Floods.STORED; i++) {
                sink.append(missing("10.0.0.1"));
            }
        }
        look(directory);
    }

    /** What the gate itself tells of keys, files and what cannot be decrypted. */
    private void keysAndFiles() throws Exception {
        Path directory = temp.resolve("keys");
        AtomicReference<List<KeyMark>> keys = new AtomicReference<>(List.of());
        KeyWatch watch = KeyWatch.of(
                "keys", List.of(new KeyWatch.Source("here", () -> Optional.of(keys.get()), Optional::empty)));
        FieldCipher cipher = FieldCipher.with(ProtectionKeys.load(TestKeys.wrapping(temp)));
        Pipeline pipeline = Pipeline.builder()
                .add(new Watched(watch))
                .audit(PatientLog.to(directory)
                        .recording(Recording.standard().grants("1%").accessLog()))
                .build();
        try (Deployment deployment = Deployment.of(pipeline)) {
            deployment.open();
            String key = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"new\","
                    + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
            keys.set(List.of(KeyMark.of(JWK.parse(key), "")));
            deployment.renew();
            Exchange broken = deployment.begin(RequestView.get("/secret"));
            assertThat(broken.arrive(pipeline)).isEmpty();
            assertThat(broken.fail(unsealable(cipher)).status()).isEqualTo(500);
            for (int i = 0; i < 40; i++) { // one of a hundred is a grant
                Exchange served = deployment.begin(RequestView.get("/" + i));
                assertThat(served.arrive(pipeline)).isEmpty();
                assertThat(served.complete(200)).isEmpty();
            }
            Exchange upload = deployment.begin(RequestView.post("/files"));
            assertThat(upload.arrive(pipeline)).isEmpty();
            assertThat(upload.complete(201)).isEmpty();
        }
        look(directory);
        assertThat(said(directory, "authz_admin", "keys_added"))
                .containsExactly("new kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(said(directory, "upload_stored", "files")).containsExactly("1");
        assertThat(lines(directory, "crypt_decrypt_fail"))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("type_uid", 600_801L)
                        .containsEntry("status_detail", "crypt.other-context"));
        assertThat(lines(directory, "gapura_http"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event).containsEntry("type_uid", 400_203L));
    }

    private static RuntimeException unsealable(FieldCipher cipher) {
        String sealed = cipher.seal("4921", FieldContext.of("people", "recovery", "rani"));
        try {
            cipher.open(sealed, FieldContext.of("people", "recovery", "budi"));
        } catch (UnsealableException moved) {
            return new IllegalStateException("as a persistence framework wraps it", moved);
        }
        throw new AssertionError("opened at another place");
    }

    /** Renews itself, and keeps files. */
    private record Watched(KeyWatch watch) implements Policy {
        @Override
        public String name() {
            return "keys";
        }

        @Override
        public Decision decide(RequestView request) {
            return request.method().equals("POST")
                    ? Decision.proceed().recordedAs(AuditWord.UPLOAD_STORED, Map.of("files", "1"))
                    : Decision.proceed();
        }

        @Override
        public Optional<Renewal> renewal() {
            return Optional.of(watch);
        }
    }

    private static List<Map<String, Object>> lines(Path directory, String word) {
        return Events.lines(directory).stream()
                .map(line -> Events.read(line.getBytes(StandardCharsets.UTF_8)))
                .filter(event -> Events.at(event, "metadata", "event_code").equals(word))
                .toList();
    }

    private static List<Object> said(Path directory, String word, String fact) {
        return lines(directory, word).stream()
                .map(event -> Events.at(event, "unmapped", fact))
                .toList();
    }

    /** A clock that jumps, a disk that fills, a segment that is old. */
    private void timeAndSpace() throws Exception {
        Path directory = temp.resolve("time");
        AtomicReference<Instant> now = new AtomicReference<>(Events.NOON);
        AtomicLong passed = new AtomicLong();
        AtomicLongArray space = new AtomicLongArray(new long[] {1L << 34, 1L << 34});
        JsonLinesSink.Platform platform = new JsonLinesSink.Platform(
                        SegmentFile::onDisk,
                        now::get,
                        passed::get,
                        path -> new long[] {space.get(0), space.get(1)},
                        Long.MAX_VALUE)
                .patient();
        try (JsonLinesSink sink = JsonLinesSink.to(directory).on(platform)) {
            sink.append(Events.completed("/before"));
            now.set(Events.NOON.plus(Duration.ofHours(2)));
            space.set(1, 1L << 31);
            sink.append(Events.completed("/after"));
            SignedLog.await(() -> {
                look(directory);
                return seen.containsAll(Set.of("gapura_audit_clock", "gapura_audit_disk", "gapura_audit_rotated"));
            });
        }
        assertThat(said(directory, "gapura_audit_rotated", "segments")).first().isEqualTo(1L);
        assertThat(LogDirectory.segments(directory)).hasSize(2);
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }

    private static AuditEvent missing(String address) {
        Rejection by = Rejection.of(404, "not-found", "unmatched");
        return AuditEvent.ofUnread(
                        AuditEvent.Kind.REFUSED,
                        Events.NOON,
                        Events.INCIDENT,
                        "1",
                        new AuditEvent.RequestLine("GET", "http", new Client(address)),
                        404)
                .refused(by, "engine");
    }

    @Test
    void noWordStandsTwiceInTheCatalogueButThoseThatApplicationsSayToo() {
        Set<String> twice = new HashSet<>();
        Set<String> once = new HashSet<>();
        EventCatalog.all().forEach(kind -> {
            if (!once.add(kind.code())) {
                twice.add(kind.code());
            }
        });
        assertThat(twice).containsExactlyInAnyOrder("authn_login_success", "authn_login_fail");
        assertThat(EventCatalog.classOf("gapura_not_found")).isEqualTo(AuditClass.BULK);
        assertThat(EventCatalog.classOf("unheard_of")).isEqualTo(AuditClass.CRITICAL);
    }
}
