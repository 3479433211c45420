package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static final String POLICY = """
            version: 1
            permissions: [ "invoice:export" ]
            roles:
              clerk:    { grants: [ "order:approve:*", "invoice:export" ] }
              owner:    { grants: [ "order:approve:7" ] }
              external: { }
              payer:    { grants: [ "order:approve:1" ] }
              all:      { grants: [ "**" ] }
              deep:     { grants: [ "order:approve:**" ] }
              anything: { grants: [ "*:approve:7" ] }
              acts:     { grants: [ "order:*:7" ] }
              no-all:   { }
              no-deep:  { }
              no-any:   { }
              no-acts:  { }
            deny:
              - { role: external, permissions: [ "invoice:**", "order:approve:13" ] }
              - { role: no-all, permissions: [ "**" ] }
              - { role: no-deep, permissions: [ "order:approve:**" ] }
              - { role: no-any, permissions: [ "*:approve:7" ] }
              - { role: no-acts, permissions: [ "order:*:7" ] }
            separation: { dynamic: [ { name: hats, roles: [ payer, owner ], max: 1 } ] }
            assignments:
              signing:
                ada: { roles: [ clerk ] }
                bob: { roles: [ owner ], tenant: acme }
                eve: { roles: [ clerk, external ] }
                two: { roles: [ payer, owner ] }
                all: { roles: [ all ] }
                deep: { roles: [ deep ] }
                anything: { roles: [ anything ] }
                acts: { roles: [ acts ] }
                no-all: { roles: [ clerk, no-all ] }
                no-deep: { roles: [ clerk, no-deep ] }
                no-any: { roles: [ clerk, no-any ] }
                no-acts: { roles: [ clerk, no-acts ] }
            """;

    private final Rbac rbac = yaml(POLICY);

    public static class Orders {
        @Authenticated
        public void any() {}
    }

    private static Permission approve(String id) {
        return Permission.of("order:approve").on(id);
    }

    @ParameterizedTest
    @CsvSource({
        "ada, 7, true",
        "ada, ü, true",
        "ada, *, true",
        "bob, 7, true",
        "bob, 8, false",
        "bob, *, false",
        "eve, 7, true",
        "eve, 13, false",
        "two, 7, false",
        "nobody, 7, false",
        "all, 7, true",
        "deep, 7, true",
        "anything, 7, true",
        "anything, 8, false",
        "acts, 7, true",
        "acts, 8, false",
        "no-all, 7, false",
        "no-deep, 7, false",
        "no-any, 7, false",
        "no-any, 8, true",
        "no-acts, 7, false",
        "no-acts, 8, true"
    })
    void anObjectIsAskedForInCode(String caller, String id, boolean expected) {
        assertThat(rbac.access(signing(caller)).permits(approve(id))).isEqualTo(expected);
    }

    @Test
    void thePermissionOnAllObjectsIsNotThePermissionItself() {
        assertThat(rbac.access(signing("ada")).permits(Permission.of("order:approve")))
                .isFalse();
        assertThat(rbac.access(signing("ada")).permits(Permission.of("invoice:export")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ada, 403 forbidden (permission-missing)",
        "eve, 403 forbidden (permission-denied)",
        "two, 403 forbidden (separation-dynamic)",
        "none, 401 authentication-required (anonymous)"
    })
    void whatIsRequiredAndNotHeldBecomesTheAnswer(String name, String expected) {
        Access access = rbac.access(name.equals("none") ? Caller.anonymous() : signing(name));
        Permission asked = name.equals("ada") ? Permission.of("order:approve") : Permission.of("invoice:export");
        assertThatThrownBy(() -> access.require(asked)).isInstanceOfSatisfying(AccessDeniedException.class, denied -> {
            assertThat(denied.rejection()).hasToString(expected);
            assertThat(denied.getCause()).isInstanceOf(RefusedException.class);
            assertThat(denied.getStackTrace()).isEmpty();
        });
    }

    @Test
    void anObjectIsNeverInTheNote() {
        assertThatThrownBy(() -> rbac.access(signing("bob")).require(approve("secret")))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.rejection().note().orElseThrow())
                                .contains("missing order:approve on an object")
                                .doesNotContain("secret"));
    }

    @Test
    void whatNobodyDeclaredIsRefusedAndLoggedOnce() {
        Rbac everything = yaml("version: 1\nroles: { root: { grants: [ \"**\" ] } }\n"
                + "assignments: { signing: { root: { roles: [ root ] } } }\n");
        List<String> said = new CopyOnWriteArrayList<>();
        Handler recording = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("io.gapura.rbac");
        log.addHandler(recording);
        try {
            Access root = everything.access(signing("root"));
            assertThat(root.permits(Permission.of("ordr:aprove"))).isFalse();
            assertThat(root.permits(Permission.of("ordr:aprove"))).isFalse();
            assertThat(root.permits(Permission.of("ordr:aprove").on("secret"))).isFalse();
        } finally {
            log.removeHandler(recording);
        }
        assertThat(said).singleElement().asString().startsWith("unknown-permission ordr:aprove is asked for");
    }

    @Test
    void thePrincipalOfARequestCarriesItsPolicy() {
        RequestView request = RequestView.get("/x").withEndpoint(method(Orders.class, "any"));
        Caller admitted =
                Decided.verdict(rbac, signing("bob"), request).request().caller();
        assertThat(Access.of(admitted).permits(approve("7"))).isTrue();
        assertThat(Access.of(admitted).tenant()).hasValue("acme");
        assertThat(Access.of(admitted).caller().tenant()).hasValue("acme");
    }

    @Test
    void whoCameByNoRuleMayDoNothing() {
        Principal stranger = () -> "bob";
        assertThat(Access.of(stranger).permits(approve("7"))).isFalse();
        assertThat(Access.of(null).permits(approve("7"))).isFalse();
        assertThat(Access.of(signing("bob").withRoles(Set.of("owner"))).permits(approve("7")))
                .isFalse();
        assertThat(Access.of(null).tenant()).isEmpty();
        assertThatThrownBy(() -> Access.of(signing("bob")).require(approve("7")))
                .hasMessage("forbidden");
    }

    @Test
    void anotherPolicyFindsItsOwnRoles() {
        Caller before = rbac.access(signing("bob")).caller();
        Rbac after = yaml(POLICY.replace("bob: { roles: [ owner ]", "bob: { roles: [ clerk ]"));
        assertThat(Access.of(before).permits(approve("8"))).isFalse();
        assertThat(after.access(before).permits(approve("8"))).isTrue();
    }

    @Test
    void aMethodIsDecidedOnWithoutAServer() {
        assertThat(rbac.decide(signing("ada"), Decided.find(Orders.class, "any")))
                .isInstanceOf(Decision.Proceed.class);
        Decision refused = rbac.decide(Caller.anonymous(), Decided.find(Orders.class, "any"));
        assertThat(Optional.of(refused)
                        .map(Decision.Reject.class::cast)
                        .map(Decision.Reject::rejection)
                        .map(Rejection::toString))
                .hasValue("401 authentication-required (anonymous)");
    }
}
