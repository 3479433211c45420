package io.gapura.filters.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signed examples of RFC 7515 and RFC 8037, by the keys that stand beside them: no set with these keys is taken. */
class RfcExamplesTest {
    /** RFC 7515 A.1, A.2, A.3: the same claims, which are those of RFC 7519 §3.1. */
    private static final String CLAIMS =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private static final Map<String, String> KEYS = Map.of(
            "HS256",
            "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}",
            "RS256",
            "{\"kty\":\"RSA\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\",\"e\":\"AQAB\"}",
            "ES256",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}",
            "ES512",
            "{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":\"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk\",\"y\":\"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2\"}",
            "EdDSA",
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");

    private static TokenKey key(String algorithm) throws Exception {
        JWK jwk = JWK.parse(KEYS.get(algorithm));
        KeyKind kind = KeyKind.of(jwk);
        assertThat(kind).isNotNull();
        return TokenKey.of(jwk, kind, null);
    }

    private static boolean verifies(String algorithm, String token) throws Exception {
        int dot = token.lastIndexOf('.');
        return key(algorithm)
                .verifies(
                        TokenAlgorithm.named(algorithm).orElseThrow(),
                        token.substring(0, dot).getBytes(StandardCharsets.US_ASCII),
                        token.substring(dot + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "RFC 7515 A.1, HS256, eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9, dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        "RFC 7515 A.2, RS256, eyJhbGciOiJSUzI1NiJ9, cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
        "RFC 7515 A.3, ES256, eyJhbGciOiJFUzI1NiJ9, DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    })
    void theExamplesWithClaimsVerifyAndAreNoAccessTokens(
            String place, String algorithm, String header, String signature) throws Exception {
        String token = header + "." + CLAIMS + "." + signature;
        assertThat(verifies(algorithm, token)).as(place).isTrue();
        assertThat(verifies(algorithm, header + "." + CLAIMS.replace("eyJpc3", "eyJpc2") + "." + signature))
                .as(place)
                .isFalse();
        assertThat(verifies(algorithm, header + "x." + CLAIMS + "." + signature))
                .isFalse();
        CompactToken read = CompactToken.of(token);
        assertThat(read).isNotNull();
        assertThat(TokenHeader.read(read.header()).algorithm()).isEqualTo(algorithm);
        TokenClaims claims = TokenClaims.read(read.payload());
        assertThat(claims.text("iss")).isEqualTo("joe");
        assertThat(claims.time("exp")).isEqualTo(1_300_819_380L);
        assertThat(claims.member("http://example.com/is_root")).isEqualTo(true);
        assertThat(Rfc9068Test.reason(Minting.policy(Minting.issuer()), token)).isEqualTo("issuer");
    }

    @Test
    void rfc7515_a_4_es512() throws Exception {
        String token = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA."
                + "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7Xdt"
                + "AG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";
        assertThat(verifies("ES512", token)).isTrue();
        assertThat(verifies("ES512", token.replace("UGF5", "UGF6"))).isFalse();
        CompactToken read = CompactToken.of(token);
        assertThat(read).isNotNull();
        assertThat(TokenClaims.read(read.payload())).as("no claims").isNull();
    }

    @Test
    void rfc8037_a_4_ed25519() throws Exception {
        String token = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assertThat(verifies("EdDSA", token)).isTrue();
        assertThat(verifies("EdDSA", token.replace("RXhh", "RXhi"))).isFalse();
    }

    @Test
    void rfc7519_section_6_1_anUnsecuredTokenIsNone() {
        assertThat(CompactToken.of("eyJhbGciOiJub25lIn0." + CLAIMS + ".")).isNull();
    }
}
