package io.gapura.filters.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.connector.ServerReportContract;
import io.gapura.filters.servlet.GapuraFilter;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerReportTest extends ServerReportContract {
    private final Undertow.Builder builder = Undertow.builder();
    private Undertow server;

    private ServletContext start() throws Exception {
        GapuraErrors errors = GapuraErrors.standard();
        DeploymentInfo deployment = Servlets.deployment()
                .setDeploymentName("report")
                .setContextPath("/app")
                .setEagerFilterInit(true)
                .setClassLoader(ServerReportTest.class.getClassLoader())
                .addFilter(Servlets.filter("gate", GapuraFilter.class, new ImmediateInstanceFactory<>(gate()))
                        .setAsyncSupported(true));
        for (DispatcherType type : DispatcherType.values()) {
            deployment.addFilterUrlMapping("gate", "/*", type);
        }
        DeploymentManager manager = Servlets.newContainer().addDeployment(errors.install(deployment));
        manager.deploy();
        server = builder.addHttpListener(
                        0, "127.0.0.1", errors.around(Handlers.path().addPrefixPath("/app", manager.start())))
                .build();
        server.start();
        return manager.getDeployment().getServletContext();
    }

    private int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void nothingIsSaidOfTheServerBeforeItIsKnown() throws Exception {
        assertThat(report(start())).containsExactly("mount: filter gate by code; decides on servlets");
    }

    @Test
    void anOrdinaryUndertowIsToldAsItIsAndHasNoClock() throws Exception {
        ServletContext context = start();
        assertThat(reaching(port())).isEqualTo(told(context));
        assertThat(lint(context))
                .singleElement()
                .asString()
                .contains("waits for ever", "REQUEST_PARSE_TIMEOUT or IDLE_TIMEOUT");
        assertThat(report(context))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("server: limits: ")
                        .contains(
                                "MAX_COOKIES=200",
                                "MAX_ENTITY_SIZE=2097152",
                                "MAX_HEADERS=200",
                                "MAX_PARAMETERS=1000"));
    }

    @Test
    void laxerOptionsAreFindings() throws Exception {
        builder.setServerOption(UndertowOptions.IDLE_TIMEOUT, 30_000)
                .setServerOption(UndertowOptions.DECODE_SLASH, true)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true);
        ServletContext context = start();
        assertThat(reaching(port())).isEqualTo(told(context)).contains("uri.character");
        assertThat(lint(context))
                .satisfiesExactly(
                        slash -> assertThat(slash).startsWith("lint.container: DECODE_SLASH=true: "),
                        unescaped -> assertThat(unescaped)
                                .startsWith("lint.container: ALLOW_UNESCAPED_CHARACTERS_IN_URL=true: "));
    }

    @Test
    void aLowerLimitOfContentIsAFinding() throws Exception {
        builder.setServerOption(UndertowOptions.IDLE_TIMEOUT, 30_000)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 1_000L);
        ServletContext context = start();
        reaching(port());
        assertThat(lint(context))
                .singleElement()
                .asString()
                .startsWith("lint.container: MAX_ENTITY_SIZE=1000 is lower than limits.max-body=1048576");
    }
}
