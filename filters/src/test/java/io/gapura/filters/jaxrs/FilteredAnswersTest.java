package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Exchange;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the last filter makes of answers: of those that were never decided, of errors, and of streams. */
class FilteredAnswersTest extends FilterCalls {
    @Test
    void aGeneratedOptionsThatPassedNoFilterAfterMatchingIsDecidedAtTheEnd() throws IOException {
        Gate gate = gate(arrival, access);
        FakeRequest request = arrive(gate, new FakeRequest("OPTIONS", "/orders"));
        FakeResponse response = complete(gate, request, new FakeResponse(200, "GET, PUT").header("Allow", "GET, PUT"));
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.text()).contains("forbidden");
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("uncovered");
    }

    @Test
    void aSuccessThatSkippedTheEndpointStageIsWithheld() throws IOException {
        Gate gate = gate(arrival, access);
        FakeRequest request = arrive(gate, FakeRequest.get("/orders"));
        FakeResponse response = complete(gate, request, new FakeResponse(200, "secret"));
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.text()).contains("stage-skipped");
    }

    @Test
    void anAnswerThatPassedNoRequestFilterIsStillDecided() throws IOException {
        Gate gate = gate(Policy.of("deny", request -> Decision.reject(403, "forbidden", "test")));
        FakeResponse response = complete(gate, FakeRequest.get("/orders"), new FakeResponse(200, "secret"));
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(recording.only().policy()).contains("deny");
    }

    @ParameterizedTest
    @CsvSource({
        "404, not-found",
        "405, method-not-allowed",
        "406, not-acceptable",
        "415, media-type-refused",
        "409, status-409",
        "500, internal-error",
        "502, status-502",
        "599, status-599",
    })
    void anEmptyAnswerOfFourHundredOrMoreIsGivenContentByItsStatus(int status, String code) throws IOException {
        Gate gate = gate(access);
        FakeResponse response = complete(gate, arrive(gate, FakeRequest.get("/")), new FakeResponse(status, null));
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.text()).contains("\"" + code + "\"");
        assertThat(response.getMediaType()).hasToString("application/problem+json");
    }

    @Test
    void aStatusThatDoesNotExistIsAFault() throws IOException {
        Gate gate = gate();
        FakeResponse response = complete(gate, arrive(gate, FakeRequest.get("/")), new FakeResponse(777, "text"));
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(recording.only().status()).isEqualTo(500);
    }

    @Test
    void threeHundredNinetyNineIsNotAnError() throws IOException {
        Gate gate = gate();
        assertThat(complete(gate, arrive(gate, FakeRequest.get("/")), new FakeResponse(399, "text"))
                        .getEntity())
                .isEqualTo("text");
    }

    @Test
    void ofAnErrorsHeadersOnlyThoseForItsStatusStayAndNoneIsSplit() throws IOException {
        Gate gate = gate();
        FakeResponse response = complete(
                gate,
                arrive(gate, FakeRequest.get("/")),
                new FakeResponse(401, "text")
                        .header("WWW-Authenticate", "Basic realm=\"a\"")
                        .header("WWW-Authenticate", "Bearer")
                        .header("Retry-After", "1\r\nX-Split: 1")
                        .header("Content-Range", "bytes 0-1/2")
                        .header("Last-Modified", "yesterday")
                        .header("X-Powered-By", "server")
                        .header("Via", "inner"));
        assertThat(response.getHeaders().get("WWW-Authenticate")).containsExactly("Basic realm=\"a\"", "Bearer");
        assertThat(response.getHeaders())
                .doesNotContainKeys("Retry-After", "Content-Range", "Last-Modified", "X-Powered-By", "Via");
    }

    @Test
    void ofARefusalByTheGateNoHeaderOfTheApplicationIsLeft() throws IOException {
        Gate gate = gate(Policy.of(
                "deny",
                request ->
                        Decision.reject(Rejection.of(403, "forbidden", "test").header("X-Why", "gate"))));
        FakeResponse response = complete(
                gate,
                arrive(gate, FakeRequest.get("/")),
                new FakeResponse(200, "text").header("X-Own", "secret").header("X-Why", "application"));
        assertThat(response.getHeaders()).doesNotContainKey("X-Own");
        assertThat(response.getHeaders().get("X-Why")).containsExactly("gate");
    }

    @Test
    void nothingIsAppendedToAnAnswerThatWasCutOff() throws IOException {
        Gate gate = gate(arrival);
        FakeRequest request = arrive(gate, FakeRequest.get("/orders"));
        ((Exchange) request.getProperty(Exchange.ATTRIBUTE)).abort(200, new IllegalStateException("canary"));
        assertThatThrownBy(() -> complete(gate, request, new FakeResponse(500, new IllegalStateException("canary"))))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("canary");
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.FAILED);
    }

    @Test
    void theEndOfAStreamIsNotRecordedBeforeItWasWritten() throws IOException {
        Gate gate = gate(arrival);
        StreamingOutput stream = out -> out.write(1);
        FakeRequest request = arrive(gate, FakeRequest.get("/orders"));
        complete(gate, request, new FakeResponse(200, stream));
        assertThat(recording.requests()).isEmpty();
        assertThat(request.getProperty(Leaving.PROPERTY)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "GET, 204", "GET, 205", "GET, 304"})
    void aStreamThatNobodyWritesEndsWithItsHeaders(String method, int status) throws IOException {
        Gate gate = gate(arrival);
        StreamingOutput stream = out -> out.write(1);
        complete(gate, arrive(gate, new FakeRequest(method, "/orders")), new FakeResponse(status, stream));
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.COMPLETED);
    }
}
