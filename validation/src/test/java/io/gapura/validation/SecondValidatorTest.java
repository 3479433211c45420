package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecondValidatorTest {
    private static final String JERSEY = "org/glassfish/jersey/server/validation/ValidationConfig.class";
    private static final String RESTEASY = "org/jboss/resteasy/plugins/validation/ValidatorContextResolver.class";

    /** An application that has these classes. */
    private static final class Holding extends ClassLoader {
        private final Set<String> names;

        Holding(String... names) {
            super(null);
            this.names = Set.of(names);
        }

        @Override
        public @Nullable URL getResource(String name) {
            try {
                return names.contains(name) ? Path.of(name).toUri().toURL() : null;
            } catch (MalformedURLException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @Test
    void aRuntimeThatValidatesOnceMoreIsNamedWithWhatSwitchesItOff() {
        assertThat(SecondValidator.hints(new Holding(JERSEY)))
                .singleElement()
                .asString()
                .contains("Jersey", "jersey.config.beanValidation.disable.server");
        assertThat(SecondValidator.hints(new Holding(RESTEASY)))
                .singleElement()
                .asString()
                .contains("RESTEasy", "resteasy-validator-provider");
        assertThat(SecondValidator.hints(new Holding(JERSEY, RESTEASY))).hasSize(2);
        assertThat(SecondValidator.hints(new Holding())).isEqualTo(List.of());
    }

    @Test
    void theStartSaysItOfTheApplicationThatStarts() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Thread.currentThread().setContextClassLoader(new Holding(JERSEY));
            assertThat(Validation.strict().remarks())
                    .anyMatch(remark -> remark.startsWith("Jersey validates once more"));
            Thread.currentThread().setContextClassLoader(new Holding());
            assertThat(Validation.strict().remarks()).isEmpty();
            Thread.currentThread().setContextClassLoader(null);
            assertThat(Validation.strict().remarks()).isEmpty();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
