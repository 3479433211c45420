package io.gapura.filters.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OriginPropertyTest {
    private static final String LISTED = "https://shop.example";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pipeline PIPELINE =
            Pipeline.builder().add(Cors.allowing(LISTED).withCredentials()).build();

    /** Near misses of a listed origin: prefixes, suffixes, case, ports, encodings, other schemes, white space. */
    @Provide
    Arbitrary<String> origins() {
        Arbitrary<String> scheme = Arbitraries.of("https", "http", "HTTPS", "https:", "ws", "", "file");
        Arbitrary<String> host = Arbitraries.of(
                "shop.example",
                "Shop.example",
                "shop.example.",
                "x.shop.example",
                "shop.example.evil",
                "evilshop.example",
                "shop%2eexample",
                "shop.example@evil.example",
                "\u017fhop.example",
                "shop.example\u0000",
                "*.example",
                "null");
        Arbitrary<String> rest =
                Arbitraries.of("", ":443", ":0443", ":8443", "/", "/x", "?", "#", " ", ",https://a.example");
        Arbitrary<String> built = Combinators.combine(scheme, host, rest).as((s, h, r) -> s + "://" + h + r);
        return Arbitraries.oneOf(built, Arbitraries.strings().ofMaxLength(40), Arbitraries.of("null", "*", "", LISTED));
    }

    @Property(tries = 2_000)
    void noOriginButTheListedOneIsEverGivenLeave(@ForAll("origins") String origin) throws IOException {
        Verdict verdict = PIPELINE.decide(RequestView.get("/").header("Origin", origin));
        boolean leave = verdict.responseHeaders().stream().anyMatch(line -> line.named("Access-Control-Allow-Origin"));
        assertThat(leave).isEqualTo(origin.equals(LISTED));
        assertThat(verdict.responseHeaders())
                .noneMatch(line -> line.named("Access-Control-Allow-Origin")
                        && !line.value().equals(LISTED));
        Verdict preflight = PIPELINE.decide(
                RequestView.of("OPTIONS", "/").header("Origin", origin).header("Access-Control-Request-Method", "GET"));
        assertThat(preflight.answer().isPresent()).isEqualTo(origin.equals(LISTED));
    }

    @Property(tries = 2_000)
    void whatIsTakenForAnOriginHasOneReading(@ForAll("origins") String text) {
        if (Origins.isWellFormed(text)) {
            URI uri = URI.create(text);
            assertThat(uri.getRawPath()).isEmpty();
            assertThat(uri.getRawUserInfo()).isNull();
            assertThat(uri.getRawQuery()).isNull();
            assertThat(text).isEqualTo(text.toLowerCase(Locale.ROOT)).isPrintable();
            assertThat(uri.getScheme() + "://" + uri.getRawAuthority()).isEqualTo(text);
        }
    }

    @Property
    void anUnsafeRequestPassesByItsOriginAloneOnlyFromItself(@ForAll("origins") String origin) throws IOException {
        Verdict verdict = Pipeline.builder()
                .add(OriginCheck.sameOrigin().own(LISTED))
                .build()
                .decide(RequestView.post("/").header("Origin", origin).header("Cookie", "a=1"));
        assertThat(verdict.rejection().isEmpty()).isEqualTo(origin.equals(LISTED));
    }

    @Property
    void aMaskedTokenIsTheTokenAgain(@ForAll @Size(40) byte[] token) {
        String masked = MaskedToken.mask(token, RANDOM);
        assertThat(MaskedToken.unmask(masked, 40)).isEqualTo(token);
        assertThat(MaskedToken.mask(token, RANDOM)).isNotEqualTo(masked);
    }

    @Property
    void aFlippedBitIsAnotherToken(@ForAll @Size(40) byte[] token, @ForAll @IntRange(max = 639) int bit) {
        byte[] masked = Base64.getUrlDecoder().decode(MaskedToken.mask(token, RANDOM));
        masked[bit / 8] ^= (byte) (1 << bit % 8);
        String flipped = Base64.getUrlEncoder().withoutPadding().encodeToString(masked);
        byte[] found = MaskedToken.unmask(flipped, 40);
        assertThat(Arrays.equals(found, token)).isFalse();
    }

    @Property(tries = 2_000)
    void anotherCharacterIsAnotherTokenOrNone(
            @ForAll @Size(40) byte[] token, @ForAll @IntRange(max = 106) int at, @ForAll char other) {
        String masked = MaskedToken.mask(token, RANDOM);
        if (masked.charAt(at) != other) {
            String changed = masked.substring(0, at) + other + masked.substring(at + 1);
            byte[] found = MaskedToken.unmask(changed, 40);
            assertThat(found == null || !Arrays.equals(found, token)).isTrue();
        }
    }

    @Property
    void aTextOfAnotherLengthIsNoToken(@ForAll @IntRange(max = 400) int length) {
        assertThat(MaskedToken.unmask("A".repeat(length), 40) != null).isEqualTo(length == 107);
    }

    @Example
    void theLastBitsOfATokenHaveOneSpelling() {
        String zero = "A".repeat(107);
        assertThat(MaskedToken.unmask(zero, 40)).isNotNull();
        assertThat(MaskedToken.unmask(zero.substring(1) + "B", 40)).isNull();
    }

    @Property
    void aCookieIsFoundByItsWholeName(@ForAll("pairs") String name, @ForAll("pairs") String value) {
        RequestView request =
                RequestView.get("/").header("Cookie", "x" + name + "=1; " + name + "=" + value + ";" + name);
        assertThat(Cookies.named(request.headers(), name)).containsExactly(value);
    }

    @Provide
    Arbitrary<String> pairs() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(12);
    }
}
