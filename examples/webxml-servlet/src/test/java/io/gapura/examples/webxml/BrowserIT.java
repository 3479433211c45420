package io.gapura.examples.webxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.gapura.filters.testkit.Browser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page in a real browser: the script that carries the nonce runs, the one that does not is blocked and reported. Needs
 * Chromium: on the path, or named by the system property {@code gapura.browser}; skipped without.
 */
class BrowserIT {
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <filter>
                <filter-name>gapura</filter-name>
                <filter-class>io.gapura.filters.servlet.GapuraFilter</filter-class>
                <init-param><param-name>policies</param-name><param-value>headers, csp-reports</param-value></init-param>
                <init-param><param-name>headers.csp</param-name>
                  <param-value>default-src 'none'; script-src 'nonce'; report-uri /csp-reports</param-value></init-param>
              </filter>
              <filter-mapping>
                <filter-name>gapura</filter-name><url-pattern>/*</url-pattern>
                <dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>
                <dispatcher>ASYNC</dispatcher><dispatcher>ERROR</dispatcher>
              </filter-mapping>
              <servlet><servlet-name>page</servlet-name>
                <servlet-class>io.gapura.examples.webxml.BrowserIT$Page</servlet-class></servlet>
              <servlet-mapping><servlet-name>page</servlet-name><url-pattern>/page</url-pattern></servlet-mapping>
            </web-app>
            """;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

    /** A page with a script of its own, and one that somebody injected. */
    public static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().write("""
                    <!DOCTYPE html><html><body><p id="own">waits</p><p id="injected">waits</p>
                    <script nonce="%s">document.getElementById('own').textContent = 'own ran'</script>
                    <script>document.getElementById('injected').textContent = 'injected ran'</script>
                    </body></html>
                    """.formatted(request.getAttribute("cspNonce")));
        }
    }

    @Test
    void aScriptWithTheNonceRunsAndOneWithoutIsBlockedAndReported() throws Exception {
        Browser browser =
                Browser.in(folder).orElseGet(() -> abort("no Chromium on the path, and gapura.browser names none"));
        Logger logger = Logger.getLogger("io.gapura.csp");
        Handler taking = taking();
        logger.addHandler(taking);
        Path inside = Files.createDirectories(folder.resolve("war/WEB-INF"));
        Files.writeString(inside.resolve("web.xml"), WEB_XML);
        try (WarServer server = WarServer.start(folder.resolve("war"), folder.resolve("work"))) {
            String page = "http://localhost:" + server.port() + "/page?secret=canary";
            String report = null;
            for (int i = 0; i < 10 && report == null; i++) { // a browser that ends may take its report with it
                assertThat(browser.open(page)).contains("<p id=\"own\">own ran</p>", "<p id=\"injected\">waits</p>");
                report = reports.poll(20, TimeUnit.SECONDS);
            }
            assertThat(report)
                    .as("the report that the browser sent")
                    .contains("blocked inline by script-src-elem on http://localhost:" + server.port() + "/page ")
                    .doesNotContain("canary", "nonce");
        } finally {
            logger.removeHandler(taking);
        }
    }

    /** Without a browser: what the container serves by itself is not written by a servlet of ours. */
    @Test
    void aStaticFileCarriesTheHeadersInWhateverWayItIsAnswered() throws Exception {
        Path inside = Files.createDirectories(folder.resolve("war/WEB-INF"));
        Files.writeString(inside.resolve("web.xml"), WEB_XML);
        Files.writeString(folder.resolve("war/style.css"), "p { color: black }");
        try (WarServer server = WarServer.start(folder.resolve("war"), folder.resolve("work"))) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest get = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/style.css"))
                    .build();
            HttpResponse<String> file = client.send(get, HttpResponse.BodyHandlers.ofString());
            assertDressed(file, 200);
            assertThat(file.headers().firstValue("Cache-Control")).contains("no-store, max-age=0");
            String tag = file.headers().firstValue("ETag").orElseThrow();
            HttpRequest again = HttpRequest.newBuilder(get.uri())
                    .header("If-None-Match", tag)
                    .build();
            assertDressed(client.send(again, HttpResponse.BodyHandlers.ofString()), 304);
            HttpRequest head = HttpRequest.newBuilder(get.uri())
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertDressed(client.send(head, HttpResponse.BodyHandlers.ofString()), 200);
        }
    }

    private static void assertDressed(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; script-src 'nonce-");
    }

    private Handler taking() {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                reports.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
