package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class RequestSourceTest {
    private static final Endpoint ENDPOINT = Endpoint.unknown("POST", "/a", "test");

    private final Wire wire = new Wire();
    private final RequestView view = read(4);

    private static final class Wire implements RequestSource {
        private int listed;
        private int opened;

        @Override
        public void each(BiConsumer<String, String> line) {
            listed++;
            line.accept("Host", "app.example");
        }

        @Override
        public InputStream open() {
            opened++;
            return new ByteArrayInputStream("body".getBytes(StandardCharsets.UTF_8));
        }
    }

    private RequestView read(long declaredLength) {
        return RequestView.read("POST", Target.parse("/a"), "https", wire, declaredLength, "192.0.2.7");
    }

    private static Caller caller() {
        return Caller.of("test", "anna");
    }

    @Test
    void nothingIsAskedForUntilAPolicyAsks() {
        view.body();
        assertThat(view.withCaller(caller()).client()).isEqualTo(new Client("192.0.2.7"));
        assertThat(wire.listed).isZero();
        assertThat(wire.opened).isZero();
    }

    @Test
    void fieldsAreListedOnceForAllViews() {
        assertThat(view.headers().only("host")).contains("app.example");
        assertThat(view.withCaller(caller()).authority()).isEqualTo("app.example");
        assertThat(view.withEndpoint(ENDPOINT).headers().size()).isOne();
        assertThat(wire.listed).isOne();
    }

    @Test
    void everyViewShowsTheOneBodyWhoeverAskedFirst() throws Exception {
        RequestView later = view.withCaller(caller()).withEndpoint(ENDPOINT).header("X-More", "1");
        later.body().read(100);
        assertThat(view.body()).isSameAs(later.body());
        assertThat(view.body().wasRead()).isTrue();
        assertThat(wire.opened).isOne();
    }

    @Test
    void anotherBodyStaysWithTheViewThatHasIt() {
        RequestView changed = view.body("other");
        assertThat(changed.body()).isNotSameAs(view.body());
        assertThat(changed.withCaller(caller()).body()).isSameAs(changed.body());
        assertThat(changed.body().declaredLength()).isEqualTo(5);
        assertThat(view.body().declaredLength()).isEqualTo(4);
    }

    @Test
    void theDeclaredLengthBoundsTheReadingWithoutOpening() {
        assertThatThrownBy(() -> view.body().read(3)).isInstanceOf(BodyRejectedException.class);
        assertThat(wire.opened).isZero();
        assertThat(read(-1).body().declaredLength()).isEqualTo(-1);
    }

    @Test
    void aViewDoesNotChangeWhenAnotherIsMadeOfIt() {
        RequestView changed = view.withCaller(caller()).withEndpoint(ENDPOINT).header("X-More", "1");
        assertThat(view.caller().isAnonymous()).isTrue();
        assertThat(view.endpoint()).isEmpty();
        assertThat(view.headers().contains("X-More")).isFalse();
        assertThat(changed.caller().id()).isEqualTo("anna");
        assertThat(changed.endpoint()).contains(ENDPOINT);
        assertThat(changed.headers().contains("X-More")).isTrue();
        assertThat(changed.client()).isEqualTo(view.client());
    }

    @Test
    void threadsThatAskAtOnceGetOneBody() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        try {
            for (int round = 0; round < 200; round++) {
                RequestView shared = read(4);
                List<Future<Body>> asked = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    asked.add(pool.submit(() -> {
                        together.await();
                        return shared.body();
                    }));
                }
                for (Future<Body> body : asked) {
                    assertThat(body.get()).isSameAs(shared.body());
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
