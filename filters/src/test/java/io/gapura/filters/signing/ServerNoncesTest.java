package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Noon is the first second of a bucket of five minutes. */
class ServerNoncesTest {
    private static final long NOON = Signing.NOON.getEpochSecond();

    @TempDir
    private Path folder;

    private final Signing signing = new Signing();
    private Reference key;
    private ServerNonces nonces;
    private Signatures policy;

    @BeforeEach
    void start() throws Exception {
        key = Reference.file(Files.write(folder.resolve("nonce.key"), Signing.secret(9)));
        nonces = ServerNonces.by(key, signing.clock, new SecureRandom());
        policy = signing.policy().serverNonces(key);
    }

    private RequestView get(String nonce, long created) throws Exception {
        String input = "(\"@method\" \"@authority\" \"@path\" \"@query\");created=" + created + ";keyid=\""
                + Signing.KID + "\";nonce=\"" + nonce + "\"";
        return Signing.signedAs(Signing.get(), input, signing.key).view();
    }

    private String offered() throws Exception {
        Decision.Reject reject = (Decision.Reject) policy.decide(Signing.post().view());
        String wish = reject.rejection().headers().toString();
        Matcher nonce = Pattern.compile("nonce=\"([A-Za-z0-9_-]+)\"").matcher(wish);
        assertThat(nonce.find()).as(wish).isTrue();
        return nonce.group(1);
    }

    @Test
    void a401OffersAFreshNonceEachTime() throws Exception {
        assertThat(offered()).hasSize(54).isNotEqualTo(offered()).matches(nonces::isGenuine);
    }

    @Test
    void withoutServerNoncesNoneIsOffered() throws Exception {
        Decision.Reject reject =
                (Decision.Reject) signing.policy().decide(Signing.post().view());
        assertThat(reject.rejection().headers().toString())
                .contains("Accept-Signature")
                .doesNotContain("nonce");
    }

    @Test
    void anOfferedNonceCountsOnce() throws Exception {
        String nonce = offered();
        assertThat(Signing.reason(policy, get(nonce, NOON - 3_000))).isEmpty();
        assertThat(Signing.reason(policy, get(nonce, NOON - 3_000))).contains("replay");
        assertThat(Signing.reason(policy, get(nonce, NOON - 2_999))).contains("replay");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -3601, too-old
            -3600, -
            -301,  -
            0,     -
            3600,  -
            3601,  future
            """)
    void withANonceOfThisServerCreatedMayBeAnHourOff(long off, String reason) throws Exception {
        assertThat(Signing.reason(policy, get(offered(), NOON + off)).orElse(null))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            0,   0,   -
            0,   599, -
            0,   600, too-old
            299, 300, -
            299, 301, too-old
            """)
    void itIsGoodInItsBucketAndTheNext(long issued, long later, String reason) throws Exception {
        signing.clock.move(issued);
        String nonce = offered();
        signing.clock.move(later);
        long created = signing.clock.instant().getEpochSecond() - 2_000;
        assertThat(Signing.reason(policy, get(nonce, created)).orElse(null)).isEqualTo(reason);
    }

    @Test
    void itIsRememberedUntilItIsNoLongerGood() throws Exception {
        String nonce = offered();
        assertThat(Signing.reason(policy, get(nonce, NOON - 3_000))).isEmpty();
        signing.clock.move(599);
        assertThat(Signing.reason(policy, get(nonce, NOON - 3_000))).contains("replay");
        signing.clock.move(1);
        assertThat(Signing.reason(policy, get(nonce, NOON - 2_900))).contains("too-old");
    }

    @Test
    void whatItLetPassDoesNotPassAgainWhenItsCreatedHasBecomeAUsualTime() throws Exception {
        RequestView ahead = get(offered(), NOON + 3_000);
        RequestView again = ahead;
        assertThat(Signing.reason(policy, ahead)).isEmpty();
        signing.clock.move(3_000);
        assertThat(Signing.reason(policy, again)).contains("too-old");
    }

    @Test
    void oneOfANodeWhoseClockIsAheadIsRefusedUntilItIsGood() throws Exception {
        signing.clock.move(31);
        String nonce = nonces.fresh();
        signing.clock.move(-31);
        RequestView request = get(nonce, NOON);
        assertThat(Signing.reason(policy, request)).contains("too-old");
        signing.clock.move(1);
        assertThat(Signing.reason(policy, request)).isEmpty();
        signing.clock.move(330);
        assertThat(Signing.reason(policy, request)).contains("replay");
    }

    @Test
    void aNonceOfTheClientsOwnIsHeldToTheUsualTimes() throws Exception {
        assertThat(Signing.reason(policy, get("0123456789abcdef", NOON))).isEmpty();
        assertThat(Signing.reason(policy, get("0123456789abcdeg", NOON - 301))).contains("too-old");
        signing.clock.move(1_000);
        assertThat(Signing.reason(policy, get("0123456789abcdeh", NOON + 699))).contains("too-old");
    }

    @Test
    void nodesThatShareTheKeyTakeEachOthersAndNobodyElses() throws Exception {
        ServerNonces other = ServerNonces.by(key, signing.clock, new SecureRandom());
        assertThat(other.isGenuine(nonces.fresh())).isTrue();
        Reference foreign = Reference.file(Files.write(folder.resolve("other.key"), Signing.secret(10)));
        assertThat(ServerNonces.by(foreign, signing.clock, new SecureRandom()).isGenuine(nonces.fresh()))
                .isFalse();
    }

    @Test
    void everyChangedBitIsForeign() {
        String nonce = nonces.fresh();
        byte[] bytes = Base64.getUrlDecoder().decode(nonce);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(nonces.isGenuine(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit %s", bit)
                    .isFalse();
        }
    }

    @Test
    void oneNonceHasOneText() {
        String nonce = nonces.fresh();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(nonce.charAt(53));
        String twin = nonce.substring(0, 53) + alphabet.charAt(last ^ 1);
        assertThat(Base64.getUrlDecoder().decode(twin))
                .isEqualTo(Base64.getUrlDecoder().decode(nonce));
        assertThat(nonces.isGenuine(twin)).isFalse();
        assertThat(nonces.isGenuine(nonce + "=")).isFalse();
        assertThat(nonces.isGenuine("")).isFalse();
        assertThat(nonces.isGenuine("!".repeat(54))).isFalse();
    }

    @Test
    void whatWasIssuedBeforeTheStartOrInTheFutureIsNotGood() {
        String nonce = nonces.fresh();
        Instant end = Signing.NOON.plusSeconds(600);
        assertThat(nonces.goodUntil(nonce, NOON, NOON)).isEqualTo(end);
        assertThat(nonces.goodUntil(nonce, NOON, NOON + 1)).isNull();
        assertThat(nonces.goodUntil(nonce, NOON - 30, Long.MIN_VALUE)).isEqualTo(end);
        assertThat(nonces.goodUntil(nonce, NOON - 31, Long.MIN_VALUE)).isNull();
        assertThat(nonces.goodUntil(nonce, NOON + 599, Long.MIN_VALUE)).isEqualTo(end);
        assertThat(nonces.goodUntil(nonce, NOON + 600, Long.MIN_VALUE)).isNull();
    }

    @Test
    void aWeakKeyDoesNotStart() throws Exception {
        Reference brief = Reference.file(Files.write(folder.resolve("brief.key"), new byte[31]));
        Reference zeros = Reference.file(Files.write(folder.resolve("zeros.key"), new byte[32]));
        for (Reference weak : new Reference[] {brief, zeros}) {
            assertThatThrownBy(() -> signing.policy().serverNonces(weak))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("signing.server-nonce");
        }
    }
}
