package io.gapura.filters.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two layers that rule by the same annotations are said at start-up, and so is one. */
class AnnotationsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
                    IBM WebSphere Liberty/26.0.0.3    | null  | this server enforces
                    SMF WebContainer                  | null  | this server enforces
                    Payara Micro #badassfish          | null  | this server enforces
                    Payara Micro 6                    | null  | unless jaxrs-roles-allowed-enabled is false
                    GlassFish 0.0.0                   | false | this server may enforce
                    WildFly 39.0.1.Final              | true  | lets this server enforce
                    Apache Tomcat/10.1.59             | true  | lets RESTEasy enforce
                    """)
    void aServerThatEnforcesAnnotationsItselfIsNamed(String server, String setting, String expected) {
        Annotations annotations = Annotations.on(server, setting);
        assertThat(annotations.areDoubled()).isTrue();
        assertThat(annotations).asString().contains(expected, "must pass both");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
                    WildFly 39.0.1.Final              | false | this server does not enforce
                    WildFly 39.0.1.Final              | null  | this server does not enforce
                    Apache Tomcat/10.1.59             | null  | this server does not enforce
                    Apache Tomcat (TomEE)/10.1.40     | null  | this server does not enforce
                    jetty/12.1.12                     | null  | this server does not enforce
                    Undertow - 2.3.26.Final           | null  | this server does not enforce
                    Fake/1.0                          | null  | not known on this server
                    ''                                | null  | not known on this server
                    """)
    void aServerThatDoesNotOrThatNobodyKnowsIsToldAsSuch(String server, String setting, String expected) {
        Annotations annotations = Annotations.on(server, setting);
        assertThat(annotations.areDoubled()).isFalse();
        assertThat(annotations).asString().contains(expected);
    }
}
