package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors are told of policy documents is what the reader reads. */
class PolicySchemaTest {
    private static final String SHIPPED = "META-INF/gapura/policy.schema.json";
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PolicySchema.json());

    private static List<String> complaints(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).stream()
                .map(String::valueOf)
                .toList();
    }

    @Test
    void theShippedFileIsTheGeneratedOne() throws IOException {
        Path source = Path.of("src/main/resources", SHIPPED);
        if (Boolean.getBoolean("gapura.schema.write")) {
            Files.createDirectories(source.getParent());
            Files.writeString(source, PolicySchema.json());
        }
        assertThat(Files.readString(source))
                .as("run this test with -Dgapura.schema.write=true and look at the difference")
                .isEqualTo(PolicySchema.json());
        try (InputStream shipped = PolicySchema.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            assertThat(shipped).isNotNull();
        }
    }

    @Test
    void theSchemaIsOneOfItsOwnDraft() throws IOException {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(PolicySchema.json(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void everyExampleIsAccepted() throws IOException {
        assertThat(complaints(PolicyExample.PAGE)).isEmpty();
        Path examples = Path.of("../examples");
        try (var files = Files.walk(examples, 8)) {
            List<Path> policies = files.filter(file ->
                            file.endsWith("policy.yaml") && !file.toString().contains("target"))
                    .toList();
            assertThat(policies).isNotEmpty();
            for (Path policy : policies) {
                assertThat(complaints(Files.readString(policy)))
                        .as(policy.toString())
                        .isEmpty();
                assertThat(PolicyDocument.read(policy.toString(), Files.readAllBytes(policy))
                                .roles())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void everyPolicyInAGuideIsAcceptedByBoth() throws IOException {
        int found = 0;
        for (String guide : List.of("policy.md", "callers.md")) {
            String page = Files.readString(Path.of("../examples/docs", guide));
            for (String part : page.split("```yaml\n", -1)) {
                String block = part.split("```", -1)[0];
                if (block.startsWith("version: 1\n")) {
                    assertThat(complaints(block)).as(guide).isEmpty();
                    assertThat(PolicyExample.read(block).roles()).isNotEmpty();
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(2);
    }

    @Test
    void theJavaOfTheGuideRuns() {
        byte[] bytes = PolicyExample.PAGE.getBytes(StandardCharsets.UTF_8);
        RoleModel model = RoleModel.of(PolicyDocument.read("policy.yaml", bytes))
                .addRole("trainee")
                .addInheritance("clerk", "trainee")
                .grantPermission("trainee", "order:read");
        assertThat(model.document().toYaml()).contains("trainee: { grants: [ \"order:read\" ] }");
        PolicyReview review = PolicyReview.of(model.document());
        assertThat(review.authorizedRoles(new PolicyDocument.CallerId.Proven(
                        PolicyDocument.Word.of("signing"), PolicyDocument.Word.of("orders-partner"))))
                .containsExactly("clerk", "trainee", "viewer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roles: {}",
                "version: 2",
                "version: \"1\"",
                "version: 1\nrole: {}",
                "version: 1\nroles: []",
                "version: 1\nroles: { \"*\": {} }",
                "version: 1\nroles: { \"a b\": {} }",
                "version: 1\nroles: { a: { grant: [] } }",
                "version: 1\nroles: { a: { grants: [ order ] } }",
                "version: 1\nroles: { a: { grants: [ \"**:read\" ] } }",
                "version: 1\nroles: { a: { grants: [ 1 ] } }",
                "version: 1\nroles: { a: { includes: [ b, b ] } }",
                "version: 1\npermissions: [ \"order:*\" ]",
                "version: 1\ndeny: [ { role: a } ]",
                "version: 1\ndeny: [ { role: a, permissions: [] } ]",
                "version: 1\nseparation: { static: [ { name: x, roles: [ a, b ], max: 0 } ] }",
                "version: 1\nassignments: { signing: { eve: {} } }",
                "version: 1\nassignments: { \"a b\": { eve: { roles: [ a ] } } }",
                "version: 1\nassignments: { subjects: { eve: { roles: [ a ] } } }",
                "version: 1\nassignments: { subjects: [ { subject: s, roles: [ a ] } ] }",
                "version: 1\nclaims: [ { roles: { claim: c, same-name: [ a ] } } ]",
                "version: 1\nclaims: [ { issuer: i, mechanism: m, roles: { claim: c, same-name: [ a ] } } ]",
                "version: 1\nclaims: [ { issuer: i } ]",
                "version: 1\nclaims: [ { issuer: i, roles: { claim: c } } ]",
                "version: 1\nclaims: [ { issuer: i, roles: { claim: c, same-name: [ a ], unmapped: x } } ]",
                "version: 1\nscopes: { \"a b\": {} }",
                "version: 1\npaths: [ { path: a, deny: true } ]",
                "version: 1\npaths: [ { path: /a/, deny: true } ]",
                "version: 1\npaths: [ { path: /a/../b, deny: true } ]",
                "version: 1\npaths: [ { path: /**/a, deny: true } ]",
                "version: 1\npaths: [ { path: /a } ]",
                "version: 1\npaths: [ { path: /a, deny: true, public: x } ]",
                "version: 1\npaths: [ { path: /a, deny: false } ]",
                "version: 1\npaths: [ { path: /a, public: \"\" } ]",
                "version: 1\npaths: [ { path: /a, require: {} } ]",
                "version: 1\npaths: [ { path: /a, require: { roles: [] } } ]",
                "version: 1\npaths: [ { path: /a, require: { authenticated: false } } ]",
                "version: 1\npaths: [ { path: /a, require: { max-age: 5m } } ]",
                "version: 1\npaths: [ { path: /a, require: { acr: [] } } ]",
                "version: 1\npaths: [ { path: /a, method: [ get ], deny: true } ]",
                "version: 1\nendpoints: [ { public: x } ]",
                "version: 1\nendpoints: [ { class: a/B, deny: true } ]",
                "version: 1\nendpoints: [ { class: a.B, method: run, deny: true } ]"
            })
    void whatHasTheWrongShapeIsRefusedByBoth(String yaml) {
        assertThat(complaints(yaml)).isNotEmpty();
        Problems problems = new Problems();
        PolicyReader.read("p.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
                .ifPresent(document -> PolicyCheck.check(document, problems));
        assertThat(problems.none()).isFalse();
    }
}
