package io.gapura.filters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditSink;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    enum Color {
        RED,
        DARK_GREEN
    }

    record Settings(
            DataSize maxBody,
            int maxHeaders,
            boolean strict,
            Set<String> methods,
            Duration window,
            Color color,
            Optional<Reference> keys,
            Optional<Path> directory) {
        static final Settings DEFAULTS = new Settings(
                DataSize.of("1MiB"),
                100,
                true,
                Set.of("GET"),
                Duration.ofSeconds(300),
                Color.RED,
                Optional.empty(),
                Optional.empty());

        Settings {
            methods = Set.copyOf(methods);
            if (maxHeaders < 1) {
                throw new IllegalArgumentException("max-headers must be at least 1");
            }
        }
    }

    private static final CatalogEntry<Settings> LIMITS = CatalogEntry.of(
            "limits",
            "bounds",
            MethodHandles.lookup(),
            Settings.class,
            Settings.DEFAULTS,
            settings -> Contribution.policies(Policy.of("limits", r -> Decision.reject(413, "body-too-large", "x"))));

    record Required(Optional<Reference> keys) {}

    private static final CatalogEntry<Required> SIGNING = CatalogEntry.of(
            "signing",
            "signatures",
            MethodHandles.lookup(),
            Required.class,
            new Required(Optional.empty()),
            settings -> {
                settings.keys()
                        .orElseThrow(() -> ConfigurationException.of("signing.keys must be set: file:PATH or env:NAME"))
                        .read(1_000);
                return Contribution.policies(Policy.of("signing", r -> Decision.proceed()));
            });

    record Nothing() {}

    private static final CatalogEntry<Nothing> AUDIT = CatalogEntry.of(
            "audit",
            "record",
            MethodHandles.lookup(),
            Nothing.class,
            new Nothing(),
            settings -> Contribution.audit((AuditSink) event -> {}));

    private static final List<PolicyCatalog> CATALOGS = List.of(() -> List.of(LIMITS, SIGNING, AUDIT));

    private static final Resources RESOURCES = new Resources() {
        @Override
        public InputStream open(String path) {
            return path.equals("/WEB-INF/gapura.properties")
                    ? new ByteArrayInputStream("policies = limits\nlimits.max-body = 64KiB\nlimits.color=dark-green\n"
                            .getBytes(StandardCharsets.UTF_8))
                    : path.equals("/WEB-INF/twice.properties")
                            ? new ByteArrayInputStream(
                                    "policies=limits\npolicies=audit\n".getBytes(StandardCharsets.UTF_8))
                            : null;
        }

        @Override
        public String variable(String name) {
            return name.equals("SET") ? "{\"keys\":[]}" : null;
        }
    };

    private static Pipeline pipeline(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Configuration.of("web.xml", settings, RESOURCES).pipeline(CATALOGS, Set.of("endpoints"));
    }

    private static Settings bound(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return LIMITS.bind(Section.of("limits", "web.xml", settings, RESOURCES));
    }

    @Test
    void textBindsToTheSameSettingsAsCode() {
        assertThat(bound("max-body", "64KiB", "methods", "GET, POST", "window", "5m", "keys", "env:SET"))
                .isEqualTo(new Settings(
                        DataSize.bytes(65_536),
                        100,
                        true,
                        Set.of("POST", "GET"),
                        Duration.ofMinutes(5),
                        Color.RED,
                        Optional.of(Reference.of("env:SET", RESOURCES)),
                        Optional.empty()));
        assertThat(bound()).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void aPropertiesFileSaysTheSameAsInitParams() throws IOException {
        assertThat(pipeline("config", "/WEB-INF/gapura.properties").version())
                .isEqualTo(pipeline("policies", "limits", "limits.max-body", "64KiB", "limits.color", "dark-green")
                        .version());
    }

    @Test
    void aModeComesFromTheText() throws IOException {
        Pipeline shadowed = pipeline("policies", "limits", "limits.mode", "shadow");
        assertThat(shadowed.decide(RequestView.get("/a")).rejection()).isEmpty();
        assertThat(shadowed.posture()).containsExactly("limits shadow");
        assertThat(pipeline("policies", "limits", "limits.mode", "enforce 25%").posture())
                .containsExactly("limits enforce 25%");
        assertThat(pipeline("policies", "limits", "limits.on", "/api/**, !/api/x")
                        .posture())
                .containsExactly("limits enforce on /api/**, !/api/x");
    }

    /** A policy of two rules, of which {@code gate.shadow} may let one only observe. */
    private record Gate(Set<String> observed) implements Policy {
        static CatalogEntry<?> entry() {
            return CatalogEntry.of(
                    "gate",
                    "has two rules",
                    MethodHandles.lookup(),
                    NoSettings.class,
                    new NoSettings(true),
                    settings -> Contribution.policies(new Gate(Set.of())));
        }

        record NoSettings(boolean strict) {}

        @Override
        public String name() {
            return "gate";
        }

        @Override
        public Set<String> rules() {
            return Set.of("rule.one", "rule.two");
        }

        @Override
        public Policy shadowing(Set<String> names) {
            return new Gate(names);
        }

        @Override
        public Decision decide(RequestView request) throws IOException {
            return Rules.of(
                            observed,
                            view -> Decision.reject(400, "request-malformed", "rule.one"),
                            view -> Decision.reject(403, "forbidden", "rule.two"))
                    .decide(request);
        }
    }

    private static Pipeline gate(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("policies", "gate"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Configuration.of("web.xml", settings, RESOURCES)
                .pipeline(List.of(() -> List.of(Gate.entry())), Set.of());
    }

    @Test
    void oneRuleOfAPolicyIsShadowedByItsName() throws IOException {
        assertThat(gate().decide(RequestView.get("/a")).rejection())
                .hasValueSatisfying(first -> assertThat(first.reason()).isEqualTo("rule.one"));
        Pipeline shadowed = gate("gate.shadow", "rule.one");
        assertThat(shadowed.decide(RequestView.get("/a")).rejection())
                .hasValueSatisfying(second -> assertThat(second.reason()).isEqualTo("rule.two"));
        assertThat(shadowed.posture()).containsExactly("gate enforce (shadowed: rule.one)");
        assertThat(shadowed.version()).isNotEqualTo(gate().version());
    }

    @Test
    void aRuleThatDoesNotExistCannotBeShadowed() {
        assertThatThrownBy(() -> gate("gate.shadow", "rule.one, rule.three"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("web.xml: gate.shadow: shadow must be made of [rule.one, rule.two]");
        assertThatThrownBy(() -> pipeline("policies", "limits", "limits.shadow", "rule.one"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("mode = shadow");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits.max-pth       | 1      | web.xml: limits.max-pth is not a setting; known are [color, directory, keys, max-body, max-headers, methods, strict, window]
            limits.max-headers   | 0      | web.xml: limits: max-headers must be at least 1
            limits.max-headers   | -1     | web.xml: limits.max-headers: a number is written as 1 to 18 ASCII digits
            limits.max-headers   | ١      | web.xml: limits.max-headers: a number is written as 1 to 18 ASCII digits
            limits.max-headers   | 2147483648 | web.xml: limits.max-headers: a number here must be at most 2147483647
            limits.max-body      | 1MB    | web.xml: limits.max-body: a number is written as 1 to 18 ASCII digits
            limits.max-body      | 12     | web.xml: limits.max-body: a size is written as digits and B, KiB, MiB or GiB, such as 64KiB
            limits.strict        | yes    | web.xml: limits.strict: is none of [false, true]
            limits.color         | RED    | web.xml: limits.color: is none of [red, dark-green]
            limits.window        | 300    | web.xml: limits.window: a time is written as digits and ms, s, m, h or d
            limits.methods       | GET,GET | web.xml: limits.methods: names one value twice
            limits.mode          | loose  | web.xml: limits.mode is none of [enforce, enforce N%, off, shadow]
            limits.mode          | enforce 101% | web.xml: limits.mode: percent must be between 1 and 100
            limits.on            | api    | web.xml: limits.on: a path pattern begins with / and has ** only at its end
            limit.max-body       | 1KiB   | web.xml: limit.max-body is not a setting; known are [audit.*, config, endpoints, limits.*, policies, signing.*]
            signing.keys         | env:A  | web.xml: signing.keys is set, but signing is not in policies [limits]
            """)
    void aMistakeDoesNotStartAndSaysWhereWhatAndTheChoices(String key, String value, String message) {
        assertThatThrownBy(() -> pipeline("policies", "limits", key, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits, limit   | web.xml: 'limit' is not a policy; known are [audit, limits, signing]
            limits, limits  | web.xml: policies lists limits twice
            signing         | web.xml: signing.keys must be set: file:PATH or env:NAME
            """)
    void theListOfPoliciesIsExact(String policies, String message) {
        assertThatThrownBy(() -> pipeline("policies", policies)).hasMessage(message);
    }

    @Test
    void nothingIsOnByMagic() {
        assertThatThrownBy(() -> pipeline()).hasMessageContaining("policies must list what runs");
    }

    @Test
    void aSecretWrittenAsTextIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> pipeline("policies", "signing", "signing.keys", "{\"keys\":[{\"k\":\"c2VjcmV0\"}]}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signing.keys: is a reference and never the material itself")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            env:ABSENT             | web.xml: env:ABSENT is not set
            /WEB-INF/absent.json   | web.xml: /WEB-INF/absent.json is not in the application
            file:/absent/keys.json | web.xml: file:/absent/keys.json cannot be read: NoSuchFileException
            """)
    void missingKeyMaterialDoesNotStart(String reference, String message) {
        assertThatThrownBy(() -> pipeline("policies", "signing", "signing.keys", reference))
                .hasMessage(message);
    }

    @Test
    void aKeyThatStandsTwiceInAFileDoesNotStart() {
        assertThatThrownBy(() -> pipeline("config", "/WEB-INF/twice.properties"))
                .hasMessage("/WEB-INF/twice.properties: policies stands twice");
    }

    @Test
    void aKeyInFileAndInitParamsDoesNotStart() {
        assertThatThrownBy(() -> pipeline("config", "/WEB-INF/gapura.properties", "limits.max-body", "1MiB"))
                .hasMessage("web.xml: limits.max-body is also set in /WEB-INF/gapura.properties");
    }

    @Test
    void aFacilityHasNoMode() {
        assertThatThrownBy(() -> pipeline("policies", "audit", "audit.mode", "shadow"))
                .hasMessageContaining("audit belongs to the engine");
    }

    @Test
    void theTableOfSettingsComesFromTheRecord() {
        assertThat(LIMITS.settings())
                .contains(new CatalogEntry.Setting("limits.max-body", "size, such as 64KiB", "1MiB"))
                .contains(new CatalogEntry.Setting("limits.color", "red | dark-green", "red"))
                .contains(new CatalogEntry.Setting("limits.window", "time, such as 300s", "300s"));
    }

    @Test
    void aSizeReadsBackAsItIsWritten() {
        for (String text : List.of("0B", "1B", "1023B", "1KiB", "64KiB", "1MiB", "3GiB", "1024GiB")) {
            assertThat(DataSize.of(text)).hasToString(text);
        }
        assertThatThrownBy(() -> DataSize.of("1025GiB")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DataSize.of("-1B")).isInstanceOf(IllegalArgumentException.class);
    }
}
