package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The feature as it registers itself, in the order of the specification. */
class FeatureOnAFakeRuntimeTest {
    private boolean ran;

    /** Two resources, one of which has a rule. */
    @Path("orders")
    public static class Orders {
        @GET
        public String open() {
            return "open";
        }

        @GET
        @Path("closed")
        public String closed() {
            return "closed";
        }
    }

    private FakeResponse ask(String target, FakeMatch match) throws IOException {
        Policy access = Policy.of(
                "access",
                Stage.ENDPOINT,
                request -> request.endpoint()
                                .flatMap(endpoint -> endpoint.method())
                                .filter(method -> method.getName().equals("open"))
                                .isPresent()
                        ? Decision.proceed()
                        : Decision.reject(403, "forbidden", "test"));
        FakeRuntime runtime = FakeRuntime.with(
                new GapuraFeature(Pipeline.builder().add(access).build()));
        return runtime.answer(FakeRequest.get(target), match, () -> {
            ran = true;
            return new FakeResponse(200, "orders");
        });
    }

    @Test
    void aResourceThatTheRuleAdmitsRuns() throws IOException {
        FakeResponse response = ask("/orders", FakeMatch.of(Orders.class, "open"));
        assertThat(response.getEntity()).isEqualTo("orders");
        assertThat(response.getHeaders()).containsKey("X-Request-Id");
        assertThat(ran).isTrue();
    }

    @Test
    void aResourceThatTheRuleRefusesDoesNotRun() throws IOException {
        FakeResponse response = ask("/orders/closed", FakeMatch.of(Orders.class, "closed"));
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.text()).contains("forbidden");
        assertThat(ran).isFalse();
    }

    @Test
    void aPathWithoutResourceIsNotFoundInOurWords() throws IOException {
        FakeResponse response = ask("/nothing", null);
        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.text()).contains("not-found");
    }
}
