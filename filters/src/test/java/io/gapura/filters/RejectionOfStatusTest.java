package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One word for one status, whichever adapter saw it. */
class RejectionOfStatusTest {
    private static Rejection of(int status, Map<String, List<String>> headers) {
        return Rejection.ofStatus(status, name -> headers.getOrDefault(name, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, status-400",
        "404, 404, not-found",
        "405, 405, method-not-allowed",
        "406, 406, not-acceptable",
        "415, 415, media-type-refused",
        "500, 500, internal-error",
        "599, 599, status-599",
        "600, 500, internal-error",
        "399, 500, internal-error",
        "0, 500, internal-error"
    })
    void theStatusNamesTheCode(int chosen, int status, String code) {
        assertThat(of(chosen, Map.of()))
                .returns(status, Rejection::status)
                .returns(code, Rejection::code)
                .returns("application-status", Rejection::reason);
    }

    @ParameterizedTest
    @CsvSource({
        "Allow, 405, 1",
        "Allow, 404, 1",
        "WWW-Authenticate, 401, 1",
        "WWW-Authenticate, 403, 0",
        "Retry-After, 503, 1",
        "Retry-After, 409, 1",
        "Content-Range, 416, 1",
        "Content-Range, 400, 0",
        "Accept, 415, 1",
        "Accept-Patch, 415, 1",
        "Accept, 406, 0",
        "Set-Cookie, 401, 0"
    })
    void aHeaderThatAClientNeedsToGoOnIsKept(String name, int status, int lines) {
        assertThat(of(status, Map.of(name, List.of("value"))).headers()).hasSize(lines);
    }

    @Test
    void everyLineIsKeptButNoneThatCouldSplitTheAnswerOrFillIt() {
        List<String> values = List.of("Basic", "Bearer", "a\r\nb", "x".repeat(1_025), "y".repeat(1_024));
        assertThat(of(401, Map.of("WWW-Authenticate", values)).headers())
                .extracting(HeaderLine::value)
                .containsExactly("Basic", "Bearer", "y".repeat(1_024));
    }
}
