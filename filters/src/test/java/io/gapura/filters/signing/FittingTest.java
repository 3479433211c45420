package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.limits.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops the start because policies do not fit together, and what does not. */
class FittingTest {
    private final Signing signing = new Signing();

    /** Reads everybody's forms. */
    private static final Policy READER = new Policy() {
        @Override
        public String name() {
            return "reader";
        }

        @Override
        public boolean readsUnproven() {
            return true;
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.proceed();
        }
    };

    @Test
    void behindAPolicyThatReadsTheBodyItDoesNotStart() {
        Pipeline.Builder builder = Pipeline.builder().add(READER).add(signing.policy());
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signing must be listed before reader");
        assertThatCode(() ->
                        Pipeline.builder().add(signing.policy()).add(READER).build())
                .doesNotThrowAnyException();
        assertThatCode(() -> Pipeline.builder()
                        .add(READER, Mode.OFF)
                        .add(signing.policy())
                        .build())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"64KiB, false", "65KiB, true", "1MiB, false", "2MiB, true"})
    void aBoundThatWasSaidMustBeOneThatHolds(String size, boolean refused) {
        Pipeline.Builder builder = Pipeline.builder()
                .add(Limits.defaults().maxBody(DataSize.of("64KiB")))
                .add(signing.policy().maxBody(DataSize.of(size)));
        if (refused) {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("signing.max-body is larger than what limits lets pass (65536 bytes)");
        } else {
            assertThat(builder.build().posture()).hasSize(2); // 1MiB is the standard: nobody said it
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    signing.max-body,        2MiB,     larger than what limits
                    signing.max-age,         16m,      max-age
                    signing.replay-capacity, 999,      replay-capacity
                    signing.scheme,          a b,      signing.scheme
                    signing.realm,           a\"b,      signing.realm
                    signing.profile,         lax,      signing.profile
                    signing.authorities,     a/b,      signing.authorities
                    """)
    void whatCannotBeMeantDoesNotStart(String key, String value, String problem, @TempDir Path folder)
            throws Exception {
        Path keys = folder.resolve("keys.json");
        Files.writeString(keys, Signing.jwkSet());
        Map<String, String> settings = new TreeMap<>(Map.of(
                "policies", "limits, signing",
                "signing.keys", "file:" + keys,
                "signing.authorities", "api.example.com"));
        settings.put(key, value);
        assertThatThrownBy(() -> Configuration.of("web.xml", settings, path -> null)
                        .pipeline(PolicyCatalog.installed(), Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("web.xml")
                .hasMessageContaining(problem);
    }
}
