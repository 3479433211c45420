package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ServerPort;
import io.gapura.filters.audit.LogReport;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.tlog.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be true when the demo starts and stops. */
class StartIT {
    @TempDir
    private Path folder;

    private Path data;
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        data = folder.resolve("data");
        port = ServerPort.free();
    }

    @Test
    void aSecondStartKeepsKeysPeopleAndLog() throws Exception {
        startAndStop();
        String keys = Files.readString(data.resolve("partner-keys.json"));
        String people = Files.readString(data.resolve("people.txt"));
        String auditKey = Files.readString(data.resolve("audit-log.key"));

        startAndStop();

        assertThat(data.resolve("partner-keys.json")).hasContent(keys);
        assertThat(data.resolve("people.txt")).hasContent(people);
        assertThat(data.resolve("audit-log.key")).hasContent(auditKey);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("audit-log.key"))))
                .isEqualTo("rw-------");
        assertThat(eventsInLog())
                .containsExactly(
                        "sys_monitor_enabled",
                        "sys_startup",
                        "sys_shutdown",
                        "sys_monitor_disabled",
                        "sys_monitor_enabled",
                        "sys_startup",
                        "sys_shutdown",
                        "sys_monitor_disabled");
        assertThat(LogVerifier.of(data.resolve("audit"))
                        .key(NoteVerifier.parse(
                                Files.readString(data.resolve("audit-log.vkey")).strip()))
                        .verify())
                .isEqualTo(new LogReport.Valid(8, 0, 8, List.of()));
    }

    @Test
    void theStartUpTextSaysWhatIsOnAndWhatIsUncovered() throws Exception {
        try (DemoProcess demo = DemoProcess.start(port, data)) {
            String text = demo.untilReady(port);

            assertThat(text)
                    .contains("\n  signing enforce (", "what is not signed goes on as anonymous")
                    .contains(
                            "\n  signed enforce\n",
                            "\n  rbac enforce (looks for a newer policy every PT1S)\n",
                            "\n  validation enforce\n")
                    .contains(
                            "\nWhere the gate stands\n",
                            "\n  mount: filter gapura by code; ",
                            "\n  mount: GapuraFeature has run\n")
                    .containsPattern("\n  server: Apache Tomcat/[^\n]*: spellings of a path: ")
                    .containsPattern("\n  server: limits: [^\n]*maxPostSize=2097152")
                    .containsPattern("POST /partner/orders .* -> signed: signature strict \\(enforce\\)")
                    .containsPattern("POST /hooks/shop .* -> webhooks: .*shop")
                    .containsPattern("GET /orders/export .* -> rbac: uncovered")
                    .containsPattern("GET /report .* -> rbac: roles \\[auditor]")
                    .endsWith("ready http://localhost:" + port + "\n");
            assertThat(demo.errors().lines().filter(line -> !line.contains("audit.directory"))) // that is the disk's
                    .satisfiesExactly(
                            uncovered -> assertThat(uncovered)
                                    .contains("WARNING io.gapura ", "GET /orders/export", "uncovered"),
                            alone -> assertThat(alone).contains("WARNING io.gapura ", "audit.anchor names no place"),
                            unsealed ->
                                    assertThat(unsealed).contains("WARNING io.gapura ", "audit.epoch-key is not set"));
        }
    }

    @Test
    void noSecretIsPrinted() throws Exception {
        try (DemoProcess demo = DemoProcess.start(port, data)) {
            String text = demo.untilReady(port) + demo.errors();

            List<String> passwords = Files.readAllLines(data.resolve("people.txt")).stream()
                    .map(line -> line.split(" ")[2])
                    .toList();
            assertThat(passwords).hasSize(5);
            assertThat(text).doesNotContain(passwords).doesNotContain("\"k\"");
        }
    }

    @Test
    void anEndpointWithoutARuleStopsTheStartWhereThatIsAsked() throws Exception {
        try (DemoProcess demo = DemoProcess.start(port, data, Map.of("ON_UNCOVERED", "fail"))) {
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.output() + demo.errors())
                    .contains("GET /orders/export", "endpoint-uncovered")
                    .doesNotContain("ready");
        }
    }

    @Test
    void aFileMaySaySettingsOfADemoAndOfNothingElse() throws Exception {
        Path file = Files.createFile(
                folder.resolve(".env"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "ON_UNCOVERED=fail\nDATABASE_URL=mysql:c2VjcmV0\n");

        try (DemoProcess demo = DemoProcess.start(port, data, Map.of("ENV_FILE", file.toString(), "DEMO", "true"))) {
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.errors()).contains("DATABASE_URL must begin with").doesNotContain("c2VjcmV0");
        }
        try (DemoProcess demo = DemoProcess.start(port, data, Map.of("ENV_FILE", file.toString()))) {
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.errors()).contains("ENV_FILE is for demos").doesNotContain("c2VjcmV0");
        }
    }

    @Test
    void anUnsoundPolicyStopsTheStart() throws Exception {
        startAndStop();
        Path policy = data.resolve("policy.yaml");
        Files.writeString(policy, Files.readString(policy).replace("role: partner", "role: partners"));

        assertRefusesToStart("unknown-role");
    }

    @Test
    void aWrongKeyFileStopsTheStart() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("partner-keys.json"), "{\"keys\": [{\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}]}");

        assertRefusesToStart("partner-keys.json");
    }

    @Test
    void anAuditLogThatCannotBeWrittenStopsTheStart() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("audit"), "a file where a folder should be");

        assertRefusesToStart("audit");
    }

    @Test
    void aPortThatIsTakenStopsTheStart() throws Exception {
        try (DemoProcess first = DemoProcess.start(port, data)) {
            first.untilReady(port);
            data = folder.resolve("second");

            assertRefusesToStart("port");
        }
    }

    @Test
    void twoDemosDoNotShareAFolder() throws Exception {
        try (DemoProcess first = DemoProcess.start(port, data)) {
            first.untilReady(port);
            port = ServerPort.free();

            assertRefusesToStart("DATA_DIR");
        }
    }

    private void assertRefusesToStart(String word) throws Exception {
        try (DemoProcess demo = DemoProcess.start(port, data)) {
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.errors())
                    .contains("orders does not start: ")
                    .contains(word)
                    .doesNotContain("c2VjcmV0");
            assertThat(demo.output()).doesNotContain("ready");
        }
    }

    private void startAndStop() throws Exception {
        try (DemoProcess demo = DemoProcess.start(port, data)) {
            demo.untilReady(port);
            demo.stop();
        }
    }

    private List<String> eventsInLog() throws IOException {
        try (var segments = Files.list(data.resolve("audit").resolve("segment"))) {
            return Files.readAllLines(segments.findFirst().orElseThrow()).stream()
                    .map(line -> line.replaceAll(".*\"event_code\":\"([a-z_]+)\".*", "$1"))
                    .toList();
        }
    }
}
