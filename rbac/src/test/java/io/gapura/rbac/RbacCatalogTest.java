package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.config.Section;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RbacCatalogTest {
    private static final String POLICY = "version: 1\nroles: { clerk: {} }\npaths: [ { path: /a, deny: true } ]\n";
    private static final Resources RESOURCES = path -> path.equals("/WEB-INF/policy.yaml")
            ? new ByteArrayInputStream(POLICY.getBytes(StandardCharsets.UTF_8))
            : null;

    private static List<String> posture(Map<String, String> settings) {
        return Configuration.of("web.xml", settings, RESOURCES)
                .pipeline(List.of(new RbacCatalog()), Set.of())
                .posture();
    }

    @Test
    void theCatalogIsFoundAsAService() {
        assertThat(ServiceLoader.load(PolicyCatalog.class)).hasAtLeastOneElementOfType(RbacCatalog.class);
        assertThat(new RbacCatalog().entries())
                .extracting(entry -> entry.name())
                .containsExactly("rbac");
    }

    @Test
    void oneNameMakesBothPoliciesWithOneMode() {
        assertThat(posture(Map.of("policies", "rbac", "rbac.policy", "/WEB-INF/policy.yaml", "rbac.mode", "shadow")))
                .containsExactly("rbac-paths shadow", "rbac shadow");
    }

    @Test
    void thePolicyIsRequired() {
        assertThatThrownBy(() -> posture(Map.of("policies", "rbac")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("web.xml")
                .hasMessageContaining("rbac.policy must be set");
    }

    @Test
    void aProblemOfTheDocumentNamesItsPlaceInTheDocument() {
        Resources broken = path -> new ByteArrayInputStream("version: 1\nrole: {}".getBytes(StandardCharsets.UTF_8));
        Configuration configuration =
                Configuration.of("web.xml", Map.of("policies", "rbac", "rbac.policy", "/WEB-INF/policy.yaml"), broken);
        assertThatThrownBy(() -> configuration.pipeline(List.of(new RbacCatalog()), Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/WEB-INF/policy.yaml:2:1 unknown-key role");
    }

    @Test
    void unknownKeysAndChoicesAreRefused() {
        assertThatThrownBy(() -> posture(Map.of("policies", "rbac", "rbac.polcy", "/WEB-INF/policy.yaml")))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> posture(Map.of(
                        "policies", "rbac", "rbac.policy", "/WEB-INF/policy.yaml", "rbac.on-uncovered", "sometimes")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("on-uncovered");
    }

    @Test
    void textBindsToTheSettings() {
        Section section = Section.of(
                "rbac",
                "web.xml",
                Map.ofEntries(
                        Map.entry("policy", "/WEB-INF/policy.yaml"),
                        Map.entry("on-uncovered", "fail"),
                        Map.entry("annotations", "spec"),
                        Map.entry("public-needs-reason", "true"),
                        Map.entry("locators", "late"),
                        Map.entry("source", "jdbc"),
                        Map.entry("checksum", "true"),
                        Map.entry("signed-by", "/WEB-INF/policy.pem"),
                        Map.entry("candidate", "/WEB-INF/next.yaml"),
                        Map.entry("reload-every", "30s"),
                        Map.entry("reload-may-open", "false"),
                        Map.entry("lint-errors", "object-unchecked, depth-over-6")),
                RESOURCES);
        assertThat(Rbac.entry().bind(section))
                .isEqualTo(new RbacSettings(
                        Optional.of(Reference.of("/WEB-INF/policy.yaml", RESOURCES)),
                        Optional.of("jdbc"),
                        true,
                        Optional.of(Reference.of("/WEB-INF/policy.pem", RESOURCES)),
                        Optional.of(Reference.of("/WEB-INF/next.yaml", RESOURCES)),
                        Optional.of(Duration.ofSeconds(30)),
                        false,
                        Rbac.OnUncovered.FAIL,
                        Reading.Annotations.SPEC,
                        true,
                        Rbac.Locators.LATE,
                        Set.of(Lint.Code.OBJECT_UNCHECKED, Lint.Code.DEPTH_OVER_6)));
    }
}
