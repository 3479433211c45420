package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.ResponseGuard;
import io.gapura.filters.ResponseView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A guard of an answer sees the content type as it leaves: a signature over other letters would hold for nobody. */
class SpelledTypesTest {
    private final List<String> guarded = new ArrayList<>();
    private final List<@Nullable Object> told = new ArrayList<>();
    private final FakeRequest request = FakeRequest.get("/orders");

    private final Policy guard = Policy.of(
            "guard",
            view -> Decision.proceed(view).responseGuard(new ResponseGuard() {
                @Override
                public int bound() {
                    return 1_024;
                }

                @Override
                public Decision decide(ResponseView answer) {
                    guarded.addAll(answer.headers().all("Content-Type"));
                    return Decision.proceed();
                }
            }));

    /** What is called. */
    @Path("orders")
    public static class Orders {
        @GET
        public String list() {
            return "orders";
        }
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Jetty's habit: known types with a charset are written in lower case. */
    private HttpServletResponse lowering() {
        return fake(HttpServletResponse.class, (proxy, method, arguments) -> {
            if (method.getName().equals("setContentType")) {
                told.add(arguments[0]);
            }
            return method.getName().equals("getContentType") && told.get(told.size() - 1) instanceof String type
                    ? type.toLowerCase(Locale.ROOT)
                    : null;
        });
    }

    private void answer(HttpServletResponse response, FakeResponse resource) throws IOException {
        Pipeline pipeline = Pipeline.builder().add(guard).build();
        new ServletLink(fake(HttpServletRequest.class, (proxy, method, arguments) -> null), response).filter(request);
        FakeRuntime.with(new GapuraFeature(pipeline))
                .answer(request, FakeMatch.of(Orders.class, "list"), () -> resource);
    }

    private void write() throws IOException {
        FakeInterception.Writing writing =
                new FakeInterception.Writing(out -> out.write('x')).header("Content-Type", "text/plain;charset=UTF-8");
        for (String name : request.getPropertyNames()) {
            writing.setProperty(name, request.getProperty(name));
        }
        new WriteFailures().aroundWriteTo(writing);
    }

    @Test
    void theContainersLettersAreGuarded() throws IOException {
        answer(lowering(), new FakeResponse(200, "orders"));
        write();
        assertThat(guarded).containsExactly("text/plain;charset=utf-8");
        assertThat(told).as("nothing is left in the response").containsExactly("text/plain;charset=UTF-8", null);
    }

    @Test
    void anAnswerThatNobodyWritesIsSpelledAlike() throws IOException {
        answer(lowering(), new FakeResponse(204, null).header("Content-Type", "text/plain;charset=UTF-8"));
        assertThat(guarded).containsExactly("text/plain;charset=utf-8");
    }

    @Test
    void aContainerThatSaysNothingKeepsTheRuntimesLetters() throws IOException {
        answer(fake(HttpServletResponse.class, (proxy, method, arguments) -> null), new FakeResponse(200, "orders"));
        write();
        assertThat(guarded).containsExactly("text/plain;charset=UTF-8");
    }

    @Test
    void noResponseBehindTheProxyKeepsTheRuntimesLetters() throws IOException {
        InvocationHandler none = (proxy, method, arguments) -> {
            throw new IllegalStateException("no response behind the proxy");
        };
        answer(fake(HttpServletResponse.class, none), new FakeResponse(200, "orders"));
        write();
        assertThat(guarded).containsExactly("text/plain;charset=UTF-8");
    }
}
