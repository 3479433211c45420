package io.gapura.filters.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.StartReport;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a server, by what is published of it. */
class ContainerReportTest {
    private static final List<Policy> STRICT = List.of(Firewall.strict(), Limits.defaults());

    /** As nobody publishes anything. */
    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();

    private List<String> report(String server, @Nullable Object published, List<Policy> policies) {
        StartReport report =
                Deployment.of(Pipeline.builder().add(Firewall.strict()).build()).report();
        ContainerReport.tell(report, Place.of(server, null, published), policies, beans);
        return report.lines();
    }

    private List<String> lint(String server, @Nullable Object published, List<Policy> policies) {
        return report(server, published, policies).stream()
                .filter(line -> line.startsWith("lint.container: "))
                .map(line -> line.substring(16))
                .toList();
    }

    private static List<Map<String, String>> one(String... settings) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return List.of(values);
    }

    @Test
    void aServerThatNobodyKnowsIsSaidToBeOne() {
        assertThat(report("Fake/1.0", null, STRICT))
                .containsExactly(
                        "server: Fake/1.0: spellings of a path: not known on this server: gapura doctor asks it from"
                                + " outside",
                        "server: limits: not known on this server: gapura doctor asks it from outside");
    }

    @Test
    void aServerWithoutANameIsOneToo() {
        assertThat(report("", null, STRICT)).first().asString().startsWith("server: a server without a name: ");
    }

    @Test
    void aTomcatWithoutManagementIsToldAsItIsShipped() {
        assertThat(report("Apache Tomcat/10.1.59", null, STRICT))
                .satisfiesExactly(
                        spellings -> assertThat(spellings)
                                .contains("uri.encoded-dot", "as it is shipped: its settings are not known")
                                .doesNotContain("uri.encoded-slash"),
                        limits -> assertThat(limits).contains("not known on this server"));
    }

    @Test
    void libertyPublishesNothingAndIsToldAsItWasSeen() {
        assertThat(report("IBM WebSphere Liberty/26.0.0.3", null, STRICT))
                .first()
                .asString()
                .contains("uri.empty-segment", "uri.character")
                .endsWith("reach the gate, which refuses them");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jetty/12.1.12           | requestHeaderSize   | 8191 | limits.max-header-bytes=8192: Jetty answers 431
                    jetty/12.1.12           | requestHeaderSize   | 8191 | limits.max-uri=8192: Jetty answers 414
                    Undertow - 2.3.26.Final | MAX_HEADER_SIZE     | 8191 | limits.max-header-bytes=8192: Undertow
                    Undertow - 2.3.26.Final | MAX_HEADERS         | 99   | limits.max-headers=100: Undertow
                    Undertow - 2.3.26.Final | MAX_COOKIES         | 49   | limits.max-cookies=50: Undertow
                    Undertow - 2.3.26.Final | MAX_PARAMETERS      | 99   | limits.max-query-parameters=100: Undertow
                    Undertow - 2.3.26.Final | MAX_ENTITY_SIZE     | 1048575 | limits.max-body=1048576: Undertow breaks
                    WildFly 39.0.1.Final    | maxPostSize         | 1048575 | limits.max-body=1048576: Undertow breaks
                    Apache Tomcat/10.1.59   | maxHeaderCount      | 99   | limits.max-headers=100: Tomcat answers 400
                    Apache Tomcat/10.1.59   | maxCookieCount      | 49   | limits.max-cookies=50: Tomcat drops
                    """)
    void aLimitOfTheServerThatIsLowerThanOursIsAFinding(String server, String setting, String lower, String finding) {
        assertThat(lint(
                        server,
                        one(
                                setting,
                                lower,
                                "idleTimeout",
                                "1",
                                "IDLE_TIMEOUT",
                                "1",
                                "readTimeout",
                                "1",
                                "connectionTimeout",
                                "1"),
                        STRICT))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(setting + "=" + lower + " is lower than ")
                        .contains(finding));
        String equal = Long.toString(Long.parseLong(lower) + 1);
        assertThat(lint(
                        server,
                        one(
                                setting,
                                equal,
                                "idleTimeout",
                                "1",
                                "IDLE_TIMEOUT",
                                "1",
                                "readTimeout",
                                "1",
                                "connectionTimeout",
                                "1"),
                        STRICT))
                .isEmpty();
    }

    @Test
    void noLimitAtAllIsNotALowerOne() {
        assertThat(lint("Undertow - 2.3.26.Final", one("MAX_ENTITY_SIZE", "-1", "IDLE_TIMEOUT", "30000"), STRICT))
                .isEmpty();
    }

    @Test
    void partsAreHeldAgainstTheServersLimitOnlyWhereTheServerParsesThem() {
        List<Map<String, String>> tomcat = one("maxPostSize", "1000", "connectionTimeout", "20000");
        assertThat(lint("Apache Tomcat/11.0.25", tomcat, STRICT)).isEmpty();
        assertThat(lint(
                        "Apache Tomcat/11.0.25",
                        tomcat,
                        List.of(Firewall.strict(), Limits.defaults().multipartByTheContainer())))
                .singleElement()
                .asString()
                .startsWith("maxPostSize=1000 is lower than limits.max-body=1048576");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jetty/12.1.12           | idleTimeout       | 0
                    Apache Tomcat/10.1.59   | connectionTimeout | -1
                    Undertow - 2.3.26.Final | IDLE_TIMEOUT      | 0
                    """)
    void aConnectorWithoutAClockIsAFinding(String server, String setting, String none) {
        assertThat(lint(server, one("connector", "http", setting, none), STRICT))
                .singleElement()
                .asString()
                .contains("http waits for ever", setting);
        assertThat(lint(server, one("connector", "http", setting, "1"), STRICT)).isEmpty();
    }

    @Test
    void withoutAnyLimitOnContentSomebodyShouldKnow() {
        assertThat(lint("Apache Tomcat/10.1.59", null, List.of(Firewall.strict())))
                .containsExactly("nobody bounds the content of a request: list limits among the policies");
    }

    @Test
    void aServerThatBoundsContentItselfIsEnough() {
        List<Map<String, String>> bounded = one("MAX_ENTITY_SIZE", "2097152", "IDLE_TIMEOUT", "1");
        assertThat(lint("Undertow - 2.3.26.Final", bounded, List.of(Firewall.strict())))
                .isEmpty();
        List<Map<String, String>> open = one("MAX_ENTITY_SIZE", "-1", "IDLE_TIMEOUT", "1");
        assertThat(lint("Undertow - 2.3.26.Final", open, List.of(Firewall.strict())))
                .singleElement()
                .asString()
                .startsWith("nobody bounds the content");
    }

    @Test
    void withoutTheFirewallWhatTheServerLetsInReachesTheApplication() {
        assertThat(lint("Apache Tomcat/10.1.59", null, List.of(Limits.defaults())))
                .singleElement()
                .asString()
                .startsWith("uri.double-encoding, uri.dot-segment, uri.empty-segment, uri.path-parameter reach the"
                        + " application");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jetty/12.1.12           | UriCompliance.AMBIGUOUS_PATH_SEPARATOR | allowed | uri.encoded-slash
                    jetty/12.1.12           | UriCompliance.BAD_UTF8_ENCODING        | allowed | uri.utf8
                    Undertow - 2.3.26.Final | ALLOW_UNESCAPED_CHARACTERS_IN_URL      | true    | uri.character
                    WildFly 39.0.1.Final    | allowUnescapedCharactersInUrl          | true    | uri.character
                    Apache Tomcat/10.1.59   | allowBackslash                         | true    | uri.backslash
                    """)
    void aLaxerSettingIsAFindingAndLetsInMore(String server, String setting, String value, String spelling) {
        List<Map<String, String>> lax = one(setting, value);
        assertThat(lint(server, lax, STRICT))
                .anySatisfy(line -> assertThat(line).startsWith(setting + "=" + value + ": "));
        assertThat(report(server, lax, STRICT)).first().asString().contains(spelling);
        assertThat(report(server, null, STRICT)).first().asString().doesNotContain(spelling);
    }

    @Test
    void wildFlyIsToldWhereItMakesTheGateTooLate() {
        assertThat(lint("WildFly 39.0.1.Final", one("eagerFilterInitialization", "false"), STRICT))
                .singleElement()
                .asString()
                .contains("eager-filter-initialization=true");
        assertThat(lint("WildFly 39.0.1.Final", one("eagerFilterInitialization", "true"), STRICT))
                .isEmpty();
    }

    @Test
    void connectorsThatAreSetAlikeAreOneAndOthersAreNamed() {
        Map<String, String> http = Map.of("connector", "http", "requestHeaderSize", "8192", "idleTimeout", "30000");
        Map<String, String> https = Map.of("connector", "https", "requestHeaderSize", "8192", "idleTimeout", "30000");
        Map<String, String> inner = Map.of("connector", "inner", "requestHeaderSize", "16384", "idleTimeout", "30000");
        assertThat(report("jetty/12.1.12", List.of(http, https), STRICT))
                .contains("server: limits: idleTimeout=30000, requestHeaderSize=8192");
        assertThat(report("jetty/12.1.12", List.of(http, https, inner), STRICT))
                .contains("server: limits: http, https: idleTimeout=30000, requestHeaderSize=8192; inner:"
                        + " idleTimeout=30000, requestHeaderSize=16384");
    }

    @Test
    void whatIsPublishedInAnotherShapeIsNotBelieved() {
        assertThat(report("jetty/12.1.12", "requestHeaderSize=1", STRICT))
                .contains("server: limits: not known on this" + " server: gapura doctor asks it from outside");
        assertThat(lint("jetty/12.1.12", List.of("x", Map.of("requestHeaderSize", "many", "idleTimeout", "1")), STRICT))
                .isEmpty();
    }

    @Test
    void anAdapterThatKnowsOnlyWithTheFirstRequestIsWaitedFor() {
        assertThat(Place.of("Undertow", null, List.of()).isYetToCome()).isTrue();
        assertThat(Place.of("Undertow", null, one("MAX_HEADERS", "1")).isYetToCome())
                .isFalse();
        assertThat(Place.of("Undertow", null, null).isYetToCome()).isFalse();
    }
}
