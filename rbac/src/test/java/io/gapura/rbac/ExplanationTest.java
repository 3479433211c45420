package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import io.gapura.rbac.Explanation.Outcome;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private final Rbac rbac = yaml("""
            version: 1
            roles:
              viewer:   { grants: [ "order:read" ] }
              clerk:    { includes: [ viewer ], grants: [ "order:create" ] }
              manager:  { includes: [ clerk ], grants: [ "order:approve" ] }
              external: { }
            deny: [ { role: external, permissions: [ "order:approve" ] } ]
            assignments:
              signing:
                boss:  { roles: [ manager ], tenant: acme }
                guest: { roles: [ manager, external ] }
            """);

    public static class Orders {
        @RolesAllowed("viewer")
        @RequiresPermission("order:approve")
        public void approve() {}

        @TenantScoped(param = "tenant")
        public void scoped() {}

        @PermitAll
        public void open() {}

        public void forgotten() {}
    }

    @Test
    void itSaysTheRuleItsPlaceAndHowTheCallerCameByItsRoles() {
        Explanation explanation = rbac.explain(signing("boss"), method(Orders.class, "approve"));
        assertThat(explanation.outcome()).isEqualTo(Outcome.PASS);
        assertThat(explanation.roles())
                .contains("manager → clerk → viewer (assignment signing boss)", "manager (assignment signing boss)");
        assertThat(explanation.parts())
                .allSatisfy(part -> assertThat(part.rule()).endsWith("#approve()"))
                .extracting(part -> part.toString())
                .containsExactly(
                        "pass authenticated", "pass role viewer", "pass permission order:approve: granted by manager");
        assertThat(explanation.version()).isEqualTo(rbac.version()).matches("1-[0-9a-f]{8}");
        assertThat(explanation.missing()).isEmpty();
    }

    @Test
    void itSaysWhatIsMissingAndWhatADenialTakes() {
        Explanation guest = rbac.explain(signing("guest"), method(Orders.class, "approve"));
        assertThat(guest.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(guest.missing()).containsExactly("permission order:approve");
        assertThat(guest.toString()).contains("granted by manager, denied to external");
        Explanation nobody = rbac.explain(signing("x"), method(Orders.class, "approve"));
        assertThat(nobody.missing()).containsExactly("role viewer", "permission order:approve");
        assertThat(nobody.toString()).contains("granted by none of the roles");
        Explanation anonymous = rbac.explain(Caller.anonymous(), method(Orders.class, "approve"));
        assertThat(anonymous.missing()).containsExactly("authenticated");
    }

    @Test
    void whatDependsOnTheObjectIsSaidToDepend() {
        assertThat(rbac.explain(signing("boss"), method(Orders.class, "scoped")).outcome())
                .isEqualTo(Outcome.DEPENDS);
        RequestView request = RequestView.get("/x")
                .withEndpoint(method(Orders.class, "scoped"))
                .withCaller(signing("boss"));
        assertThat(rbac.explain(request.withPathParameters(name -> List.of("acme")))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(rbac.explain(request.withPathParameters(name -> List.of("other")))
                        .toString())
                .contains("fail tenant {tenant}: tenant-mismatch");
        assertThat(rbac.explain(request.withPathParameters(name -> List.of("acme", "acme")))
                        .toString())
                .contains("fail tenant {tenant}: path-parameter.repeated");
    }

    /** Never asked here. */
    public static final class Owned implements ResourceCheck {
        @Override
        public Decision decide(ResourceAccess access) {
            return Decision.proceed();
        }
    }

    public static class Checked {
        @CheckResource(Owned.class)
        @TenantScoped(param = "tenant")
        public void both() {}
    }

    /** A tenant needs no store to be compared, and is compared whenever the request is there. */
    @Test
    void whoAsksWithoutChecksIsToldOfThemAndNothingElseIsLeftOpen() {
        RequestView request = RequestView.get("/x")
                .withEndpoint(method(Checked.class, "both"))
                .withCaller(signing("boss"))
                .withPathParameters(name -> List.of("acme"));
        assertThat(rbac.explainWithoutChecks(request).parts())
                .extracting(part -> part.toString())
                .containsExactlyInAnyOrder(
                        "pass authenticated",
                        "depends check " + Owned.class.getName() + ": on the object",
                        "pass tenant {tenant}");
        assertThat(rbac.explain(request).outcome()).isEqualTo(Outcome.PASS);
        assertThat(rbac.explain(signing("boss"), method(Checked.class, "both")).parts())
                .filteredOn(part -> part.outcome() == Outcome.DEPENDS)
                .hasSize(2);
    }

    @Test
    void whyACredentialOrAnActivationHoldsRolesBackIsSaid() {
        Rbac strict = yaml("""
                version: 1
                roles: { a: { grants: [ "order:approve" ] }, b: {}, viewer: { includes: [ a ] } }
                separation: { dynamic: [ { name: one-hat, roles: [ a, b ], max: 1 } ] }
                assignments: { signing: { both: { roles: [ viewer, b ] } } }
                claims:
                  - { issuer: "https://idp.example", roles: { claim: roles, same-name: [ a, viewer ], unmapped: refuse } }
                scopes: { read: { roles: [ b ] } }
                """);
        assertThat(strict.explain(signing("both"), method(Orders.class, "approve"))
                        .missing())
                .contains("separation one-hat");
        assertThat(strict.explain(signing("both"), method(Orders.class, "approve"))
                        .toString())
                .contains("separation one-hat: at most 1 of its roles");
        assertThat(strict.explain(Decided.bearer("a", "ghost"), method(Orders.class, "approve"))
                        .toString())
                .contains("fail a credential that is accepted: roles-unmapped");
        Explanation limited =
                strict.explain(Decided.bearer("viewer").withScopes(Set.of("read")), method(Orders.class, "approve"));
        assertThat(limited.toString())
                .contains("granted by a, held back by the scopes of the token or by the activation");
        assertThat(strict.explain(Decided.bearer("viewer"), method(Orders.class, "approve"))
                        .toString())
                .contains("granted by a")
                .doesNotContain("held back");
    }

    @Test
    void whatIsOpenAndWhatIsClosedNeedNoCaller() {
        assertThat(rbac.explain(Caller.anonymous(), method(Orders.class, "open"))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        Explanation forgotten = rbac.explain(signing("boss"), method(Orders.class, "forgotten"));
        assertThat(forgotten.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(forgotten.toString()).contains("fail nobody: uncovered");
    }
}
