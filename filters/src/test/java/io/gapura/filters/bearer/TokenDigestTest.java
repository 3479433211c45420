package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.request;
import static io.gapura.filters.bearer.Minting.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** A token that was verified is known again by all of its text, and by nothing less. */
class TokenDigestTest {
    private static final long[] KEY = TokenDigest.newKey();

    private final TokenDigest digest = new TokenDigest(KEY);

    private static String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('A' + i * 7 % 26));
        }
        return text.toString();
    }

    @Test
    void aTextIsTheSameWhereverItStands() {
        TokenHash hash = digest.of("Bearer " + text(700), 7);
        assertThat(digest.of("DPoP   " + text(700), 7)).isEqualTo(hash);
        assertThat(digest.of(text(700), 0)).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(new TokenDigest(KEY).of(text(700), 0)).isEqualTo(hash);
    }

    @Test
    void aTextOfWhichOneCharacterDiffersIsAnother() {
        String text = text(777);
        Set<TokenHash> seen = new HashSet<>(Set.of(digest.of(text, 0)));
        for (int at = 0; at < text.length(); at++) {
            char other = (char) (text.charAt(at) ^ 1);
            assertThat(seen.add(digest.of(text.substring(0, at) + other + text.substring(at + 1), 0)))
                    .as("character " + at)
                    .isTrue();
        }
    }

    @Test
    void aTextOfAnotherLengthIsAnother() {
        Set<TokenHash> seen = new HashSet<>();
        for (int length = 0; length <= 200; length++) {
            assertThat(seen.add(digest.of(text(length), 0)))
                    .as(length + " letters")
                    .isTrue();
            assertThat(seen.add(digest.of("\0".repeat(length + 1), 0)))
                    .as(length + 1 + " zeros")
                    .isTrue();
        }
    }

    @Test
    void whatWasHashedBeforeLeavesNothingBehind() {
        TokenHash alone = new TokenDigest(KEY).of(text(20), 0);
        digest.of(text(CompactToken.LONGEST), 0);
        assertThat(digest.of(text(20), 0)).isEqualTo(alone);
    }

    @Test
    void theLongestTokenIsHashedToItsEnds() {
        String longest = text(CompactToken.LONGEST);
        TokenHash hash = digest.of(longest, 0);
        assertThat(digest.of("a" + longest.substring(1), 0)).isNotEqualTo(hash);
        assertThat(digest.of(longest.substring(0, longest.length() - 1) + "a", 0))
                .isNotEqualTo(hash);
        assertThat(digest.of(longest.substring(0, longest.length() - 33) + "a" + text(32), 0))
                .isNotEqualTo(hash);
    }

    @Test
    void anotherMemoryHasAnotherKey() {
        assertThat(new TokenDigest(TokenDigest.newKey()).of(text(700), 0)).isNotEqualTo(digest.of(text(700), 0));
        assertThat(Arrays.stream(KEY).distinct().count()).isEqualTo(KEY.length);
    }

    /** The construction itself, with whole numbers. */
    @Property(tries = 200)
    void itIsTheSumOfProductsAndTheEndOfTheText(
            @ForAll @StringLength(max = 300) @CharRange(from = '!', to = '~') String text)
            throws GeneralSecurityException {
        ByteBuffer words = ByteBuffer.allocate(320).order(ByteOrder.LITTLE_ENDIAN);
        words.put(0, text.getBytes(StandardCharsets.US_ASCII));
        BigInteger sum = BigInteger.ZERO;
        for (int word = 0; word < 40; word += 2) {
            if (word * 8 < text.length()) {
                BigInteger left = BigInteger.valueOf(words.getLong(word * 8) + KEY[word]);
                BigInteger right = BigInteger.valueOf(words.getLong(word * 8 + 8) + KEY[word + 1]);
                sum = sum.add(left.multiply(right));
            }
        }
        String end = text.substring(Math.max(0, text.length() - 32));
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(ByteBuffer.allocate(20)
                .putLong(sum.longValue())
                .putLong(sum.shiftRight(64).longValue())
                .putInt(text.length())
                .array());
        sha256.update(end.getBytes(StandardCharsets.US_ASCII));
        assertThat(digest.of(text, 0)).isEqualTo(TokenHash.of(sha256.digest()));
    }

    private static String answer(BearerTokens policy, String token) {
        return policy.decide(request(token)) instanceof Decision.Reject reject
                ? reject.rejection().reason()
                : "proceeds";
    }

    /** Whoever looks at less than the whole text lets one of these pass. */
    @Test
    void aRememberedSignatureProvesNoOtherText() {
        for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
            BearerTokens policy = Minting.policy(Minting.issuer(algorithm));
            String good = token(algorithm);
            assertThat(answer(policy, good)).isEqualTo("proceeds");
            assertThat(answer(policy, good)).isEqualTo("proceeds");
            Map<String, String> claims = claims();
            claims.put("sub", "\"somebody-else\"");
            String[] mine = token(algorithm, json(claims)).split("\\.");
            String[] parts = good.split("\\.");
            assertThat(answer(policy, parts[0] + "." + mine[1] + "." + parts[2]))
                    .as(algorithm + " another payload")
                    .isEqualTo("signature");
            String header = Minting.base64(" " + Minting.header(algorithm));
            assertThat(answer(policy, header + "." + parts[1] + "." + parts[2]))
                    .as(algorithm + " another header")
                    .isEqualTo("signature");
            assertThat(answer(policy, parts[0] + "." + parts[1] + "." + mine[2]))
                    .as(algorithm + " another signature")
                    .isEqualTo("signature");
            assertThat(answer(policy, good)).isEqualTo("proceeds");
        }
    }
}
