package io.gapura.filters.jersey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.Stage;
import io.gapura.filters.Violation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions on a real Jersey: what is refused does not run, and nothing is decided twice. */
class JerseyGateTest {
    private final Recording recording = new Recording();
    private final RuleOfDeprecation rule = new RuleOfDeprecation();

    @BeforeEach
    void reset() {
        Depot.CALLED.set(0);
        Depot.LOCATED.set(0);
    }

    private static Pipeline pipeline(Policy... policies) {
        Pipeline.Builder builder = Pipeline.builder();
        for (Policy policy : policies) {
            builder.add(policy);
        }
        return builder.build();
    }

    private InProcess depot(boolean withEvents) {
        ResourceConfig config = JerseyServer.config(recording, pipeline(rule), Depot.class);
        return new InProcess(withEvents ? config.register(GapuraJerseyFeature.class) : config);
    }

    /** What a policy that is asked late makes of it without Jersey's events. */
    private InProcess lateDepot(boolean withEvents) {
        rule.late = true;
        return depot(withEvents);
    }

    @Test
    void aRefusalOnArrivalReachesNoResource() {
        Policy deny = Policy.of("deny", request -> Decision.reject(403, "forbidden", "test"));
        try (JerseyServer server = JerseyServer.of(recording, pipeline(deny), Shop.class)) {
            HttpResponse<String> answer = server.get("/shop/throws");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("forbidden");
            assertThat(recording.only().policy()).contains("deny");
        }
    }

    @Test
    void aRequestThatCannotBeReadIsRefusedAndRecordedOnce() {
        try (JerseyServer server = JerseyServer.of(recording, pipeline(rule), Shop.class)) {
            HttpResponse<String> answer = server.get("/shop/a%00b");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("request-malformed");
            assertThat(recording.only().rejection()).map(Rejection::reason).contains("uri.control");
        }
    }

    @Test
    void aTwiceGivenLengthIsRefused() {
        InProcess jersey = new InProcess(JerseyServer.config(recording, pipeline(), Shop.class));
        assertThat(jersey.call("POST", "/shop/raw", "abc", Map.of(), "Content-Length", "3", "content-length", "4")
                        .status())
                .isEqualTo(400);
        assertThat(jersey.call("POST", "/shop/raw", "abc", Map.of(), "Content-Length", "+3")
                        .status())
                .isEqualTo(400);
        assertThat(jersey.call("POST", "/shop/raw", "abc", Map.of(), "Content-Length", "3")
                        .body())
                .isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndpointIsRuledOnOnceAndBeforeItRuns(boolean withEvents) {
        InProcess jersey = lateDepot(withEvents);
        assertThat(jersey.get("/depot/7").status()).isEqualTo(403);
        assertThat(rule.asked).containsExactly("GET /depot/{number} io.gapura.filters.jersey.Depot#number(int)");
        assertThat(Depot.CALLED).hasValue(0);
        assertThat(recording.only().policy()).contains("deprecation");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void headIsRuledOnAsItsGet(boolean withEvents) {
        assertThat(lateDepot(withEvents).call("HEAD", "/depot/7", "", Map.of()).status())
                .isEqualTo(403);
        assertThat(rule.asked).containsExactly("GET /depot/{number} io.gapura.filters.jersey.Depot#number(int)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theMethodBehindALocatorIsRuledOn(boolean withEvents) {
        InProcess jersey = lateDepot(withEvents);
        assertThat(jersey.get("/depot/free/locked").status()).isEqualTo(403);
        assertThat(Depot.CALLED).hasValue(0);
        assertThat(jersey.get("/depot/free").body()).isEqualTo("shelf");
        assertThat(rule.asked)
                .containsExactly(
                        "GET /locked io.gapura.filters.jersey.Depot$Shelf#locked()",
                        "GET / io.gapura.filters.jersey.Depot$Shelf#shelf()");
    }

    @Test
    void aRuledLocatorDoesNotEvenRun() {
        assertThat(depot(true).get("/depot/ruled").status()).isEqualTo(403);
        assertThat(Depot.LOCATED).hasValue(0);
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("deprecated");
    }

    @Test
    void aRuledLocatorThatNobodyWouldAskAboutStopsTheStart() {
        assertThatThrownBy(() -> depot(false))
                .hasStackTraceContaining("locator-unruled")
                .hasStackTraceContaining("Depot#ruled()");
    }

    @Test
    void aRuledLocatorThatWasSeenTooLateIsNotPassedBy() {
        InProcess jersey = new InProcess(JerseyServer.config(recording, pipeline(rule), Hidden.class));
        InProcess.Answer answer = jersey.get("/hidden/depot/ruled");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("gate-misconfigured").doesNotContain("shelf");
        assertThat(Depot.CALLED).hasValue(0);
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("locator-unruled");
    }

    @Test
    void aPolicyThatRulesLateIsAskedWhenTheLocatorHasRunAndItsTargetHasNot() {
        RuleOfDeprecation late = RuleOfDeprecation.late();
        InProcess jersey = new InProcess(JerseyServer.config(recording, pipeline(late), Depot.class));
        assertThat(jersey.get("/depot/ruled").status()).isEqualTo(403);
        assertThat(Depot.LOCATED).hasValue(1);
        assertThat(Depot.CALLED).hasValue(0);
        assertThat(late.asked).containsExactly("* /depot/ruled io.gapura.filters.jersey.Depot#ruled()");
        assertThat(jersey.get("/depot/free").body()).isEqualTo("shelf");
    }

    /** Says nothing of what it leads to. */
    @Path("hidden")
    public static class Hidden {
        @Path("depot")
        public Object depot() {
            return new Depot();
        }
    }

    @Test
    void conversionComesAfterTheRule() {
        assertThat(depot(true).get("/depot/seven").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGeneratedOptionsIsRefusedToWhomMayCallNothingThere(boolean withEvents) {
        InProcess jersey = lateDepot(withEvents);
        InProcess.Answer answer = jersey.call("OPTIONS", "/depot/7", "", Map.of());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(rule.asked).containsExactly("OPTIONS * generated");
        assertThat(recording.only().rejection()).map(Rejection::status).contains(403);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGeneratedOptionsAndAMissingMethodTellOfWhatTheCallerMayCall(boolean withEvents) {
        rule.late = true;
        ResourceConfig config = JerseyServer.config(recording, pipeline(rule), Mixed.class);
        InProcess jersey = new InProcess(withEvents ? config.register(GapuraJerseyFeature.class) : config);
        InProcess.Answer options = jersey.call("OPTIONS", "/mixed", "", Map.of());
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.headers().getFirst("Allow").split(", ")).containsExactlyInAnyOrder("POST", "OPTIONS");
        assertThat(options.body()).isEmpty();
        InProcess.Answer missing = jersey.call("PUT", "/mixed", "", Map.of());
        assertThat(missing.status()).isEqualTo(405);
        assertThat(missing.headers().getFirst("Allow").split(", ")).containsExactlyInAnyOrder("POST", "OPTIONS");
        assertThat(jersey.call("PUT", "/mixed/closed", "", Map.of()).status()).isEqualTo(403);
    }

    /** Some of it is closed. */
    @Path("mixed")
    public static class Mixed {
        @GET
        @Deprecated
        public String closed() {
            return "closed";
        }

        @POST
        public String open() {
            return "open";
        }

        @GET
        @Deprecated
        @Path("closed")
        public String below() {
            return "closed";
        }
    }

    @Test
    void pathParametersAreThoseOfTheTemplates() {
        List<String> seen = new ArrayList<>();
        Policy asking = Policy.of("asking", Stage.ENDPOINT, view -> {
            seen.add(view.pathParameters().only("number").orElse("none") + " "
                    + view.pathParameters().only("other"));
            return Decision.proceed();
        });
        InProcess jersey = new InProcess(
                JerseyServer.config(recording, pipeline(asking), Shelves.class).register(GapuraJerseyFeature.class));
        assertThat(jersey.get("/shelves/a%20b").body()).isEqualTo("a b");
        assertThat(seen).containsExactly("a b Optional.empty");
        // The locator's and the target's: which of the two the target reads, runtimes do not agree on.
        InProcess.Answer twice = jersey.get("/shelves/sub/1/2");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.body()).contains("request-malformed");
        assertThat(seen).hasSize(1);
    }

    /** One name, bound once and twice. */
    @Path("shelves")
    public static class Shelves {
        @GET
        @Path("{number}")
        public String number(@PathParam("number") String number) {
            return number;
        }

        @Path("sub/{number}")
        public Shelves sub() {
            return new Shelves();
        }
    }

    @Test
    void aGeneratedOptionsPassesWhereNoPolicyRules() {
        InProcess jersey = new InProcess(JerseyServer.config(recording, pipeline(), Depot.class));
        InProcess.Answer answer = jersey.call("OPTIONS", "/depot/7", "", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().getFirst("Allow")).contains("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/query?page=x, 400, parameters-refused",
        "/shop/path/x, 404, not-found",
    })
    void aParameterThatDoesNotConvertIsNamedByItsDeclaration(String path, int status, String code) {
        InProcess jersey = new InProcess(
                JerseyServer.config(recording, pipeline(), Shop.class).register(GapuraJerseyFeature.class));
        InProcess.Answer answer = jersey.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
        assertThat(recording.only().rejection().orElseThrow().violations())
                .isEqualTo(
                        status == 404
                                ? List.of()
                                : List.of(new Violation(Violation.Place.QUERY, "page", "param.type")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "swallows"})
    void aGuardThatStopsTheBodyDecidesWhateverTheResourceMakesOfIt(String path) {
        Policy guard = Policy.of(
                "limits",
                request -> Decision.proceed(request).bodyGuard((piece, offset, length) -> {
                    throw new BodyRejectedException(Rejection.of(413, "body-too-large", "body.size"));
                }));
        try (JerseyServer server = JerseyServer.of(recording, pipeline(guard), Shop.class)) {
            HttpResponse<String> answer = server.send("POST", "/shop/" + path, "content", "Content-Type", "text/plain");
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("body-too-large");
            assertThat(recording.only().status()).isEqualTo(413);
        }
    }

    @Test
    void aGuardOfTheEndpointStageSeesTheWholeBodyOnce() {
        AtomicInteger seen = new AtomicInteger();
        Policy count = Policy.of(
                "count",
                Stage.ENDPOINT,
                request -> Decision.proceed(request).bodyGuard((piece, offset, length) -> seen.addAndGet(length)));
        try (JerseyServer server = JerseyServer.of(recording, pipeline(count), Shop.class)) {
            assertThat(server.send("POST", "/shop", "{\"count\":3}", "Content-Type", "application/json")
                            .body())
                    .isEqualTo("ordered 3");
        }
        assertThat(seen).hasValue(11);
    }

    @ParameterizedTest
    @CsvSource({"ARRIVAL", "ENDPOINT"})
    void aBodyThatAPolicyReadIsReplayed(Stage stage) {
        Policy reads = Policy.of("reads", stage, request -> {
            assertThat(request.body().read(100).remaining()).isEqualTo(7);
            return Decision.proceed();
        });
        try (JerseyServer server = JerseyServer.of(recording, pipeline(reads), Shop.class)) {
            assertThat(server.send("POST", "/shop/raw", "content", "Content-Type", "text/plain")
                            .body())
                    .isEqualTo("7");
        }
    }

    @Test
    void anEntityCheckStandsBetweenBindingAndResource() {
        Policy check = Policy.of(
                "validation",
                Stage.ENDPOINT,
                request -> Decision.proceed(request)
                        .entityCheck(entity -> entity instanceof Shop.Order order && order.count() > 2
                                ? Decision.proceed()
                                : Decision.reject(422, "content-refused", "rule")));
        try (JerseyServer server = JerseyServer.of(recording, pipeline(check), Shop.class)) {
            HttpResponse<String> answer =
                    server.send("POST", "/shop", "{\"count\":2}", "Content-Type", "application/json");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("content-refused");
            assertThat(recording.only().policy()).contains("validation");
            assertThat(server.send("POST", "/shop", "{\"count\":3}", "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theCallerIsTheSecurityContext() {
        Policy credential = Policy.of(
                "credential",
                request -> request.headers().contains("X-Key")
                        ? Decision.proceed(
                                request.withCaller(Caller.of("key", "ann").withRoles(Set.of("clerk"))))
                        : Decision.proceed());
        try (JerseyServer server = JerseyServer.of(recording, pipeline(credential), Shop.class)) {
            assertThat(server.send("GET", "/shop/me", "", "X-Key", "1").body()).isEqualTo("ann true key");
            assertThat(server.get("/shop/me").body()).isEqualTo("nobody");
        }
    }

    @Test
    void anEndThatCannotBeRecordedIsUnavailable() {
        Policy breaks = Policy.of("breaks", Stage.ENDPOINT, request -> {
            recording.breakDown();
            return Decision.proceed();
        });
        try (JerseyServer server = JerseyServer.of(recording, pipeline(breaks), Shop.class)) {
            HttpResponse<String> answer = server.get("/shop");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("audit-unavailable").doesNotContain("hello");
        }
    }
}
