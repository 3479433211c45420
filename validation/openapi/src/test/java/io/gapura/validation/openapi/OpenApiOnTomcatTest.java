package io.gapura.validation.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.jersey.GapuraJerseyFeature;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.validation.Contracts;
import io.gapura.validation.Validation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A document over the wire: resources on Jersey and a servlet, on Tomcat. */
@Timeout(600)
class OpenApiOnTomcatTest {
    private static final String DOCUMENT = """
            openapi: 3.1.0
            info: {title: parcels, version: '1'}
            servers: [{url: /api}]
            paths:
              /parcels/{id}:
                get:
                  parameters:
                    - {name: id, in: path, required: true, schema: {type: string, pattern: '^[0-9]+$', maxLength: 9}}
                    - {name: page, in: query, schema: {type: integer, minimum: 1, maximum: 10}}
              /parcels:
                post:
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema: {$ref: '#/components/schemas/Parcel'}
              /report:
                get:
                  parameters:
                    - {name: month, in: query, required: true, schema: {type: string, pattern: '^20[0-9]{2}-[01][0-9]$'}}
            components:
              schemas:
                Parcel:
                  type: object
                  required: [to, id]
                  properties:
                    id: {type: string, readOnly: true, maxLength: 9}
                    to: {type: string, maxLength: 5}
                    tags: {type: array, maxItems: 1, items: {enum: [frail, cold]}}
            """;

    /** Wider than the document; an id is what the class has, and only answers carry. */
    public record Parcel(
            @Size(max = 9) String id,
            @NotNull @Size(max = 40) String to,
            @Size(max = 5) java.util.List<@Size(max = 9) String> tags) {}

    /** A resource of the application. */
    @Path("parcels")
    public static final class Parcels {
        @GET
        @Path("{id}")
        public String read(
                @PathParam("id") @Size(max = 40) String id,
                @QueryParam("page") @jakarta.validation.constraints.Min(0) @jakarta.validation.constraints.Max(100)
                        int page) {
            return "parcel " + id + " page " + page;
        }

        @POST
        @Consumes("application/json")
        public String create(Parcel parcel) {
            return "for " + parcel.to() + " " + parcel.id();
        }
    }

    /** It declares nothing: the document is its contract. */
    static final class Report extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(Contracts.of(request)
                            .parameter("month", String.class)
                            .orElseThrow());
        }
    }

    @TempDir
    java.nio.file.Path directory;

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    private void start(String document) throws LifecycleException {
        Pipeline pipeline = Pipeline.builder()
                .add(Limits.defaults().maxBody(DataSize.of("64KiB")))
                .add(Validation.strict().source(OpenApi.of("openapi.yaml", document.getBytes(StandardCharsets.UTF_8))))
                .errors(ProblemErrors.standard())
                .build();
        Deployment deployment = Deployment.create();
        tomcat.setBaseDir(directory.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        StandardContext context = (StandardContext) tomcat.addContext("", directory.toString());
        context.setFailCtxIfServletStartFails(true);
        context.getServletContext().setAttribute(GapuraFilter.DEPLOYMENT, deployment);
        FilterDef filter = new FilterDef();
        filter.setFilterName("gapura");
        filter.setFilter(new GapuraFilter(pipeline, Endpoints.JAXRS));
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap everything = new FilterMap();
        everything.setFilterName("gapura");
        everything.addURLPattern("/*");
        for (DispatcherType dispatch : DispatcherType.values()) {
            everything.setDispatcher(dispatch.name());
        }
        context.addFilterMap(everything);
        ResourceConfig resources = new ResourceConfig(Parcels.class)
                .register(GapuraFeature.in(deployment, pipeline))
                .register(GapuraJerseyFeature.class)
                .register(JacksonFeature.class);
        servlet(context, "/api/*", new ServletContainer(resources));
        servlet(context, "/api/report", new Report());
        tomcat.start();
        if (!context.getState().isAvailable()) {
            throw ConfigurationException.of("the application did not start");
        }
    }

    private static void servlet(Context context, String pattern, Servlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, pattern, servlet);
        wrapper.setServletClass(servlet.getClass().getName());
        wrapper.setAsyncSupported(true);
        wrapper.setLoadOnStartup(1);
        wrapper.addMapping(pattern);
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofMinutes(5)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    private HttpResponse<String> post(String json) throws IOException, InterruptedException {
        return send(
                to("/api/parcels").header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    @Test
    void whatTheDocumentOrTheCodeRefusesNeverReachesTheEndpoint() throws Exception {
        start(DOCUMENT);
        assertThat(get("/api/parcels/7?page=3"))
                .returns(200, HttpResponse::statusCode)
                .returns("parcel 7 page 3", HttpResponse::body);
        assertThat(get("/api/parcels/x").body()).contains("parameters-refused", "param.pattern", "\"id\"");
        assertThat(get("/api/parcels/7?page=11").body()).contains("param.range", "page");
        assertThat(get("/api/parcels/7?page=0").statusCode()).isEqualTo(400);
        assertThat(get("/api/parcels/7?other=1").body())
                .contains("param.unknown")
                .doesNotContain("other");

        assertThat(post("{\"to\": \"Ayu\", \"tags\": [\"cold\"]}"))
                .returns(200, HttpResponse::statusCode)
                .returns("for Ayu null", HttpResponse::body);
        HttpResponse<String> refused = post("{\"to\": \"canary\", \"tags\": [\"secret\"], \"id\": \"7\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(refused.body())
                .contains("content-refused", "text.length", "#/to", "body.enum", "#/tags/0", "body.unknown", "#/id")
                .doesNotContain("canary", "secret", "frail", "pattern", "maxLength", "schema");
        assertThat(post("{\"to\": \"Ayu\", \"admin\": true}").body())
                .contains("body.unknown")
                .doesNotContain("admin");
        assertThat(post("{\"to\": \"Ayu\", \"to\": \"Bo\"}").body()).contains("json.duplicate-key");
        assertThat(post("").statusCode()).isEqualTo(400);
        assertThat(send(to("/api/parcels").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aServletThatDeclaresNothingIsGivenWhatTheDocumentDeclares() throws Exception {
        start(DOCUMENT);
        assertThat(get("/api/report?month=2026-02").body()).isEqualTo("2026-02");
        assertThat(get("/api/report?month=2026-2").body()).contains("param.pattern");
        assertThat(get("/api/report").body()).contains("param.required");
    }

    @Test
    void aResourceThatTheDocumentDoesNotDescribeStopsTheStart() {
        assertThatThrownBy(() -> start(DOCUMENT.replace("/parcels:", "/other:")))
                .isInstanceOf(Exception.class);
    }

    @Test
    void aServletThatTheDocumentDoesNotDescribeDoesNotRun() throws Exception {
        start(DOCUMENT.replace("/report:", "/other:"));
        assertThat(get("/api/report?month=2026-02"))
                .returns(500, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).doesNotContain("2026-02", "openapi.yaml"));
    }
}
