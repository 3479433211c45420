package io.gapura.examples.servers.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.harness.Row;
import io.gapura.examples.servers.harness.ServerDriver;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.ServletUriRows;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The "Example URIs" of Servlet 6 §3.5.2 as bytes on a socket, below a resource that takes every path and is open to
 * everybody: what is not refused is served. Skipped aloud where the vectors are not.
 */
final class ServletUriIT {
    private static final String BELOW = "/app/api/p";

    static List<Row> rows() {
        return Row.fast();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPathMeansItsCanonicalPathOrIsRefused(Row row) throws Exception {
        List<ServletUriRows.Row> vectors = ServletUriRows.all();
        assertThat(vectors).hasSize(84);
        ServerDriver driver = ServerDriver.start(
                row, new Workshop(Path.of(".."), Path.of("target")), List.of("app", "filter"), "filter");
        List<String> wrong = new ArrayList<>();
        int served = 0;
        try {
            for (ServletUriRows.Row vector : vectors) {
                RawAnswer answer = get(driver, target(vector.encoded()));
                served += isServed(answer) ? 1 : 0;
                if (!isRight(driver, vector, answer) || !isDocumentIfRefused(answer)) {
                    wrong.add(vector + " -> " + answer.status() + " " + answer.text());
                }
            }
        } finally {
            driver.finish();
        }
        assertThat(wrong).as(row.id()).isEmpty();
        assertThat(served).as("served on " + row.id()).isPositive();
    }

    /** A row that asks for a target without a slash has to come without ours as well. */
    private static String target(String encoded) {
        return encoded.startsWith("/") ? BELOW + encoded : encoded;
    }

    private static boolean isRight(ServerDriver driver, ServletUriRows.Row vector, RawAnswer answer)
            throws IOException, URISyntaxException {
        if (vector.reject()) {
            return !isServed(answer);
        }
        if (answer.status() == 400) {
            return !isServed(answer) && (isNamedIfOurs(answer) || isOnlyAboutTheQuery(vector, answer));
        }
        String canonical = new URI(null, null, BELOW + vector.decoded(), null).toASCIIString();
        RawAnswer expected = get(driver, canonical);
        return answer.status() == expected.status() && isServed(answer) == isServed(expected);
    }

    /** The path was taken, and then its endpoint has declared no parameter. */
    private static boolean isOnlyAboutTheQuery(ServletUriRows.Row vector, RawAnswer answer) {
        return vector.encoded().contains("?") && answer.text().contains("\"param.unknown\"");
    }

    private static boolean isNamedIfOurs(RawAnswer answer) {
        boolean ours = answer.all("X-Request-Id").stream().anyMatch(id -> id.charAt(14) == '7');
        return !ours || answer.text().contains("\"uri.");
    }

    /** By the gate or by the container's adapter: nobody sees a page of the server. */
    private static boolean isDocumentIfRefused(RawAnswer answer) {
        return answer.status() < 400
                || answer.content().length == 0
                || answer.all("Content-Type").equals(List.of("application/problem+json"));
    }

    private static boolean isServed(RawAnswer answer) {
        return !answer.all("X-Probe").isEmpty();
    }

    private static RawAnswer get(ServerDriver driver, String target) throws IOException {
        String request =
                "GET " + target + " HTTP/1.1\r\nHost: " + driver.server().authority() + "\r\n\r\n";
        return driver.send("app", request.getBytes(StandardCharsets.UTF_8), RawHttp.Then.WAIT);
    }
}
