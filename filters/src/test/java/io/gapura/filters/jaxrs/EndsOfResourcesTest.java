package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Completion;
import io.gapura.filters.Decision;
import io.gapura.filters.Endings;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a request ended is told once where no filter is in front: by the last who sees the answer. */
class EndsOfResourcesTest {
    private final Endings endings = new Endings();
    private final FakeRequest request = FakeRequest.get("/orders");

    /** What is called. */
    @Path("orders")
    public static class Orders {
        @GET
        public String list() {
            return "orders";
        }
    }

    private FakeResponse answer(Supplier<FakeResponse> resource, Policy... more) throws IOException {
        Pipeline.Builder builder = Pipeline.builder().add(endings);
        for (Policy policy : more) {
            builder.add(policy);
        }
        return FakeRuntime.with(new GapuraFeature(builder.build()))
                .answer(request, FakeMatch.of(Orders.class, "list"), resource);
    }

    private void write(FakeInterception.Writing.Writer writer, @Nullable OutputStream wire) throws IOException {
        FakeInterception.Writing writing = new FakeInterception.Writing(writer);
        for (String name : request.getPropertyNames()) {
            writing.setProperty(name, request.getProperty(name));
        }
        new WriteFailures().aroundWriteTo(wire == null ? writing : writing.onto(wire));
    }

    @Test
    void anEntityEndsWhenItWasWritten() throws IOException {
        answer(() -> new FakeResponse(200, "orders"));
        assertThat(endings.seen()).isEmpty();
        write(out -> out.write('x'), null);
        assertThat(endings.seen()).containsExactly(new Completion(200, false));
    }

    @Test
    void anAnswerWithoutAnEntityEndsWithTheLastFilter() throws IOException {
        answer(() -> new FakeResponse(204, null));
        assertThat(endings.seen()).containsExactly(new Completion(204, false));
    }

    @Test
    void anErrorOfTheResourceEndsWithTheLastFilter() throws IOException {
        answer(() -> new FakeResponse(409, "canary"));
        assertThat(endings.seen()).containsExactly(new Completion(409, false));
    }

    @Test
    void aRefusalOfALaterPolicyEndsIt() throws IOException {
        Policy closed = Policy.of("closed", view -> Decision.reject(403, "forbidden", "closed"));
        answer(
                () -> {
                    throw new AssertionError("the resource was called");
                },
                closed);
        assertThat(endings.seen()).containsExactly(new Completion(403, false));
    }

    @Test
    void aWireThatBreaksIsACut() throws IOException {
        answer(() -> new FakeResponse(200, "orders"));
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        assertThatThrownBy(() -> write(out -> out.write(new byte[10_000]), broken))
                .isInstanceOf(IOException.class);
        assertThat(endings.seen()).containsExactly(new Completion(200, true));
    }

    @Test
    void aWriterThatFailsAfterItHasBegunIsACut() throws IOException {
        answer(() -> new FakeResponse(200, "orders"));
        assertThatThrownBy(() -> write(
                        out -> {
                            out.write(new byte[10_000]);
                            throw new IllegalStateException("late");
                        },
                        null))
                .isInstanceOf(IllegalStateException.class);
        assertThat(endings.seen()).containsExactly(new Completion(200, true));
    }

    @Test
    void aWriterThatFailsAtOnceEndsWithTheAnswerToTheFailure() throws IOException {
        Pipeline pipeline = Pipeline.builder().add(endings).build();
        FakeRuntime runtime = FakeRuntime.with(new GapuraFeature(pipeline));
        FakeMatch match = FakeMatch.of(Orders.class, "list");
        runtime.answer(request, match, () -> new FakeResponse(200, "orders"));
        Refusal refusal = org.assertj.core.api.Assertions.catchThrowableOfType(
                Refusal.class,
                () -> write(
                        out -> {
                            throw new IllegalStateException("canary");
                        },
                        null));
        assertThat(endings.seen()).isEmpty();
        // As runtimes do: what is thrown is mapped, and its answer passes the response filters.
        runtime.answer(
                request,
                match,
                () -> new FakeResponse(
                        refusal.getResponse().getStatus(), refusal.getResponse().getEntity()));
        assertThat(endings.seen()).containsExactly(new Completion(500, false));
    }

    @Test
    void aFilterInFrontEndsWhatItBegan() throws IOException {
        Pipeline pipeline = Pipeline.builder().add(endings).build();
        Exchange exchange = new io.gapura.filters.Recording()
                .deployment(pipeline)
                .begin(io.gapura.filters.RequestView.get("/orders"));
        exchange.arrive(pipeline);
        request.setProperty(Exchange.ATTRIBUTE, exchange);
        FakeRuntime.with(new GapuraFeature(pipeline))
                .answer(request, FakeMatch.of(Orders.class, "list"), () -> new FakeResponse(200, "orders"));
        write(out -> out.write('x'), null);
        assertThat(endings.seen()).isEmpty();
        exchange.ended(200, false);
        assertThat(endings.seen()).hasSize(1);
    }
}
