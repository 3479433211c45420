package io.gapura.filters.signing.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.HeaderLine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the examples that AWS prints; the keys in them are published and open nothing. */
class SigV4SignerTest {
    private static final byte[] NOTHING = {};

    /** Amazon S3 API Reference, "Signature Calculations for the Authorization Header: Examples". */
    private static final SigV4Signer S3 = SigV4Signer.of(
                    AwsCredentials.of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                    "us-east-1",
                    "s3")
            .clock(() -> Instant.parse("2013-05-24T00:00:00Z"));

    private static final Instant SUITE_DAY = Instant.parse("2015-08-30T12:36:00Z");
    private static final AwsCredentials SUITE_KEY =
            AwsCredentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private static SigV4Signer of(String service) {
        return SigV4Signer.of(SUITE_KEY, "us-east-1", service).clock(() -> SUITE_DAY);
    }

    private static String signature(List<HeaderLine> lines) {
        String authorization = value(lines, "Authorization");
        return authorization.substring(authorization.indexOf("Signature=") + 10);
    }

    private static String value(List<HeaderLine> lines, String name) {
        return lines.stream()
                .filter(line -> line.named(name))
                .map(HeaderLine::value)
                .findFirst()
                .orElse("absent");
    }

    private static String get(SigV4Signer signer, String uri, HeaderLine... headers) {
        return signature(signer.sign("GET", URI.create(uri), List.of(headers), NOTHING));
    }

    @Test
    void iamListUsersIsAsTheGeneralReferencePrintsIt() {
        List<HeaderLine> lines = of("iam")
                .sign(
                        "GET",
                        URI.create("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"),
                        List.of(new HeaderLine("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")),
                        NOTHING);
        assertThat(lines).extracting(HeaderLine::name).containsExactly("X-Amz-Date", "Authorization");
        assertThat(lines.get(0).value()).isEqualTo("20150830T123600Z");
        assertThat(lines.get(1).value())
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date, "
                        + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void s3GetObjectIsAsItsReferencePrintsIt() {
        List<HeaderLine> lines = S3.sign(
                "GET",
                URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                List.of(new HeaderLine("Range", "bytes=0-9")),
                NOTHING);
        assertThat(value(lines, "X-Amz-Content-Sha256"))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(value(lines, "Authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void s3PutObjectIsAsItsReferencePrintsIt() {
        List<HeaderLine> lines = S3.sign(
                "PUT",
                URI.create("https://examplebucket.s3.amazonaws.com/test$file.text"),
                List.of(
                        new HeaderLine("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                        new HeaderLine("x-amz-storage-class", "REDUCED_REDUNDANCY")),
                "Welcome to Amazon S3.".getBytes(StandardCharsets.US_ASCII));
        assertThat(signature(lines)).isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @ParameterizedTest
    @CsvSource({
        "?lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        "?max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    })
    void s3QueriesAreAsItsReferencePrintsThem(String query, String expected) {
        assertThat(get(S3, "https://examplebucket.s3.amazonaws.com/" + query)).isEqualTo(expected);
    }

    @Test
    void getVanillaOfTheTestSuiteIsRight() {
        assertThat(get(of("service"), "https://example.amazonaws.com/"))
                .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @ParameterizedTest
    @CsvSource({
        "?a=1&b=2, ?b=2&a=1",
        "?a, ?a=",
        "?a=1&a=2, ?a=2&a=1",
        "?a=%7e, ?a=~",
        "?a=%2f, ?a=%2F",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "//a, /a",
        "'', /"
    })
    void twoSpellingsOfOneCallHaveOneSignature(String one, String other) {
        assertThat(get(of("service"), "https://example.amazonaws.com" + one))
                .isEqualTo(get(of("service"), "https://example.amazonaws.com" + other));
    }

    @ParameterizedTest
    @CsvSource({
        "?a=1, ?a=2",
        "?a=1, ?b=1",
        "?a+b=1, ?a%20b=1",
        "/a/, /a",
        "/a%2Fb, /a/b",
        "/A, /a",
        "?ab=1, ?a=b1",
        "?a-=1, ?a=-1"
    })
    void twoCallsHaveTwoSignatures(String one, String other) {
        assertThat(get(of("service"), "https://example.amazonaws.com" + one))
                .isNotEqualTo(get(of("service"), "https://example.amazonaws.com" + other));
    }

    @Test
    void aPathIsEncodedOnceForS3AndTwiceElsewhere() {
        URI uri = URI.create("https://h.example/a%20b/$c");
        assertThat(CanonicalCall.of("GET", uri, List.of(), List.of(), false).path())
                .isEqualTo("/a%20b/%24c");
        assertThat(CanonicalCall.of("GET", uri, List.of(), List.of(), true).path())
                .isEqualTo("/a%2520b/%2524c");
    }

    @Test
    void aKeyOfS3IsNotNormalised() {
        URI uri = URI.create("https://h.example/a//b/../c");
        assertThat(CanonicalCall.of("GET", uri, List.of(), List.of(), false).path())
                .isEqualTo("/a//b/../c");
    }

    @Test
    void charactersBeyondAsciiAreEncodedAsUtf8() {
        URI uri = URI.create("https://h.example/ü?ü=𝄞");
        CanonicalCall call = CanonicalCall.of("GET", uri, List.of(), List.of(), false);
        assertThat(call.path()).isEqualTo("/%C3%BC");
        assertThat(call.query()).isEqualTo("%C3%BC=%F0%9D%84%9E");
    }

    @Test
    void aShorterNameStandsInFrontOfALongerOne() {
        URI uri = URI.create("https://h.example/?a-b=1&a=2");
        assertThat(CanonicalCall.of("GET", uri, List.of(), List.of(), false).query())
                .isEqualTo("a=2&a-b=1");
    }

    @Test
    void headerValuesAreFoldedJoinedAndSorted() {
        CanonicalCall call = CanonicalCall.of(
                "GET",
                URI.create("http://h.example:8080/"),
                List.of(
                        new HeaderLine("X-B", " a   b "),
                        new HeaderLine("X-A", "1"),
                        new HeaderLine("x-a", "2"),
                        new HeaderLine("User-Agent", "changes")),
                List.of(),
                false);
        assertThat(call.signedHeaders()).isEqualTo("host;x-a;x-b");
        assertThat(call.text("h")).isEqualTo("GET\n/\n\nhost:h.example:8080\nx-a:1,2\nx-b:a b\n\nhost;x-a;x-b\nh");
        assertThat(call).hasToString("CanonicalCall[3 headers]");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example:443/, h.example",
        "http://h.example:80/, h.example",
        "https://h.example:80/, h.example:80",
        "http://h.example/, h.example"
    })
    void theDefaultPortIsNoPartOfTheHost(String uri, String host) {
        assertThat(CanonicalCall.of("GET", URI.create(uri), List.of(), List.of(), false)
                        .headers())
                .containsEntry("host", host);
    }

    @Test
    void aSessionTokenGoesOutAndIsSigned() {
        AwsCredentials temporary = SUITE_KEY.sessionToken("token/with+signs==");
        List<HeaderLine> lines = SigV4Signer.of(temporary, "us-east-1", "iam")
                .clock(() -> SUITE_DAY)
                .sign("GET", URI.create("https://iam.amazonaws.com/"), List.of(), NOTHING);
        assertThat(value(lines, "X-Amz-Security-Token")).isEqualTo("token/with+signs==");
        assertThat(value(lines, "Authorization")).contains("SignedHeaders=host;x-amz-date;x-amz-security-token,");
    }

    @Test
    void theTimeIsTakenAnewForEachAttempt() {
        Instant[] now = {SUITE_DAY};
        SigV4Signer signer = SigV4Signer.of(SUITE_KEY, "us-east-1", "iam").clock(() -> now[0]);
        String first = get(signer, "https://iam.amazonaws.com/");
        now[0] = SUITE_DAY.plusSeconds(1);
        assertThat(get(signer, "https://iam.amazonaws.com/")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "x-amz-date", "X-Amz-Content-SHA256", "X-Amz-Security-Token"})
    void whatTheSignerMakesMustNotBeThere(String name) {
        assertThatThrownBy(() -> get(S3, "https://h.example/", new HeaderLine(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("made by the signer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/relative", "ftp://h.example/", "https://user@h.example/", "mailto:a@b"})
    void aUriThatIsNoneOfAServiceIsNotSigned(String uri) {
        assertThatThrownBy(() -> get(S3, uri)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"eu/central, s3", "eu-central-1, S3", "'', s3", "eu-central-1, ''"})
    void aRegionOrServiceThatIsNoNameIsRefused(String region, String service) {
        assertThatThrownBy(() -> SigV4Signer.of(SUITE_KEY, region, service))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void credentialsSayTheIdAlone() {
        AwsCredentials credentials = AwsCredentials.of("AKIDEXAMPLE", "secret").sessionToken("token");
        assertThat(credentials).hasToString("AwsCredentials[AKIDEXAMPLE]");
        assertThatThrownBy(() -> AwsCredentials.of("", "s")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AwsCredentials.of("a/b", "s")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AwsCredentials.of("a".repeat(129), "s")).isInstanceOf(IllegalArgumentException.class);
        assertThat(AwsCredentials.of("a".repeat(128), "s").accessKeyId()).hasSize(128);
        assertThatThrownBy(() -> AwsCredentials.of("a", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> credentials.sessionToken("line\nbreak"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("line");
        assertThatThrownBy(() -> credentials.sessionToken("")).isInstanceOf(IllegalArgumentException.class);
    }
}
