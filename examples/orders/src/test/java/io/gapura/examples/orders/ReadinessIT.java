package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the shop should get requests, by what its audit log can do; a limit on file sizes stands for a full disk. */
class ReadinessIT extends RunningDemo {
    private HttpResponse<String> ready() throws Exception {
        return client.get("/api/health/ready", Map.of());
    }

    /** No file of the running shop may grow behind it. */
    private void limitFiles(String bytes) throws IOException, InterruptedException {
        Process limit;
        try {
            limit = new ProcessBuilder("prlimit", "--pid", Long.toString(pid()), "--fsize=" + bytes + ":")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            abort("no prlimit on the path: the log cannot be made to fail");
            return;
        }
        assertThat(limit.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(limit.exitValue()).isZero();
    }

    /** A request is what makes a log try; a health check is one. */
    private HttpResponse<String> untilReadyIs(int status) throws Exception {
        HttpResponse<String> answer = ready();
        for (int i = 0; i < 4_800 && answer.statusCode() != status; i++) {
            Thread.sleep(50);
            answer = ready();
        }
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer;
    }

    @Test
    void readinessTurnsWithTheLogAndTellsStrangersNothing() throws Exception {
        HttpResponse<String> up = untilReadyIs(200);
        assertThat(up.body()).isEqualTo("{\"status\":\"up\"}");

        limitFiles("1");
        HttpResponse<String> down = untilReadyIs(503);
        assertThat(down.headers().firstValue("Retry-After")).isPresent();
        assertThat(down.body())
                .contains("\"status\":503")
                .doesNotContain("File too large", "IOException", "segment", data.toString(), "health");
        assertThat(client.get("/api/orders", client.person("rani")).statusCode())
                .as("nothing happens unrecorded")
                .isEqualTo(503);

        limitFiles("unlimited");
        assertThat(untilReadyIs(200).body()).isEqualTo("{\"status\":\"up\"}");
        try (Stream<Path> segments = Files.list(data.resolve("audit/segment"))) {
            StringBuilder all = new StringBuilder();
            for (Path segment : segments.sorted().toList()) {
                all.append(Files.readString(segment));
            }
            assertThat(all).contains("gapura_audit_recovered", "refused_events");
        }
    }
}
