package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.CatalogEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesSinkTest extends AuditSinkContract {
    @TempDir
    Path temp;

    private Path directory;
    private JsonLinesSink sink;

    @BeforeEach
    void open() {
        directory = temp.resolve("deep/audit");
        sink = PatientLog.to(directory);
    }

    @Override
    AuditSink sink() {
        return sink;
    }

    @Override
    List<String> stored() {
        return Events.lines(directory);
    }

    @Test
    void concurrentEventsHaveOneChainWithoutAGap() throws Exception {
        concurrentEventsAreStoredOnceEach();

        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(8_000, 0));
    }

    @Test
    void aLineIsCanonicalAndEndsWithOneLineFeed() throws Exception {
        sink.append(Events.completed("/a"));

        byte[] file = Files.readAllBytes(directory.resolve("segment/0000000000000000.jsonl"));
        String text = new String(file, StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n").doesNotContain("\r", " \"", ": ");
        byte[] line = text.strip().getBytes(StandardCharsets.UTF_8);
        assertThat(CanonicalLine.of(Events.read(line))).isEqualTo(line);
    }

    @Test
    void sequenceOriginAndTimesAreInTheLine() throws Exception {
        JsonLinesSink named = JsonLinesSink.to(directory)
                .origin("orders.example.com/audit/node-1")
                .on(platform(SegmentFile::onDisk, 64L << 20));
        named.append(Events.completed("/a"));
        named.append(Events.completed("/b"));
        named.close();

        Map<String, Object> second = read(stored().get(1));
        assertThat(Events.at(second, "metadata", "sequence")).isEqualTo(1L);
        assertThat(Events.at(second, "metadata", "logged_time")).isEqualTo("(absent)"); // the same
        assertThat(Events.at(second, "time")).isEqualTo(Events.NOON.toEpochMilli());
        Map<?, ?> attestation = (Map<?, ?>) ((List<?>) Events.at(second, "attestation_list")).get(0);
        assertThat(attestation.get("chain_uid")).isEqualTo("orders.example.com/audit/node-1");
        assertThat(attestation.containsKey("prev_event")).isTrue();
        assertThat(stored().get(0)).doesNotContain("prev_event");
    }

    @Test
    void idsAreUniqueAndOfVersionSeven() throws Exception {
        for (int i = 0; i < 600; i++) {
            sink.append(Events.completed("/a"));
        }

        List<Object> ids = stored().stream()
                .map(line -> Events.at(read(line), "metadata", "uid"))
                .toList();
        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id)
                        .asString()
                        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    @Test
    void filesAreForTheirOwnerOnly() throws Exception {
        sink.append(Events.completed("/a"));

        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("segment"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("segment/0000000000000000.jsonl"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("lock"))).isEqualTo("rw-------");
    }

    @Test
    void aDirectoryThatOthersMayEnterIsRefusedUnlessAllowed() throws Exception {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

        assertThatThrownBy(sink::check)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.directory must be accessible to its owner only");
        try (JsonLinesSink allowed = sink.dangerouslyAllowWeakPermissions()) {
            allowed.append(Events.completed("/a"));
        }
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefusedAtStart() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "not a directory");

        assertThatThrownBy(() -> PatientLog.to(file.resolve("audit")).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("audit.directory cannot be created, written or locked")
                .hasMessageNotContaining(temp.toString());
    }

    @Test
    void aSecondInstanceIsRefusedAndTheFirstGoesOn() throws Exception {
        sink.append(Events.completed("/a"));

        assertThatThrownBy(() -> PatientLog.to(directory).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("in use");
        sink.append(Events.completed("/b"));
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(2, 0));
    }

    @Test
    void anotherProcessThatHoldsTheLockIsRespected() throws Exception {
        sink.append(Events.completed("/a"));
        Files.writeString(directory.resolve("owner"), "1 another process");

        assertThatThrownBy(() -> PatientLog.to(directory).check()).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void closingGivesTheDirectoryFreeAndRefusesFurtherEvents() throws Exception {
        sink.append(Events.completed("/a"));
        sink.close();
        sink.close();

        assertThatThrownBy(() -> sink.append(Events.completed("/b"))).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(sink::check).isInstanceOf(AuditUnavailableException.class);
        try (JsonLinesSink next = PatientLog.to(directory)) {
            next.append(Events.completed("/c"));
        }
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(2, 0));
    }

    @ParameterizedTest
    @EnumSource(JsonLinesSink.Force.class)
    void aFullSegmentIsFollowedByOneThatContinuesTheChain(JsonLinesSink.Force force) throws Exception {
        try (JsonLinesSink small = JsonLinesSink.to(directory).force(force).on(platform(SegmentFile::onDisk, 2_000))) {
            for (int i = 0; i < 20; i++) {
                small.append(Events.completed("/" + i));
            }
        }

        List<Path> segments = LogDirectory.segments(directory);
        assertThat(segments).hasSizeGreaterThan(4);
        assertThat(Files.size(segments.get(0))).isBetween(2_000L, 4_000L);
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(20, 0));
    }

    @Test
    void aRequestThreadThatIsInterruptedDoesNotStopTheLog() throws Exception {
        Thread.currentThread().interrupt();
        sink.append(Events.completed("/a"));
        assertThat(Thread.interrupted()).isTrue();

        sink.append(Events.completed("/b"));
        assertThat(LogVerifier.verify(directory)).isEqualTo(new LogReport.Valid(2, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a+b", "a\"b", "ä", "-a"})
    void anOriginThatCouldNotStandInALineIsRefused(String origin) {
        assertThatThrownBy(() -> sink.origin(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("origin");
    }

    @Test
    void originsAreBounded() {
        assertThat(sink.origin("a".repeat(128)).settings().origin()).hasSize(128);
        assertThatThrownBy(() -> sink.origin("a".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDirectoryIsARequiredSetting() {
        assertThatThrownBy(() -> JsonLinesSink.with(AuditSettings.DEFAULTS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.directory must be set");
    }

    @Test
    void settingsAreDescribedByTheCatalogueEntry() {
        assertThat(JsonLinesSink.entry().settings().stream().map(CatalogEntry.Setting::key))
                .containsExactlyInAnyOrder(
                        "audit.directory",
                        "audit.origin",
                        "audit.force",
                        "audit.weak-permissions",
                        "audit.headers",
                        "audit.query-parameters",
                        "audit.hash-keys",
                        "audit.subject-keys",
                        "audit.caller",
                        "audit.address",
                        "audit.grants",
                        "audit.critical",
                        "audit.access-log",
                        "audit.key",
                        "audit.checkpoint-every",
                        "audit.checkpoint-events",
                        "audit.heartbeat",
                        "audit.epoch-key",
                        "audit.new-incarnation",
                        "audit.retention",
                        "audit.bundles",
                        "audit.anchor.<name>.type",
                        "audit.anchor.<name>.file",
                        "audit.anchor.<name>.url",
                        "audit.anchor.<name>.witness-key",
                        "audit.anchor.<name>.signing-keys",
                        "audit.anchor.<name>.signing-key-id",
                        "audit.anchor.<name>.ship",
                        "audit.anchor.<name>.into",
                        "audit.ship.<name>.type",
                        "audit.ship.<name>.address",
                        "audit.ship.<name>.into",
                        "audit.ship.<name>.user",
                        "audit.ship.<name>.secret",
                        "audit.ship.<name>.key",
                        "audit.ship.<name>.key-id",
                        "audit.ship.<name>.trust",
                        "audit.ship.<name>.properties",
                        "audit.ship.<name>.max-message",
                        "audit.ship.<name>.required",
                        "audit.ship.<name>.batch-events",
                        "audit.ship.<name>.batch-bytes",
                        "audit.ship.<name>.timeout",
                        "audit.ring",
                        "audit.ring-bytes",
                        "audit.force-interval",
                        "audit.on-trouble",
                        "audit.max-bytes",
                        "audit.segment",
                        "audit.segment-age",
                        "audit.patience");
    }

    @Test
    void fluentAndBoundSettingsAreEqual() {
        AuditSettings bound =
                AuditSettings.of(Optional.of(directory), "log", JsonLinesSink.Force.DISK, true, Recording.standard());

        assertThat(PatientLog.to(directory)
                        .origin("log")
                        .force(JsonLinesSink.Force.DISK)
                        .dangerouslyAllowWeakPermissions()
                        .settings())
                .isEqualTo(bound);
    }

    static JsonLinesSink.Platform platform(SegmentFile.Opener disk, long segmentBytes) {
        return new JsonLinesSink.Platform(disk, InstantSource.fixed(Events.NOON), segmentBytes);
    }

    static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
