package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerEndpointTest {
    private static Endpoint endpoint() {
        return Endpoint.servlet("GET", "/orders", PerEndpointTest.class);
    }

    /** What is known of an endpoint often leads back to the policy that knows it: a class must not keep that alive. */
    @Test
    void whatLeadsBackToItsPolicyGoesWithIt() throws InterruptedException {
        WeakReference<Object> gone = known();
        for (int i = 0; i < 500 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(gone.get()).isNull();
    }

    private static WeakReference<Object> known() {
        Object[] policy = new Object[1];
        PerEndpoint<Object> known = PerEndpoint.of("unknown", endpoint -> List.of(endpoint.id(), policy));
        policy[0] = known;
        assertThat(known.get(endpoint())).isSameAs(known.get(endpoint())).isNotEqualTo("unknown");
        return new WeakReference<>(known);
    }

    @Test
    void anEndpointIsAskedForOnce() {
        Endpoint first = endpoint();
        int[] asked = {0};
        PerEndpoint<Integer> known = PerEndpoint.of(-1, endpoint -> ++asked[0]);
        assertThat(known.get(first)).isEqualTo(1);
        assertThat(known.get(first)).isEqualTo(1);
        assertThat(known.get(endpoint())).isEqualTo(1);
    }
}
