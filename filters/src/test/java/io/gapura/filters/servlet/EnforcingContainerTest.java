package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two layers that rule by the same annotations are said at start-up. */
class EnforcingContainerTest {
    private static ServletContext context(@Nullable String server, @Nullable String setting) {
        return (ServletContext) Proxy.newProxyInstance(
                EnforcingContainerTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServerInfo" -> server;
                    case "getInitParameter" -> arguments[0].equals("resteasy.role.based.security") ? setting : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
                    IBM WebSphere Liberty/26.0.0.3    | null  | this server enforces
                    Payara Micro #badassfish          | null  | this server enforces
                    Eclipse GlassFish 7.0.25          | false | this server enforces
                    WildFly 39.0.1.Final              | true  | lets this server enforce
                    Apache Tomcat/10.1.59             | true  | lets RESTEasy enforce
                    WildFly 39.0.1.Final              | false |
                    WildFly 39.0.1.Final              | null  |
                    Apache Tomcat/10.1.59             | null  |
                    null                              | null  |
                    """)
    void aServerThatEnforcesAnnotationsItselfIsNamed(String server, String setting, String expected) {
        assertThat(EnforcingContainer.warning(context(server, setting)).orElse(""))
                .satisfies(warning -> {
                    if (expected == null) {
                        assertThat(warning).isEmpty();
                    } else {
                        assertThat(warning).contains(expected, "must pass both");
                    }
                });
    }
}
