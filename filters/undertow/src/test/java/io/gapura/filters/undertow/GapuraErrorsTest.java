package io.gapura.filters.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.connector.ErrorAdapterContract;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GapuraErrorsTest extends ErrorAdapterContract {
    private final GapuraErrors errors = GapuraErrors.typeBase("https://a.example/problems/");
    private Undertow server;

    @BeforeAll
    void start() throws Exception {
        DeploymentManager manager = Servlets.newContainer().addDeployment(errors.install(failing("app")));
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

    /** Undertow deploys one default page: that of the application. */
    @Test
    void aDefaultPageOfTheApplicationStays() throws Exception {
        DeploymentInfo deployment = failing("own").addErrorPage(Servlets.errorPage("/fail/fine"));
        assertThat(answered(errors.install(deployment)).text()).isEqualTo("fine");
    }

    @Test
    void aPageForOneStatusStandsBesideOurs() throws Exception {
        DeploymentInfo deployment = failing("one").addErrorPage(Servlets.errorPage("/fail/fine", 404));
        assertThat(answered(errors.install(deployment)).text()).contains("\"code\":\"internal-error\"");
    }

    private static DeploymentInfo failing(String name) {
        return Servlets.deployment()
                .setDeploymentName(name)
                .setContextPath("/app")
                .setClassLoader(GapuraErrorsTest.class.getClassLoader())
                .addServlet(Servlets.servlet("failing", Failing.class).addMapping("/fail/*"));
    }

    private static RawAnswer answered(DeploymentInfo deployment) throws Exception {
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        Undertow second = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", Handlers.path().addPrefixPath("/app", manager.start()))
                .build();
        second.start();
        try {
            int port = ((InetSocketAddress) second.getListenerInfo().get(0).getAddress()).getPort();
            return RawHttp.to("127.0.0.1", port)
                    .within(Duration.ofMinutes(5))
                    .send("GET /app/fail/throw HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
        } finally {
            second.stop();
        }
    }
}
