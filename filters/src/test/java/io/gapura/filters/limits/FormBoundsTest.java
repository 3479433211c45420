package io.gapura.filters.limits;

import static io.gapura.filters.limits.SentForms.FORM;
import static io.gapura.filters.limits.SentForms.LIMITS;
import static io.gapura.filters.limits.SentForms.assertRefused;
import static io.gapura.filters.limits.SentForms.chunked;
import static io.gapura.filters.limits.SentForms.decide;
import static io.gapura.filters.limits.SentForms.form;
import static io.gapura.filters.limits.SentForms.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Urlencoded forms: bounded before they are parsed, on the wire and decoded, enforced and in shadow. */
class FormBoundsTest {
    @Test
    void aFormOfExactlyTheBoundPassesAndOneByteMoreDoesNot() throws IOException {
        Limits limits = LIMITS.maxForm(DataSize.bytes(8));
        assertThat(parsed(limits, form("/", "a=123456")).only("a")).contains("123456");
        assertThat(parsed(limits, chunked("a=123456")).only("a")).contains("123456");
        assertRefused(limits, form("/", "a=1234567"), 413, "body-too-large", "form.size");
        assertRefused(limits, chunked("a=1234567"), 413, "body-too-large", "form.size");
        assertThat(parsed(LIMITS, chunked("a=" + "1".repeat(64 * 1024 - 2))).size())
                .isOne();
        assertRefused(LIMITS, chunked("a=" + "1".repeat(64 * 1024 - 1)), 413, "body-too-large", "form.size");
    }

    @Test
    void aFormThatDeclaresTooMuchIsRefusedUnread() throws IOException {
        Body unreadable = Body.from(
                () -> {
                    throw new AssertionError("must not be opened");
                },
                64 * 1024 + 1);
        RequestView request = RequestView.post("/").withBody(unreadable).header("Content-Type", FORM);
        assertRefused(LIMITS, request, 413, "body-too-large", "form.size");
    }

    @Test
    void theCeilingOfAllBodiesIsTheCeilingOfForms() throws IOException {
        Limits limits = LIMITS.maxBody(DataSize.bytes(8));
        assertThat(parsed(limits, chunked("a=123456")).size()).isOne();
        assertRefused(limits, chunked("a=1234567"), 413, "body-too-large", "body.size");
        assertRefused(limits, form("/", "a=1234567"), 413, "body-too-large", "body.size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&b=2&c", "a&a&a", "a=%26&b&c&&&", "&a&b&&c"})
    void asManyFieldsAsTheBoundPass(String content) throws IOException {
        assertThat(parsed(LIMITS.maxFormFields(3), form("/", content)).size()).isEqualTo(3);
        assertRefused(LIMITS.maxFormFields(3), form("/", content + "&d"), 400, "parameters-refused", "param.count");
        assertRefused(LIMITS.maxFormFields(2), form("/", content), 400, "parameters-refused", "param.count");
    }

    @Test
    void fieldsAreCountedBeforeOneOfThemIsParsed() throws IOException {
        assertRefused(LIMITS.maxFormFields(1), form("/", "a&%zz"), 400, "parameters-refused", "param.count");
        assertRefused(LIMITS, form("/", "a&%zz"), 400, "request-malformed", "form.encoding");
    }

    @Test
    void aFieldsNameIsBoundedOnceDecoded() throws IOException {
        Limits limits = LIMITS.maxParameterName(3);
        assertThat(parsed(limits, form("/", "a%41%41=long-value&b")).size()).isEqualTo(2);
        assertRefused(limits, form("/", "b&abcd=1"), 400, "parameters-refused", "param.name");
        assertRefused(limits, form("/", "a%41%41%41"), 400, "parameters-refused", "param.name");
    }

    @ParameterizedTest
    @CsvSource({
        "param.count, /, a&b&c&d",
        "param.name, /, toolong",
        "param.source, /?a, a=1",
        "header.method-override, /, _method=PUT",
        "form.size, /, a=12345678901234567890",
        "param.count, /?a&b&c&d, e",
        "param.name, /?toolong, e",
    })
    void eachRuleCanBeShadowedAlone(String rule, String target, String content) throws IOException {
        Limits limits = LIMITS.maxFormFields(3)
                .maxQueryParameters(3)
                .maxParameterName(rule.startsWith("header") ? 99 : 5)
                .maxForm(DataSize.bytes(20));
        assertThat(decide(limits, form(target, content)).rejection().map(Rejection::reason))
                .contains(rule);
        Verdict verdict = decide(limits.shadowing(Set.of(rule)), form(target, content));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.shadowed())
                .extracting(would -> would.rejection().reason())
                .containsExactly(rule);
        assertThat(verdict.request().form()).isPresent();
    }

    @Test
    void aShadowedRuleHidesNoOther() throws IOException {
        Limits limits = LIMITS.maxFormFields(1).shadowing(Set.of("param.count"));
        assertRefused(limits, form("/", "a&_method"), 400, "request-malformed", "header.method-override");
        Verdict all = Pipeline.builder().shadow(LIMITS.maxFormFields(1)).build().decide(form("/?a", "a&_method"));
        assertThat(all.rejection()).isEmpty();
        assertThat(all.shadowed())
                .extracting(would -> would.rejection().reason())
                .containsExactly("param.count", "param.source", "header.method-override");
    }

    @Test
    void aFormInShadowIsReadToTheCeilingAndNoFurther() throws IOException {
        Limits limits = LIMITS.maxForm(DataSize.bytes(3)).maxBody(DataSize.bytes(8));
        for (Pipeline pipeline : List.of(
                Pipeline.builder().shadow(limits).build(),
                Pipeline.builder().add(limits.shadowing(Set.of("form.size"))).build())) {
            Verdict within = pipeline.decide(chunked("a=123456"));
            assertThat(within.rejection()).isEmpty();
            assertThat(within.shadowed()).hasSize(1);
            assertThat(within.request().form().orElseThrow().only("a")).contains("123456");
            assertThat(pipeline.decide(chunked("a=1234567")).rejection().map(Rejection::reason))
                    .contains("body.size");
        }
    }

    @Test
    void aSampledPolicyReadsOnForThoseItIsNotEnforcedFor() throws IOException {
        Limits limits = LIMITS.maxForm(DataSize.bytes(3));
        Pipeline pipeline = Pipeline.builder().add(limits, Mode.enforce(50)).build();
        int enforced = 0;
        for (int i = 0; i < 40; i++) {
            RequestView request = chunked("a=123456").withCaller(Caller.of("test", "caller-" + i));
            Verdict verdict = pipeline.decide(request);
            assertThat(verdict.rejection().isPresent())
                    .isNotEqualTo(verdict.request().form().isPresent());
            enforced += verdict.rejection().isPresent() ? 1 : 0;
        }
        assertThat(enforced).isBetween(1, 39);
    }

    @Test
    void aFormInGzipIsBoundedDecodedAndOnTheWire() throws IOException {
        Limits limits = LIMITS.gzip(100).maxForm(DataSize.bytes(100));
        String longest = "a=" + "1".repeat(98);
        assertThat(parsed(limits, gzip(longest)).size()).isOne();
        assertRefused(limits, gzip(longest + "1"), 413, "body-too-large", "form.size");
        assertRefused(limits, gzip("a=" + noise(200)), 413, "body-too-large", "form.size");
        assertRefused(
                LIMITS.gzip(2).maxForm(DataSize.of("1MiB")),
                gzip("a=" + "1".repeat(70_000)),
                413,
                "body-too-large",
                "body.ratio");
        assertRefused(limits, gzip("a&_method"), 400, "request-malformed", "header.method-override");
        RequestView cut = chunked("\u001f").header("Content-Encoding", "gzip");
        assertRefused(limits, cut, 400, "content-malformed", "coding.truncated");
    }

    private static RequestView gzip(String content) {
        byte[] wire = Gzip.of(content.getBytes(StandardCharsets.UTF_8));
        return RequestView.post("/")
                .withBody(Body.from(() -> new ByteArrayInputStream(wire), -1))
                .header("Content-Type", FORM)
                .header("Content-Encoding", "gzip");
    }

    private static String noise(int length) {
        java.util.Random random = new java.util.Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Integer.toString(random.nextInt(36), 36));
        }
        return text.toString();
    }

    @Test
    void aSlowFormIsReadToTheBoundAndNotOneByteFurther() throws IOException {
        AtomicInteger given = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                given.incrementAndGet();
                target[offset] = 'a';
                return 1;
            }
        };
        RequestView request =
                RequestView.post("/").withBody(Body.from(() -> endless, -1)).header("Content-Type", FORM);
        assertRefused(LIMITS.maxForm(DataSize.bytes(1_000)), request, 413, "body-too-large", "form.size");
        assertThat(given).hasValue(1_001);
    }

    @Test
    void aBoundMustMakeSense() throws IOException {
        assertThatThrownBy(() -> LIMITS.maxFormFields(-1)).hasMessageContaining("max-form-fields must be at least 0");
        assertThatThrownBy(() -> LIMITS.gzip(0)).hasMessageContaining("max-ratio must be at least 1");
        assertThatThrownBy(() -> LimitSettings.DEFAULTS.with(draft -> draft.codings = Set.of("br")))
                .hasMessageContaining("codings must be gzip");
        assertThat(LIMITS.maxFormFields(0).decide(RequestView.post("/"))).isInstanceOf(Decision.Proceed.class);
    }
}
