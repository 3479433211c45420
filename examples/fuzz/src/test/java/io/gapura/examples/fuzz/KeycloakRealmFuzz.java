package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.importing.Imported;
import io.gapura.rbac.importing.KeycloakRealm;
import java.nio.charset.StandardCharsets;

/** Any bytes are read as a realm, or refused: what comes out loads, grants nothing and assigns nobody. */
class KeycloakRealmFuzz {
    @FuzzTest(maxDuration = "30s")
    void aRealmIsAPolicyThatLoads(byte[] json) {
        Imported imported;
        try {
            imported = KeycloakRealm.read(json, "https://idp.example/realms/acme");
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return;
        }
        PolicyDocument document = imported.document();
        assertThat(document.roles())
                .allSatisfy(role -> assertThat(role.grants()).isEmpty());
        assertThat(document.assignments()).isEmpty();
        boolean states = document.roles().stream()
                .map(Role::name)
                .anyMatch(name -> !name.text().startsWith("group."));
        if (states && !document.claims().get(0).roles().orElseThrow().sameName().isEmpty()) {
            byte[] text = document.toYaml().getBytes(StandardCharsets.UTF_8);
            assertThat(PolicyDocument.read("import.yaml", text)).isEqualTo(document);
        }
    }
}
