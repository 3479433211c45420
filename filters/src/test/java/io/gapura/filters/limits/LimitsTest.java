package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final Limits DEFAULTS = Limits.defaults();

    @Test
    void anOrdinaryRequestPassesWithoutAnyChange() throws IOException {
        RequestView request = RequestView.get("/orders?page=2").header("Cookie", "a=1; b=2");
        assertThat(DEFAULTS.decide(request)).isSameAs(Decision.proceed());
    }

    @Test
    void theTargetIsBoundedQueryIncluded() throws IOException {
        Limits limits = DEFAULTS.maxUri(DataSize.bytes(10));
        assertPasses(limits, RequestView.get("/123456789"));
        assertRefused(limits, RequestView.get("/1234567890"), 414, "uri-too-long", "uri.length");
        assertPasses(limits, RequestView.get("/1234?6789"));
        assertRefused(limits, RequestView.get("/1234?67890"), 414, "uri-too-long", "uri.length");
    }

    @Test
    void theEngineItselfBoundsTheTargetByDefault() throws IOException {
        assertPasses(DEFAULTS, RequestView.get("/" + "a".repeat(Target.LONGEST - 1)));
        assertThatThrownBy(() -> DEFAULTS.maxUri(DataSize.bytes(Target.LONGEST + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&b=2&c", "a&a&a", "a=%26&b&c&&&"})
    void asManyParametersAsTheBoundPass(String query) throws IOException {
        assertPasses(DEFAULTS.maxQueryParameters(3), RequestView.get("/?" + query));
        assertRefused(
                DEFAULTS.maxQueryParameters(3),
                RequestView.get("/?" + query + "&more"),
                400,
                "parameters-refused",
                "param.count");
    }

    @Test
    void aParametersNameIsBoundedOnceDecoded() throws IOException {
        Limits limits = DEFAULTS.maxParameterName(3);
        assertPasses(limits, RequestView.get("/?a%41%41=long-value&b"));
        assertRefused(limits, RequestView.get("/?b&abcd=1"), 400, "parameters-refused", "param.name");
        assertRefused(limits, RequestView.get("/?a%41%41%41"), 400, "parameters-refused", "param.name");
    }

    @Test
    void headerLinesAreCountedWithRepetitions() throws IOException {
        Limits limits = DEFAULTS.maxHeaders(3);
        assertPasses(limits, withHeaders("A", "1", "B", "2", "B", "3"));
        assertRefused(
                limits, withHeaders("A", "1", "B", "2", "B", "3", "C", "4"), 431, "headers-too-large", "header.count");
    }

    @Test
    void namesAndValuesOfHeadersAreBoundedTogether() throws IOException {
        Limits limits = DEFAULTS.maxHeaderBytes(DataSize.bytes(10));
        assertPasses(limits, withHeaders("Name", "12", "Ab", "34"));
        assertRefused(limits, withHeaders("Name", "12", "Ab", "345"), 431, "headers-too-large", "header.size");
        assertRefused(limits, withHeaders("Names", "12", "Ab", "34"), 431, "headers-too-large", "header.size");
    }

    @Test
    void eightKibibytesOfHeadersPassByDefault() throws IOException {
        assertPasses(DEFAULTS, withHeaders("A", "x".repeat(8_191)));
        assertRefused(DEFAULTS, withHeaders("A", "x".repeat(8_192)), 431, "headers-too-large", "header.size");
    }

    @ParameterizedTest
    @CsvSource({"a=1; b=2,c=3", "a;b;c,''", "a=1;b=2;,''", "a,b;c"})
    void cookiesAreCountedOverAllTheirLines(String first, String second) throws IOException {
        List<String> headers = new ArrayList<>(List.of("Cookie", first));
        headers.addAll(second.isEmpty() ? List.of() : List.of("cookie", second));
        String[] lines = headers.toArray(String[]::new);
        assertPasses(DEFAULTS.maxCookies(3), withHeaders(lines));
        assertRefused(DEFAULTS.maxCookies(2), withHeaders(lines), 431, "headers-too-large", "cookie.count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity", "br", ""})
    void aCodedBodyIsRefusedBecauseItsSizeIsUnknown(String coding) throws IOException {
        RequestView request = RequestView.post("/").body("x").header("content-Encoding", coding);
        assertRefused(DEFAULTS, request, 415, "media-type-refused", "media.coding");
    }

    @Test
    void aDeclaredLengthOverTheBoundIsRefusedUnread() throws IOException {
        Limits limits = DEFAULTS.maxBody(DataSize.bytes(10));
        Body.Source unreadable = () -> {
            throw new AssertionError("must not be opened");
        };
        assertRefused(
                limits, RequestView.post("/").withBody(Body.from(unreadable, 11)), 413, "body-too-large", "body.size");
        assertThat(guard(limits, RequestView.post("/").withBody(Body.from(unreadable, 10))))
                .isNotNull();
    }

    @Test
    void theBytesAreCountedWhenNoLengthWasDeclared() throws IOException {
        Limits limits = DEFAULTS.maxBody(DataSize.bytes(10));
        BodyGuard guard = guard(limits, RequestView.post("/").withBody(Body.from(() -> null, -1)));
        assertThatCode(() -> guard.bytes(new byte[20], 5, 4)).doesNotThrowAnyException();
        assertThatCode(() -> guard.bytes(new byte[20], 0, 6)).doesNotThrowAnyException();
        assertThatCode(guard::end).doesNotThrowAnyException();
        assertTooLarge(guard, 1);
        assertTooLarge(guard, 0);
    }

    @Test
    void aDeclaredLengthIsNotBelievedWhileReading() throws IOException {
        BodyGuard guard = guard(
                DEFAULTS.maxBody(DataSize.bytes(10)), RequestView.post("/").withBody(Body.from(() -> null, 1)));
        assertTooLarge(guard, 11);
    }

    @Test
    void eachRequestHasItsOwnCount() throws IOException {
        Limits limits = DEFAULTS.maxBody(DataSize.bytes(1));
        guard(limits, RequestView.post("/").body("x")).bytes(new byte[1], 0, 1);
        guard(limits, RequestView.post("/").body("x")).bytes(new byte[1], 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "DELETE"})
    void aBodyThatNobodyAnnouncedEndsAtItsFirstByte(String method) throws IOException {
        BodyGuard guard = guard(DEFAULTS, RequestView.of(method, "/").withBody(Body.from(() -> null, -1)));
        assertThatCode(() -> guard.bytes(new byte[1], 0, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.bytes(new byte[1], 0, 1))
                .isInstanceOfSatisfying(
                        BodyRejectedException.class,
                        rejected -> assertThat(rejected.rejection().reason()).isEqualTo("body.unexpected"));
    }

    @Test
    void aBodyThatWasAnnouncedIsCountedOnEveryMethod() throws IOException {
        RequestView request =
                RequestView.get("/").header("Transfer-Encoding", "chunked").withBody(Body.from(() -> null, -1));
        guard(DEFAULTS, request).bytes(new byte[1], 0, 1);
        guard(DEFAULTS.deleteWithBody(), RequestView.of("DELETE", "/").withBody(Body.from(() -> null, -1)))
                .bytes(new byte[1], 0, 1);
    }

    @Test
    void noBodyMayComeUnderABoundOfZero() throws IOException {
        Limits none = DEFAULTS.maxBody(DataSize.bytes(0));
        assertThat(none.decide(RequestView.post("/"))).isSameAs(Decision.proceed());
        assertRefused(none, RequestView.post("/").body("x"), 413, "body-too-large", "body.size");
        assertTooLarge(guard(none, RequestView.post("/").withBody(Body.from(() -> null, -1))), 1);
    }

    @Test
    void theCeilingsHoldInShadowAndTheCountsOfSoftThingsDoNot() throws IOException {
        assertThat(shadowed(
                        l -> l.maxBody(DataSize.bytes(0)), RequestView.post("/").body("x")))
                .isTrue();
        assertThat(shadowed(l -> l.maxUri(DataSize.bytes(1)), RequestView.get("/a")))
                .isTrue();
        assertThat(shadowed(l -> l.maxHeaders(1), withHeaders("A", "1", "B", "2")))
                .isTrue();
        assertThat(shadowed(l -> l.maxHeaderBytes(DataSize.bytes(1)), withHeaders("A", "1")))
                .isTrue();
        assertThat(shadowed(l -> l.maxCookies(0), withHeaders("Cookie", "a"))).isFalse();
        assertThat(shadowed(l -> l.maxQueryParameters(0), RequestView.get("/?a")))
                .isFalse();
    }

    private static boolean shadowed(UnaryOperator<Limits> refine, RequestView request) throws IOException {
        Pipeline pipeline = Pipeline.builder().shadow(refine.apply(DEFAULTS)).build();
        return pipeline.decide(request).rejection().isPresent();
    }

    @Test
    void aRequestWithoutContentCostsOneSmallObject() throws IOException {
        RequestView request = RequestView.get("/orders")
                .header("Accept", "*/*")
                .header("Cookie", "a=1; b=2")
                .withBody(Body.from(() -> null, -1));
        Limits limits = DEFAULTS.gzip(100);
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        int calls = 20_000;
        long each = Long.MAX_VALUE;
        for (int round = 0; round < 100 && each > 64; round++) { // until the compiler has come to it
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                limits.decide(request);
            }
            each = Math.min(each, (threads.getCurrentThreadAllocatedBytes() - before) / calls);
        }
        assertThat(each).isLessThanOrEqualTo(64);
    }

    @Test
    void aBoundThatRefusesEverythingIsAMistake() {
        assertMistake(() -> DEFAULTS.maxUri(DataSize.bytes(0)), "max-uri");
        assertMistake(() -> DEFAULTS.maxQueryParameters(-1), "max-query-parameters must be at least 0");
        assertMistake(() -> DEFAULTS.maxParameterName(0), "max-parameter-name must be at least 1");
        assertMistake(() -> DEFAULTS.maxHeaders(0), "max-headers must be at least 1");
        assertMistake(() -> DEFAULTS.maxHeaderBytes(DataSize.bytes(0)), "max-header-bytes must be at least 1");
        assertMistake(() -> DEFAULTS.maxCookies(-1), "max-cookies must be at least 0");
    }

    private static void assertMistake(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void equalSettingsMakeEqualLimits() {
        assertThat(DEFAULTS.maxBody(DataSize.of("1MiB"))).isEqualTo(DEFAULTS).hasSameHashCodeAs(DEFAULTS);
        assertThat(DEFAULTS.maxBody(DataSize.of("2MiB"))).isNotEqualTo(DEFAULTS);
    }

    private static RequestView withHeaders(String... lines) {
        return RequestView.read(
                "GET", Target.parse("/"), "http", Headers.of(lines), Body.none(), new Client("192.0.2.1"));
    }

    private static BodyGuard guard(Limits limits, RequestView request) throws IOException {
        Decision.Proceed proceed = (Decision.Proceed) limits.decide(request);
        return proceed.bodyGuard().orElseThrow();
    }

    private static void assertTooLarge(BodyGuard guard, int length) {
        assertThatThrownBy(() -> guard.bytes(new byte[length], 0, length))
                .isInstanceOfSatisfying(BodyRejectedException.class, rejected -> {
                    assertThat(rejected.rejection().status()).isEqualTo(413);
                    assertThat(rejected.rejection().hard()).isTrue();
                });
    }

    private static void assertPasses(Limits limits, RequestView request) throws IOException {
        assertThat(limits.decide(request)).isSameAs(Decision.proceed());
    }

    private static void assertRefused(Limits limits, RequestView request, int status, String code, String reason)
            throws IOException {
        Rejection rejection = Pipeline.builder()
                .add(limits)
                .build()
                .decide(request)
                .rejection()
                .orElseThrow();
        assertThat(rejection.status()).isEqualTo(status);
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.reason()).isEqualTo(reason);
    }
}
