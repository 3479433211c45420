package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a document, letter by letter: people read it in reviews, and builds compare it. */
class PolicyWriterTest {
    private static final String PAGE = """
            version: 1
            permissions: [ "invoice:export" ]
            roles:
              viewer: { grants: [ "order:read" ] }
              clerk: { includes: [ viewer ], grants: [ "order:create", "order:read:*" ] }
              manager: { includes: [ clerk ], grants: [ "order:approve", "report:*", "invoice:export" ] }
              auditor: { grants: [ "order:read", "audit:**" ] }
              payer: { grants: [ "payment:create" ] }
              approver: { grants: [ "payment:approve" ] }
              operator: { grants: [ "ops:read" ] }
              external: {}
            deny:
              - { role: external, permissions: [ "payment:**", "audit:**" ] }
            separation:
              static:
                - { name: maker-checker, roles: [ clerk, auditor ], max: 1 }
              dynamic:
                - { name: one-hat, roles: [ payer, approver ], max: 1 }
            assignments:
              signing:
                orders-partner: { roles: [ clerk ], tenant: acme, scopes: [ orders.write ] }
              certificates:
                "CN=batch,O=acme": { roles: [ viewer ] }
                "dns:batch.acme.example": { roles: [ viewer ] }
              container:
                ORDER_CLERK: { roles: [ clerk ] }
              webhook:
                shop: { roles: [ clerk ] }
              subjects:
                - { issuer: "https://idp.example/realm", subject: "8f1c2d", roles: [ manager ], tenant: "@global" }
            claims:
              - { issuer: "https://idp.example/realm", roles: { claim: realm_access.roles, map: { order-mgr: manager }, same-name: [ viewer ] }, tenant: { claim: org } }
              - { mechanism: people, roles: { same-name: [ clerk ], unmapped: refuse } }
            scopes:
              orders.read: { roles: [ viewer ], permissions: [ "order:read", "order:read:*" ] }
              orders.write: { roles: [ clerk ], permissions: [ "order:**" ] }
            paths:
              - { path: "/internal/health", method: [ GET ], public: "liveness probe" }
              - { path: "/internal/**", require: { permissions: [ "ops:read" ] } }
              - { path: "/legacy/orders/{order}", method: [ GET ], require: { roles: [ viewer ] } }
              - { path: "/tenants/{org}", require: { scopes: [ orders.read ], tenant: org, check: [ org.acme.Owns ] } }
              - { path: "/console/**", deny: true }
              - { path: "/me", require: { authenticated: true } }
            endpoints:
              - { class: org.vendor.OpenApiResource, public: "API description" }
              - { class: org.vendor.Jobs, method: "run(java.lang.String)", require: { roles: [ manager ], acr: [ phr ], max-age: PT5M } }
              - { class: org.vendor.Jobs, method: "stop()", require: { acr: [ phr, phrh ], check: [ org.acme.Owns ] } }
              - { class: org.vendor.Console, deny: true }
            """;

    @Test
    void everythingThatADocumentCanSayIsWrittenInOneForm() {
        assertThat(PolicyExample.page().toYaml()).isEqualTo(PAGE);
        assertThat(PolicyExample.read(PAGE)).isEqualTo(PolicyExample.page());
    }

    @Test
    void whatIsNotSaidIsNotWritten() {
        assertThat(PolicyDocument.empty().toYaml()).isEqualTo("version: 1\n");
        String partly = """
                version: 1
                roles:
                  a: {}
                separation:
                  dynamic:
                    - { name: x, roles: [ a, a ], max: 1 }
                assignments:
                  signing:
                    ann: { roles: [] }
                claims:
                  - { issuer: i, roles: { claim: r, map: { b: a } } }
                  - { issuer: j, tenant: { claim: org } }
                """;
        assertThat(PolicyExample.read(partly.replace("a, a", "a, b").replace("  a: {}\n", "  a: {}\n  b: {}\n"))
                        .toYaml())
                .isEqualTo(partly.replace("a, a", "a, b").replace("  a: {}\n", "  a: {}\n  b: {}\n"));
    }

    private static String written(String reason) {
        PathEntry open = new PathEntry(Word.of("/x"), List.of(), new Admission.Open(Word.of(reason)));
        String yaml = PolicyDocument.empty().withPaths(List.of(open)).toYaml();
        return yaml.substring(yaml.indexOf("public: ") + 8, yaml.lastIndexOf(" }"));
    }

    /** Also to readers of YAML 1.1, to which {@code no} is false and {@code 1e3} a number. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            probe      | probe
            a-b_c.d9   | a-b_c.d9
            Zed        | Zed
            no         | "no"
            Yes        | "Yes"
            NULL       | "NULL"
            9a         | "9a"
            -a         | "-a"
            .a         | ".a"
            a b        | "a b"
            a:b        | "a:b"
            é          | "é"
            say "no"   | "say \\"no\\""
            back\\slash | "back\\\\slash"
            """)
    void aWordThatSomeReaderTakesForSomethingElseStandsInQuotes(String text, String expected) {
        assertThat(written(text)).isEqualTo(expected);
    }

    /** What no document may hold is written all the same, by whoever made one in Java: never as it is. */
    @Test
    void aCharacterThatNobodySeesIsWrittenByItsNumber() {
        assertThat(written("\u0000\u001F a")).isEqualTo("\"\\u0000\\u001f a\"");
        assertThat(written("~\u007F\u0085\u009F\u00A0")).isEqualTo("\"~\\u007f\\u0085\\u009f\u00A0\"");
        assertThat(written("\u2027\u2028\u2029\u202F")).isEqualTo("\"\u2027\\u2028\\u2029\u202F\"");
        assertThat(written("\uFFFD\uFFFE\uFFFF")).isEqualTo("\"\uFFFD\\ufffe\\uffff\"");
    }

    @Test
    void theLongestWordStandsWithoutQuotesAndALongerOneInThem() {
        assertThat(written("a".repeat(128))).isEqualTo("a".repeat(128));
        assertThat(written("a".repeat(129))).isEqualTo("\"" + "a".repeat(129) + "\"");
    }
}
