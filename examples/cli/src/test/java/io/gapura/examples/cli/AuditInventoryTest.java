package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.audit.PatientLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is logged, and that it was taken away. */
class AuditInventoryTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        PrintWriter writer = new PrintWriter(out, true);
        return Gapura.run(writer, writer, arguments);
    }

    @Test
    void everyEventItsFieldsPlacesAndTimesAreSaid() throws IOException {
        Path settings = Files.writeString(folder.resolve("gapura.properties"), """
                audit.directory = /var/log/shop/audit
                audit.retention = 730d, bulk 90d
                audit.anchor.offsite.file = /mnt/worm/notes
                audit.anchor.w.type = witness
                audit.anchor.w.url = https://secret-place.example/
                audit.ship.lake.url = https://lake.example/
                """);
        assertThat(run("audit", "inventory", "--settings", settings.toString())).isZero();
        assertThat(out.toString())
                .contains("| `authz_fail` | 6003/method | 3 | STANDARD | 730 days |")
                .contains("| `excess_rate_limit_exceeded` | 6003/method | 2 | BULK | 90 days |")
                .contains("| `gapura_audit_pruned` | 1008/2 | 3 | CRITICAL | 730 days |")
                .contains("| `sensitive_read` | 6005/1 | 2 | STANDARD | 730 days |")
                .contains("| actor.session.uid | the credential's id | keyed hash |")
                .contains("| /var/log/shop/audit | the gate |")
                .contains("| audit.anchor.offsite | checkpoints alone |\n| audit.anchor.w | checkpoints alone |\n"
                        + "| audit.ship.lake | committed lines |")
                .doesNotContain("secret-place", "incarnation");
    }

    @Test
    void whereLogsThatWerePutAsideLieIsSaid() throws IOException {
        Path settings = Files.writeString(
                folder.resolve("gapura.properties"),
                "audit.directory = /var/log/shop/audit\naudit.new-incarnation = 2\n");
        assertThat(run("audit", "inventory", "--settings", settings.toString())).isZero();
        assertThat(out.toString()).contains("| /var/log/shop/audit/incarnation | logs that a set-back disk had left");
    }

    @Test
    void withoutSettingsTheStandardIsSaidAndNonsenseIsNot() throws IOException {
        assertThat(run("audit", "inventory")).isZero();
        assertThat(out.toString()).contains("| 400 days |").doesNotContain("| 90 days |");
        Path settings = Files.writeString(folder.resolve("gapura.properties"), "audit.retention = 3 weeks\n");
        assertThat(run("audit", "inventory", "--settings", settings.toString())).isEqualTo(AuditCommand.UNUSABLE);
    }

    @Test
    void anExportIsAnEventOfTheLog() throws IOException {
        Path log = folder.resolve("audit");
        serve(log);
        assertThat(run("audit", "export", log.toString(), "--format", "csv")).isZero();
        serve(log);
        out.getBuffer().setLength(0);
        assertThat(run("audit", "query", log.toString(), "--code", "gapura_audit_exported"))
                .isZero();
        assertThat(out.toString()).contains("\"format\":\"csv\"").contains("matched 1");
    }

    private static void serve(Path log) {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("all", Decision::proceed))
                .audit(PatientLog.to(log))
                .build();
        try (Deployment deployment = Deployment.of(pipeline)) {
            deployment.open();
        }
    }
}
