package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that cannot start leaves nothing open, whatever the server makes of a filter that threw. */
class StrictContainerTest {
    private static final String UNKNOWN = "no-such-policy";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GlassFish 0.0.0",
                "Eclipse GlassFish 7.0.25",
                "Payara Micro #badassfish",
                "",
                "0.0.0",
                "Nobody knows 1.0"
            })
    void whereTheServerWouldGoOnWithoutItTheGateRefusesEverything(String server) throws Exception {
        FakeContext context = new FakeContext().of(server);
        context.filter("gapura", List.of("/*"), List.of());
        GapuraFilter filter = new GapuraFilter();
        filter.init(context.bareConfig("gapura", "policies", UNKNOWN));
        FakeResponse response = new FakeResponse();
        filter.doFilter(FakeRequest.get("/open"), response, (request, answer) -> {
            throw new AssertionError("the application was called");
        });
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Apache Tomcat/10.1.59",
                "jetty/12.1.12",
                "WildFly 39.0.1.Final",
                "IBM WebSphere Liberty/26.0.0.3",
                "Undertow - 2.3.26.Final"
            })
    void elsewhereTheApplicationDoesNotStart(String server) {
        FakeContext context = new FakeContext().of(server);
        context.filter("gapura", List.of("/*"), List.of());
        assertThatThrownBy(() -> new GapuraFilter().init(context.bareConfig("gapura", "policies", UNKNOWN)))
                .isInstanceOf(ConfigurationException.class);
    }
}
