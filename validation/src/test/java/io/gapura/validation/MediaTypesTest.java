package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    private static final MediaTypes TYPES =
            MediaTypes.accepting("application/json", "multipart/form-data", "Application/VND.parcel+json");

    private static String answer(MediaTypes types, RequestView request) {
        return types.check(request) instanceof Decision.Reject reject
                ? reject.rejection().status() + " " + reject.rejection().reason()
                : "accepted";
    }

    private static String answer(String type) {
        return answer(TYPES, RequestView.post("/").header("Content-Type", type).body("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON;charset=UTF-8",
                "application/json ; charset=\"utf-8\"",
                "application/json; charset=\"u\\tf-8\"",
                "application/json;",
                "application/json; ; charset=utf-8",
                "application/vnd.parcel+json",
                "multipart/form-data; boundary=a",
                "multipart/form-data; boundary=\"a b\"; charset=utf-8",
            })
    void aDeclaredTypeIsTaken(String type) {
        assertThat(answer(type)).isEqualTo("accepted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "text/json                          | 415 media.type",
                "application/xml                    | 415 media.type",
                "application/*                      | 415 media.type",
                "application/json, application/json | 415 media.type",
                "application/json x                 | 415 media.type",
                "application/json; charset          | 415 media.type",
                "application/json; =utf-8           | 415 media.type",
                "application/json; charset=\"utf-8  | 415 media.type",
                "application/json; charset = utf-8  | 415 media.type",
                "application/json; version=1        | 415 media.type",
                "application/json; boundary=a       | 415 media.type",
                "application/json; charset=utf-16   | 415 media.charset",
                "application/json; charset=us-ascii | 415 media.charset",
                "application/json; charset=utf-8; charset=utf-8 | 415 media.charset",
                "multipart/form-data                | 415 media.type",
                "multipart/form-data; boundary=a; boundary=a | 415 media.type",
                "multipart/form-data; boundary=\"\" | 415 media.type",
                "multipart/form-data; boundary=\"a \" | 415 media.type",
                "multipart/form-data; boundary=\"a\\\"b\" | 415 media.type",
            })
    void everythingElseIsRefused(String type, String expected) {
        assertThat(answer(type)).isEqualTo(expected);
    }

    @Test
    void aBoundaryHasSeventyCharactersAtMost() {
        assertThat(answer("multipart/form-data; boundary=" + "a".repeat(70))).isEqualTo("accepted");
        assertThat(answer("multipart/form-data; boundary=" + "a".repeat(71))).isEqualTo("415 media.type");
    }

    @Test
    void contentWithoutATypeIsRefusedAndNoContentNeedsNone() {
        assertThat(answer(TYPES, RequestView.post("/").body("{}"))).isEqualTo("415 media.type");
        assertThat(answer(TYPES, chunked(RequestView.post("/")))).isEqualTo("415 media.type");
        assertThat(answer(TYPES, RequestView.post("/").body(""))).isEqualTo("accepted");
        assertThat(answer(
                        TYPES,
                        RequestView.post("/").header("Content-Type", "text/x").body("")))
                .isEqualTo("accepted");
        assertThat(answer(
                        TYPES,
                        RequestView.get("/").withBody(Body.from(() -> new ByteArrayInputStream(new byte[0]), -1))))
                .isEqualTo("accepted");
    }

    private static RequestView chunked(RequestView request) {
        return request.header("Transfer-Encoding", "chunked")
                .withBody(Body.from(() -> new ByteArrayInputStream(new byte[] {'1'}), -1));
    }

    @Test
    void aLengthIsDeclaredWhereItIsWanted() {
        MediaTypes declared = TYPES.withDeclaredLength();
        RequestView json = RequestView.post("/").header("Content-Type", "application/json");
        assertThat(answer(declared, chunked(json))).isEqualTo("411 body.length-required");
        assertThat(answer(TYPES, chunked(json))).isEqualTo("accepted");
        assertThat(answer(declared, json.body("{}"))).isEqualTo("accepted");
        assertThat(answer(declared, json.body(""))).isEqualTo("accepted");
        assertThat(declared.types()).isEqualTo(TYPES.types()).contains("application/vnd.parcel+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "json", "", "application/json; charset=utf-8", "application/json "})
    void aTypeThatIsNotOneIsAMistake(String type) {
        assertThatThrownBy(() -> MediaTypes.accepting(type)).isInstanceOf(IllegalArgumentException.class);
    }
}
