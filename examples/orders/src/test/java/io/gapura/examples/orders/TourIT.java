package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes the commands out of the start-up text and pastes them into a shell, as its reader does. */
class TourIT extends RunningDemo {
    private static final Pattern STOP = Pattern.compile(
            "^(\\[[a-z]+] (?:allowed|refused), (answers|exits) ([0-9]+): .*)\n(.+)$", Pattern.MULTILINE);

    /** One command of the text. */
    record Promise(String says, boolean ofHttp, int outcome, String command) {
        @Override
        public String toString() {
            return says;
        }
    }

    @Override
    Path dataFolder(Path temporary) {
        return temporary.resolve("a folder's data");
    }

    List<Promise> promises() {
        List<Promise> found = new ArrayList<>();
        Matcher stops = STOP.matcher(printed);
        while (stops.find()) {
            found.add(new Promise(
                    stops.group(1),
                    stops.group(2).equals("answers"),
                    Integer.parseInt(stops.group(3)),
                    stops.group(4)));
        }
        return found;
    }

    @Test
    void thereIsOneAllowedAndOneRefusedCommandForEachPillar() {
        assertThat(promises()).hasSize(48);
    }

    @ParameterizedTest
    @MethodSource("promises")
    void whatIsPromisedHappens(Promise promise) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", promise.command())
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(5, TimeUnit.MINUTES)).isTrue();

        if (promise.ofHttp()) {
            assertThat(said).startsWith("HTTP/1.1 " + promise.outcome() + " ");
        } else {
            assertThat(shell.exitValue()).as(said).isEqualTo(promise.outcome());
        }
    }
}
