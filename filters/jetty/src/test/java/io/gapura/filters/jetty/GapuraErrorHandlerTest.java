package io.gapura.filters.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.connector.ErrorAdapterContract;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GapuraErrorHandlerTest extends ErrorAdapterContract {
    private final Server server = new Server();
    private final GapuraErrorHandler errors = GapuraErrorHandler.typeBase("https://a.example/problems/");
    private ServerConnector connector;

    @BeforeAll
    void start() throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/app");
        context.addServlet(new ServletHolder(new Failing()), "/fail/*");
        server.setHandler(new ContextHandlerCollection(context));
        errors.install(server);
        server.start();
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
    }

    @Override
    protected int port() {
        return connector.getLocalPort();
    }

    @Test
    void answersAreCounted() throws Exception {
        long before = errors.answered();
        get("/app/fail/throw");
        assertThat(errors.answered()).isEqualTo(before + 1);
    }

    @Test
    void typesAreBelowTheBaseThatWasGiven() throws Exception {
        assertThat(get("/app/fail/throw").text()).contains("\"type\":\"https://a.example/problems/internal-error\"");
        assertThatThrownBy(() -> GapuraErrorHandler.typeBase("problems/")).isInstanceOf(IllegalArgumentException.class);
    }
}
