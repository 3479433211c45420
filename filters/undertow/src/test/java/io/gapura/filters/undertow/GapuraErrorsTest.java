package io.gapura.filters.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.connector.ErrorAdapterContract;
import io.gapura.filters.testkit.RawAnswer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GapuraErrorsTest extends ErrorAdapterContract {
    private final GapuraErrors errors = GapuraErrors.typeBase("https://a.example/problems/");
    private Undertow server;

    @BeforeAll
    void start() throws Exception {
        DeploymentManager manager = Servlets.newContainer()
                .addDeployment(errors.install(Servlets.deployment()
                        .setDeploymentName("app")
                        .setContextPath("/app")
                        .setClassLoader(GapuraErrorsTest.class.getClassLoader())
                        .addServlet(Servlets.servlet("failing", Failing.class).addMapping("/fail/*"))));
        manager.deploy();
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", errors.around(Handlers.path().addPrefixPath("/app", manager.start())))
                .build();
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Override
    protected int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Undertow answers what it cannot parse before there is an exchange: 400, no body, nothing to leak. */
    @Override
    protected boolean isMalformedRenderable() {
        return false;
    }

    @Test
    void theErrorPageCannotBeAskedFor() throws IOException {
        RawAnswer answer = get("/app/io.gapura.filters.undertow.error");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("\"code\":\"not-found\"");
    }

    @Test
    void answersAreCounted() throws IOException {
        long before = errors.answered();
        get("/app/fail/throw");
        assertThat(errors.answered()).isEqualTo(before + 1);
    }

    @Test
    void typesAreBelowTheBaseThatWasGiven() throws Exception {
        assertThat(get("/app/fail/throw").text()).contains("\"type\":\"https://a.example/problems/internal-error\"");
        assertThatThrownBy(() -> GapuraErrors.typeBase("problems/")).isInstanceOf(IllegalArgumentException.class);
    }
}
