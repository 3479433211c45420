package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.Stage;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Any list of policies decides alike, however many registrations it is split over. */
class SplitRegistrationsTest {
    /** The policies of one random list: each kind of what a policy can do, at a random place. */
    private static List<Policy> policies(List<Integer> kinds) {
        List<Policy> policies = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            policies.add(policy("p" + i, kinds.get(i)));
        }
        return policies;
    }

    private static Policy policy(String name, int kind) {
        return switch (kind) {
            case 0 -> Policy.of(name, request -> Decision.proceed().responseHeader("X-" + name, name));
            case 1 -> Policy.of(name, request -> Rules.caller().decide(request));
            case 2 ->
                Policy.of(name, Stage.ENDPOINT, request -> Rules.callersOnly().decide(request));
            case 3 ->
                Policy.of(name, Stage.ENDPOINT, request -> Decision.proceed().responseHeader("X-" + name, "e"));
            case 4 ->
                Policy.of(
                        name,
                        request -> refuseIf(request.query()
                                .only("refuse")
                                .filter(name::equals)
                                .isPresent()));
            case 5 ->
                Policy.of(name, request -> {
                    request.body().read(100);
                    return Decision.proceed();
                });
            default -> Policy.of(name, request -> Rules.guard().decide(request));
        };
    }

    private static Decision refuseIf(boolean refused) {
        return refused ? Decision.reject(403, "access-denied", "asked-for") : Decision.proceed();
    }

    private static FakeRequest request(int variant) {
        FakeRequest request = FakeRequest.of("POST", "/app/orders" + (variant % 3 == 0 ? "?refuse=p2" : ""))
                .content("text/plain", variant % 5 == 0 ? "bad!" : "good");
        return variant % 2 == 0 ? request.header("X-Caller", "ann") : request;
    }

    /** What a client and an auditor see, without ids. */
    private static String seen(FakeApplication application, FakeRequest request) throws Exception {
        FakeResponse response = application.run(request, (given, answer) -> {
            answer.getWriter().print("served " + given.getRemoteUser() + " ");
            answer.getWriter().print(new String(given.getInputStream().readAllBytes()));
        });
        AuditEvent event = application.recording().only();
        List<String> headers = response.getHeaderNames().stream()
                .filter(name -> !name.equals("X-Request-Id"))
                .map(name -> name + response.getHeaders(name))
                .sorted()
                .toList();
        String content = response.content().replaceAll("urn:uuid:[^\"]*", "id");
        return response.getStatus() + " " + headers + " " + content + " " + event.kind() + " " + event.policy() + " "
                + event.rejection().map(Rejection::toString) + " "
                + event.request().orElseThrow().caller();
    }

    @Property(tries = 300)
    void aSplitListDecidesLikeTheWhole(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 6) Integer> kinds,
            @ForAll @Size(max = 3) List<@IntRange(min = 0, max = 8) Integer> cuts,
            @ForAll @IntRange(min = 0, max = 29) int variant)
            throws Exception {
        List<Policy> policies = policies(kinds);
        String whole = seen(FakeApplication.of(pipeline(policies)), request(variant));
        List<Pipeline> parts = new ArrayList<>();
        int from = 0;
        for (int cut : cuts.stream()
                .map(cut -> Math.min(cut, policies.size()))
                .sorted()
                .toList()) {
            parts.add(pipeline(policies.subList(from, cut)));
            from = cut;
        }
        parts.add(pipeline(policies.subList(from, policies.size())));
        String split = seen(FakeApplication.of(parts.toArray(Pipeline[]::new)), request(variant));
        assertThat(split).isEqualTo(whole);
    }

    private static Pipeline pipeline(List<Policy> policies) {
        return Rules.pipeline(policies.toArray(Policy[]::new));
    }

    @Test
    void anAccessRuleMountedAboveTheCredentialStillSeesTheCaller() throws Exception {
        FakeApplication application =
                FakeApplication.of(Rules.pipeline(Rules.callersOnly()), Rules.pipeline(Rules.caller()));
        FakeResponse known = application.run(
                FakeRequest.get("/app/orders").header("X-Caller", "ann"),
                (request, answer) -> answer.getWriter().print("served"));
        assertThat(known.content()).isEqualTo("served");
        assertThat(application
                        .run(FakeRequest.get("/app/orders"), (request, answer) -> {})
                        .getStatus())
                .isEqualTo(401);
    }

    @Test
    void oneRegistrationThatLeavesEndpointsToTheFeatureSpeaksForAll() throws Exception {
        FakeApplication application = FakeApplication.of(Endpoints.JAXRS, Rules.pipeline(Rules.mark("A")));
        application.context().servlet("rest", "org.glassfish.jersey.servlet.ServletContainer", "/api/*");
        GapuraFilter second = new GapuraFilter(Rules.pipeline(Rules.mark("B")));
        second.init(application.context().config("second"));
        application.filters().add(second);
        application.run(
                FakeRequest.get("/app/api")
                        .dispatched(jakarta.servlet.DispatcherType.REQUEST, FakeRequest.mapping("rest", "/api/*")),
                (request, answer) -> {});
        assertThat(application.recording().only().rejection())
                .map(Rejection::reason)
                .contains("feature-missing");
    }
}
