package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §6.5: what stands behind a content, and what may not. */
class TrailersTest {
    private final AtomicInteger asked = new AtomicInteger();

    private RequestView view(String... trailers) {
        return RequestView.post("/x").withBody(wire(trailers));
    }

    private Body wire(String... trailers) {
        return Body.from(
                new Body.Source() {
                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(new byte[] {'a', 'b'});
                    }

                    @Override
                    public boolean trailers(BiConsumer<String, String> line) {
                        asked.incrementAndGet();
                        for (int i = 0; i < trailers.length; i += 2) {
                            line.accept(trailers[i], trailers[i + 1]);
                        }
                        return true;
                    }
                },
                -1);
    }

    private static RequestView read(RequestView view) throws Exception {
        view.body().read(10);
        return view;
    }

    private void assertRefused(int status, String reason, String... trailers) {
        assertThatThrownBy(() -> read(view(trailers)).trailers())
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.rejection().status()).isEqualTo(status);
                    assertThat(refused.rejection().reason()).isEqualTo(reason);
                    assertThat(refused.rejection().hard()).isTrue();
                });
        assertThatThrownBy(() -> Body.none().withTrailers(Headers.of(trailers))).isInstanceOf(RefusedException.class);
    }

    @Test
    void whatStandsBehindAContentIsKnownOnceThatWasReadAndNotBefore() throws Exception {
        RequestView view = view("X-Sum", "1");
        assertThat(view.trailers()).isEmpty();
        assertThat(view.body().wasRead()).isFalse();
        assertThat(view.trailers()).isEmpty();
        assertThat(asked).hasValue(0);
        read(view);
        assertThat(view.trailers().orElseThrow().only("x-sum")).contains("1");
        assertThat(view.withCaller(Caller.anonymous()).trailers().orElseThrow().size())
                .isEqualTo(1);
        assertThat(asked).hasValue(1);
        assertThat(view.headers().contains("x-sum")).isFalse();
    }

    @Test
    void noTrailersAreNotTrailersThatNobodyCanTell() throws Exception {
        assertThat(read(view()).trailers().orElseThrow().size()).isZero();
        RequestView untold = RequestView.post("/x").body("ab");
        assertThat(read(untold).trailers()).isEmpty();
    }

    @Test
    void aContentThatBrokeOffHasNone() {
        RequestView view = view("X-Sum", "1");
        assertThatThrownBy(() -> view.body().read(1)).isInstanceOf(BodyRejectedException.class);
        assertThat(view.trailers()).isEmpty();
        assertThat(asked).hasValue(0);
    }

    @Test
    void whatIsSentHasThemAtOnce() {
        RequestView view = RequestView.post("/x").withBody(Body.of(new byte[2]).withTrailers(Headers.of("X-Sum", "1")));
        assertThat(view.trailers().orElseThrow().only("x-sum")).contains("1");
        assertThat(view.declaredLength()).isEqualTo(2);
    }

    /** What a stranger may not say in front of the content it may not say behind it. */
    @Test
    void theClaimsOfAStrangerAreTakenOut() throws Exception {
        RequestView view = TrustedProxies.none()
                .read(
                        "POST",
                        Target.parse("/x"),
                        "http",
                        Headers.of("Host", "app.example"),
                        wire("X-Remote-User", "admin", "X-Forwarded-For", "192.0.2.9", "X-Sum", "1"),
                        new Client("192.0.2.1"));
        Headers fields = read(view).trailers().orElseThrow();
        assertThat(fields.size()).isEqualTo(1);
        assertThat(fields.only("x-sum")).contains("1");
    }

    @Test
    void aHundredAreReadAndOneMoreIsNot() throws Exception {
        assertThat(read(view(many(100))).trailers().orElseThrow().size()).isEqualTo(100);
        assertRefused(431, "trailer.count", many(101));
    }

    private static String[] many(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.addAll(List.of("x-" + i, "1"));
        }
        return lines.toArray(String[]::new);
    }

    @Test
    void eightKibibytesAreReadAndOneCharacterMoreIsNot() throws Exception {
        assertThat(read(view("x-sum", "a".repeat(8_187)))
                        .trailers()
                        .orElseThrow()
                        .characters())
                .isEqualTo(8_192);
        assertRefused(431, "trailer.size", "x-sum", "a".repeat(8_188));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\n b", "a\nb", "a\u0000", "a\u007f", "\r"})
    void aFoldOrAControlIsRefused(String value) {
        assertRefused(400, "trailer.character", "X-Sum", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "\u00e9"})
    void aNameThatIsNoTokenIsRefused(String name) {
        assertRefused(400, "trailer.character", name, "1");
    }

    @Test
    void oneThatStandsTwiceIsRefusedWhateverItsCase() throws Exception {
        assertRefused(400, "trailer.repeated", "X-Sum", "1", "x-sum", "1");
        assertThat(read(view("X-Sum", "a\tb", "X-Sum2", "")).trailers()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding",
                "content-length",
                "Trailer",
                "TE",
                "Host",
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "Upgrade",
                "Expect",
                "Max-Forwards",
                "Cache-Control",
                "Pragma",
                "Range",
                "If-Match",
                "If-None-Match",
                "If-Modified-Since",
                "If-Unmodified-Since",
                "If-Range",
                "Authorization",
                "Proxy-Authorization",
                "Cookie",
                "Set-Cookie",
                "Origin",
                "Referer",
                "Content-Type",
                "Content-Encoding",
                "Content-Language",
                "Content-Location",
                "Content-Range",
                "X-HTTP-Method",
                "X-HTTP-Method-Override",
                "X-Method-Override"
            })
    void whatHasToBeKnownBeforeTheContentMayNotComeBehindIt(String name) {
        assertRefused(400, "trailer.forbidden", name, "1");
    }

    /** RFC 9530 §6.4 wants it there when it is computed while sending. */
    @Test
    void aDigestMayComeBehindTheContent() throws Exception {
        assertThat(read(view("Content-Digest", "sha-256=:AAAA:", "ETag", "\"a\""))
                        .trailers())
                .isPresent();
    }
}
