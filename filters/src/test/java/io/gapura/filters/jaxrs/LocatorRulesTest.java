package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
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

    private static final Policy RULES = new Policy() {
        @Override
        public String name() {
            return "rules";
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.proceed();
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
    };

    private static UriInfo matched(List<Object> resources, List<String> uris) {
        return (UriInfo) Proxy.newProxyInstance(
                LocatorRulesTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> method.getName().equals("getMatchedResources") ? resources : uris);
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
    void onlyALocatorThatMayHaveRunCounts(String uri, boolean passedBy) {
        Exchange exchange = new Recording()
                .deployment(Pipeline.builder().add(RULES).build())
                .begin(RequestView.get("/"));
        LocatorRules rules = new LocatorRules(new ResourceEndpoints());
        for (Object resource : new Object[] {new Root(), Root.class}) {
            FakeRequest request =
                    new FakeRequest("GET", matched(List.of("deepest", resource), List.of(uri + "/x", uri)));
            assertThat(rules.arePassedBy(request, exchange)).isEqualTo(passedBy);
            assertThat(rules.arePassedBy(request.property(ResourceEndpoints.LOCATORS_RULED, true), exchange))
                    .isFalse();
            FakeRequest root = new FakeRequest("GET", matched(List.of(resource), List.of(uri)));
            assertThat(rules.arePassedBy(root, exchange)).isFalse();
        }
    }
}
