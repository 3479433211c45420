package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an application may say about its own failures, and what it cannot say by accident. */
class ApplicationProblemTest {
    private static final String CANARY = "Zanzibar";

    private final Facilities facilities = new Facilities(ProblemErrors.with(ErrorCatalog.shipped()
            .with(ErrorCatalog.entry("out-of-credit", 403)
                    .title("en", "You do not have enough credit.")
                    .member("balance", long.class)
                    .member("colour", Colour.class))
            .with(ErrorCatalog.entry("till-broken", 503).title("en", "The till is broken."))
            .with(ErrorCatalog.entry("till-stolen", 500).publishedAs("internal-error"))));

    enum Colour {
        GREEN
    }

    private static class Broken extends RuntimeException implements PublicProblem {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final transient Map<String, Object> params;

        Broken(String code, Map<String, Object> params) {
            super(CANARY);
            this.code = code;
            this.params = params;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public Map<String, Object> params() {
            return params;
        }
    }

    @Test
    void aPublicProblemIsAnsweredByItsEntryWithItsTypedValues() throws Exception {
        Map<String, Object> document =
                ParsedBack.json(failed(new Broken("out-of-credit", Map.of("balance", 30, "colour", Colour.GREEN))));

        assertThat(document)
                .containsEntry("status", 403L)
                .containsEntry("code", "out-of-credit")
                .containsEntry("balance", 30L)
                .containsEntry("colour", "GREEN");
        assertThat(event().kind()).isEqualTo(AuditEvent.Kind.COMPLETED);
        assertThat(event().policy()).contains("application");
        assertThat(event().rejection().flatMap(Rejection::note)).isEmpty();
    }

    @Test
    void itIsFoundBehindTheExceptionsThatWrapIt() throws Exception {
        Throwable wrapped =
                new IllegalStateException(CANARY, new Exception(CANARY, new Broken("out-of-credit", Map.of())));

        assertThat(failed(wrapped).status()).isEqualTo(403);
    }

    @Test
    void aValueThatIsNotDeclaredIsDroppedAndAuditedAsAMistake() throws Exception {
        Map<String, Object> params = new HashMap<>();
        params.put("balance", "a lot of " + CANARY);
        params.put("account", CANARY);
        params.put("colour", Colour.GREEN);
        GateAnswer answer = failed(new Broken("out-of-credit", params));

        assertThat(ParsedBack.json(answer)).containsKey("colour").doesNotContainKeys("balance", "account");
        assertThat(ParsedBack.text(answer)).doesNotContain(CANARY);
        assertThat(event().rejection().flatMap(Rejection::note))
                .hasValueSatisfying(note -> assertThat(note)
                        .contains("2 values that its entry does not declare", Broken.class.getName())
                        .doesNotContain(CANARY));
    }

    @Test
    void aCodeThatNobodyDeclaredIsAFaultOfOurs() throws Exception {
        GateAnswer answer = failed(new Broken("no-such-code", Map.of("balance", 1)));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(ParsedBack.json(answer))
                .containsEntry("code", "internal-error")
                .doesNotContainKey("balance");
        assertThat(event().rejection().flatMap(Rejection::note))
                .contains(Broken.class.getName() + " has a code that is not in the catalogue");
    }

    @Test
    void anUnavailabilityOfTheApplicationSaysWhenToComeAgain() throws Exception {
        GateAnswer answer = failed(new Broken("till-broken", Map.of()));

        assertThat(ParsedBack.json(answer)).containsEntry("retry_after", 5L);
        assertThat(answer.headers())
                .anyMatch(line -> line.named("Retry-After") && line.value().equals("5"));
        assertThat(event().kind()).isEqualTo(AuditEvent.Kind.FAILED);
    }

    @Test
    void aCodeThatIsPublishedAsAnotherLooksLikeItByteForByte() throws Exception {
        String own = ParsedBack.text(failed(new Broken("till-stolen", Map.of())));
        String other = ParsedBack.text(failed(new IllegalStateException(CANARY)));

        assertThat(withoutId(own)).isEqualTo(withoutId(other));
    }

    @Test
    void anExceptionWhoseMeaningCannotBeReadIsAFault() throws Exception {
        GateAnswer answer = failed(new Broken("out-of-credit", Map.of()) {
            private static final long serialVersionUID = 1L;

            @Override
            public String code() {
                throw new IllegalStateException(CANARY);
            }
        });

        assertThat(answer.status()).isEqualTo(500);
        assertThat(ParsedBack.text(answer)).doesNotContain(CANARY);
    }

    @OwnErrorBody
    static class Whole {
        public void method() {}
    }

    static final class Heir extends Whole {}

    static final class Part {
        @OwnErrorBody
        public void own() {}

        public void other() {}
    }

    @Test
    void onlyAnEndpointThatSaysSoKeepsItsErrorBodies() throws Exception {
        assertThat(keeps(Endpoint.servlet("GET", "/x", Whole.class))).isTrue();
        assertThat(keeps(Endpoint.servlet("GET", "/x", Heir.class))).isTrue();
        assertThat(keeps(Endpoint.servlet("GET", "/x", Part.class))).isFalse();
        assertThat(keeps(Endpoint.resource("GET", "/x", Part.class, Part.class.getMethod("own"))))
                .isTrue();
        assertThat(keeps(Endpoint.resource("GET", "/x", Part.class, Part.class.getMethod("other"))))
                .isFalse();
        assertThat(keeps(Endpoint.unknown("GET", "/x", "somebody"))).isFalse();
    }

    @Test
    void aServletKeepsItsErrorBodyForOneRequest() throws Exception {
        Exchange exchange = facilities.arrived(RequestView.get("/"));
        assertThat(exchange.keepsErrorBody()).isFalse();

        exchange.keepErrorBody();

        assertThat(exchange.keepsErrorBody()).isTrue();
        assertThat(facilities.arrived(RequestView.get("/")).keepsErrorBody()).isFalse();
    }

    private boolean keeps(Endpoint endpoint) throws Exception {
        Exchange exchange = facilities.arrived(RequestView.get("/"));
        exchange.enter(endpoint);
        return exchange.keepsErrorBody();
    }

    private GateAnswer failed(Throwable thrown) throws Exception {
        return facilities.arrived(RequestView.get("/")).fail(thrown);
    }

    private AuditEvent event() {
        assertThat(facilities.events).hasSize(1);
        return facilities.events.get(0);
    }

    private static String withoutId(String document) {
        return document.replaceAll("uuid:[0-9a-f-]{36}", "");
    }
}
