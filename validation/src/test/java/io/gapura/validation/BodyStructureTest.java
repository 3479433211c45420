package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Body;
import io.gapura.filters.BodyGuard;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.Resources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy puts on content, whatever endpoint it goes to. */
class BodyStructureTest {
    private static final Validation STRICT = Validation.strict();

    private static Verdict decide(Validation validation, RequestView request) throws IOException {
        return Pipeline.builder()
                .add(validation)
                .build()
                .decide(request.withEndpoint(Endpoint.servlet("POST", "/parcels", TakesAnything.class)));
    }

    private static RequestView post(String type, String content) {
        return RequestView.post("/parcels").header("Content-Type", type).body(content);
    }

    private static String reason(Verdict verdict) {
        return verdict.rejection().map(Rejection::reason).orElse("accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\"",
                "application/problem+json ; profile=x",
                "application/merge-patch+json",
                "text/json",
                "text/x-json",
                "application/javascript",
                "text/x-javascript",
            })
    void jsonIsWatchedUnderEachOfItsNames(String type) throws IOException {
        List<BodyGuard> guards = decide(STRICT, post(type, "[1,]")).bodyGuards();
        assertThat(guards).hasSize(1);
        assertThat(Watched.whole(guards.get(0), "[1,]").map(Rejection::reason)).contains("json.syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/octet-stream", "application/jsonp", "multipart/form-data; boundary=a"
            })
    void otherContentIsNot(String type) throws IOException {
        Verdict verdict = decide(STRICT, post(type, "[1,]"));
        assertThat(reason(verdict)).isEqualTo("accepted");
        assertThat(verdict.bodyGuards()).isEmpty();
    }

    @Test
    void eachRequestHasAGuardOfItsOwn() throws IOException {
        BodyGuard one =
                decide(STRICT, post("application/json", "{}")).bodyGuards().get(0);
        BodyGuard other =
                decide(STRICT, post("application/json", "{}")).bodyGuards().get(0);
        assertThat(one).isNotSameAs(other);
        assertThat(Watched.whole(one, "{}")).isEmpty();
        assertThat(Watched.whole(other, "{}")).isEmpty();
    }

    /** A reader that believes the charset would read another document than was checked. */
    @ParameterizedTest
    @ValueSource(
            strings = {"utf-16", "utf-7", "iso-8859-1", "\"utf-8 \"", "utf-8; charset=utf-8", "utf-8; charset=utf-16"})
    void jsonInAnotherCharsetIsRefused(String charset) throws IOException {
        Verdict verdict = decide(STRICT, post("application/json; charset=" + charset, "{}"));
        assertThat(reason(verdict)).isEqualTo("media.charset");
        assertThat(verdict.rejection().orElseThrow().status()).isEqualTo(415);
        assertThat(verdict.rejection().orElseThrow().code()).isEqualTo("media-type-refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"json", "application/", "/json", "application/json, text/plain", "application/json; a", "a b/c"})
    void aMediaTypeThatCannotBeReadIsRefusedWithContent(String type) throws IOException {
        assertThat(reason(decide(STRICT, post(type, "{}")))).isEqualTo("media.type");
        assertThat(reason(decide(STRICT, post(type, "")))).isEqualTo("accepted");
    }

    @Test
    void whatHasNoContentIsNotWatched() throws IOException {
        assertThat(decide(STRICT, post("application/json", "")).bodyGuards()).isEmpty();
        assertThat(decide(STRICT, RequestView.post("/parcels").body("{}")).bodyGuards())
                .isEmpty();
    }

    @Test
    void contentOfUndeclaredLengthIsWatched() throws IOException {
        RequestView request = RequestView.post("/parcels")
                .header("Content-Type", "application/json")
                .withBody(Body.from(() -> new ByteArrayInputStream(new byte[] {'{'}), -1));
        assertThat(decide(STRICT, request).bodyGuards()).hasSize(1);
    }

    /** Whoever reads it plain in spite of the header would read what nobody has looked at. */
    @Test
    void aCodingThatNobodyDecodesSwitchesNothingOff() throws IOException {
        RequestView request = post("application/json", "{}").header("Content-Encoding", "gzip");
        assertThat(decide(STRICT, request).bodyGuards()).hasSize(1);
    }

    @Test
    void theBoundsAreSettings() throws IOException {
        Validation shallow = STRICT.json(JsonLimits.DEFAULTS.depth(1));
        assertThat(shallow).isNotEqualTo(STRICT);
        assertThat(shallow.contentStatus(400).contentStatus(422)).isEqualTo(shallow);
        BodyGuard guard =
                decide(shallow, post("application/json", "[[]]")).bodyGuards().get(0);
        assertThat(Watched.whole(guard, "[[]]").map(Rejection::reason)).contains("json.depth");
    }

    @Test
    void settingsBindToEachBound() throws IOException {
        Map<String, String> settings = Map.of(
                "policies", "validation",
                "validation.json-depth", "1",
                "validation.json-tokens", "2",
                "validation.json-members", "3",
                "validation.json-items", "4",
                "validation.json-name", "5",
                "validation.json-string", "6",
                "validation.json-number", "7");
        Pipeline pipeline = Configuration.of("test", settings, Resources.ofSystem())
                .pipeline(List.of(new ValidationCatalog()), Set.of());
        RequestView request = post("application/json", "[[]]")
                .withEndpoint(Endpoint.servlet("POST", "/parcels", TakesAnything.class));
        BodyGuard guard = pipeline.decide(request).bodyGuards().get(0);
        assertThat(Watched.whole(guard, "[[]]").map(Rejection::reason)).contains("json.depth");
        assertThat(ValidationSettings.DEFAULTS
                        .with(new JsonLimits(1, 2, 3, 4, 5, 6, 7))
                        .json())
                .isEqualTo(new JsonLimits(1, 2, 3, 4, 5, 6, 7));
    }
}
