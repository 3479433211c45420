package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Endpoint;
import jakarta.annotation.security.RolesAllowed;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestCallersTest {
    private static final Rbac RBAC = Decided.yaml("version: 1\nroles: { clerk: {} }\n");
    private static final Endpoint ORDERS = Decided.method(Orders.class, "list");

    @RolesAllowed("clerk")
    public static class Orders {
        public void list() {}
    }

    private static Caller clerk(String mechanism) {
        return Caller.of(mechanism, "tester").withRoles(Set.of("clerk"));
    }

    @Test
    void whatTheyStateCountsOnlyWhereItIsAskedFor() {
        assertThat(Decided.on(RBAC, clerk("testkit"), ORDERS)).isEqualTo("403 forbidden (role-missing)");
        assertThat(Decided.on(RBAC.withTestCallers(), clerk("testkit"), ORDERS)).isEqualTo("proceeds");
    }

    @Test
    void nobodyElseIsBelieved() {
        assertThat(Decided.on(RBAC.withTestCallers(), clerk("signing"), ORDERS))
                .isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void theVersionIsThatOfTheDocument() {
        assertThat(RBAC.withTestCallers().version()).isEqualTo(RBAC.version());
    }
}
