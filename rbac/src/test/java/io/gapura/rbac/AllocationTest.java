package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deciding makes no garbage. */
class AllocationTest {
    /** The smallest object has 16 bytes; less on average is what the runtime itself made once. */
    private static final long NOTHING = 8;

    private final Rbac rbac = Decided.yaml("version: 1\nroles: { clerk: { grants: [ \"order:read\" ] } }\n"
            + "assignments: { signing: { clerk: { roles: [ clerk ] } } }\n"
            + "claims: [ { issuer: https://idp.example, roles: { claim: roles, same-name: [ clerk ] } } ]\n");

    public static class Orders {
        @RequiresPermission("order:read")
        public void list() {}
    }

    /** @param most how many it may be: looked for until it is no more */
    private long bytesPerDecision(Caller caller, long most) throws IOException {
        Policy policy = rbac.policies().get(0);
        RequestView request = RequestView.get("/x")
                .withEndpoint(Decided.method(Orders.class, "list"))
                .withCaller(caller);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least > most; round++) { // until the compiler has come to it
            long before = threads.getCurrentThreadAllocatedBytes();
            int kept = 0;
            for (int i = 0; i < 20_000; i++) {
                kept += policy.decide(request) instanceof Decision.Proceed ? 1 : 0;
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 20_000);
            assertThat(kept).isIn(0, 20_000);
        }
        return least;
    }

    @Test
    void aKnownCallerIsDecidedOnWithoutGarbage() throws IOException {
        RequestView request = RequestView.get("/x").withEndpoint(Decided.method(Orders.class, "list"));
        Caller clerk = Decided.verdict(rbac, Caller.of("signing", "clerk"), request)
                .request()
                .caller();
        assertThat(clerk.roles()).containsExactly("clerk");
        assertThat(bytesPerDecision(clerk, NOTHING - 1)).isLessThan(NOTHING);
    }

    @Test
    void aRefusalCostsNoMoreThanAnAdmission() throws IOException {
        assertThat(bytesPerDecision(rbac.access(Caller.of("signing", "nobody")).caller(), NOTHING - 1))
                .isLessThan(NOTHING);
        assertThat(bytesPerDecision(Caller.anonymous(), NOTHING - 1)).isLessThan(NOTHING);
    }

    /** The view and the decision that carry it on are all that is made: no look-up of roles, no set of them. */
    @Test
    void aCallerThatWasSeenBeforeCostsItsViewAndNoMore() throws IOException {
        Caller token = Caller.of("bearer", "https://idp.example", "s");
        Caller clerk = token.withClaims(claim -> Optional.of(List.of("clerk")));
        assertThat(Decided.verdict(
                                rbac, clerk, RequestView.get("/x").withEndpoint(Decided.method(Orders.class, "list")))
                        .rejection())
                .isEmpty();
        assertThat(bytesPerDecision(clerk, 96)).isLessThanOrEqualTo(96);
        assertThat(bytesPerDecision(token.withClaims(claim -> Optional.empty()), 96))
                .isLessThanOrEqualTo(96);
    }
}
