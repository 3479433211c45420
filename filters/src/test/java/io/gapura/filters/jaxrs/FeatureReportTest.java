package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.RequestView;
import io.gapura.filters.container.Place;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a REST feature reports of where it stands. */
class FeatureReportTest {
    private final Recording recording = new Recording();
    private final Pipeline pipeline =
            Pipeline.builder().add(Firewall.strict()).add(Limits.defaults()).build();
    private final Deployment deployment = recording.deployment(pipeline);
    private final Gate gate = new Gate(new Setup(deployment, pipeline));

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    return answers.get(
                            name.startsWith("getAttribute") || name.startsWith("getInitP")
                                    ? name + " " + arguments[0]
                                    : name);
                }));
    }

    private static ServletLink below(ServletContext context, Gate wanting) {
        return new ServletLink(
                answering(HttpServletRequest.class, Map.of("getServletContext", context)), wanting::wantsPlace);
    }

    private List<String> afterOne(@Nullable ServletLink link) throws IOException {
        FakeRequest request = FakeRequest.get("/orders");
        if (link != null) {
            link.filter(request);
        }
        gate.visit(request);
        return deployment.report().lines();
    }

    @Test
    void aFeatureAloneSaysSoAndOnWhichServer() throws IOException {
        ServletContext context = answering(
                ServletContext.class,
                Map.of(
                        "getServerInfo",
                        "jetty/12.1.12",
                        "getAttribute io.gapura.connector",
                        List.of(Map.of("connector", "http", "idleTimeout", "30000", "requestHeaderSize", "8192"))));
        List<String> lines = afterOne(below(context, gate));
        assertThat(lines)
                .containsExactly(
                        "mount: GapuraFeature alone, no filter in front",
                        "server: this server does not enforce jakarta.annotation.security",
                        "server: jetty/12.1.12: spellings of a path: uri.dot-segment, uri.path-parameter reach the gate,"
                                + " which refuses them",
                        "server: limits: idleTimeout=30000, requestHeaderSize=8192");
        assertThat(gate.wantsPlace()).isFalse();
        assertThat(afterOne(below(context, gate))).isEqualTo(lines);
    }

    @Test
    void theSettingOfRestEasyIsSeenByAFeatureAlone() throws IOException {
        ServletContext context = answering(
                ServletContext.class,
                Map.of(
                        "getServerInfo",
                        "WildFly 39.0.1.Final",
                        "getInitParameter resteasy.role.based.security",
                        "true"));
        assertThat(afterOne(below(context, gate)))
                .anySatisfy(line -> assertThat(line).contains("lets this server enforce", "must pass both"));
    }

    @Test
    void withoutServletsNothingIsSaidOfAServerAndOneThatComesLaterIsStillTold() throws IOException {
        assertThat(afterOne(null)).containsExactly("mount: GapuraFeature alone, no filter in front");
        assertThat(gate.wantsPlace()).isTrue();
        ServletContext context = answering(ServletContext.class, Map.of("getServerInfo", "Fake/1.0"));
        assertThat(afterOne(below(context, gate))).hasSize(4);
    }

    @Test
    void aFeatureWithNothingToGoByIsAFinding() throws IOException {
        Deployment empty = recording.deployment();
        new Gate(new Setup(empty, null)).visit(FakeRequest.get("/orders"));
        assertThat(empty.report().lines())
                .singleElement()
                .asString()
                .startsWith("mount: GapuraFeature has no settings, and no GapuraFilter is in front");
    }

    @Test
    void aFeatureBehindAFilterIsSaidToHaveRun() throws IOException {
        Exchange exchange = deployment.begin(RequestView.get("/orders"));
        exchange.awaitEndpoint();
        FakeRequest request = FakeRequest.get("/orders");
        request.setProperty(Exchange.ATTRIBUTE, exchange);
        gate.visit(request);
        assertThat(deployment.report().lines()).containsExactly("mount: GapuraFeature has run");
    }

    @Test
    void aPlaceIsNotLookedForTwice() {
        ServletContext context = answering(ServletContext.class, Map.of("getServerInfo", "Fake/1.0"));
        HttpServletRequest servlet = answering(HttpServletRequest.class, Map.of("getServletContext", context));
        FakeRequest wanted = FakeRequest.get("/orders");
        new ServletLink(servlet, () -> true).filter(wanted);
        assertThat(wanted.getProperty(Place.PROPERTY)).isInstanceOf(Place.class);
        FakeRequest unwanted = FakeRequest.get("/orders");
        new ServletLink(servlet, () -> false).filter(unwanted);
        assertThat(unwanted.getProperty(Place.PROPERTY)).isNull();
    }
}
