package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Spellings;
import io.gapura.filters.UriViolation;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.IntrospectionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate reports of a real Tomcat, held against what that Tomcat does. */
class TomcatReportTest {
    private static Pipeline strict() {
        return Pipeline.builder().add(Firewall.strict()).add(Limits.defaults()).build();
    }

    private static TomcatServer tomcat(Pipeline pipeline, Consumer<Connector> settings) throws Exception {
        TomcatServer server = new TomcatServer().gate("gate", pipeline);
        server.context().findFilterDef("gate").setFilterClass(GapuraFilter.class.getName());
        settings.accept(server.connector());
        return server.start();
    }

    private static List<String> report(TomcatServer server) {
        Object deployment = server.context().getServletContext().getAttribute(GapuraFilter.DEPLOYMENT);
        return ((Deployment) deployment).report().lines();
    }

    private static List<String> lint(TomcatServer server) {
        return report(server).stream()
                .filter(line -> line.startsWith("lint.container"))
                .toList();
    }

    private static String line(TomcatServer server, String words) {
        assertThat(report(server)).filteredOn(line -> line.contains(words)).hasSize(1);
        return report(server).stream()
                .filter(line -> line.contains(words))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOrdinaryTomcatHasNoFindings() throws Exception {
        try (TomcatServer server = tomcat(strict(), connector -> {})) {
            assertThat(lint(server)).isEmpty();
            assertThat(line(server, "mount: ")).isEqualTo("mount: filter gate by code; decides on servlets");
            assertThat(line(server, "limits: "))
                    .contains("maxHttpRequestHeaderSize=8192", "maxPostSize=2097152", "connectionTimeout=60000");
            assertThat(line(server, "jakarta.annotation.security")).contains("does not enforce");
        }
    }

    /** What the gate refuses has its id; what Tomcat refuses itself has none. */
    private static Set<String> reaching(TomcatServer server) throws Exception {
        Set<String> reached = new TreeSet<>();
        for (Map.Entry<UriViolation, List<String>> each :
                Spellings.below("/app").entrySet()) {
            for (String target : each.getValue()) {
                if (server.get(target).head().toLowerCase(Locale.ROOT).contains("x-request-id")) {
                    reached.add(each.getKey().word());
                }
            }
        }
        return reached;
    }

    private static Set<String> told(TomcatServer server) {
        String line = line(server, "spellings of a path: ");
        String words = line.substring(line.indexOf("path: ") + 6, line.indexOf(" reach the gate"));
        return new TreeSet<>(List.of(words.split(", ")));
    }

    @Test
    void aTomcatThatRejectsSuspiciousPathsIsToldAsSuch() throws Exception {
        try (TomcatServer server = tomcat(strict(), connector -> connector.setRejectSuspiciousURIs(true))) {
            assertThat(told(server)).isEqualTo(reaching(server));
            assertThat(lint(server)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "encodedSolidusHandling=decode",
                "encodedSolidusHandling=passthrough",
                "allowBackslash=true",
                "encodedReverseSolidusHandling=passthrough",
                "relaxedPathChars=\"<>[]^`{|}"
            })
    void whatTheReportSaysOfSpellingsIsWhatComes(String setting) throws Exception {
        String[] pair = setting.split("=", 2);
        try (TomcatServer server = tomcat(strict(), connector -> {
            if (pair.length == 2) {
                assertThat(IntrospectionUtils.setProperty(connector, pair[0], pair[1]))
                        .isTrue();
            }
        })) {
            assertThat(told(server)).isEqualTo(reaching(server));
            if (pair.length == 2) {
                assertThat(lint(server)).singleElement().asString().startsWith("lint.container: " + setting + ": ");
            }
        }
    }
}
