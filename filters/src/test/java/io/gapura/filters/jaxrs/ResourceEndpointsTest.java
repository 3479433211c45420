package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Endpoint;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;

/** The endpoint is the thing that runs. */
class ResourceEndpointsTest {
    private final ResourceEndpoints endpoints = new ResourceEndpoints();

    @HttpMethod("REPORT")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Report {}

    /** Annotated on the interface. */
    @Path("/api/")
    public interface Api {
        @GET
        @Path("/{id}/")
        String one(int id);

        @DELETE
        void erase();

        @Report
        String report();
    }

    /** Written without an annotation of its own. */
    public static class Written implements Api {
        @Override
        public String one(int id) {
            return "";
        }

        @Override
        public void erase() {}

        @Override
        public String report() {
            return "";
        }
    }

    /** Named as containers name their subclasses. */
    public static class Written$$Proxy extends Written {}

    /** The root of everything. */
    @Path("/")
    public static class Root {
        @GET
        public String root() {
            return "";
        }
    }

    private String id(Class<?> type, String method, String httpMethod) {
        return endpoints.of(FakeMatch.of(type, method), httpMethod).id();
    }

    @Test
    void annotationsOfAnOverriddenMethodCount() {
        String written = Written.class.getName();
        assertThat(id(Written.class, "one", "GET")).isEqualTo("GET /api/{id} " + written + "#one(int)");
        assertThat(id(Written.class, "erase", "DELETE")).isEqualTo("DELETE /api " + written + "#erase()");
        assertThat(id(Written.class, "report", "REPORT")).isEqualTo("REPORT /api " + written + "#report()");
        assertThat(id(Root.class, "root", "GET")).isEqualTo("GET / " + Root.class.getName() + "#root()");
    }

    @Test
    void aSubclassIsReportedAsItCameAndMappedAsItWasWritten() {
        Endpoint endpoint = endpoints.of(FakeMatch.of(Written$$Proxy.class, "erase"), "OPTIONS");
        assertThat(endpoint.type()).contains(Written$$Proxy.class);
        assertThat(endpoint.httpMethod()).isEqualTo("DELETE");
        assertThat(endpoint.template()).isEqualTo("/api");
    }

    @Test
    void theRequestDoesNotNameTheEndpoint() {
        assertThat(id(Written.class, "one", "HEAD")).startsWith("GET ");
        assertThat(endpoints.of(FakeMatch.of(Written.class, "one"), "GET"))
                .isSameAs(endpoints.of(FakeMatch.of(Written.class, "one"), "HEAD"));
    }

    @Test
    void whatNobodyWroteHasNoClass() {
        Endpoint nothing = endpoints.of(FakeMatch.nothing(), "OPTIONS");
        assertThat(nothing.id()).isEqualTo("OPTIONS * generated");
        assertThat(nothing.type()).isEmpty();
        Endpoint ofRuntime =
                endpoints.of(FakeMatch.of(org.glassfish.jersey.message.internal.HeaderUtils.class, "toString"), "GET");
        assertThat(ofRuntime.type()).isEmpty();
    }
}
