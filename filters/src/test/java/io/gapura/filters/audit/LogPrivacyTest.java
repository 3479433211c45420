package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.DataClass;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persons in a log: stored sealed, read by who may, erased while the log stays whole. */
class LogPrivacyTest {
    private static final RequestView REQUEST = RequestView.get("/a").withCaller(Caller.of("bearer", "alice"));

    @TempDir
    Path temp;

    private Path directory;
    private Reference wrapping;
    private Reference hashing;
    private JsonLinesSink sink;
    private volatile Instant now = Events.NOON; // the writer reads it as well

    @BeforeEach
    void open() throws IOException {
        directory = temp.resolve("audit");
        wrapping = TestKeys.wrapping(temp);
        hashing = TestKeys.hashing(temp);
        sink = sink("log/node-1");
    }

    private JsonLinesSink sink(String origin) {
        return PatientLog.to(directory)
                .origin(origin)
                .recording(Recording.standard()
                        .hashKeys(hashing)
                        .subjectKeys(wrapping)
                        .caller(Personal.ENCRYPTED)
                        .address(Personal.ENCRYPTED))
                .on(new JsonLinesSink.Platform(SegmentFile::onDisk, () -> now, 1 << 20));
    }

    private LogPrivacy privacy() {
        return LogPrivacy.of(directory, wrapping, hashing);
    }

    private static AuditEvent said() {
        return AuditEvent.ofRequest(AuditEvent.Kind.APPLICATION, Events.NOON, Events.INCIDENT, "1", REQUEST, 0)
                .application(ApplicationEvent.of(AuditWord.SENSITIVE_READ)
                        .about("bob")
                        .value("email", "bob@example.com", DataClass.PERSONAL));
    }

    @Test
    void whoIsNamedStandsSealedAndIsReadByWhoHoldsTheKeys() throws Exception {
        sink.append(said());
        String line = line(0);

        // with its quotation mark: sealed texts are random, and three letters of one come once in a thousand lines
        assertThat(line).doesNotContain("\"alice", "\"bob", "@example.com", "192.0.2.1");
        assertThat(privacy().reveal(line.getBytes(StandardCharsets.UTF_8), "ticket 7"))
                .isEqualTo(Map.of(
                        "actor.user.uid", "alice",
                        "src_endpoint.uid", "192.0.2.1",
                        "unmapped.email", "bob@example.com"));
    }

    @Test
    void aPersonWhoIsErasedIsUnreadableAndTheLogIsWhole() throws Exception {
        sink.append(said());
        assertThat(privacy().erase("bob", "request 12")).hasSize(1);
        now = now.plusSeconds(2);
        sink.append(Events.completed("/"));
        sink.close();

        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
        assertThat(privacy().reveal(line(0).getBytes(StandardCharsets.UTF_8), "ticket 7"))
                .containsEntry("unmapped.email", "<erased>")
                .containsEntry("actor.user.uid", "alice");
        assertThat(privacy().erase("bob", "again")).isEmpty();
    }

    @Test
    void erasingAndReadingLeaveTheirEvents() throws Exception {
        sink.append(said());
        List<String> gone = privacy().erase("bob", "request 12");
        privacy().reveal(line(0).getBytes(StandardCharsets.UTF_8), "ticket 7");
        now = now.plusMillis(999);
        sink.append(Events.completed("/"));
        assertThat(codes()).containsExactly("sensitive_read", "gapura_access");
        now = now.plusMillis(1);
        sink.append(Events.completed("/"));

        SignedLog.await(() -> codes().size() == 5); // the writer looks in a round of its own
        assertThat(codes())
                .containsExactlyInAnyOrder(
                        "sensitive_read",
                        "gapura_access",
                        "gapura_audit_erased",
                        "gapura_audit_revealed",
                        "gapura_access");
        Map<String, Object> erased = event("gapura_audit_erased");
        assertThat(erased).containsEntry("class_uid", 1008L).containsEntry("type_uid", 100_899L);
        assertThat(Events.at(erased, "unmapped")).isEqualTo(Map.of("keys", gone.get(0), "reason", "request 12"));
        Map<String, Object> revealed = event("gapura_audit_revealed");
        assertThat(Events.at(revealed, "unmapped", "fields"))
                .isEqualTo("actor.user.uid src_endpoint.uid unmapped.email");
        assertThat(Events.at(revealed, "unmapped", "revealed_uid"))
                .isEqualTo(Events.at(event("sensitive_read"), "metadata", "uid"));
        now = now.plusSeconds(2);
        sink.append(Events.completed("/"));
        assertThat(codes().stream().filter("gapura_audit_erased"::equals)).hasSize(1);
    }

    @Test
    void whatWasDoneWhileNoServerRanIsRecordedAtTheNextStart() throws Exception {
        sink.append(said());
        sink.close();
        privacy().erase("bob", "request 12");
        JsonLinesSink next = sink("log/node-1");
        next.check();
        assertThat(codes()).containsExactly("sensitive_read", "gapura_audit_erased");
        next.close();
        assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
    }

    @Test
    void underLegalHoldNobodyIsErased() throws Exception {
        sink.append(said());
        Files.createFile(directory.resolve("hold"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> privacy().erase("bob", "request 12"))
                .withMessageContaining("legal hold");
        Files.delete(directory.resolve("hold"));
        assertThat(privacy().erase("bob", "request 12")).hasSize(1);
    }

    @Test
    void aLineOfAnotherLogRevealsNothing() throws Exception {
        sink.append(said());
        String moved = line(0).replace("\"chain_uid\":\"log/node-1\"", "\"chain_uid\":\"log/node-2\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> privacy().reveal(moved.getBytes(StandardCharsets.UTF_8), "x"));
    }

    @Test
    void aChainThatBeganAnewKeepsItsValuesReadable() throws Exception {
        sink.append(said());
        String anew = line(0).replace("\"chain_uid\":\"log/node-1\"", "\"chain_uid\":\"log/node-1/2\"");
        assertThat(privacy().reveal(anew.getBytes(StandardCharsets.UTF_8), "x"))
                .containsEntry("actor.user.uid", "alice");
    }

    @Test
    void aNoticeThatIsNoneIsSetAside() throws Exception {
        sink.append(said());
        Path notices = Files.createDirectories(directory.resolve("keys/notices"));
        Files.writeString(notices.resolve("a.json"), "{\"code\":\"authz_admin\",\"facts\":{},\"time\":1}");
        Files.writeString(notices.resolve("b.json"), "not json");
        Files.writeString(
                notices.resolve("c.json"), "{\"code\":\"gapura_audit_erased\",\"facts\":{\"B\":\"x\"},\"time\":1}");
        Files.writeString(notices.resolve("d.json"), "x".repeat(9_000));
        now = now.plusSeconds(2);
        sink.append(Events.completed("/"));

        SignedLog.await(() -> notices.resolve("d.json.bad").toFile().exists());
        assertThat(codes()).containsExactly("sensitive_read", "gapura_access");
        assertThat(notices.toFile().list())
                .containsExactlyInAnyOrder("a.json.bad", "b.json.bad", "c.json.bad", "d.json.bad");
    }

    @Test
    void whereThereIsNoLogThereIsNothingToErase() {
        assertThatThrownBy(() -> LogPrivacy.of(temp.resolve("none"), wrapping, hashing))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aHashedCallerIsComparableAndNotReadable() throws Exception {
        JsonLinesSink hashed = PatientLog.to(temp.resolve("hashed"))
                .recording(Recording.standard()
                        .hashKeys(hashing)
                        .caller(Personal.HASHED)
                        .address(Personal.HASHED));
        hashed.append(Events.completed(REQUEST));
        String line = Events.lines(temp.resolve("hashed")).get(0);
        KeyedHash hash = KeyedHash.reading(hashing);
        assertThat(line)
                .contains(hash.of("user", "alice"), hash.of("address", "192.0.2.1"))
                .doesNotContain("alice", "192.0.2.1");
    }

    @Test
    void anAnonymousAddressIsHashedWhereOthersAreEncrypted() throws Exception {
        sink.append(Events.completed("/"));
        assertThat(line(0)).contains(KeyedHash.reading(hashing).of("address", "192.0.2.1"));
    }

    @Test
    void aPersonWhoseKeyCannotBeMadeIsLeftOutAndTheEventSaysSo() throws Exception {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(directory.resolve("keys"), "a file in the way");
        sink.append(said());
        assertThat(line(0)).doesNotContain("\"alice", "\"bob", "@example.com").contains("\"email\":\"<unsealed>\"");
    }

    private String line(int index) {
        return Events.lines(directory).get(index);
    }

    private Map<String, Object> event(String code) {
        return Events.lines(directory).stream()
                .map(line -> Events.read(line.getBytes(StandardCharsets.UTF_8)))
                .filter(event -> Events.at(event, "metadata", "event_code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    private List<Object> codes() {
        return Events.lines(directory).stream()
                .map(line -> Events.at(Events.read(line.getBytes(StandardCharsets.UTF_8)), "metadata", "event_code"))
                .toList();
    }
}
