package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.config.Resources;
import io.gapura.filters.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void theTextOfASectionGivesTheSettingsOfTheFluentForm() {
        assertThat(bind(Map.of(
                        "directory", "/var/log/gapura",
                        "origin", "orders.example.com/node-1",
                        "force", "disk",
                        "weak-permissions", "true")))
                .isEqualTo(JsonLinesSink.to(Path.of("/var/log/gapura"))
                        .origin("orders.example.com/node-1")
                        .force(JsonLinesSink.Force.DISK)
                        .dangerouslyAllowWeakPermissions()
                        .settings());
    }

    @Test
    void theStandardIsWriteAndAStrictDirectory() {
        assertThat(bind(Map.of("directory", "/var/log/gapura")))
                .isEqualTo(AuditSettings.of(
                        Optional.of(Path.of("/var/log/gapura")),
                        "gapura",
                        JsonLinesSink.Force.WRITE,
                        false,
                        Recording.standard()));
    }

    /** A sink that was bound to settings and is refined further keeps every one that is not refined. */
    @Test
    void aBoundSinkThatIsRefinedKeepsTheOtherSettings() {
        AuditSettings bound = (AuditSettings) bind(Map.of(
                "directory", "/var/log/gapura",
                "retention", "30d",
                "bundles", "false",
                "checkpoint-every", "2s",
                "checkpoint-events", "7",
                "heartbeat", "30s",
                "new-incarnation", "3",
                "max-bytes", "1GiB",
                "ship.siem.type", "slf4j",
                "headers", "x-request-source"));
        JsonLinesSink sink = JsonLinesSink.with(bound);

        assertThat(sink.origin("other").settings())
                .isEqualTo(bound.with(
                        "other", bound.force(), bound.weakPermissions(), bound.recording(), bound.durability()))
                .returns(List.of("30d"), AuditSettings::retention)
                .returns(false, AuditSettings::bundles)
                .returns(7, AuditSettings::checkpointEvents)
                .returns(bound.ship(), AuditSettings::ship)
                .returns(bound.headers(), AuditSettings::headers)
                .returns("other", AuditSettings::origin);
        assertThat(sink.origin("other").origin(bound.origin()).settings()).isEqualTo(bound);
        assertThat(sink.force(bound.force()).settings()).isEqualTo(bound);
        assertThat(sink.recording(bound.recording()).settings()).isEqualTo(bound);
        assertThat(sink.maxBytes(bound.maxBytes()).settings()).isEqualTo(bound);
        assertThat(sink.dangerouslyAllowWeakPermissions().settings().retention())
                .containsExactly("30d");
        assertThat(sink.force(JsonLinesSink.Force.DISK).settings().force()).isEqualTo(JsonLinesSink.Force.DISK);
        assertThat(sink.recording(Recording.standard().headers("x-other"))
                        .settings()
                        .headers())
                .containsExactly("x-other");
    }

    @Test
    void anUnknownWordOrABadOriginStopsTheStart() {
        assertThatThrownBy(() -> bind(Map.of("force", "sometimes"))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> bind(Map.of("folder", "/x"))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> bind(Map.of("origin", "a b")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("origin must be 1 to 128 letters");
    }

    @Test
    void aKeyAndAnchorsAreSettings(@TempDir Path temp) throws Exception {
        Path key = Files.writeString(
                temp.resolve("key"),
                NoteKey.generate("orders", new SecureRandom()).export());
        Map<String, String> text = Map.of(
                "directory",
                temp.resolve("audit").toString(),
                "origin",
                "orders",
                "key",
                "file:" + key,
                "checkpoint-every",
                "2s",
                "anchor.offsite.file",
                temp.resolve("offsite").toString(),
                "anchor.hook.url",
                "https://anchors.example.com/orders");
        Signing signing = AnchorSettings.signing((AuditSettings) bind(text));
        assertThat(signing.key().orElseThrow().verifier().name()).isEqualTo("orders");
        assertThat(signing.every()).hasSeconds(2);
        assertThat(signing.anchors().stream().map(Signing.Named::name)).containsExactly("hook", "offsite");
    }

    /** Each line adds to a log that has a directory and an origin. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    key=file:/log/audit/key                        | audit.key must not be in the audit.directory
                    key=file:/log/audit/../audit/key               | audit.key must not be in the audit.directory
                    key=file:/nowhere/key                          | file:/nowhere/key cannot be read
                    epoch-key=/etc/epoch                           | audit.key must be set
                    anchor.a.file=/mnt/notes                       | audit.key must be set
                    anchor.a.file=x anchor.b.path=y                | anchor.b.path
                    anchor.file=/mnt/notes                         | anchor.file
                    anchor=/mnt/notes                              | anchor
                    checkpoint-every=9ms                           | checkpoint-every must be from 10ms to 1h
                    checkpoint-every=1h                            | checkpoint-every must be from 10ms to 1h
                    checkpoint-events=0                            | checkpoint-events must be at least 1
                    heartbeat=99ms                                 | heartbeat must be from 100ms to 1d
                    heartbeat=1d                                   | heartbeat must be from 100ms to 1d
                    """)
    void whatCannotBeMeantStopsTheStart(String settings, String message) {
        Map<String, String> text = new HashMap<>(Map.of("directory", "/log/audit", "origin", "orders"));
        for (String each : settings.strip().split(" ")) {
            text.put(each.split("=")[0], each.split("=")[1]);
        }
        assertThatThrownBy(() -> AnchorSettings.signing((AuditSettings) bind(text)))
                .isInstanceOfAny(ConfigurationException.class, IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    anchor.a.file=/log/audit/notes                 | audit.anchor.a.file must not be in the audit.directory
                    anchor.a.file=/x anchor.a.url=https://h/x      | audit.anchor.a must have either a file or a url
                    anchor.a.url=http://anchors.example.com/x      | an anchor's url must be https
                    anchor.a.url=https://me@anchors.example.com/x  | an anchor's url must be https
                    anchor.a.url=file:/x                           | an anchor's url must be https
                    anchor.a.url=a:b:c^                            | audit.anchor.a.url is not a URL
                    anchor.a.type=witness anchor.a.url=https://h/x | audit.anchor.a must have a witness-key
                    anchor.a.witness-key=k anchor.a.url=https://h/ | audit.anchor.a must have a witness-key
                    anchor.a.type=file anchor.a.url=https://h/x    | audit.anchor.a.type is not that of what is set
                    anchor.a.type=webhook anchor.a.file=/x         | audit.anchor.a.type is not that of what is set
                    anchor.a.type=witness anchor.a.url=https://h/ anchor.a.witness-key=k | audit.anchor.a.witness-key is not one
                    anchor.a.url=https://h/ anchor.a.signing-key-id=k | audit.anchor.a must have signing-keys and signing-key-id together
                    anchor.a.file=/x anchor.a.signing-key-id=k anchor.a.signing-keys=file:/k | audit.anchor.a must have signing-keys
                    anchor.a.url=https://h/ anchor.a.signing-key-id=k anchor.a.signing-keys=file:/nowhere/k | file:/nowhere/k cannot be read
                    anchor.a.ship=siem                             | audit.anchor.a.ship must be the name of a place in audit.ship
                    anchor.a.ship=b anchor.a.file=/x ship.b.type=slf4j | audit.anchor.a must have nothing but ship and into
                    anchor.a.into=topic anchor.a.file=/x           | audit.anchor.a.into needs a place
                    anchor.a.ship=b ship.b.type=slf4j              | audit.ship.b takes no checkpoints
                    anchor.a.ship=b ship.b.type=tape               | audit.ship.b.type must be one of
                    anchor.a.ship=b anchor.a.into=t ship.b.type=syslog ship.b.address=h:1 | audit.ship.b.into is no setting of the type syslog
                    retention=400                                  | retention must be a time
                    retention=1d,2d                                | retention says something twice
                    """)
    void anAnchorThatIsNoPlaceElsewhereStopsTheStart(String settings, String message, @TempDir Path temp)
            throws Exception {
        Path key = Files.writeString(
                temp.resolve("key"),
                NoteKey.generate("orders", new SecureRandom()).export());
        whatCannotBeMeantStopsTheStart("key=file:" + key + " " + settings, message);
    }

    private static Object bind(Map<String, String> text) {
        return JsonLinesSink.entry().bind(Section.of("audit", "web.xml", text, Resources.ofSystem()));
    }
}
