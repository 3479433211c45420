package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServletEndpointsTest {
    private static Endpoint entered(FakeContext context, String method, String servlet) throws Exception {
        AtomicReference<Endpoint> seen = new AtomicReference<>();
        FakeApplication application = FakeApplication.of(Rules.pipeline(Policy.of("seeing", Stage.ENDPOINT, request -> {
            seen.set(request.endpoint().orElseThrow());
            return Decision.proceed();
        })));
        context.getServletRegistrations()
                .forEach((name, registration) ->
                        application.context().servlet(name, registration.getClassName(), "/" + name));
        application.run(
                FakeRequest.of(method, "/app/x")
                        .dispatched(DispatcherType.REQUEST, FakeRequest.mapping(servlet, "/" + servlet)),
                (request, answer) -> {});
        return seen.get();
    }

    @Test
    void theEndpointIsTheClassBehindTheMapping() throws Exception {
        Endpoint endpoint =
                entered(new FakeContext().servlet("s", FakeApplication.Orders.class.getName(), "/s"), "GET", "s");
        assertThat(endpoint.type()).contains(FakeApplication.Orders.class);
        assertThat(endpoint.template()).isEqualTo("/s");
        assertThat(endpoint.httpMethod()).isEqualTo("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREW", "PROPFIND", "get"})
    void anyOtherMethodHasItsOwnEndpoint(String method) throws Exception {
        Endpoint endpoint =
                entered(new FakeContext().servlet("s", FakeApplication.Orders.class.getName(), "/s"), method, "s");
        assertThat(endpoint.httpMethod()).isEqualTo(method);
        assertThat(endpoint.type()).contains(FakeApplication.Orders.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no.such.Servlet", "org.apache.catalina.servlets.DefaultServlet"})
    void aClassThatIsNotTheApplicationsIsUnknown(String className) throws Exception {
        assertThat(entered(new FakeContext().servlet("s", className, "/s"), "GET", "s")
                        .type())
                .isEmpty();
    }

    @Test
    void aServletThatNobodyRegisteredIsUnknown() throws Exception {
        assertThat(entered(new FakeContext(), "GET", "nobody").type()).isEmpty();
        assertThat(entered(new FakeContext(), "GET", "").type()).isEmpty();
    }

    /** Liberty shows a mapping without names where nothing is mapped. */
    @Test
    void aMappingWithoutNamesGoesToAnUnknownEndpoint() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.only(FakeApplication.Orders.class)));
        FakeResponse response = application.run(
                FakeRequest.get("/app/x").dispatched(DispatcherType.REQUEST, FakeRequest.mapping(null, null)),
                (request, answer) -> {});
        assertThat(response.getStatus()).isEqualTo(403);
    }

    @Test
    void aRequestWithoutMappingGoesToAnUnknownEndpoint() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.only(FakeApplication.Orders.class)));
        FakeResponse response = application.run(
                FakeRequest.get("/app/x").dispatched(DispatcherType.REQUEST, null), (request, answer) -> {});
        assertThat(response.getStatus()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.glassfish.jersey.servlet.ServletContainer",
                "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher",
                "org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet",
                "io.openliberty.org.jboss.resteasy.common.component.ResteasyServlet",
                "com.ibm.ws.jaxrs20.server.IBMRestServlet",
                "org.apache.openejb.server.cxf.rs.CxfRsHttpListener",
                "org.apache.tomee.webservices.CXFJAXRSFilter"
            })
    void theServletOfARestRuntimeIsRecognised(String className) {
        assertThat(isRest("s", className)).isTrue();
        assertThat(isRest("s", "com.example." + className)).isFalse();
    }

    /** An application as REST 3.1 names its servlet. */
    public static class Rest extends Application {}

    /** One class further down. */
    public static final class Further extends Rest {}

    @Test
    void aServletNamedAfterAnApplicationIsRecognised() {
        assertThat(isRest(Rest.class.getName(), "any.Servlet")).isTrue();
        assertThat(isRest(Further.class.getName(), "any.Servlet")).isTrue();
        assertThat(isRest("jakarta.ws.rs.core.Application", null)).isTrue();
        assertThat(isRest(FakeApplication.Orders.class.getName(), "any.Servlet"))
                .isFalse();
        assertThat(isRest("no.such.Application", "any.Servlet")).isFalse();
        assertThat(isRest("orders", "any.Servlet")).isFalse();
    }

    @Test
    void aServletWithAnApplicationParameterIsRecognised() {
        FakeContext context =
                new FakeContext().servlet("s", "any.Servlet", "/s", "jakarta.ws.rs.Application", "com.example.App");
        assertThat(RestServlets.isOne(context.getServletRegistration("s"), context))
                .isTrue();
    }

    private static final String FILES = "org.apache.catalina.servlets.DefaultServlet";

    /** What the gate answers for resources where a request goes to the servlet of files, behind a filter on a pattern. */
    private static int behind(String className, String pattern, String path, String... parameters) throws Exception {
        FakeApplication application =
                FakeApplication.of(Endpoints.JAXRS, Rules.pipeline(Rules.only(FakeApplication.Orders.class)));
        application.context().servlet("default", FILES, "/", parameters);
        application.context().filter("rest", className, List.of(pattern), List.of());
        return application
                .run(
                        FakeRequest.get("/app" + path)
                                .dispatched(DispatcherType.REQUEST, FakeRequest.mapping("default", "/")),
                        (request, answer) -> answer.getWriter().write("served"))
                .getStatus();
    }

    /** TomEE's runtime is a filter, and the mapping shows the servlet of files. */
    @Test
    void aFilterOfARestRuntimeIsLeftToTheFeatureAndWithheldWithoutIt() throws Exception {
        String runtime = "org.apache.tomee.webservices.CXFJAXRSFilter";
        assertThat(behind(runtime, "/api/*", "/api/x")).isEqualTo(500);
        assertThat(behind(runtime, "/api/*", "/api")).isEqualTo(500);
        assertThat(behind(runtime, "/*", "/x")).isEqualTo(500);
        assertThat(behind(runtime, "/api", "/api")).isEqualTo(500);
    }

    @Test
    void whatNoFilterOfARestRuntimeTakesIsRuledOnAsAFile() throws Exception {
        String runtime = "org.apache.tomee.webservices.CXFJAXRSFilter";
        assertThat(behind(runtime, "/api/*", "/apix")).isEqualTo(403);
        assertThat(behind(runtime, "/api", "/api/x")).isEqualTo(403);
        assertThat(behind("com.example.Any", "/api/*", "/api/x")).isEqualTo(403);
    }

    /** Nobody would have ruled on what such a servlet writes before its answer is withheld. */
    @Test
    void aServletOfFilesThatWritesIsNeverLeftToTheFeature() throws Exception {
        String runtime = "org.apache.tomee.webservices.CXFJAXRSFilter";
        assertThat(behind(runtime, "/api/*", "/api/x", "readonly", "true")).isEqualTo(500);
        assertThat(behind(runtime, "/api/*", "/api/x", "readonly", "false")).isEqualTo(403);
    }

    private static boolean isRest(String name, @Nullable String className) {
        FakeContext context = new FakeContext().servlet(name, className, "/s");
        return RestServlets.isOne(context.getServletRegistration(name), context);
    }

    @Test
    void aServletNamedInTheSettingsIsRecognised() {
        FakeContext context = new FakeContext().servlet("s", FakeApplication.Orders.class.getName(), "/s");
        assertThat(new ServletEndpoints(context, true, Set.of("s")).known()).isEmpty();
        assertThat(new ServletEndpoints(context, true, Set.of("t")).known()).isNotEmpty();
    }

    @Test
    void coverageListsEveryMethodThatAServletImplements() {
        FakeContext context = new FakeContext()
                .servlet("orders", FakeApplication.Orders.class.getName(), "/orders/*")
                .servlet("other", FakeApplication.Other.class.getName(), "/other")
                .servlet("lost", "no.such.Servlet", "/lost")
                .servlet("rest", "org.glassfish.jersey.servlet.ServletContainer", "/api/*");
        assertThat(new ServletEndpoints(context, true, Set.of()).known())
                .extracting(endpoint -> endpoint.httpMethod() + " " + endpoint.template())
                .containsExactlyInAnyOrder("GET /orders/*", "HEAD /orders/*", "* /other", "* /lost");
        assertThat(new ServletEndpoints(context, false, Set.of()).known())
                .extracting(Endpoint::template)
                .contains("/api/*");
    }

    /** Does everything by inheritance. */
    public static class Everything extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** Adds one. */
    public static final class More extends Everything {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** Adds none at all. */
    public static final class None extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void inheritedMethodsCount() {
        assertThat(ServletClasses.methods(More.class)).containsExactly("DELETE", "POST", "PUT");
        assertThat(ServletClasses.methods(None.class)).containsExactly("*");
        assertThat(ServletClasses.methods(String.class)).containsExactly("*");
        assertThat(ServletClasses.methods(null)).containsExactly("*");
    }

    @Test
    void theLoaderOfTheThreadIsAskedWhereTheContextHasNone() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(null);
            assertThat(ServletClasses.find(Rest.class.getName(), new FakeContext()))
                    .isEqualTo(Rest.class);
            assertThat(ServletClasses.find("java.no.Such", new FakeContext())).isNull();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
