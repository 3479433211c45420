package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gapura.filters.Caller;
import io.gapura.filters.Coverage;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.RequestView;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Word;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What callers hold now, and what the policy of a running application says of them. */
class SessionReviewTest {
    private static final String TEXT = """
            version: 1
            permissions: [ "order:read", "order:approve", "report:read" ]
            roles:
              viewer:  { grants: [ "order:read" ] }
              clerk:   { includes: [ viewer ] }
              manager: { includes: [ clerk ], grants: [ "order:approve" ] }
              auditor: { grants: [ "report:read", "old:unused" ] }
              marker:  {}
            deny: [ { role: clerk, permissions: [ "report:read" ] } ]
            separation: { dynamic: [ { name: one-hat, roles: [ manager, auditor ], max: 1 } ] }
            assignments:
              signing:
                ann: { roles: [ manager ], tenant: acme, scopes: [ orders.write ] }
                eve: { roles: [ manager, auditor ] }
              container: { BOSS: { roles: [ clerk ] } }
            """;

    private final Rbac rbac = Decided.yaml(TEXT);

    public static class Orders {
        @RolesAllowed("clerk")
        public void list() {}

        @RequiresPermission("ledger:read")
        @RolesAllowed("marker")
        public void ledger() {}
    }

    private static final Endpoint LIST = Decided.method(Orders.class, "list");

    private SessionReview review(Rbac of, Caller caller) {
        return of.access(caller).review();
    }

    @Test
    void aSessionHasRolesWithTheirWaysPermissionsScopesAndATenant() {
        SessionReview ann = review(rbac, Decided.signing("ann"));
        assertThat(ann.activeRoles()).containsExactly("clerk", "manager", "viewer");
        assertThat(ann.authorizedRoles()).isEqualTo(ann.activeRoles());
        assertThat(ann.permissions()).extracting(Permission::text).containsExactly("order:approve", "order:read");
        assertThat(ann.scopes()).containsExactly("orders.write");
        assertThat(ann.tenant()).contains("acme");
        assertThat(ann.refused()).isEmpty();
        assertThat(ann.ways())
                .hasSize(3)
                .anyMatch(way -> way.startsWith("manager → clerk → viewer (") && way.contains("signing"));
    }

    @Test
    void whatTheApplicationLeavesActiveIsActive() {
        Rbac choosing = rbac.activation((caller, request) -> Set.of("viewer"));
        SessionReview ann = review(choosing, Decided.signing("ann"));
        assertThat(ann.activeRoles()).containsExactly("viewer");
        assertThat(ann.authorizedRoles()).containsExactly("clerk", "manager", "viewer");
        assertThat(ann.permissions()).extracting(Permission::text).containsExactly("order:read");
        assertThat(ann.ways()).anyMatch(way -> way.startsWith("manager (") && way.endsWith(", not active)"));
    }

    @Test
    void aBrokenSeparationLeavesNothingAndIsNamed() {
        SessionReview eve = review(rbac, Decided.signing("eve"));
        assertThat(eve.activeRoles()).isEmpty();
        assertThat(eve.permissions()).isEmpty();
        assertThat(eve.authorizedRoles()).contains("manager", "auditor");
        assertThat(eve.refused()).contains("separation-dynamic one-hat");
    }

    @Test
    void whoeverIsRefusedEverywhereIsSaidToBe() {
        Rbac widening = rbac.activation((caller, request) -> Set.of("auditor"));
        SessionReview ann = review(widening, Decided.signing("ann"));
        assertThat(ann.refused()).contains(AccessReason.ACTIVATION_WIDENED.word());
        assertThat(ann.permissions()).isEmpty();
    }

    @Test
    void nobodyHoldsNothing() {
        SessionReview nobody = review(rbac, Caller.anonymous());
        assertThat(nobody.activeRoles()).isEmpty();
        assertThat(nobody.ways()).isEmpty();
        assertThat(nobody).isEqualTo(Access.of(null).review());
    }

    /** The same of the principal that the application sees, whose server is asked no more. */
    @Test
    void aSessionOfARequestIsReviewedByThePolicyThatAdmittedIt() throws IOException {
        AtomicReference<Caller> admitted = new AtomicReference<>();
        Pipeline pipeline = Pipeline.builder().addAll(rbac.policies()).build();
        admitted.set(pipeline.decide(RequestView.get("/x").withEndpoint(LIST).withCaller(Decided.signing("ann")))
                .request()
                .caller());
        SessionReview ann = Access.of(admitted.get()).review();
        assertThat(ann).isEqualTo(review(rbac, Decided.signing("ann")));
        assertThat(rbac.review().activeRoles(Access.of(admitted.get()))).containsExactly("clerk", "manager", "viewer");
    }

    @Test
    void aContainersRolesAreSaidToBeItsOwn() {
        Caller boss = Caller.of("container", "boss").withRoles(Set.of("BOSS"));
        assertThat(review(rbac, boss).ways()).anyMatch(way -> way.startsWith("clerk → viewer ("));
    }

    @Test
    void anApplicationIsReviewedWithItsEndpoints() {
        Deployment deployment = new Recording()
                .deployment(Pipeline.builder().addAll(rbac.policies()).build());
        deployment.cover(LIST);
        PolicyReview review = PolicyReview.of(deployment);
        assertThat(review.coverage()).extracting(Coverage.Row::rule).containsExactly("roles [clerk]");
        assertThat(review.matrix()).isEqualTo(AccessMatrix.of(deployment));
        assertThat(review.explain(Decided.signing("ann"), LIST).outcome()).isEqualTo(Explanation.Outcome.PASS);
        assertThat(review.explain(Decided.signing("bob"), LIST).missing()).containsExactly("role clerk");
        CallerId ann = new CallerId.Proven(Word.of("signing"), Word.of("ann"));
        assertThat(review.callerPermissions(ann)).extracting(Permission::text).contains("order:approve");
        assertThatIllegalStateException()
                .isThrownBy(() -> PolicyReview.of(
                        new Recording().deployment(Pipeline.builder().build())));
    }

    @Test
    void aDocumentAloneKnowsNoEndpoints() {
        PolicyReview review = rbac.review();
        assertThat(review.coverage()).isEmpty();
        assertThat(review.matrix().rows()).isEmpty();
        assertThat(review.explain(Decided.signing("ann"), LIST).outcome()).isEqualTo(Explanation.Outcome.PASS);
    }

    private static List<LogRecord> told(Rbac rules, Endpoint... endpoints) {
        List<LogRecord> told = new ArrayList<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                told.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Deployment deployment = new Recording()
                .deployment(Pipeline.builder().addAll(rules.policies()).build());
        for (Endpoint endpoint : endpoints) {
            deployment.cover(endpoint);
        }
        Logger logger = Logger.getLogger("io.gapura.rbac");
        logger.addHandler(recorder);
        try {
            deployment.open();
            deployment.open();
        } finally {
            logger.removeHandler(recorder);
        }
        return told;
    }

    @Test
    void whatNothingAsksForIsToldWhenTheGateOpens() {
        assertThat(told(rbac, LIST))
                .extracting(LogRecord::getMessage)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains(
                                        "permission-unchecked nothing asks for old:unused, as far as endpoints are known"),
                        line -> assertThat(line).contains("role-without-grants marker"));
        assertThat(told(rbac, LIST)).extracting(LogRecord::getLevel).containsOnly(Level.INFO);
        Rbac raised = rbac.raising(Set.of(Lint.Code.PERMISSION_UNCHECKED));
        assertThat(told(raised, LIST)).extracting(LogRecord::getLevel).contains(Level.WARNING, Level.INFO);
    }

    @Test
    void whatAnAnnotationAsksForIsNotTold() {
        Rbac asked = Decided.yaml(TEXT.replace("\"old:unused\"", "\"ledger:read\""));
        assertThat(told(asked, LIST, Decided.method(Orders.class, "ledger"))).isEmpty();
    }

    /** Some runtimes tell of their resources with the first request only: what asks may be still to come. */
    @Test
    void nothingIsToldBeforeTheFirstResourceIsKnown() {
        assertThat(told(rbac)).isEmpty();
    }
}
