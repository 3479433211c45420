package io.gapura.examples.servers.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.app.Counted;
import io.gapura.examples.servers.app.Marks;
import io.gapura.examples.servers.harness.Row;
import io.gapura.examples.servers.harness.ServerDriver;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.testkit.RawAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code limits.max-body} on real servers, to the byte: how many the application was given, what it was answered, and what
 * becomes of the connection. What is too much is made of requests, so that a server that loses its place would answer them.
 */
final class BodyLimitsIT {
    private static final int LIMIT = 100 * 1_024;
    /** So much of what nobody wants is read, to keep the connection. */
    private static final int DRAINED = 64 * 1_024;

    private static final String BELOW = "GET /%s/denied HTTP/1.1\r\nHost: %s\r\n\r\n";

    static List<Row> rows() {
        return Row.fast();
    }

    /**
     * Where content goes.
     *
     * @param context the variant of the probe application
     * @param inside what is in front of its endpoints
     */
    private record Place(String context, String inside) {
        String path() {
            return "/" + context + inside;
        }
    }

    /** How content is sent: with its length, in one chunk, or in two of which the second begins at the bound. */
    private enum Framing {
        LENGTH,
        CHUNK,
        CHUNKS;

        String head(int length) {
            return this == LENGTH ? "Content-Length: " + length : "Transfer-Encoding: chunked";
        }

        String content(String content) {
            return switch (this) {
                case LENGTH -> content;
                case CHUNK -> chunk(content) + "0\r\n\r\n";
                case CHUNKS -> {
                    int first = Math.min(LIMIT, content.length() - 1);
                    yield chunk(content.substring(0, first)) + chunk(content.substring(first)) + "0\r\n\r\n";
                }
            };
        }

        private static String chunk(String content) {
            return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
        }
    }

    /** One request, another behind it on the same connection, and what came of both. */
    private record Run(String name, List<RawAnswer> answers, OptionalLong given) {}

    @ParameterizedTest
    @MethodSource("rows")
    void contentIsHeldToTheByte(Row row) throws Exception {
        Workshop workshop = new Workshop(Path.of(".."), Path.of("target"));
        List<Place> places = List.of(
                new Place("app", "/api"),
                new Place("feature", "/api"),
                new Place("filter", ""),
                new Place("split", ""));
        ServerDriver driver = ServerDriver.start(
                row, workshop, places.stream().map(Place::context).toList(), "filter");
        List<Executable> claims = new ArrayList<>();
        try {
            for (Place place : places) {
                for (Framing framing : Framing.values()) {
                    for (int by : new int[] {1, 8_192}) {
                        for (int length : new int[] {LIMIT - 1, LIMIT}) {
                            Run run = sent(driver, place, framing, by, length);
                            claims.add(() -> assertServed(run, length));
                        }
                        for (int length : new int[] {LIMIT + 1, LIMIT + 400, LIMIT + 200_000}) {
                            Run run = sent(driver, place, framing, by, length);
                            claims.add(() -> assertRefused(run, framing, length));
                        }
                    }
                }
            }
        } finally {
            driver.finish();
        }
        assertThat(claims).hasSize(4 * 3 * 2 * 5);
        Assertions.assertAll(row.id() + ", log " + driver.server().log(), claims);
    }

    private static Run sent(ServerDriver driver, Place place, Framing framing, int by, int length) throws IOException {
        String name =
                place.context() + "-" + framing.name().toLowerCase(java.util.Locale.ROOT) + "-" + by + "-" + length;
        String host = driver.server().authority();
        String below = BELOW.formatted(place.context() + place.inside(), host);
        String more = below.repeat(1 + Math.max(0, length - LIMIT) / below.length());
        String content = "a".repeat(Math.min(length, LIMIT)) + more.substring(0, Math.max(0, length - LIMIT));
        String request =
                "POST " + place.path() + "/body/counted?run=" + name + "&by=" + by + " HTTP/1.1\r\nHost: " + host
                        + "\r\nContent-Type: application/octet-stream\r\n" + framing.head(length) + "\r\n\r\n"
                        + framing.content(content);
        String next = "GET " + place.path() + "/open HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        List<RawAnswer> answers =
                driver.server().http().sendAll((request + next).getBytes(StandardCharsets.ISO_8859_1), 4);
        return new Run(name, answers, given(driver.server().log(), name));
    }

    /** How many bytes the application says it was given; empty when it did not run. */
    private static OptionalLong given(Path log, String name) throws IOException {
        String before = Counted.line(name, 0).replace("0 bytes", "");
        return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith(before))
                .mapToLong(line -> Long.parseLong(line.substring(before.length(), line.lastIndexOf(' '))))
                .max();
    }

    private static void assertServed(Run run, int length) {
        assertThat(run.answers()).as(run.name()).extracting(RawAnswer::status).containsExactly(200, 200);
        assertThat(run.answers().get(0).text()).as(run.name()).contains("bytes=" + length);
        assertThat(run.given()).as(run.name()).hasValue(length);
    }

    /**
     * Far over the bound a server may close before its answer was read, and a client that still writes then finds nothing
     * but a reset.
     */
    private static void assertRefused(Run run, Framing framing, int length) {
        RawAnswer answer = run.answers().get(0);
        boolean reset = length > LIMIT + DRAINED && answer.status() == 0;
        if (!reset) {
            assertThat(answer.status()).as(run.name()).isEqualTo(413);
            assertThat(answer.text()).as(run.name()).contains("body-too-large");
        }
        assertThat(answer.all(Marks.PROBE)).as(run.name()).isEmpty();
        assertThat(run.given().orElse(0)).as(run.name() + " was given").isLessThanOrEqualTo(LIMIT);
        if (framing == Framing.LENGTH) {
            assertThat(run.given()).as(run.name() + " did not run").isEmpty();
        }
        List<RawAnswer> behind = run.answers().subList(1, run.answers().size());
        boolean closes = reset || answer.all("Connection").contains("close");
        boolean mayClose = closes || length > LIMIT + DRAINED; // Jetty closes without a word then
        assertThat(behind)
                .as(run.name() + " closes: " + closes)
                .extracting(RawAnswer::status)
                .isIn(closes ? List.of() : List.of(200), mayClose ? List.of() : List.of(200));
    }
}
