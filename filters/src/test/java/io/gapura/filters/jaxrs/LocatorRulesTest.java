package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule on a locator is not walked around, and a locator beside the way is not in it. */
class LocatorRulesTest {
    /** Ruled on: what is deprecated. */
    @Path("/root")
    public static class Root {
        @Deprecated
        @Path("ruled/{id: [a-z]{2}}/")
        public Object ruled() {
            return new Object();
        }

        @Path("free")
        public Object free() {
            return new Object();
        }

        @GET
        @Deprecated
        @Path("method")
        public String method() {
            return "";
        }
    }

    private final List<String> asked = new ArrayList<>();

    /** Remembers what it is asked about. */
    private final class Rules implements Policy {
        private final boolean late;

        private Rules(boolean late) {
            this.late = late;
        }

        @Override
        public boolean rulesLate() {
            return late;
        }

        @Override
        public String name() {
            return "rules";
        }

        @Override
        public Decision decide(RequestView request) {
            asked.add(request.endpoint().orElseThrow().id() + " "
                    + request.pathParameters().all("id"));
            return late && request.caller().isAnonymous()
                    ? Decision.reject(403, "forbidden", "test")
                    : Decision.proceed();
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            boolean ruled = endpoint.method().orElseThrow().isAnnotationPresent(Deprecated.class);
            return Optional.of(new Ruling("rule", ruled));
        }
    }

    private static UriInfo matched(List<Object> resources, List<String> uris) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.add("id", "ab");
        return (UriInfo) Proxy.newProxyInstance(
                LocatorRulesTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMatchedResources" -> resources;
                    case "getPathParameters" -> parameters;
                    default -> uris;
                });
    }

    private Optional<GateAnswer> enter(Rules rules, FakeRequest request) throws IOException {
        Exchange exchange = exchange(rules, Caller.anonymous());
        return new LocatorRules(new ResourceEndpoints())
                .enter(request, exchange, ResourceEndpoints.parameters(request.getUriInfo()));
    }

    private static Exchange exchange(Rules rules, Caller caller) throws IOException {
        Policy credential = Policy.of("credential", view -> Decision.proceed(view.withCaller(caller)));
        Pipeline pipeline = Pipeline.builder().add(credential).add(rules).build();
        Exchange exchange = new Recording().deployment(pipeline).begin(RequestView.get("/"));
        exchange.arrive(pipeline);
        return exchange;
    }

    private static FakeRequest request(Object resource, String uri) {
        return new FakeRequest("GET", matched(List.of("deepest", resource), List.of(uri + "/x", uri)));
    }

    @ParameterizedTest
    @CsvSource({
        "root/ruled/ab, true",
        "/root/ruled/ab/, true",
        "/api/root/ruled/a/b, true",
        "root/free, false",
        "root/other, false",
        "root/method, false",
        "root, false",
    })
    void onlyALocatorThatMayHaveRunCounts(String uri, boolean passedBy) throws IOException {
        for (Object resource : new Object[] {new Root(), Root.class}) {
            FakeRequest request = request(resource, uri);
            assertThat(enter(new Rules(false), request).map(GateAnswer::status))
                    .isEqualTo(passedBy ? Optional.of(500) : Optional.empty());
            assertThat(enter(new Rules(false), request.property(ResourceEndpoints.LOCATORS_RULED, true)))
                    .isEmpty();
            FakeRequest root = new FakeRequest("GET", matched(List.of(resource), List.of(uri)));
            assertThat(enter(new Rules(false), root)).isEmpty();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void aPolicyThatRulesLateIsAskedAboutTheLocatorWithWhatItsTemplateBinds() throws IOException {
        FakeRequest request = request(new Root(), "root/ruled/ab");
        assertThat(enter(new Rules(true), request).map(GateAnswer::status)).contains(403);
        assertThat(asked).containsExactly("* /root/ruled/{id: [a-z]{2}} " + Root.class.getName() + "#ruled() [ab]");
        Exchange clerk = exchange(new Rules(true), Caller.of("test", "clerk"));
        assertThat(new LocatorRules(new ResourceEndpoints())
                        .enter(request, clerk, ResourceEndpoints.parameters(request.getUriInfo())))
                .isEmpty();
    }

    /** Two locators fit one path: which of them ran, nobody says. */
    @Path("both")
    public static class Both {
        @Deprecated
        @Path("{any}")
        public Object any() {
            return new Object();
        }

        @Deprecated
        @Path("{any}/")
        public Object other() {
            return new Object();
        }
    }

    @Test
    void allLocatorsThatFitMustAdmit() throws IOException {
        Exchange clerk = exchange(new Rules(true), Caller.of("test", "clerk"));
        FakeRequest request = request(Both.class, "both/x");
        assertThat(new LocatorRules(new ResourceEndpoints())
                        .enter(request, clerk, ResourceEndpoints.parameters(request.getUriInfo())))
                .isEmpty();
        assertThat(asked).hasSize(2);
    }
}
