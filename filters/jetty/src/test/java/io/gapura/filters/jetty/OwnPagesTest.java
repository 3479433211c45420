package io.gapura.filters.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.connector.ErrorAdapterContract;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts with error pages of their own, beside one without, which keeps the whole contract. */
class OwnPagesTest extends ErrorAdapterContract {
    private static final String DESCRIPTOR = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet><servlet-name>failing</servlet-name><servlet-class>%1$s</servlet-class></servlet>
              <servlet><servlet-name>page</servlet-name><servlet-class>%2$s</servlet-class></servlet>
              <servlet-mapping><servlet-name>failing</servlet-name><url-pattern>/fail/*</url-pattern></servlet-mapping>
              <servlet-mapping><servlet-name>page</servlet-name><url-pattern>/page</url-pattern></servlet-mapping>
              <error-page>%3$s<location>/page</location></error-page>
            </web-app>
            """;

    /** The page of an application. */
    public static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.getOutputStream().print("own page " + request.getAttribute("jakarta.servlet.error.status_code"));
        }
    }

    private final Server server = new Server();
    private final GapuraErrorHandler errors = GapuraErrorHandler.standard();
    private ServerConnector connector;
    private WebAppContext every;

    @TempDir
    private static Path folder;

    @BeforeAll
    void start() throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler without = new ServletContextHandler("/app");
        without.addServlet(new ServletHolder(new Failing()), "/fail/*");
        every = described("every", "");
        WebAppContext conflicts = described("conflicts", "<error-code>409</error-code>");
        WebAppContext broken = described(
                "broken",
                "<location>/page</location></error-page><filter><filter-name>f</filter-name>"
                        + "<filter-class>no.Such</filter-class></filter><error-page>");
        broken.setThrowUnavailableOnStartupException(false);
        server.setHandler(new ContextHandlerCollection(without, every, conflicts, broken));
        errors.install(server);
        server.start();
    }

    private static WebAppContext described(String name, String when) throws IOException {
        Path inf = Files.createDirectories(folder.resolve(name).resolve("WEB-INF"));
        Files.writeString(
                inf.resolve("web.xml"), DESCRIPTOR.formatted(Failing.class.getName(), Page.class.getName(), when));
        WebAppContext context = new WebAppContext();
        context.setContextPath("/" + name);
        context.setWar(folder.resolve(name).toString());
        context.setParentLoaderPriority(true);
        context.setThrowUnavailableOnStartupException(true);
        return context;
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
    }

    @Override
    protected int port() {
        return connector.getLocalPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void aPageThatADescriptorNamesIsDispatchedToWhateverTheMethod(String method) throws Exception {
        long before = errors.answered();
        RawAnswer answer = send(method + " /every/fail/throw HTTP/1.1\r\nHost: localhost\r\nAccept: image/png\r\n\r\n");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).as(answer.headers().toString()).isEqualTo("own page 500");
        assertThat(answer.complete()).isTrue();
        assertThat(errors.answered()).isEqualTo(before);
    }

    @Test
    void aStatusWithoutAPageOfItsOwnIsADocument() throws Exception {
        assertThat(get("/conflicts/fail/send").text()).isEqualTo("own page 409");
        RawAnswer answer = get("/conflicts/fail/throw");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.all("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.text()).contains("\"code\":\"internal-error\"").doesNotContain("canary");
    }

    @Test
    void whatIsNotThereMeetsThePageAsWell() throws Exception {
        assertThat(get("/every/nowhere").text()).isEqualTo("own page 404");
        assertThat(get("/every/WEB-INF/web.xml").status()).isEqualTo(404);
        assertThat(get("/conflicts/nowhere").all("Content-Type")).containsExactly("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void aContextThatCannotServeSaysSoInADocument(String method) throws Exception {
        RawAnswer answer = send(method + " /broken/fail/fine HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.all("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.text()).doesNotContain("no.Such");
    }

    @Test
    void aContextThatIsStartedAgainKeepsItsPage() throws Exception {
        every.stop();
        RawAnswer stopped = get("/every/fail/throw");
        assertThat(stopped.all("Content-Type")).containsExactly("application/problem+json");
        every.start();
        assertThat(get("/every/fail/throw").text()).isEqualTo("own page 500");
    }

    @Test
    void aContextThatRunsWhenItIsInstalledIsCovered() throws Exception {
        GapuraErrorHandler later = GapuraErrorHandler.standard();
        Server second = new Server();
        ServerConnector port = new ServerConnector(second);
        port.setHost("127.0.0.1");
        second.addConnector(port);
        ServletContextHandler context = new ServletContextHandler("/app");
        context.addServlet(new ServletHolder(new Failing()), "/fail/*");
        second.setHandler(new ContextHandlerCollection(context));
        second.start();
        later.install(second);
        try {
            RawAnswer answer = RawHttp.to("127.0.0.1", port.getLocalPort())
                    .within(Duration.ofMinutes(5))
                    .send("GET /app/fail/throw HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer.all("Content-Type")).containsExactly("application/problem+json");
            assertThat(later.answered()).isEqualTo(1);
        } finally {
            second.stop();
        }
    }
}
