package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.Need;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.UriViolation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of requests in the filters, in the orders in which runtimes call them, or fail to. */
class FilteredRequestsTest extends FilterCalls {
    /** A resource. */
    @Path("orders")
    public static class Orders {
        @GET
        public String orders() {
            return "orders";
        }
    }

    private static FakeRequest enter(Gate gate, FakeRequest request) throws IOException {
        new EndpointFilter(gate, new ResourceEndpoints(), FakeMatch.of(Orders.class, "orders")).filter(request);
        return request;
    }

    @Test
    void aMethodThatIsNullAfterMatchingIsCoveredByNoRule() throws IOException {
        Gate gate = gate(access);
        FakeRequest request = arrive(gate, new FakeRequest("OPTIONS", "/orders"));
        new EndpointFilter(gate, new ResourceEndpoints(), FakeMatch.nothing()).filter(request);
        assertThat(request.aborted().getStatus()).isEqualTo(403);
    }

    @Test
    void aFilterWithoutInjectionRefusesRatherThanPasses() throws IOException {
        Gate gate = gate(access);
        FakeRequest request = arrive(gate, FakeRequest.get("/orders"));
        new EndpointFilter(gate, new ResourceEndpoints()).filter(request);
        assertThat(request.aborted().getStatus()).isEqualTo(403);
    }

    @Test
    void aRequestThatCannotBeReadIsRefusedOnceAndAnsweredOnce() throws IOException {
        Gate gate = gate(arrival);
        FakeRequest request = arrive(gate, FakeRequest.get("/a%2fb"));
        assertThat(request.aborted().getStatus()).isEqualTo(400);
        FakeResponse response =
                complete(gate, request, new FakeResponse(400, request.aborted().getEntity()));
        assertThat(response.text()).contains("request-malformed");
        assertThat(recording.requests()).hasSize(1);
        assertThat(arrivals).hasValue(0);
    }

    @Test
    void theViewIsBuiltOnceAndKept() throws IOException {
        Gate gate = gate(arrival, access);
        FakeRequest request = enter(gate, arrive(gate, FakeRequest.get("/orders")));
        Exchange exchange = (Exchange) request.getProperty(Exchange.ATTRIBUTE);
        FakeResponse response = complete(gate, request, new FakeResponse(200, "orders"));
        assertThat(response.getEntity()).isEqualTo("orders");
        assertThat(response.getHeaders().get("X-Gate")).containsExactly("closed");
        assertThat(response.getHeaders().get("X-Request-Id"))
                .containsExactly(exchange.incident().toString());
        assertThat(arrivals).hasValue(1);
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.COMPLETED);
    }

    @Test
    void twoFeaturesOnOneRequestDoNotTakeEachOthersVisit() throws IOException {
        Gate first = gate(arrival);
        Gate second = gate(Policy.of("deny", request -> Decision.reject(403, "forbidden", "test")));
        FakeRequest request = arrive(first, FakeRequest.get("/orders"));
        arrive(second, request);
        assertThat(request.aborted().getStatus()).isEqualTo(500);
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("pipeline-apart");
    }

    @Test
    void contentThatAPolicyReadReachesTheFiltersInBetween() throws IOException {
        Gate gate = gate(Policy.of("reads", request -> {
            request.body().read(100);
            return Decision.proceed();
        }));
        FakeRequest request = arrive(gate, new FakeRequest("POST", "/orders").content("content"));
        assertThat(request.getEntityStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("content");
        enter(gate, request);
        assertThat(request.getEntityStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("content");
    }

    @Test
    void behindAFilterTheContentIsLeftToIt() throws IOException {
        Pipeline pipeline = Pipeline.builder().add(arrival).build();
        Deployment deployment = recording.deployment(pipeline);
        Exchange exchange = deployment.begin(RequestView.post("/orders").body("of the filter"));
        exchange.arrive(pipeline);
        Gate gate = new Gate(new Setup(recording.deployment(), null));
        FakeRequest request =
                new FakeRequest("POST", "/orders").content("of the runtime").property(Exchange.ATTRIBUTE, exchange);
        enter(gate, arrive(gate, request));
        assertThat(request.getEntityStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("of the runtime");
    }

    private static HttpServletRequest servletRequest(Function<Object, Object> attributes) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FilteredRequestsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> attributes.apply(arguments == null ? method.getName() : arguments[0]));
    }

    private static ServletLink mounted(String contextPath, String path) {
        return new ServletLink(servletRequest(name -> switch (name.toString()) {
            case "getContextPath" -> contextPath;
            case "getRequestURI" -> path;
            case "getQueryString" -> "a=%20";
            default -> null;
        }));
    }

    /** What the container keeps to itself of a path is part of it. */
    @Test
    void aSessionInThePathIsAPathParameter() {
        FakeRequest request = FakeRequest.get("/shop/orders");
        new ServletLink(servletRequest(name -> switch (name.toString()) {
                    case "getContextPath" -> "/shop";
                    case "getRequestURI" -> "/shop/orders";
                    case "getRequestedSessionId" -> "1";
                    case "isRequestedSessionIdFromURL" -> true;
                    case "getRequestURL" -> new StringBuffer("http://h/shop/orders");
                    default -> null;
                }))
                .filter(request);
        assertThat(request.getProperty(JaxrsViews.TARGET))
                .isInstanceOfSatisfying(
                        Target.class,
                        target -> assertThat(target.violations()).containsExactly(UriViolation.PATH_PARAMETER));
    }

    private List<String> seen(ServletLink link, FakeRequest request) throws IOException {
        List<String> seen = new ArrayList<>();
        Gate gate = gate(Policy.of("sees", view -> {
            seen.add(view.target().path());
            seen.add(view.target().rawPath());
            seen.add(view.target().rawQuery().orElse("none"));
            return Decision.proceed();
        }));
        new ArrivalFilter(gate, link).filter(request);
        return seen;
    }

    @ParameterizedTest
    @CsvSource({
        "/shop,   /shop/orders, /orders",
        "/shop,   /shop,        /",
        "/shop,   /shop//a,     /a",
        "'',      /shop/orders, /shop/orders",
        "/s%20p,  /s%20p/a%62,  /ab",
        "/%73hop, /%73hop/a,    /a",
    })
    void rulesSeeThePathBelowWhereTheContainerHasMountedTheApplication(String at, String path, String within)
            throws IOException {
        FakeRequest request = FakeRequest.get("/as/the/runtime/reads/it");
        assertThat(seen(mounted(at, path), request)).containsExactly(within, path, "a=%20");
        assertThat(request.getUriInfo().getRequestUri().getRawPath()).isEqualTo("/as/the/runtime/reads/it");
    }

    @Test
    void withoutAContainerRulesSeeThePathWhole() throws IOException {
        assertThat(seen(new ServletLink(), FakeRequest.get("/shop/orders")))
                .containsExactly("/shop/orders", "/shop/orders", "none");
        assertThat(seen(mounted(null, "/orders"), FakeRequest.get("/shop/orders")))
                .containsExactly("/shop/orders", "/shop/orders", "none");
    }

    @Test
    void aTargetBesideWhereTheApplicationIsMountedHasNoReading() throws IOException {
        FakeRequest request = FakeRequest.get("/orders");
        assertThat(seen(mounted("/shop", "/shopping/orders"), request)).isEmpty();
        assertThat(request.aborted().getStatus()).isEqualTo(400);
    }

    @Test
    void theExchangeIsFoundThroughTheServletRequestWherePropertiesAreNotAttributes() throws IOException {
        Exchange exchange = recording.deployment().begin(RequestView.get("/orders"));
        FakeRequest request = FakeRequest.get("/orders");
        new ServletLink(servletRequest(name -> name.equals(Exchange.ATTRIBUTE) ? exchange : null)).filter(request);
        assertThat(request.getProperty(Exchange.ATTRIBUTE)).isSameAs(exchange);
        Exchange other = recording.deployment().begin(RequestView.get("/orders"));
        new ServletLink(servletRequest(name -> other)).filter(request);
        assertThat(request.getProperty(Exchange.ATTRIBUTE)).isSameAs(exchange);
    }

    @Test
    void whatPoliciesHandOverIsAnAttributeOfTheServletRequestToo() throws IOException {
        Map<String, Object> attributes = new HashMap<>();
        HttpServletRequest below = (HttpServletRequest) Proxy.newProxyInstance(
                FilteredRequestsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                    case "getMethod" -> "GET";
                    default -> null;
                });
        FakeRequest request = FakeRequest.get("/orders");
        new ServletLink(below).filter(request);
        assertThat(request.getProperty(Attributes.PROPERTY)).isInstanceOfSatisfying(Attributes.class, servlets -> {
            servlets.set("name", "value");
            assertThat(attributes).containsEntry("name", "value");
        });
        FakeRequest alone = FakeRequest.get("/orders");
        new ServletLink().filter(alone);
        assertThat(alone.getProperty(Attributes.PROPERTY)).isNull();
    }

    @Test
    void theExchangeOfAFilterInFrontIsFoundAlthoughTheLinkIsCalledLate() throws IOException {
        Exchange exchange = recording.deployment().begin(RequestView.get("/orders"));
        FakeRequest request = FakeRequest.get("/orders");
        ServletLink link = new ServletLink(servletRequest(name -> exchange));
        new ArrivalFilter(gate(arrival, access), link).filter(request);
        link.filter(request);
        assertThat(request.getProperty(Exchange.ATTRIBUTE)).isSameAs(exchange);
        assertThat(arrivals).hasValue(0);
    }

    @Test
    void anAnswerCanBeBrokenAlthoughTheLinkIsCalledLate() throws IOException {
        FakeRequest request = FakeRequest.get("/orders");
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                FilteredRequestsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> null);
        ServletLink link = new ServletLink(servletRequest(name -> null), response);
        new ArrivalFilter(gate(arrival, access), link).filter(request);
        link.filter(request);
        assertThat(request.getProperty(Breakable.PROPERTY)).isInstanceOf(Breakable.class);
    }

    @Test
    void aRuntimeWithoutServletsInjectsNothingOrAProxyThatThrows() {
        FakeRequest request = FakeRequest.get("/orders");
        new ServletLink().filter(request);
        new ServletLink(servletRequest(name -> {
                    throw new IllegalStateException("no request here");
                }))
                .filter(request);
        assertThat(request.getPropertyNames()).isEmpty();
        new ServletLink(servletRequest(name -> "no exchange")).filter(request);
        assertThat(request.getProperty(Exchange.ATTRIBUTE)).isNull();
    }

    @Test
    void whatWasDecidedBetweenTheFiltersReachesNoResource() throws IOException {
        Gate gate = gate(arrival);
        FakeRequest request = arrive(gate, FakeRequest.get("/orders"));
        ((Exchange) request.getProperty(Exchange.ATTRIBUTE)).refuse(Rejection.of(409, "status-409", "test"));
        assertThat(enter(gate, request).aborted().getStatus()).isEqualTo(409);
    }

    @Test
    void aNeedThatCannotBeMetIsFoundOutOnceAndRefusesEachTime() throws IOException {
        Policy byPeer = new Policy() {
            @Override
            public String name() {
                return "by-peer";
            }

            @Override
            public Set<Need> needs() {
                return Set.of(Need.PEER_ADDRESS);
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }
        };
        Gate gate = gate(byPeer);
        for (int i = 0; i < 2; i++) {
            assertThat(arrive(gate, FakeRequest.get("/orders")).aborted().getStatus())
                    .isEqualTo(500);
        }
        assertThat(recording.requests())
                .hasSize(2)
                .allSatisfy(event ->
                        assertThat(event.rejection().orElseThrow().reason()).isEqualTo("needs-unmet"));
    }

    @Test
    void theSecurityContextIsTheCallerAndElseTheContainers() throws IOException {
        Gate gate = gate(Policy.of(
                "credential",
                request -> request.headers().contains("X-Key")
                        ? Decision.proceed(
                                request.withCaller(Caller.of("key", "ann").withRoles(Set.of("clerk"))))
                        : Decision.proceed()));
        SecurityContext known =
                arrive(gate, FakeRequest.get("/").header("X-Key", "1")).getSecurityContext();
        assertThat(known.getUserPrincipal().getName()).isEqualTo("ann");
        assertThat(known.isUserInRole("clerk")).isTrue();
        assertThat(known.isUserInRole("admin")).isFalse();
        assertThat(known.getAuthenticationScheme()).isEqualTo("key");
        assertThat(known.isSecure()).isFalse();
        FakeRequest ofContainer = FakeRequest.get("/");
        ofContainer.setSecurityContext(known);
        SecurityContext anonymous = arrive(gate, ofContainer).getSecurityContext();
        assertThat(anonymous.getUserPrincipal().getName()).isEqualTo("ann");
        assertThat(anonymous.isUserInRole("clerk")).isTrue();
        assertThat(anonymous.getAuthenticationScheme()).isEqualTo("key");
        SecurityContext nobody = arrive(gate, FakeRequest.get("/")).getSecurityContext();
        assertThat(nobody.getUserPrincipal()).isNull();
        assertThat(nobody.isUserInRole("clerk")).isFalse();
        assertThat(nobody.getAuthenticationScheme()).isNull();
    }
}
