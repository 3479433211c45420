package io.gapura.filters.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.connector.ServerReportContract;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerReportTest extends ServerReportContract {
    private final Server server = new Server();
    private final HttpConfiguration http = new HttpConfiguration();
    private final ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));

    private ServletContext start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/app");
        FilterHolder filter = new FilterHolder(gate());
        filter.setName("gate");
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
        server.setHandler(context);
        GapuraErrorHandler.standard().install(server);
        server.start();
        return context.getServletContext();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void anOrdinaryJettyHasNoFindingsAndIsToldAsItIs() throws Exception {
        ServletContext context = start();
        assertThat(told(context)).isEqualTo(reaching(connector.getLocalPort()));
        assertThat(lint(context)).isEmpty();
        assertThat(report(context)).contains("server: limits: idleTimeout=30000, requestHeaderSize=8192");
    }

    @ParameterizedTest
    @EnumSource(UriCompliance.Violation.class)
    void eachViolationThatIsAllowedIsAFindingAndTellsWhatComes(UriCompliance.Violation violation) throws Exception {
        http.setUriCompliance(UriCompliance.DEFAULT.with("laxer", violation));
        ServletContext context = start();
        assertThat(lint(context))
                .singleElement()
                .asString()
                .startsWith("lint.container: UriCompliance." + violation.name() + "=allowed: ");
        assertThat(told(context)).isEqualTo(reaching(connector.getLocalPort()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RFC3986", "UNAMBIGUOUS", "JETTY_11", "LEGACY", "UNSAFE"})
    void theNamedSetsAreToldAsTheyAre(String name) throws Exception {
        http.setUriCompliance(UriCompliance.valueOf(name));
        ServletContext context = start();
        assertThat(told(context)).isEqualTo(reaching(connector.getLocalPort()));
        assertThat(lint(context)).hasSameSizeAs(http.getUriCompliance().getAllowed());
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpCompliance.Violation.class,
            names = {
                "CASE_SENSITIVE_FIELD_NAME",
                "WHITESPACE_IN_PARAMETER",
                "LF_HEADER_TERMINATION",
                "LF_CHUNK_TERMINATION",
                "BAD_QUOTES_IN_TOKEN"
            },
            mode = EnumSource.Mode.EXCLUDE)
    void aLaxerReadingOfFramesIsAFinding(HttpCompliance.Violation violation) throws Exception {
        http.setHttpCompliance(HttpCompliance.RFC9110.with("laxer", violation));
        assertThat(lint(start()))
                .singleElement()
                .asString()
                .startsWith("lint.container: HttpCompliance." + violation.name() + "=allowed: ");
    }

    @Test
    void aSmallerHeaderThanOursAndNoClockAreFindings() throws Exception {
        http.setRequestHeaderSize(4_096);
        connector.setIdleTimeout(0);
        assertThat(lint(start()))
                .satisfiesExactly(
                        header -> assertThat(header)
                                .contains("requestHeaderSize=4096 is lower than limits.max-header-bytes"),
                        target -> assertThat(target).contains("requestHeaderSize=4096 is lower than limits.max-uri"),
                        clock -> assertThat(clock).contains("waits for ever", "idleTimeout"));
    }
}
