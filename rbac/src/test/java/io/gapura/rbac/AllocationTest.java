package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Deciding makes no garbage worth the name: three Optionals of the engine at most. */
class AllocationTest {
    private final Rbac rbac = Decided.yaml("version: 1\nroles: { clerk: { grants: [ \"order:read\" ] } }\n"
            + "assignments: { signing: { clerk: { roles: [ clerk ] } } }\n");

    public static class Orders {
        @RequiresPermission("order:read")
        public void list() {}
    }

    private long bytesPerDecision(Caller caller) throws IOException {
        Policy policy = rbac.policies().get(0);
        RequestView request = RequestView.get("/x")
                .withEndpoint(Decided.method(Orders.class, "list"))
                .withCaller(caller);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        int kept = 0;
        for (int i = 0; i < 40_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            kept += policy.decide(request) == Decision.proceed() ? 1 : 0;
        }
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(kept).isIn(0, 40_000);
        return (after - before) / 20_000;
    }

    @Test
    void aKnownCallerIsDecidedOnWithoutGarbage() throws IOException {
        RequestView request = RequestView.get("/x").withEndpoint(Decided.method(Orders.class, "list"));
        Caller clerk = Decided.verdict(rbac, Caller.of("signing", "clerk"), request)
                .request()
                .caller();
        assertThat(clerk.roles()).containsExactly("clerk");
        assertThat(bytesPerDecision(clerk)).isLessThanOrEqualTo(64);
    }

    @Test
    void aRefusalCostsNoMoreThanAnAdmission() throws IOException {
        assertThat(bytesPerDecision(rbac.access(Caller.of("signing", "nobody")).caller()))
                .isLessThanOrEqualTo(64);
        assertThat(bytesPerDecision(Caller.anonymous())).isLessThanOrEqualTo(64);
    }
}
