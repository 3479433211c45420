package io.gapura.filters.undertow;

import io.gapura.filters.connector.SignedTrailersContract;
import io.gapura.filters.servlet.GapuraFilter;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SignedTrailersTest extends SignedTrailersContract {
    private Undertow server;

    @BeforeAll
    void start() throws Exception {
        DeploymentInfo deployment = Servlets.deployment()
                .setDeploymentName("trailers")
                .setContextPath("/app")
                .setClassLoader(SignedTrailersTest.class.getClassLoader())
                .addFilter(Servlets.filter("gapura", GapuraFilter.class, new ImmediateInstanceFactory<>(gate()))
                        .setAsyncSupported(true))
                .addServlet(Servlets.servlet("echo", Echo.class).addMapping("/echo"));
        for (DispatcherType type : DispatcherType.values()) {
            deployment.addFilterUrlMapping("gapura", "/*", type);
        }
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", Handlers.path().addPrefixPath("/app", manager.start()))
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

    /** Undertow tells the last line of a name. */
    @Override
    protected boolean isEveryLineTold() {
        return false;
    }
}
