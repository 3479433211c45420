package io.gapura.filters.limits;

import static io.gapura.filters.limits.SentForms.FORM;
import static io.gapura.filters.limits.SentForms.LIMITS;
import static io.gapura.filters.limits.SentForms.assertRefused;
import static io.gapura.filters.limits.SentForms.chunked;
import static io.gapura.filters.limits.SentForms.decide;
import static io.gapura.filters.limits.SentForms.form;
import static io.gapura.filters.limits.SentForms.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Body;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Query;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Urlencoded forms: what is one, and that everybody reads the same in it or nobody does. */
class FormReadingTest {
    @Test
    void aFormIsReadOnceForEverybody() throws IOException {
        Verdict verdict = decide(LIMITS, form("/?q=1", "name=J%C3%BCrgen+A&a=1&a=2&&b"));
        Query form = verdict.request().form().orElseThrow();
        assertThat(form.asMap())
                .isEqualTo(Map.of("name", List.of("Jürgen A"), "a", List.of("1", "2"), "b", List.of("")));
        assertThat(verdict.request().query().asMap()).containsOnlyKeys("q");
        assertThat(verdict.request().body().wasRead()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FORM + ";charset=UTF-8",
                FORM + "; Charset=\"utf-8\"",
                FORM + ";charset=us-ascii;x=y",
                "Application/X-WWW-Form-URLEncoded ;"
            })
    void aFormInUtf8IsAForm(String type) throws IOException {
        assertThat(parsed(LIMITS, RequestView.post("/").body("a=1").header("Content-Type", type))
                        .all("a"))
                .containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";charset=iso-8859-1",
                "; charset=utf-16",
                ";charset=utf-8;charset=utf-7",
                ";charset=",
                ";charset =utf-8"
            })
    void aFormInAnyOtherCharsetIsRefused(String parameter) throws IOException {
        RequestView request = RequestView.post("/").body("a=1").header("Content-Type", FORM + parameter);
        assertRefused(LIMITS, request, 415, "media-type-refused", "media.charset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded2"})
    void whatIsNoFormIsNotRead(String type) throws IOException {
        Verdict verdict = decide(LIMITS, RequestView.post("/").body("a=1").header("Content-Type", type));
        assertThat(verdict.request().form()).isEmpty();
        assertThat(verdict.request().body().wasRead()).isFalse();
    }

    @Test
    void aRequestWithoutContentHasNoFormWhateverItsType() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        Body none = Body.from(
                () -> {
                    opened.incrementAndGet();
                    return InputStream.nullInputStream();
                },
                -1);
        RequestView get = RequestView.get("/").withBody(none).header("Content-Type", FORM);
        assertThat(decide(LIMITS, get).rejection()).isEmpty();
        assertThat(opened).hasValue(0);
        RequestView empty = RequestView.post("/").withBody(Body.none()).header("Content-Type", FORM);
        assertThat(decide(LIMITS, empty).request().form()).isEmpty();
    }

    @Test
    void oneNameComesFromOneSource() throws IOException {
        assertThat(parsed(LIMITS, form("/?a=1", "b=2&A=3")).size()).isEqualTo(2);
        assertRefused(LIMITS, form("/?a=1", "b=2&a=3"), 400, "parameters-refused", "param.source");
        assertRefused(LIMITS, form("/?%61", "a"), 400, "parameters-refused", "param.source");
    }

    @Test
    void theMethodIsNotReplacedByAForm() throws IOException {
        assertThat(parsed(LIMITS, form("/", "_methods=DELETE&x_method=1")).size())
                .isEqualTo(2);
        assertRefused(LIMITS, form("/", "a=1&_method=DELETE"), 400, "request-malformed", "header.method-override");
        assertRefused(LIMITS, form("/", "%5Fmethod"), 400, "request-malformed", "header.method-override");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%C0%AF=1", "a=%ED%A0%80", "a=ü"})
    void aFormThatDoesNotDecodeIsRefusedInEveryMode(String content) throws IOException {
        assertRefused(LIMITS, form("/", content), 400, "request-malformed", "form.encoding");
        Verdict shadow = Pipeline.builder().shadow(LIMITS).build().decide(form("/", content));
        assertThat(shadow.rejection().map(Rejection::reason)).contains("form.encoding");
    }

    @Test
    void aNulIsRefusedInEveryMode() throws IOException {
        assertRefused(LIMITS, form("/", "a=%00"), 400, "request-malformed", "text.control");
        Verdict shadow = Pipeline.builder().shadow(LIMITS).build().decide(form("/", "%00"));
        assertThat(shadow.rejection().map(Rejection::reason)).contains("text.control");
    }

    @Test
    void aRefusalSaysThatItIsTheFormsAndNotWhatWasInIt() throws IOException {
        Rejection rejection =
                decide(LIMITS, form("/?secret=1", "secret=2")).rejection().orElseThrow();
        assertThat(rejection.violations()).containsExactly(new Violation(Violation.Place.FORM, "", "param.source"));
        assertThat(rejection.note()).isEmpty();
    }

    /** The JDK's decoder on what splits at ampersands: another reading of the same grammar. */
    private static Map<String, List<String>> oracle(String content) {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (String pair : content.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                expected.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), absent -> new ArrayList<>())
                        .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return expected;
    }

    @Property(tries = 400)
    void anyFormThatPassesIsWhatAnotherParserReads(
            @ForAll @StringLength(max = 40) @Chars({'a', 'b', '=', '&', '+', '%', '2', '6', 'C', '3', 'B', ';'})
                    String content)
            throws IOException {
        Verdict verdict = decide(LIMITS, chunked(content));
        if (verdict.rejection().isEmpty()) {
            assertThat(verdict.request().form().map(Query::asMap).orElse(Map.of()))
                    .isEqualTo(oracle(content));
        } else {
            assertThat(verdict.rejection().orElseThrow().reason()).isIn("form.encoding", "text.control");
        }
    }

    @Property(tries = 300)
    void whatAClientEncodedComesBack(
            @ForAll @Size(max = 10)
                    List<@StringLength(max = 8) @CharRange(from = ' ', to = '\uD7FF') @NotEmpty String> values)
            throws IOException {
        StringBuilder content = new StringBuilder();
        for (String value : values) {
            content.append(content.isEmpty() ? "" : "&")
                    .append("a=")
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        assertThat(parsed(LIMITS, chunked(content.toString())).all("a")).isEqualTo(values);
    }
}
