package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code -Pcrash}: processes that write a log under load are killed with SIGKILL at a random instant, one after the other on
 * the same directory. What any of them acknowledged is stored once, the sequence has no gap, and the log is VALID. {@code
 * -Dcrash.rounds=…}, of which 200 are the least that counts.
 */
class CrashLoop {
    private static final int PER_LOG = 10;
    private static final Pattern PATH = Pattern.compile("\"path\":\"/([0-9]+-[0-9]+)\"");

    @TempDir
    Path temp;

    private final Random random = new Random();
    private long acknowledged;
    private long torn;

    @Test
    void whatWasAcknowledgedSurvivesEachKill() throws Exception {
        int rounds = Integer.getInteger("crash.rounds", 200);
        long stored = 0;
        for (int round = 0; round < rounds; round += PER_LOG) {
            stored += log(temp.resolve("log" + round), Math.min(PER_LOG, rounds - round));
        }
        System.out.println("crash loop: " + rounds + " kills, " + acknowledged + " acknowledged, " + stored
                + " stored, " + torn + " torn tails, 0 lost");
        assertThat(acknowledged).isGreaterThan(rounds * 10L);
    }

    /** Returns how many events it has in the end. */
    private long log(Path directory, int rounds) throws Exception {
        Map<String, Integer> owed = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String each : killed(directory, 1 << random.nextInt(7))) {
                owed.merge(each, 1, Integer::sum);
                acknowledged++;
            }
        }
        try (JsonLinesSink next = JsonLinesSink.to(directory)) {
            next.append(Events.completed("/after"));
        }
        List<String> lines = Events.lines(directory);
        assertThat(LogVerifier.verify(directory))
                .isInstanceOfSatisfying(
                        LogReport.Valid.class,
                        valid -> assertThat(valid.events()).isEqualTo(lines.size()));
        Map<String, Integer> found = new HashMap<>();
        for (String line : lines) {
            Matcher path = PATH.matcher(line);
            if (path.find()) {
                found.merge(path.group(1), 1, Integer::sum);
            }
            torn += line.contains("cut_bytes") ? 1 : 0;
        }
        owed.forEach((event, times) ->
                assertThat(found.getOrDefault(event, 0)).as("event %s", event).isBetween(times, rounds));
        return lines.size();
    }

    private List<String> killed(Path directory, int threads) throws IOException, InterruptedException {
        Path said = Files.createTempFile(temp, "said", "");
        Process writer = CrashWriter.start(
                List.of(), said, directory.toString(), Integer.toString(threads), Integer.toString(1_000_000));
        try {
            while (writer.isAlive() && Files.size(said) < 200) {
                Thread.sleep(2);
            }
            assertThat(writer.isAlive()).isTrue();
            Thread.sleep(random.nextInt(200));
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return acknowledged(said);
    }

    /** Whole lines only; a refusal owes nothing. */
    static List<String> acknowledged(Path said) throws IOException {
        String text = Files.readString(said);
        List<String> whole = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            if (line.matches("[0-9]+-[0-9]+")) {
                whole.add(line);
            }
        }
        return whole;
    }
}
