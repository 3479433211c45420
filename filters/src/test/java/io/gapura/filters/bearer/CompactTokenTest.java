package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.base64;
import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.header;
import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.policy;
import static io.gapura.filters.bearer.Minting.signed;
import static io.gapura.filters.bearer.Rfc9068Test.reason;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7515 section 7.1: one token has one text. */
class CompactTokenTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static void taken(String segment, boolean expected) {
        for (String text : new String[] {
            segment + ".AAAA.AAAA", "AAAA." + segment + ".AAAA", "AAAA.AAAA." + segment,
        }) {
            assertThat(CompactToken.of(text) != null).as(text).isEqualTo(expected);
        }
    }

    @Test
    void bitsBehindTheEndOfASegmentAreZero() {
        for (int value = 0; value < 64; value++) {
            char last = ALPHABET.charAt(value);
            taken("AAA" + last, true);
            taken("AA" + last, value % 4 == 0);
            taken("A" + last, value % 16 == 0);
            taken(String.valueOf(last), false);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "AA=", "AA==", "AA+A", "AA/A", "AA A", "@AAA", "[AAA", "`AAA", "{AAA", "/AAA", ":AAA", "AAAé"
            })
    void nothingElseIsASegment(String segment) {
        taken(segment, false);
    }

    @Test
    void twoOrFourSegmentsAreNoToken() {
        assertThat(CompactToken.of("AAAA.AAAA")).isNull();
        assertThat(CompactToken.of("AAAA")).isNull();
        assertThat(CompactToken.of("AAAA.AAAA.AAAA.AAAA")).isNull();
        assertThat(CompactToken.of("AAAA.AAAA.AAAA.AAAA.AAAA")).isNull();
    }

    /** A good token, filled up with spaces behind its claims. */
    private static String ofLength(int length) {
        String claims = json(claims());
        for (int spaces = 0; spaces < 4; spaces++) {
            String start = base64(header(TokenAlgorithm.ES256) + " ".repeat(spaces)) + ".";
            int room = length - start.length() - 1 - 86;
            String padded = base64(claims + " ".repeat(room / 4 * 3 + Math.max(0, room % 4 - 1) - claims.length()));
            if (padded.length() == room) {
                return signed(TokenAlgorithm.ES256, start + padded);
            }
        }
        throw new IllegalStateException("no such length");
    }

    @Test
    void aTokenHas8192CharactersAtMost() {
        assertThat(ofLength(8_192)).hasSize(8_192);
        assertThat(reason(policy(issuer()), ofLength(8_192))).isEmpty();
        assertThat(reason(policy(issuer()), ofLength(8_193))).isEqualTo("syntax");
        assertThat(CompactToken.of(ofLength(8_192))).isNotNull();
        assertThat(CompactToken.of(ofLength(8_193))).isNull();
    }
}
