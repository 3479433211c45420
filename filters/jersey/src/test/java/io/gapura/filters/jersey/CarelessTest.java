package io.gapura.filters.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each layer of the REST side on a real Jersey: with one of them off, a test here fails. */
class CarelessTest {
    private final Recording recording = new Recording();

    /** Asks for a signature, as a credential policy would. */
    private static final Policy CREDENTIALS = new Policy() {
        @Override
        public String name() {
            return "credentials";
        }

        @Override
        public List<HeaderLine> challenges(RequestView request) {
            return List.of(new HeaderLine("WWW-Authenticate", "Ours"));
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.proceed().responseHeader("Set-Cookie", "csrf=token");
        }
    };

    private ResourceConfig config() {
        return JerseyServer.config(
                recording, Pipeline.builder().add(CREDENTIALS).build(), Careless.class);
    }

    private InProcess.Answer get(String path) {
        return new InProcess(config()).get(path);
    }

    @ParameterizedTest
    @CsvSource({
        "unauthorized, 401, status-401",
        "forbidden, 403, status-403",
        "validation, 500, internal-error",
        "constraints, 500, internal-error",
        "processing, 500, internal-error",
        "memory, 500, Internal Server Error"
    })
    void whatLibrariesThrowIsAnsweredWithoutItsText(String what, int status, String code) {
        InProcess.Answer answer = get("/careless/throws/" + what);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
        assertThat(answer.body() + answer.headers()).doesNotContain(Shop.CANARY);
        assertThat(recording.only().status()).isEqualTo(status);
    }

    @Test
    void aChallengeOfTheApplicationGivesWayToThoseOfThePolicies() {
        assertThat(get("/careless/throws/unauthorized").headers().get("WWW-Authenticate"))
                .containsExactly("Ours");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"red\":\"canary-7f3a\"}", "{\"canary-7f3a\":1}", "[\"canary-7f3a\"]", "canary-7f3a"})
    void whatJacksonThrowsInTheApplicationIsTheApplicationsFault(String text) {
        InProcess.Answer answer =
                new InProcess(config()).call("POST", "/careless/parses", text, Map.of(), "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("internal-error").doesNotContain("red", "canary", "jackson");
    }

    @Test
    void aServerThatCannotBeReachedIsABadGateway() {
        InProcess.Answer answer = get("/careless/unreachable");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream-failed").doesNotContain(Shop.CANARY);
        assertThat(recording.only().rejection()).map(Rejection::code).contains("upstream-failed");
    }

    @Test
    void aForeignBodyIsReplacedAndOnlyListedCookiesStay() {
        recording.rules(new ErrorRules(
                "X-Request-Id", ErrorRules.Trace.RESTART, ErrorRules.Scrub.ENFORCE, false, Set.of("session"), 5, 100));
        InProcess.Answer answer = get("/careless/page");
        assertThat(answer.body()).contains("status-409").doesNotContain("our own words");
        assertThat(answer.headers().get("Set-Cookie")).containsExactlyInAnyOrder("csrf=token", "session=0");
        assertThat(answer.headers()).doesNotContainKey("ETag");
    }

    @Test
    void withoutAListNoCookieOfTheEndpointStays() {
        assertThat(get("/careless/page").headers().get("Set-Cookie")).containsExactly("csrf=token");
    }

    @Test
    void anEndpointThatOptedInKeepsItsBodyAndItsCookies() {
        recording.leaveAlone(Careless.class);
        InProcess.Answer answer = get("/careless/own");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("our own words");
        assertThat(answer.headers().get("Set-Cookie")).containsExactlyInAnyOrder("csrf=token", "basket=1", "session=0");
        assertThat(answer.headers().get("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().get("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(recording.only())
                .returns(AuditEvent.Kind.COMPLETED, AuditEvent::kind)
                .returns(409, AuditEvent::status);
    }

    @Test
    void inShadowABodyPassesAndTheEndpointIsReported() {
        recording.rules(new ErrorRules(
                "X-Request-Id", ErrorRules.Trace.RESTART, ErrorRules.Scrub.SHADOW, false, Set.of(), 5, 100));
        assertThat(get("/careless/page").body()).isEqualTo("our own words");
        AuditEvent event = recording.only();
        assertThat(event.endpoint())
                .hasValueSatisfying(endpoint -> assertThat(endpoint.id()).contains("Careless#foreign"));
        assertThat(event.shadowed())
                .singleElement()
                .satisfies(would -> assertThat(would.policy()).isEqualTo("errors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/careless/throws/forbidden", "/careless/throws/validation", "/nowhere"})
    void inShadowExceptionsAndPathsThatLeadNowhereAreAnsweredAsEver(String path) {
        recording.rules(new ErrorRules(
                "X-Request-Id", ErrorRules.Trace.RESTART, ErrorRules.Scrub.SHADOW, false, Set.of(), 5, 100));
        assertThat(get(path).body()).contains("instance").doesNotContain(Shop.CANARY);
        assertThat(recording.only().shadowed()).isEmpty();
    }

    /** A mapper of the application's for everything. */
    public static final class Chatty implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable thrown) {
            return Response.status(500).entity(thrown.toString()).build();
        }
    }

    @Test
    void aMapperForEverythingDoesNotGetToSpeak() {
        InProcess.Answer answer = new InProcess(config().register(Chatty.class)).get("/careless/throws/validation");
        assertThat(answer.body()).contains("internal-error").doesNotContain(Shop.CANARY, "Exception");
    }
}
