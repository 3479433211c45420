package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The policy document is edited while the demo runs. */
class ReloadIT extends RunningDemo {
    private static final String CLERKS = "\"customer:create\", ";
    private static final String CURIOUS_CLERKS = "\"customer:create\", \"access:read\", ";

    private void edit(String from, String to) throws Exception {
        Path policy = data.resolve("policy.yaml");
        String text = Files.readString(policy);
        assertThat(text).contains(from);
        Path unfinished = Files.writeString(data.resolve("policy.new"), text.replace(from, to));
        Files.move(unfinished, policy, StandardCopyOption.ATOMIC_MOVE);
    }

    private int status() throws Exception {
        return client.get("/access", client.person("rani")).statusCode();
    }

    private void untilStatusIs(int status) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (status() != status && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        assertThat(status()).isEqualTo(status);
    }

    private String log() throws Exception {
        try (var segments = Files.list(data.resolve("audit").resolve("segment"))) {
            return Files.readString(segments.findFirst().orElseThrow());
        }
    }

    private void untilLogSays(String words) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (!log().contains(words) && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        assertThat(log()).contains(words);
    }

    @Test
    void aSoundChangeCountsAndAnUnsoundOneDoesNot() throws Exception {
        assertThat(status()).isEqualTo(403);

        edit(CLERKS, CURIOUS_CLERKS);
        untilStatusIs(200);
        assertThat(client.get("/access", client.person("rani")).body())
                .as("the page shows the policy that counts now")
                .containsPattern(
                        "GET /access [^\\n]*</td>(<td class=\"cell no\">no</td>){3}" // anonymous to admin
                                + "<td class=\"cell yes\">yes</td><td class=\"cell no\">no</td>" // auditor, checker
                                + "<td class=\"cell yes\">yes</td>"); // clerk
        untilLogSays("for clerk: no -> yes");

        edit("role: partner", "role: partners");
        untilLogSays("unknown-role");
        assertThat(status()).isEqualTo(200);
        edit("role: partners", "role: partner");

        edit(CURIOUS_CLERKS, CLERKS);
        untilStatusIs(403);
    }
}
