package io.gapura.filters.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditFolderTest {
    @TempDir
    Path folder;

    @Test
    void requestEventsAreReadAndOthersLeftOut() throws IOException {
        Files.createDirectories(folder.resolve("segment"));
        Files.writeString(folder.resolve("segment/1"), """
                {"metadata":{"event_code":"sys_startup","correlation_uid":"a"},"status_id":1}
                {"api":{"operation":"GET /x"},"list":[{"api":1}],"metadata":{"event_code":"gapura_access","correlation_uid":"b"},"http_request":{"url":{"path":"/x"}},"http_response":{"code":200}}
                {"api":{"operation":"unmatched"},"firewall_rule":{"uid":"forbidden"},"http_response":{"code":403},"metadata":{"uid":"c"},"status_detail":"deny-all"}
                {"api":{"operation":"unmatched"},"http_response":{"code":500},"metadata":{"event_code":"gapura_unexpected_error","correlation_uid":"d","uid":"z"}}
                {"api":{"operation":"GET /x"},"metadata":{"event_code":"authn_login_success","correlation_uid":"e"}}
                """);
        Files.writeString(folder.resolve("lock"), "");

        assertThat(AuditFolder.read(folder))
                .containsExactly(
                        new AuditLine("b", "completed", "", "", "/x"),
                        new AuditLine("c", "refused", "forbidden", "deny-all", ""),
                        new AuditLine("d", "failed", "", "", ""));
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() throws IOException {
        assertThat(AuditFolder.read(folder.resolve("none"))).isEmpty();
    }
}
