package io.gapura.filters.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.connector.ErrorAdapterContract;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapuraErrorValveTest extends ErrorAdapterContract {
    private final Tomcat tomcat = new Tomcat();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        tomcat.setBaseDir(folder.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        // As a server.xml says it: the class name on the host.
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(GapuraErrorValve.class.getName());
        Context context = tomcat.addContext("/app", null);
        Tomcat.addServlet(context, "failing", new Failing());
        context.addServletMapping("/fail/*", "failing");
        tomcat.start();
    }

    @AfterAll
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    @Override
    protected int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Test
    void answersAreCounted() throws Exception {
        GapuraErrorValve valve = valve();
        long before = valve.getAnswered();
        get("/app/fail/throw");
        assertThat(valve.getAnswered()).isEqualTo(before + 1);
    }

    @Test
    void typesAreBelowTheBaseThatWasGiven() throws Exception {
        GapuraErrorValve valve = valve();
        valve.setTypeBase("https://a.example/problems/");
        assertThat(get("/app/fail/throw").text()).contains("\"type\":\"https://a.example/problems/internal-error\"");
        assertThatThrownBy(() -> valve.setTypeBase("problems/")).isInstanceOf(IllegalArgumentException.class);
    }

    private GapuraErrorValve valve() {
        return Arrays.stream(tomcat.getHost().getPipeline().getValves())
                .filter(GapuraErrorValve.class::isInstance)
                .map(GapuraErrorValve.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
