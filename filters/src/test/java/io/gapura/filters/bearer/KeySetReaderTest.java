package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.jwk;
import static io.gapura.filters.bearer.Minting.pair;
import static io.gapura.filters.bearer.Minting.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of a set count, which are left out, and which make the whole set no good. */
class KeySetReaderTest {
    private static final String GOOD = jwk(pair(KeyKind.P_256), "good");

    private static TokenKeys published(String document) {
        return KeySetReader.published(document.getBytes(StandardCharsets.UTF_8));
    }

    private static TokenKeys own(String document) {
        return KeySetReader.own(document.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String document, String words) {
        assertThatThrownBy(() -> published(document))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> own(document))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"RSA\",\"use\":\"enc\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"EC\",\"use\":\"enc\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo\"}",
                "{\"kty\":\"RSA\",\"key_ops\":[\"encrypt\"],\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"x\"}"
            })
    void whatIsForSomethingElseIsLeftOut(String other) {
        assertThat(published(set(other, GOOD)).size()).isEqualTo(1);
        assertThatThrownBy(() -> published(set(other))).hasMessageContaining("no key");
    }

    @Test
    void useAndOperationsForSignaturesAreTaken() {
        assertThat(published(set(jwk(pair(KeyKind.P_256), "a", "\"use\":\"sig\"", "\"key_ops\":[\"verify\"]")))
                        .size())
                .isEqualTo(1);
        assertThat(published(set(jwk(pair(KeyKind.RSA), "a", "\"alg\":\"RSA-OAEP\""), GOOD))
                        .size())
                .as("an algorithm that is none for signatures")
                .isEqualTo(1);
    }

    @Test
    void anIdMayStandAtKeysOfTwoKindsAndNotTwiceAtOne() {
        assertThat(published(set(jwk(pair(KeyKind.P_256), "a"), jwk(pair(KeyKind.RSA), "a")))
                        .size())
                .isEqualTo(2);
        refused(set(GOOD, jwk(Minting.Pair.of(KeyKind.P_256), "good")), "twice");
    }

    @Test
    void aWeakOrPrintedKeyMakesTheSetNoGood() throws Exception {
        refused(set(GOOD, jwk(Minting.Pair.rsa(1_024), "weak")), "the key weak must have at least 2048 bits");
        refused(set(GOOD, jwk(Minting.Pair.rsa(1_024), "")), "the key without kid must have at least 2048 bits");
        // RFC 7515 A.2
        refused(
                set(
                        GOOD,
                        "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26m"
                                + "PddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r"
                                + "2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapH"
                                + "g665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2"
                                + "ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\"}"),
                "printed in an RFC");
        // RFC 7515 A.3, RFC 8037 A.2
        refused(
                set(
                        GOOD,
                        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                                + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"),
                "printed in an RFC");
        refused(
                set(
                        GOOD,
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"),
                "printed in an RFC");
        refused(
                set(
                        GOOD,
                        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"),
                "small order");
    }

    @Test
    void aPrivateHalfIsRefusedWhereverItStands() {
        refused(set(GOOD, jwk(pair(KeyKind.RSA), "p", "\"d\":\"AQAB\"")), "secret or private");
        refused(set(GOOD, jwk(pair(KeyKind.RSA), "p", "\"use\":\"enc\"", "\"d\":\"AQAB\"")), "secret or private");
    }

    @Test
    void aSecretIsOfOurOwnAlone() {
        String secret = jwk(pair(KeyKind.SECRET), "s");
        assertThat(own(set(secret)).areSecrets()).isTrue();
        assertThatThrownBy(() -> published(set(secret))).hasMessageContaining("secret or private");
        assertThatThrownBy(() -> own(set(secret, GOOD))).hasMessageContaining("beside public keys");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                         | keys
            {"keys":{}}                                | keys
            {"keys":[]}                                | no key
            {"keys":[1]}                               | object
            {"keys":[{}]}                              | no key
            []                                         | strict JSON
            {"keys":[],"keys":[]}                      | strict JSON
            {"keys":[]} x                              | strict JSON
            {"keys":[{"kty":"EC","crv":"P-256"}]}      | member x
            {"keys":[{"kty":"RSA","n":"A=","e":"AQAB"}]} | base64url
            {"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]} | characters
            """)
    void whatIsNoSetIsRefused(String document, String words) {
        refused(document, words);
    }

    @Test
    void anIdIsPrintable() {
        refused(set(jwk(pair(KeyKind.P_256), "a b")), "kid");
        refused(set(jwk(pair(KeyKind.P_256), "k".repeat(129))), "kid");
        refused(set(jwk(pair(KeyKind.P_256), "k", "\"alg\":\"RS256\"")), "not of its kind");
    }

    @Test
    void aSetHasAHundredMembersAtMost() {
        String[] members = new String[101];
        java.util.Arrays.fill(members, "{\"kty\":\"x\"}");
        members[0] = GOOD;
        refused(set(members), "100");
        assertThat(published(set(java.util.Arrays.copyOf(members, 100))).size()).isEqualTo(1);
    }
}
