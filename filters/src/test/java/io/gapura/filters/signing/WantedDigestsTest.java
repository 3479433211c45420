package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Headers;
import io.gapura.filters.signing.ContentDigest.Algorithm;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the other side would like to have hashed (RFC 9530 §4). */
class WantedDigestsTest {
    private static WantedDigests read(String field) throws IOException {
        return WantedDigests.in(Headers.of("Want-Content-Digest", field)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sha-256=10              | SHA_256
            sha-512=1               | SHA_512
            sha-512=3, sha-256=10, unixsum=0 | SHA_256
            sha-256=1, sha-512=10   | SHA_512
            sha-512=5, sha-256=5    | SHA_256
            sha-256=0, sha-512=1    | SHA_512
            md5=10, sha-256=1       | SHA_256
            """)
    void theWeightiestThatCountsIsUsed(String field, Algorithm best) throws IOException {
        assertThat(read(field).best()).contains(best);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha-256=0", "md5=10, sha=9", "sha-256=0, sha-512=0"})
    void whereNothingIsWantedNothingIsChosen(String field) throws IOException {
        assertThat(read(field).best()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha-256=11",
                "sha-256=-1",
                "sha-256=1.0",
                "sha-256=\"1\"",
                "sha-256",
                "sha-256=ten",
                "sha-256=(1)",
                "sha-256=@1",
                "sha-256=1, sha-256=1",
                "sha-256=1,",
                "SHA-256=1",
                "sha-256=1 sha-512=1"
            })
    void whatIsNoWeightIsRefused(String field) {
        assertThatThrownBy(() -> read(field))
                .isInstanceOfSatisfying(
                        DigestRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo("parse"));
    }

    @Test
    void bothEdgesAreWeights() throws IOException {
        assertThat(read("sha-256=0, sha-512=10").weight("sha-256")).contains(0);
        assertThat(read("sha-256=0, sha-512=10").weight("sha-512")).contains(10);
        assertThat(read("sha-256=0").weight("md5")).isEmpty();
    }

    @Test
    void sixteenAlgorithmsAreReadAndSeventeenAreNot() throws IOException {
        String sixteen = IntStream.range(0, 16).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining(", "));

        assertThat(read(sixteen).weight("a15")).contains(1);
        assertThatThrownBy(() -> read(sixteen + ", b=1")).hasMessageStartingWith("too-many");
    }

    @Test
    void aLongFieldIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> read("a=1," + " ".repeat(16_384) + "b=1")).hasMessageStartingWith("too-large");
    }

    @Test
    void contentAndRepresentationAreFieldsOfTheirOwn() throws IOException {
        Headers headers = Headers.of("Want-Content-Digest", "sha-256=1", "Want-Repr-Digest", "sha-512=1");

        assertThat(WantedDigests.in(headers).flatMap(WantedDigests::best)).contains(Algorithm.SHA_256);
        assertThat(WantedDigests.ofRepresentationIn(headers).flatMap(WantedDigests::best))
                .contains(Algorithm.SHA_512);
        assertThat(WantedDigests.in(Headers.of())).isEmpty();
        assertThat(WantedDigests.ofRepresentationIn(Headers.of())).isEmpty();
    }

    @Test
    void aWishIsWrittenAndReadAgain() throws IOException {
        WantedDigests wish =
                WantedDigests.of(Algorithm.SHA_256).and("sha-512", 3).and("unixsum", 0);

        assertThat(wish).hasToString("sha-256=10, sha-512=3, unixsum=0");
        assertThat(read(wish.toString())).isEqualTo(wish).hasSameHashCodeAs(wish);
        assertThat(wish).isNotEqualTo(WantedDigests.of(Algorithm.SHA_256));
    }

    @Test
    void aWishOfOursIsChecked() {
        WantedDigests wish = WantedDigests.of(Algorithm.SHA_256);

        assertThatThrownBy(() -> wish.and("sha-512", 11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wish.and("sha-512", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wish.and("SHA-512", 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
