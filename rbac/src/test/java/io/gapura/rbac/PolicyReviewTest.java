package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The review functions of INCITS 359 over the page's own document. */
class PolicyReviewTest {
    private static final CallerId PARTNER = new CallerId.Proven(Word.of("signing"), Word.of("orders-partner"));
    private static final CallerId BATCH = new CallerId.Certificate(Word.of("CN=batch,O=acme"));
    private static final CallerId SUBJECT =
            new CallerId.Subject(Word.of("https://idp.example/realm"), Word.of("8f1c2d"));
    private static final CallerId CONTAINER = new CallerId.ContainerRole(Word.of("ORDER_CLERK"));
    private static final CallerId SHOP = new CallerId.Proven(Word.of("webhook"), Word.of("shop"));

    private final PolicyReview review = PolicyReview.of(PolicyExample.page());

    private static List<String> texts(Set<Permission> permissions) {
        return permissions.stream().map(Permission::text).toList();
    }

    @Test
    void assignedCallersHoldTheRoleItselfAndAuthorizedOnesAlsoBySeniors() {
        assertThat(review.assignedCallers("clerk")).containsExactlyInAnyOrder(PARTNER, CONTAINER, SHOP);
        assertThat(review.authorizedCallers("clerk")).containsExactlyInAnyOrder(PARTNER, CONTAINER, SHOP, SUBJECT);
        assertThat(review.authorizedCallers("viewer"))
                .hasSize(6)
                .contains(BATCH, new CallerId.Certificate(Word.of("dns:batch.acme.example")));
        assertThat(review.authorizedCallers("payer")).isEmpty();
    }

    @Test
    void assignedRolesAreThoseOfTheDocumentAndAuthorizedOnesAllThatTheyInclude() {
        assertThat(review.assignedRoles(SUBJECT)).containsExactly("manager");
        assertThat(review.authorizedRoles(SUBJECT)).containsExactly("clerk", "manager", "viewer");
        assertThat(review.assignedRoles(new CallerId.Proven(Word.of("signing"), Word.of("8f1c2d"))))
                .isEmpty();
        assertThat(review.includedRoles("clerk")).containsExactly("clerk", "viewer");
    }

    @Test
    void permissionsAreThoseThatSomebodyNamesWithJuniorsAndWithoutDenials() {
        assertThat(texts(review.rolePermissions("clerk"))).containsExactly("order:create", "order:read");
        assertThat(texts(review.callerPermissions(SUBJECT)))
                .containsExactly("invoice:export", "order:approve", "order:create", "order:read");
        List<Permission> asked = List.of(Permission.of("report:sales"), Permission.of("order:read:7"));
        assertThat(texts(review.knowing(asked).rolePermissions("manager")))
                .contains("report:sales", "order:read:7", "order:approve");
        assertThat(review.rolePermissions("external")).isEmpty();
    }

    @Test
    void aDenialTakesAwayWhateverGrants() {
        PolicyReview denying = PolicyReview.of(PolicyExample.read("""
                version: 1
                roles: { a: { grants: [ "x:**" ] }, b: { includes: [ a ] }, c: { grants: [ "x:y", "x:z" ] } }
                deny: [ { role: b, permissions: [ "x:y" ] } ]
                """));
        assertThat(texts(denying.rolePermissions("a"))).containsExactly("x:y", "x:z");
        assertThat(texts(denying.rolePermissions("b"))).containsExactly("x:z");
    }

    @Test
    void operationsAreAskedForAKindOfObjectOrForOneOfThem() {
        assertThat(review.roleOperationsOnObject("manager", "order")).containsExactly("approve", "create", "read");
        assertThat(review.roleOperationsOnObject("clerk", "order:42")).containsExactly("read");
        assertThat(review.roleOperationsOnObject("viewer", "order:42")).isEmpty();
        assertThat(review.callerOperationsOnObject(SUBJECT, "order")).containsExactly("approve", "create", "read");
        assertThat(review.callerOperationsOnObject(BATCH, "order")).containsExactly("read");
        assertThat(review.callerOperationsOnObject(BATCH, "unheard-of")).isEmpty();
    }

    @Test
    void whatDecidesIsReviewed() {
        Rbac rbac = Rbac.annotated(RoleModel.empty().role("a", "x:y").assign("signing", "eve", "a"));
        assertThat(rbac.review().authorizedCallers("a"))
                .containsExactly(new CallerId.Proven(Word.of("signing"), Word.of("eve")));
    }

    @Test
    void separationSetsAreListed() {
        assertThat(review.separationSets())
                .extracting(set -> set.name() + " " + set.roles() + " " + set.max() + " " + set.dynamic())
                .containsExactly("maker-checker [clerk, auditor] 1 false", "one-hat [payer, approver] 1 true");
    }

    @Test
    void aRoleThatIsNotDeclaredIsAMistakeOfWhoeverAsks() {
        assertThatThrownBy(() -> review.rolePermissions("clrek"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such role; the nearest is clerk");
        assertThatThrownBy(() -> review.assignedCallers("nobody")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> review.authorizedCallers("nobody")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDocumentThatWouldNotLoadIsNotReviewed() {
        PolicyDocument broken = RoleModel.empty().role("a").includes("a", "b").document();
        assertThatThrownBy(() -> PolicyReview.of(broken)).isInstanceOf(ConfigurationException.class);
    }
}
