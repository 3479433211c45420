package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Client;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.TrustedProxies;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One reading, from the raw request URI and the header lines as they came. */
class JaxrsViewsTest {
    @Test
    void pathAndQueryAreTakenRaw() {
        RequestView view = JaxrsViews.read(FakeRequest.get("/a%20b/c?x=%31&x=2"), TrustedProxies.none());
        assertThat(view.target().rawPath()).isEqualTo("/a%20b/c");
        assertThat(view.target().path()).isEqualTo("/a b/c");
        assertThat(view.query().all("x")).containsExactly("1", "2");
        assertThat(view.scheme()).isEqualTo("http");
        assertThat(view.client()).isEqualTo(Client.unknown());
    }

    @Test
    void everyHeaderLineIsKept() {
        RequestView view = JaxrsViews.read(
                FakeRequest.get("/").header("X-A", "1").header("X-B", "2").header("X-A", "3"), TrustedProxies.none());
        assertThat(view.headers().all("x-a")).containsExactly("1", "3");
        assertThatThrownBy(() -> view.headers().only("X-A")).isInstanceOf(RefusedException.class);
    }

    @Test
    void aRequestWithoutStreamHasAnEmptyBody() throws IOException {
        RequestView view = JaxrsViews.read(FakeRequest.get("/").withoutStream(), TrustedProxies.none());
        assertThat(view.body().read(10).remaining()).isZero();
        assertThat(view.body().declaredLength()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1,1", "0x1", "1234567890123456789", "١"})
    void aLengthThatIsNoNumberIsRefused(String length) {
        assertThatThrownBy(() ->
                        JaxrsViews.read(FakeRequest.get("/").header("Content-Length", length), TrustedProxies.none()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("length.malformed"));
    }

    @Test
    void theLongestLengthIsANumber() {
        assertThat(JaxrsViews.read(
                                FakeRequest.get("/").header("Content-Length", "123456789012345678"),
                                TrustedProxies.none())
                        .body()
                        .declaredLength())
                .isEqualTo(123456789012345678L);
    }

    @Test
    void twoLengthsAreRefused() {
        assertThatThrownBy(() -> JaxrsViews.read(
                        FakeRequest.get("/").header("Content-Length", "1").header("content-length", "1"),
                        TrustedProxies.none()))
                .isInstanceOf(RefusedException.class);
    }
}
