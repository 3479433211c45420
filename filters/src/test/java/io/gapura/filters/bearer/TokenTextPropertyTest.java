package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.base64;
import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.policy;
import static io.gapura.filters.bearer.Minting.signed;
import static io.gapura.filters.bearer.Minting.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever stands where a token should, the answer is one of four, and only what the issuer has signed is a caller. */
class TokenTextPropertyTest {
    private static final BearerTokens POLICY = policy(issuer());
    private static final String GOOD = token(TokenAlgorithm.ES256);

    @Provide
    Arbitrary<String> fields() {
        Arbitrary<String> visible =
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60);
        Arbitrary<String> segments =
                Arbitraries.strings().withChars("ABab01-_.=").ofMaxLength(40).map(text -> "Bearer " + text);
        Arbitrary<String> bytes = Arbitraries.strings()
                .withCharRange('\u0080', '\u00FF')
                .ofMinLength(1)
                .ofMaxLength(10)
                .map(text -> "Bearer " + GOOD + text);
        return Arbitraries.oneOf(visible, segments, bytes);
    }

    @Property(tries = 2_000)
    void anythingInTheFieldIsRefusedByValue(@ForAll("fields") String field) {
        Decision decision = POLICY.decide(RequestView.get("/").header("Authorization", field));
        assertThat(decision).isInstanceOf(Decision.Reject.class);
        assertThat(((Decision.Reject) decision).rejection().code())
                .isIn("token-missing", "token-refused", "token-malformed");
    }

    @Property(tries = 500)
    void aTokenWithOneCharacterChangedIsRefused(@ForAll @IntRange(min = 0, max = 10_000) int at, @ForAll char other) {
        int place = at % GOOD.length();
        String changed = GOOD.substring(0, place) + other + GOOD.substring(place + 1);
        boolean same = changed.equals(GOOD);
        assertThat(Rfc9068Test.reason(POLICY, changed).isEmpty()).isEqualTo(same);
    }

    @Property(tries = 500)
    void segmentsAreReadAsTheJdkReadsThem(@ForAll byte[] header, @ForAll byte[] payload, @ForAll byte[] signature) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String text = encoder.encodeToString(header) + "." + encoder.encodeToString(payload) + "."
                + encoder.encodeToString(signature);
        CompactToken token = CompactToken.of(text);
        boolean whole = header.length > 0 && payload.length > 0 && signature.length > 0;
        assertThat(token != null).isEqualTo(whole);
        if (token != null) {
            assertThat(token.header()).isEqualTo(header);
            assertThat(token.payload()).isEqualTo(payload);
            assertThat(Base64.getUrlDecoder().decode(token.signature())).isEqualTo(signature);
        }
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> scalars = Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "1.5",
                "1e400",
                "\"\"",
                "\"x\"",
                "[]",
                "{}",
                "[\"a\"]",
                "1795262400",
                "\"1795262400\"",
                "{\"jkt\":\"x\"}",
                "99999999999999999999",
                "[[]]",
                "\"https://idp.example/realm\"");
        return scalars;
    }

    @Property(tries = 1_000)
    void aRequiredClaimIsThereAndOfItsTypeOrTheTokenIsRefused(
            @ForAll("names") String name, @ForAll("values") String value) {
        Map<String, String> claims = new LinkedHashMap<>(claims());
        claims.put(name, value);
        String reason = Rfc9068Test.reason(POLICY, token(TokenAlgorithm.ES256, json(claims)));
        if (reason.isEmpty()) {
            assertThat(value).matches("\"x\"|1795262400|\"1795262400\"|\"https://idp.example/realm\"");
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("iss", "aud", "exp", "iat", "sub", "client_id", "jti");
    }

    @Property(tries = 500)
    void noHeaderMakesAForgedTokenGood(@ForAll("names") String name, @ForAll("values") String value) {
        String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"" + name + "\":" + value + "}";
        String input = base64(header) + "." + base64(json(claims()));
        String forged = signed(FORGER, TokenAlgorithm.ES256, input);
        assertThat(Rfc9068Test.reason(POLICY, forged)).isNotEmpty();
    }

    private static final Minting.Pair FORGER = forger();

    private static Minting.Pair forger() {
        return Minting.Pair.of(KeyKind.P_256);
    }
}
