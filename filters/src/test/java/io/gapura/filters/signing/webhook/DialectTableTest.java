package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table says where each row comes from, and a slip in it is found when it is read. */
class DialectTableTest {
    private static final String GOOD = """
            [one]
            source    = https://one.example/docs A 2026-11-21
            signature = X-One v0=<hex>
            key       = hmac-sha256 text
            signed    = v0:{timestamp}:{body}
            timestamp = X-One-Time seconds 300s
            """;

    @Test
    void everyRowNamesItsSourceItsEvidenceAndItsDay() {
        DialectTable.SHIPPED
                .values()
                .forEach(dialect ->
                        assertThat(dialect.source()).as(dialect.name()).matches("https://\\S+ [AD] 2026-11-21"));
    }

    @Test
    void shaOneIsWhereNothingElseIsOffered() {
        assertThat(DialectTable.SHIPPED.values().stream()
                        .filter(dialect -> dialect.keys().stream()
                                .anyMatch(kind -> kind.algorithm() == KeyKind.Algorithm.HMAC_SHA1))
                        .map(Dialect::name))
                .containsExactlyInAnyOrder("twilio", "twilio-json", "vercel");
    }

    @Test
    void aGoodTableIsRead() {
        assertThatCode(() -> DialectTable.parse("# remark\n\n" + GOOD)).doesNotThrowAnyException();
        assertThat(DialectTable.parse(GOOD)).containsOnlyKeys("one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [one]                      | [One]                      | line 1: known are
            [one]                      | ''                         | line 2: known are
            source    =                | sauce     =                | line 2: known are [challenge, content, digest, id, key, requires, signature, signed, source, timestamp, under, url]
            source    =                | source    = x~source    =  | line 3: source stands twice
            A 2026                     | C 2026                     | [one]: source must be an address, A or D, and a day
            https:                     | http:                      | [one]: source must be an address, A or D, and a day
            v0=<hex>                   | v0=<base32>                | [one]: an encoding is <hex> or <base64>
            X-One v0=<hex>             | <hex>                      | [one]: signature must name its fields and its encoding
            X-One v0=<hex>             | X-One                      | [one]: signature must name its fields and its encoding
            key       = hmac-sha256 text | key       = hmac-md5 text | [one]: is none of [hmac-sha256, hmac-sha1, ed25519, ecdsa-p256-sha256]
            key       = hmac-sha256 text | key       = text          | [one]: a key is written as label, algorithm and codec
            key       = hmac-sha256 text | key       = hmac-sha256 text~key       = ed25519 hex | [one]: each kind of key needs a label of its own
            {timestamp}:               | {time}:                    | [one]: there is no placeholder {time}
            {body}                     | {body                      | [one]: a brace is not closed
            v0:{timestamp}:            | v0:                        | [one]: what is signed and what is read do not fit
            {body}                     | {id}{body}                 | [one]: what is signed and what is read do not fit
            {body}                     | {url}{body}                | [one]: what is signed and what is read do not fit
            seconds 300s               | seconds                    | [one]: a timestamp is written as field, unit and tolerance
            seconds 300s               | seconds 0s                 | [one]: tolerance must be between 1s and 15m; nothing switches it off
            seconds 300s               | fortnights 300s            | [one]: is none of [seconds, milliseconds, iso]
            seconds 300s               | seconds 300s~id        = field X | [one]: an id is written as field or json, place, and signed or unsigned
            seconds 300s               | seconds 300s~content   = json | [one]: content can only be form
            seconds 300s               | seconds 300s~challenge = riddle | [one]: is none of [slack, zoom, twitch, discord]
            seconds 300s               | seconds 300s~~[one]        | line 8: a section stands twice
            """)
    void aSlipIsNamed(String good, String slip, String message) {
        String bad = GOOD.replace(good, slip.replace('~', '\n'));
        assertThat(bad).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> DialectTable.parse(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aSectionWithoutAKeyIsNone() {
        assertThatThrownBy(() -> DialectTable.parse("[one]\n")).hasMessage("[one]: source is missing");
    }

    @Test
    void anUnknownNameListsTheOthers() {
        assertThatThrownBy(() -> Dialect.named("nobody"))
                .hasMessageStartingWith(
                        "there is no such dialect; known are [adyen-platform, adyen-standard, bitbucket,");
        assertThat(Webhooks.dialects()).isSorted().contains("stripe", "github", "slack", "standard-webhooks");
    }
}
