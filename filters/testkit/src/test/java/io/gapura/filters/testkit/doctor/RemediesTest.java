package io.gapura.filters.testkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {
    private static final Remedies REMEDIES = Remedies.shipped();

    private static Finding finding(Symptom symptom, Area area, Source source) {
        return new Finding(symptom, "probe", area, 400, source, "");
    }

    @ParameterizedTest
    @EnumSource
    void everyFindingHasARemedyOnEveryServer(Server server) {
        for (Symptom symptom : Symptom.values()) {
            for (Area area : Area.values()) {
                for (Source source : Source.values()) {
                    assertThat(REMEDIES.against(finding(symptom, area, source), server))
                            .as(symptom + " " + area + " " + source)
                            .hasSizeGreaterThan(15);
                }
            }
        }
    }

    @Test
    void everyAreaThatIsProbedIsOneThatHasRemedies() {
        Options options = Options.standard().throwing("/fail").parameter("/item?page=");
        assertThat(Probes.at(URI.create("http://localhost/"), options))
                .extracting(Probe::area)
                .containsOnly(Area.values())
                .contains(Area.values());
    }

    @Test
    void theServersOwnSettingComesFirst() {
        Finding stack = finding(Symptom.STACK, Area.THROWING, Source.CONNECTOR);

        assertThat(Stream.of(Server.TOMCAT, Server.JETTY, Server.UNDERTOW, Server.WILDFLY, Server.LIBERTY)
                        .map(server -> REMEDIES.against(stack, server)))
                .doesNotHaveDuplicates();
        assertThat(REMEDIES.against(stack, Server.TOMCAT)).contains("showReport=\"false\" showServerInfo=\"false\"");
        assertThat(REMEDIES.against(finding(Symptom.VERSION, Area.PLAIN, Source.CONNECTOR), Server.JETTY))
                .contains("setSendServerVersion(false)");
    }

    /** What a server's own error shows, an adapter closes at once. */
    @ParameterizedTest
    @EnumSource(names = {"STACK", "EXCEPTION", "CLASS", "PATH", "CANARY", "VERSION", "PAGE", "CACHE", "SNIFF"})
    void anAdapterIsNamedWhereThereIsOne(Symptom symptom) {
        Finding shown = finding(symptom, Area.THROWING, Source.CONNECTOR);
        assertThat(REMEDIES.against(shown, Server.TOMCAT)).contains("io.gapura.filters.tomcat.GapuraErrorValve");
        assertThat(REMEDIES.against(shown, Server.JETTY)).contains("GapuraErrorHandler.standard().install(server)");
    }

    @Test
    void theAreaDecidesWhatIsSet() {
        assertThat(REMEDIES.against(finding(Symptom.ACCEPTED, Area.TARGET, Source.CONNECTOR), Server.TOMCAT))
                .contains("rejectSuspiciousURIs");
        assertThat(REMEDIES.against(finding(Symptom.ACCEPTED, Area.SIZE, Source.CONNECTOR), Server.TOMCAT))
                .contains("maxHttpRequestHeaderSize");
    }

    @Test
    void whoAnsweredDecidesWhoseSettingIsNamed() {
        String server = REMEDIES.against(finding(Symptom.CACHE, Area.UNKNOWN, Source.CONNECTOR), Server.UNKNOWN);
        String gate = REMEDIES.against(finding(Symptom.CACHE, Area.UNKNOWN, Source.GATE), Server.UNKNOWN);

        assertThat(gate).isNotEqualTo(server);
        assertThat(REMEDIES.against(finding(Symptom.CACHE, Area.UNKNOWN, Source.SERVER), Server.UNKNOWN))
                .isEqualTo(server + "; with Gapura: " + gate);
    }

    @Test
    void whatPassedTheGateMayHaveBeenRepairedBeforeIt() {
        assertThat(REMEDIES.against(finding(Symptom.ACCEPTED, Area.HEADER, Source.GATE), Server.TOMCAT))
                .contains("rejectIllegalHeader", "no filter sees", "firewall");
    }
}
