package io.gapura.examples.webxml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.testkit.doctor.Diagnosis;
import io.gapura.filters.testkit.doctor.Doctor;
import io.gapura.filters.testkit.doctor.Finding;
import io.gapura.filters.testkit.doctor.Options;
import io.gapura.filters.testkit.doctor.Server;
import io.gapura.filters.testkit.doctor.Severity;
import io.gapura.filters.testkit.doctor.Source;
import io.gapura.filters.testkit.doctor.Symptom;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The attack kit on a Tomcat out of the box: with the gate in front of a faulty servlet, and without. */
class DoctorIT {
    private static final Options OPTIONS = Options.standard()
            .timeout(Duration.ofSeconds(60))
            .within(Duration.ofMinutes(30))
            .canary("tamarind7")
            .perSecond(1_000)
            .throwing("/boom");

    @TempDir
    private Path folder;

    /** A servlet with a fault, and with a word that must stay inside. */
    public static final class Boom extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            throw new IllegalStateException("jdbc:tamarind7:secret");
        }
    }

    private Diagnosis examine(String filters) throws Exception {
        Path inside = Files.createDirectories(folder.resolve("war/WEB-INF"));
        Files.writeString(
                inside.resolve("web.xml"),
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">" + filters
                        + "<servlet><servlet-name>boom</servlet-name><servlet-class>" + Boom.class.getName()
                        + "</servlet-class></servlet><servlet-mapping><servlet-name>boom</servlet-name>"
                        + "<url-pattern>/boom</url-pattern></servlet-mapping></web-app>");
        Files.writeString(folder.resolve("war/index.txt"), "parcels");
        try (WarServer server = WarServer.start(folder.resolve("war"), folder.resolve("work"))) {
            return Doctor.examine(URI.create("http://localhost:" + server.port() + "/index.txt"), OPTIONS);
        }
    }

    @Test
    void aTomcatOutOfTheBoxShowsItsInside() throws Exception {
        Diagnosis diagnosis = examine("");

        assertThat(diagnosis.server()).isEqualTo(Server.TOMCAT);
        assertThat(diagnosis.gated()).isFalse();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.probe().equals("throwing-1"))
                .extracting(Finding::symptom)
                .contains(
                        Symptom.CANARY,
                        Symptom.STACK,
                        Symptom.EXCEPTION,
                        Symptom.CLASS,
                        Symptom.SQL,
                        Symptom.VERSION,
                        Symptom.PAGE);
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.probe().equals("target-percent-bad"))
                .extracting(Finding::symptom)
                .contains(Symptom.VERSION, Symptom.PAGE);
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.symptom() == Symptom.STACK)
                .allSatisfy(finding -> assertThat(diagnosis.remedy(finding)).contains("showReport=\"false\""));
    }

    @Test
    void behindTheGateOnlyWhatTheConnectorAnswersAloneIsLeft() throws Exception {
        Diagnosis diagnosis = examine("<filter><filter-name>gapura</filter-name>"
                + "<filter-class>io.gapura.filters.servlet.GapuraFilter</filter-class>"
                + "<init-param><param-name>policies</param-name>"
                + "<param-value>headers, firewall, limits</param-value></init-param></filter>"
                + "<filter-mapping><filter-name>gapura</filter-name><url-pattern>/*</url-pattern>"
                + "<dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>"
                + "<dispatcher>ASYNC</dispatcher><dispatcher>ERROR</dispatcher></filter-mapping>");

        assertThat(diagnosis.finished()).isTrue();
        assertThat(diagnosis.gated()).isTrue();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.severity() == Severity.LEAK)
                .isNotEmpty()
                .allMatch(finding -> finding.source() == Source.CONNECTOR)
                .noneMatch(finding -> finding.probe().startsWith("throwing"));
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.source() == Source.GATE)
                .extracting(Finding::probe)
                .containsOnly("target-tab", "header-folded");
    }
}
