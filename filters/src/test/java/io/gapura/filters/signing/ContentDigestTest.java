package io.gapura.filters.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Headers;
import io.gapura.filters.signing.ContentDigest.Algorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digest fields as an application uses them (RFC 9530 §2, §3, §5). */
class ContentDigestTest {
    private static final byte[] HELLO = "{\"hello\": \"world\"}".getBytes(UTF_8);
    private static final String SHA_256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
    private static final String SHA_512 =
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
    private static final String OTHER_256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    private static final String OTHER_512 =
            "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";
    private static final String EMPTY = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

    private static ByteBuffer content(byte[] bytes) {
        return ByteBuffer.wrap(bytes);
    }

    private static String reason(String field, byte[] content) throws DigestRefusedException {
        try {
            ContentDigest.parse(field).requireMatch(content(content));
            return "";
        } catch (DigestRefusedException refused) {
            return refused.reason();
        }
    }

    @Test
    void aDigestIsWrittenAsTheRfcPrintsIt() throws IOException {
        assertThat(ContentDigest.of(Algorithm.SHA_256, content(HELLO))).isEqualTo(SHA_256);
        assertThat(ContentDigest.of(Algorithm.SHA_512, content(HELLO))).isEqualTo(SHA_512);
        assertThat(ContentDigest.of(Algorithm.SHA_256, content(new byte[0]))).isEqualTo(EMPTY);
        assertThat(ContentDigest.of(Algorithm.SHA_512, new ByteArrayInputStream(HELLO)))
                .isEqualTo(SHA_512);
    }

    @Test
    void aStreamLongerThanOnePieceIsHashedWhole() throws IOException {
        byte[] large = new byte[100_001];
        Arrays.fill(large, (byte) 'x');

        assertThat(ContentDigest.of(Algorithm.SHA_256, new ByteArrayInputStream(large)))
                .isEqualTo(ContentDigest.of(Algorithm.SHA_256, content(large)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SHA_256,
                SHA_512,
                SHA_256 + ", " + SHA_512,
                SHA_512 + "," + SHA_256,
                "md5=:AAAA:, " + SHA_256,
                SHA_256 + ", id-sha-256=:AAAA:",
                " " + SHA_256
            })
    void whatStatesTheContentIsAccepted(String field) throws IOException {
        assertThat(reason(field, HELLO)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OTHER_256                       | digest
            OTHER_512                       | digest
            SHA_256, OTHER_512              | digest
            OTHER_256, SHA_512              | digest
            md5=:Sd/dVLAcvNLSq16eXua5uQ==:  | digest-weak
            sha=:07CavjDP4u3/TungoUHJO/Wzr4c=:, unixsum=:AA==:, crc32c=:AA==:, adler=:AA==: | digest-weak
            SHA-256=:AAAA:                  | parse
            SHA_256, OTHER_256              | parse
            SHA_256, md5=:AA==:, md5=:AA==: | parse
            sha-256="X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=" | parse
            sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE    | parse
            sha-256                         | parse
            sha-256=1                       | parse
            sha-256=(:AAAA:)                | parse
            SHA_256, md5=abc                | parse
            sha-256=:X48E9qOokqqrvdts8nOJRA==: | digest
            sha-256=::                      | digest
            sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPEA: | digest
            sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE:  | parse
            sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPF=: | parse
            SHA_256,                        | parse
            """)
    void whatDoesNotProveTheContentIsRefusedByName(String field, String reason) throws IOException {
        String text = field.replace("OTHER_256", OTHER_256)
                .replace("OTHER_512", OTHER_512)
                .replace("SHA_256", SHA_256)
                .replace("SHA_512", SHA_512);

        assertThat(reason(text, HELLO)).isEqualTo(reason);
    }

    @Test
    void anEmptyFieldStatesNothingThatCounts() throws IOException {
        assertThat(reason("", HELLO)).isEqualTo("digest-weak");
    }

    @Test
    void emptyContentIsProvenByItsDigestAlone() throws IOException {
        assertThat(reason(EMPTY, new byte[0])).isEmpty();
        assertThat(reason(EMPTY, new byte[1])).isEqualTo("digest");
        assertThat(reason(SHA_256, new byte[0])).isEqualTo("digest");
    }

    @Test
    void everyFlippedBitOfTheContentIsFound() throws IOException {
        for (int bit = 0; bit < HELLO.length * 8; bit++) {
            byte[] other = HELLO.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(reason(SHA_256, other)).as("bit %d", bit).isEqualTo("digest");
        }
    }

    @Test
    void everyFlippedBitOfTheDigestIsFound() throws IOException {
        byte[] digest = Base64.getDecoder().decode(SHA_512.substring(9, SHA_512.length() - 1));
        for (int bit = 0; bit < digest.length * 8; bit++) {
            byte[] other = digest.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            String field = "sha-512=:" + Base64.getEncoder().encodeToString(other) + ":";
            assertThat(reason(SHA_256 + ", " + field, HELLO)).as("bit %d", bit).isEqualTo("digest");
        }
    }

    @Test
    void eightAlgorithmsAreReadAndNineAreNot() throws IOException {
        String eight = SHA_256 + ", a=::, b=::, c=::, d=::, e=::, f=::, g=::";

        assertThat(reason(eight, HELLO)).isEmpty();
        assertThat(reason(eight + ", h=::", HELLO)).isEqualTo("parse");
    }

    @Test
    void aFieldOfSixteenKibibytesIsReadAndOneMoreIsNot() throws IOException {
        String padded = SHA_256 + " ".repeat(16_384 - SHA_256.length());

        assertThat(reason(" " + padded.substring(0, 16_383), HELLO)).isEqualTo("");
        assertThat(reason(" " + padded, HELLO)).isEqualTo("too-large");
        assertThatThrownBy(() -> ContentDigest.in(Headers.of("Content-Digest", "a=:" + "A".repeat(16_384) + ":")))
                .isInstanceOfSatisfying(
                        DigestRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo("too-large"));
    }

    @Test
    void contentAndRepresentationAreFieldsOfTheirOwn() throws IOException {
        Headers headers = Headers.of("content-digest", SHA_256, "Repr-Digest", OTHER_256);

        ContentDigest ofContent = ContentDigest.in(headers).orElseThrow();
        ContentDigest ofRepresentation =
                ContentDigest.ofRepresentationIn(headers).orElseThrow();

        assertThatCode(() -> ofContent.requireMatch(content(HELLO))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ofRepresentation.requireMatch(content(HELLO)))
                .isInstanceOf(DigestRefusedException.class);
        assertThat(ContentDigest.in(Headers.of("Repr-Digest", SHA_256))).isEmpty();
        assertThat(ContentDigest.ofRepresentationIn(Headers.of("Content-Digest", SHA_256)))
                .isEmpty();
    }

    @Test
    void linesOfOneFieldAreOneField() throws IOException {
        Headers two = Headers.of("Content-Digest", SHA_256, "Content-Digest", OTHER_512);
        Headers twice = Headers.of("Content-Digest", SHA_256, "Content-Digest", SHA_256);

        assertThatThrownBy(() -> ContentDigest.in(two).orElseThrow().requireMatch(content(HELLO)))
                .hasMessage("digest: sha-512 of 64 bytes, content of 18 bytes");
        assertThatThrownBy(() -> ContentDigest.in(twice)).hasMessageStartingWith("parse");
    }

    @Test
    void whatWasStatedCanBeAsked() throws IOException {
        ContentDigest digest = ContentDigest.parse("md5=:AAAA:, " + SHA_512 + ", " + SHA_256);

        assertThat(digest.algorithms()).containsExactlyInAnyOrder(Algorithm.SHA_256, Algorithm.SHA_512);
        assertThat(digest).hasToString(SHA_256 + ", " + SHA_512);
        assertThat(digest)
                .isEqualTo(ContentDigest.parse(SHA_256 + ", " + SHA_512))
                .hasSameHashCodeAs(ContentDigest.parse(SHA_256 + ", " + SHA_512))
                .isNotEqualTo(ContentDigest.parse(SHA_256))
                .isNotEqualTo(ContentDigest.parse(OTHER_256 + ", " + SHA_512));
        assertThat(digest.stated(Algorithm.SHA_512).orElseThrow()).hasSize(64);
        assertThat(ContentDigest.parse(SHA_256).stated(Algorithm.SHA_512)).isEmpty();
    }

    @Test
    void whoIsGivenTheDigestCannotChangeIt() throws IOException {
        ContentDigest digest = ContentDigest.parse(SHA_256);

        Arrays.fill(digest.stated(Algorithm.SHA_256).orElseThrow(), (byte) 0);

        assertThatCode(() -> digest.requireMatch(content(HELLO))).doesNotThrowAnyException();
    }

    @Test
    void theBufferIsLeftWhereItStands() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(("xx" + new String(HELLO, UTF_8)).getBytes(UTF_8));
        buffer.position(2);

        ContentDigest.parse(SHA_256).requireMatch(buffer.asReadOnlyBuffer());
        ContentDigest.parse(SHA_256).requireMatch(buffer);

        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    void contentThatComesInPiecesIsProvenAtItsEnd() throws IOException {
        ContentDigest digest = ContentDigest.parse(SHA_256 + ", " + SHA_512);
        RunningDigest running = digest.running();
        running.update(HELLO, 0, 5).update(ByteBuffer.wrap(HELLO, 5, 3)).update(HELLO, 8, HELLO.length - 8);

        assertThat(running.length()).isEqualTo(HELLO.length);
        assertThatCode(() -> digest.requireMatch(running)).doesNotThrowAnyException();
    }

    @Test
    void contentThatEndsEarlyIsRefused() throws IOException {
        ContentDigest digest = ContentDigest.parse(SHA_256);
        RunningDigest running = digest.running().update(HELLO, 0, HELLO.length - 1);

        assertThatThrownBy(() -> digest.requireMatch(running))
                .isInstanceOf(DigestRefusedException.class)
                .hasMessage("digest: sha-256 of 32 bytes, content of 17 bytes");
    }

    @Test
    void aRunningDigestEndsOnceAndOnlyForItsOwnAlgorithms() throws IOException {
        ContentDigest both = ContentDigest.parse(SHA_256 + ", " + SHA_512);
        RunningDigest one = RunningDigest.of(Set.of(Algorithm.SHA_256)).update(HELLO, 0, HELLO.length);

        assertThatThrownBy(() -> both.requireMatch(one)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(one::field).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> one.update(HELLO, 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> one.update(content(HELLO))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFieldOfSeveralAlgorithmsIsMadeInOnePass() {
        RunningDigest running = RunningDigest.of(Set.of(Algorithm.SHA_512, Algorithm.SHA_256));

        assertThat(running.update(HELLO, 0, HELLO.length).field()).isEqualTo(SHA_256 + ", " + SHA_512);
    }

    @Test
    void aFieldOfNoAlgorithmIsNotMade() {
        assertThatThrownBy(RunningDigest.of(Set.of())::field).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theRefusalSaysNothingOfTheMessage() {
        assertThatThrownBy(() -> ContentDigest.parse(OTHER_256).requireMatch(content(HELLO)))
                .isInstanceOf(IOException.class)
                .hasMessage("digest: sha-256 of 32 bytes, content of 18 bytes")
                .hasNoCause()
                .satisfies(refused -> assertThat(refused.getStackTrace()).isEmpty());
    }

    static Stream<Arguments> wholeFields() {
        return Vectors.maps(Vectors.map(Vectors.read("rfc9530-digests.json")).get("policyCases")).stream()
                .map(test -> Arguments.of(test.get("name"), test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeFields")
    void aWholeFieldIsAcceptedOrRefusedByName(String name, Map<String, Object> test) throws IOException {
        String expected = Vectors.text(test, "expect");
        String refused = reason(
                Vectors.text(test, "field"), Vectors.text(test, "content").getBytes(UTF_8));
        assertThat(refused.isEmpty()).isEqualTo(expected.equals("accept"));
        if (expected.contains("length") || expected.contains("match")) {
            assertThat(refused).isEqualTo("digest");
        }
        if (expected.contains("deprecated")) {
            assertThat(refused).isEqualTo("digest-weak");
        }
    }
}
