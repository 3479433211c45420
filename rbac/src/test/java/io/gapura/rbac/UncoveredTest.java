package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.ruling;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.verdict;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent.WouldReject;
import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.rbac.Rbac.OnUncovered;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no rule covers, what is ruled by the specification alone, and what cannot start. */
class UncoveredTest {
    private static final String ROLES = "version: 1\nroles: { a: { grants: [ \"x:y\" ] }, b: {} }\n"
            + "assignments: { signing: { a: { roles: [ a ] }, b: { roles: [ b ] } } }\n";

    private final Rbac rbac = yaml(ROLES);
    private final Rbac reporting = rbac.onUncovered(OnUncovered.REPORT);

    public interface Api {
        @RolesAllowed("a")
        void inherited();
    }

    public static class Resource implements Api {
        public void nothing() {}

        @RolesAllowed("a")
        public void gated() {}

        @DenyAll
        public void closed() {}

        @PermitAll
        public void open() {}

        @PublicEndpoint(reason = "there is nothing to see")
        public void reasoned() {}

        @RolesAllowed({"a", "*"})
        public void broken() {}

        @Override
        public void inherited() {}
    }

    private static RequestView request(String name) {
        return RequestView.get("/x").withEndpoint(method(Resource.class, name));
    }

    @Test
    void reportLetsPassWhatNoRuleCoversAndRecordsIt() {
        for (Caller caller : List.of(Caller.anonymous(), signing("a"), signing("nobody"))) {
            Verdict verdict = verdict(reporting, caller, request("nothing"));
            assertThat(verdict.rejection()).isEmpty();
            assertThat(verdict.shadowed())
                    .extracting(WouldReject::policy, would -> would.rejection().toString())
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("rbac", "403 forbidden (uncovered)"));
        }
    }

    @Test
    void aCallerThatIsLetThroughHasTheRolesOfThePolicyAndNoOthers() {
        assertThat(verdict(reporting, signing("a").withRoles(java.util.Set.of("b")), request("nothing"))
                        .request()
                        .caller()
                        .roles())
                .containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gated", "closed", "broken", "inherited"})
    void reportIsForUncoveredEndpointsAlone(String name) {
        Verdict verdict = verdict(reporting, signing("b"), request(name));
        String denied = on(rbac, signing("b"), request(name));
        assertThat(verdict.rejection().map(Object::toString)).contains(denied);
        assertThat(verdict.shadowed()).isEmpty();
    }

    @Test
    void reportIsSaidInThePostureAndInTheCoverage() {
        assertThat(Pipeline.builder().addAll(reporting.policies()).build().posture())
                .containsExactly("rbac enforce (shadowed: uncovered; what no rule covers is let through)");
        assertThat(Pipeline.builder().addAll(rbac.policies()).build().posture()).containsExactly("rbac enforce");
        Deployment deployment =
                Deployment.of(Pipeline.builder().addAll(reporting.policies()).build());
        deployment.cover(method(Resource.class, "nothing"));
        assertThat(deployment.coverage().toString()).endsWith("-> rbac: uncovered, let through (enforce)");
        assertThat(deployment.coverage().uncovered()).hasSize(1);
    }

    @Test
    void denyRefusesWhatNoRuleCoversAndRecordsNothingElse() {
        Verdict verdict = verdict(rbac, signing("a"), request("nothing"));
        assertThat(verdict.rejection().map(Object::toString)).contains("403 forbidden (uncovered)");
        assertThat(verdict.shadowed()).isEmpty();
        assertThat(ruling(rbac, method(Resource.class, "nothing"))).isEqualTo("uncovered!");
    }

    @Test
    void theCoverageNamesWhereAnInheritedRuleStands() {
        Deployment deployment =
                Deployment.of(Pipeline.builder().addAll(rbac.policies()).build());
        deployment.cover(method(Resource.class, "inherited"));
        assertThat(deployment.coverage().toString())
                .endsWith("-> rbac: roles [a], inherited from " + Api.class.getName() + "#inherited() (enforce)");
    }

    @Test
    void bySpecificationARuleOfAnInterfaceDoesNotCount() {
        Rbac spec = rbac.bySpecification();
        assertThat(ruling(spec, method(Resource.class, "inherited"))).isEqualTo("uncovered!");
        assertThat(on(spec, signing("a"), method(Resource.class, "inherited"))).isEqualTo("403 forbidden (uncovered)");
        assertThat(on(spec, signing("a"), method(Resource.class, "gated"))).isEqualTo("proceeds");
        assertThat(Pipeline.builder().addAll(spec.policies()).build().posture())
                .containsExactly("rbac enforce (annotations by the specification alone)");
    }

    @Test
    void whatIsOpenMayHaveToSayWhy() {
        Rbac strict = rbac.publicNeedsReason();
        assertThatThrownBy(() -> ruling(strict, method(Resource.class, "open")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("public-without-reason")
                .hasMessageContaining("Resource#open()")
                .hasMessageContaining("rbac.public-needs-reason");
        assertThat(on(strict, Caller.anonymous(), method(Resource.class, "open")))
                .isEqualTo("500 internal-error (rule-conflict)");
        assertThat(ruling(strict, method(Resource.class, "reasoned"))).isEqualTo("public");
        assertThat(ruling(strict, method(Resource.class, "gated"))).isEqualTo("roles [a]");
        assertThat(ruling(rbac, method(Resource.class, "open"))).isEqualTo("public");
    }

    @Test
    void aRuleThatCouldAskWhoCallsNeedsSomebodyWhoProvesCallers() {
        Deployment deployment =
                Deployment.of(Pipeline.builder().addAll(rbac.policies()).build());
        assertThatThrownBy(() -> deployment.requireServed(method(Resource.class, "gated")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no-challenge rbac");
        for (String name : List.of("closed", "open", "nothing")) {
            assertThatCode(() -> deployment.requireServed(method(Resource.class, name)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aPathRuleThatCouldAskWhoCallsNeedsHimToo() {
        Endpoint open = method(Resource.class, "open");
        for (String rule : List.of(
                "{ path: /a, require: { authenticated: true } }",
                "{ path: \"/a/**\", require: { roles: [ a ] } }",
                "{ path: \"/{x}\", method: [ GET ], require: { permissions: [ \"x:y\" ] } }")) {
            Rbac paths = yaml(ROLES + "paths: [ " + rule + " ]\n");
            Deployment asking =
                    Deployment.of(Pipeline.builder().addAll(paths.policies()).build());
            assertThatThrownBy(() -> asking.requireServed(open))
                    .as(rule)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no-challenge");
        }
        Rbac closed = yaml(ROLES + "paths: [ { path: /a, deny: true }, { path: /b, public: \"it is\" } ]\n");
        Deployment silent =
                Deployment.of(Pipeline.builder().addAll(closed.policies()).build());
        assertThatCode(() -> silent.requireServed(open)).doesNotThrowAnyException();
    }

    @Test
    void aPathRuleCoversFilesToo() {
        Rbac paths = yaml(ROLES + "paths: [ { path: \"/x\", require: { roles: [ a ] } } ]\n");
        Endpoint files = Endpoint.files("GET", "/");
        RequestView file = RequestView.get("/x").withEndpoint(files);
        assertThat(on(paths, signing("a"), file)).isEqualTo("proceeds");
        assertThat(on(paths, signing("b"), file)).isEqualTo("403 forbidden (role-missing)");
        assertThat(on(paths, signing("a"), RequestView.get("/y").withEndpoint(files)))
                .isEqualTo("403 forbidden (uncovered)");
        assertThat(ruling(paths, files)).isEqualTo("path rules");
        assertThat(on(rbac, signing("a"), file)).isEqualTo("403 forbidden (uncovered)");
        assertThat(ruling(rbac, files)).isEqualTo("uncovered!");
    }

    @jakarta.annotation.security.DeclareRoles({"a", "ghost"})
    public static class Declaring {
        @RolesAllowed("ghost")
        public void ghost() {}

        @RolesAllowed({"a", "ghost"})
        public void some() {}

        @PermitAll
        public void open() {}
    }

    @Test
    void aRoleThatIsDeclaredInCodeAloneIsOneThatNobodyHoldsWithoutADocument() {
        Rbac annotated = Rbac.annotated(RoleModel.empty().role("a", "x:y").assign("signing", "a", "a"));
        assertThat(ruling(annotated, method(Declaring.class, "ghost"))).isEqualTo("nobody");
        assertThat(ruling(annotated, method(Declaring.class, "some"))).isEqualTo("roles [a]");
        assertThat(ruling(annotated, method(Declaring.class, "open"))).isEqualTo("public");
        assertThat(on(annotated, signing("a"), method(Declaring.class, "ghost")))
                .isEqualTo("403 forbidden (deny-all)");
        assertThat(on(annotated, signing("a"), method(Declaring.class, "some"))).isEqualTo("proceeds");
    }

    @Test
    void withADocumentARoleThatIsDeclaredInCodeAloneStopsTheStart() {
        for (String name : List.of("ghost", "some", "open")) {
            assertThatThrownBy(() -> ruling(rbac, method(Declaring.class, name)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("unknown-role ghost is declared by @DeclareRoles alone");
        }
    }

    @Test
    void anUnwrapperOfTheApplicationIsAsked() {
        Rbac knowing = rbac.unwrapping(
                type -> type == Runnable.class ? java.util.Optional.of(Resource.class) : java.util.Optional.empty());
        Endpoint made = Endpoint.resource("GET", "/x", Runnable.class, Decided.find(Resource.class, "gated"));
        assertThat(ruling(knowing, made)).isEqualTo("roles [a]");
        assertThat(ruling(rbac, made)).isEqualTo("uncovered!");
        assertThat(knowing.policies()).extracting(Policy::name).containsExactly("rbac");
    }
}
