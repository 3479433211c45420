package io.gapura.filters.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import io.gapura.filters.config.Reference;
import io.gapura.filters.protect.UnsealableException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sealed opens where it was sealed, and nowhere else. */
class FieldCipherTest {
    private static final FieldContext PLACE = FieldContext.of("people", "recovery", "rani");

    private final Sets sets = new Sets();
    private final ProtectionKeys keys = sets.keys("2026-11", "2026-05");
    private final FieldCipher cipher = FieldCipher.with(keys);
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private static void refused(FieldCipher cipher, String sealed, FieldContext place, Reason reason) {
        assertThatExceptionOfType(UnsealableException.class)
                .isThrownBy(() -> cipher.open(sealed, place))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason))
                .withMessage("the sealed value cannot be opened: " + reason)
                .withNoCause();
    }

    @Property(tries = 200)
    void everyTextComesBackAsItWas(@ForAll String anything) {
        boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(anything);
        if (whole) {
            assertThat(cipher.open(cipher.seal(anything, PLACE), PLACE)).isEqualTo(anything);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> cipher.seal(anything, PLACE));
        }
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] bytes = {0, -1, 127, -128};
        assertThat(cipher.openBytes(cipher.seal(bytes, PLACE), PLACE)).isEqualTo(bytes);
    }

    @Test
    void bytesThatAreNoTextDoNotOpenAsOne() {
        refused(cipher, cipher.seal(new byte[] {-1}, PLACE), PLACE, Reason.MALFORMED);
    }

    @Test
    void theSameValueIsAnotherTextEachTime() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            texts.add(cipher.seal("4921", PLACE));
        }
        assertThat(texts).hasSize(100);
    }

    @Test
    void theTextHoldsNeitherTheValueNorThePlace() {
        String sealed = cipher.seal("4921-1180-7733", PLACE);
        String header = new String(Base64.getUrlDecoder().decode(sealed.split("\\.")[0]), StandardCharsets.UTF_8);
        assertThat(sealed).doesNotContain("4921-1180-7733");
        assertThat(header).contains("\"kid\":\"2026-11\"").doesNotContain("rani", "recovery", "people");
    }

    @ParameterizedTest
    @ValueSource(strings = {"people,recovery,dewi", "people,phone,rani", "orders,recovery,rani", "people,recovery"})
    void aValueThatWasMovedIsRefused(String place) {
        String sealed = cipher.seal("4921", PLACE);
        refused(cipher, sealed, FieldContext.of(java.util.List.of(place.split(","))), Reason.OTHER_CONTEXT);
    }

    @Test
    void thePlaceIsPartOfWhatIsAuthenticated() {
        String[] here = cipher.seal("4921", PLACE).split("\\.");
        String[] there = cipher.seal("4921", FieldContext.of("people", "recovery", "dewi"))
                .split("\\.");
        here[0] = there[0];
        refused(cipher, String.join(".", here), FieldContext.of("people", "recovery", "dewi"), Reason.ALTERED);
    }

    @Property(tries = 300)
    void aTextWithOneOtherCharacterIsRefused(@ForAll @IntRange(max = 10_000) int where, @ForAll char other) {
        String sealed = cipher.seal("4921-1180", PLACE);
        int at = where % sealed.length();
        if (sealed.charAt(at) != other) {
            String altered = sealed.substring(0, at) + other + sealed.substring(at + 1);
            assertThatExceptionOfType(UnsealableException.class).isThrownBy(() -> cipher.open(altered, PLACE));
        }
    }

    @Test
    void everyPartIsAuthenticated() {
        String[] one = cipher.seal("4921-1180", PLACE).split("\\.");
        String[] other = cipher.seal("4921-1180", PLACE).split("\\.");
        for (int part = 1; part < 5; part++) {
            String[] mixed = one.clone();
            mixed[part] = other[part];
            refused(cipher, String.join(".", mixed), PLACE, Reason.ALTERED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "....", "a.b.c.d", "a.b.c.d.e", "e30.AA.AA.AA.AA", "A.A.A.A.A", "plain text"})
    void whatIsNoSealedTextIsMalformed(String text) {
        refused(cipher, text, PLACE, Reason.MALFORMED);
    }

    @Test
    void aSixthPartIsMalformed() {
        refused(cipher, cipher.seal("4921", PLACE) + ".AA", PLACE, Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", " ", "\n", "*"})
    void whatBase64ReadersSkipIsMalformed(String more) {
        refused(cipher, cipher.seal("4921", PLACE) + more, PLACE, Reason.MALFORMED);
    }

    @Test
    void bitsThatNobodyReadsAreMalformed() {
        // a tag of 16 bytes has 22 characters, the last of which has four bits to spare
        String sealed = cipher.seal("4921", PLACE);
        char last = sealed.charAt(sealed.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char twin = alphabet.charAt(alphabet.indexOf(last) + 1);
        refused(cipher, sealed.substring(0, sealed.length() - 1) + twin, PLACE, Reason.MALFORMED);
    }

    private String foreign(JWEHeader header) throws Exception {
        JWEObject object = new JWEObject(header, new Payload("4921"));
        object.encrypt(new AESEncrypter(keys.sealing()));
        return object.serialize();
    }

    private static JWEHeader.Builder header(EncryptionMethod method) {
        return new JWEHeader.Builder(JWEAlgorithm.A256KW, method)
                .keyID("2026-11")
                .criticalParams(Set.of("ctx"))
                .customParam("ctx", PLACE.digest());
    }

    @Test
    void aTextOfAnybodyElseWithTheKeyAndOurHeaderOpens() throws Exception {
        assertThat(cipher.open(foreign(header(EncryptionMethod.A256GCM).build()), PLACE))
                .isEqualTo("4921");
    }

    @Test
    void aHeaderThatSaysMoreOrLessThanOursIsMalformed() throws Exception {
        refused(
                cipher,
                foreign(header(EncryptionMethod.A256GCM)
                        .customParam("typ2", "x")
                        .build()),
                PLACE,
                Reason.MALFORMED);
        refused(
                cipher,
                foreign(header(EncryptionMethod.A256GCM)
                        .compressionAlgorithm(com.nimbusds.jose.CompressionAlgorithm.DEF)
                        .build()),
                PLACE,
                Reason.MALFORMED);
        refused(cipher, foreign(header(EncryptionMethod.A256CBC_HS512).build()), PLACE, Reason.MALFORMED);
        refused(
                cipher,
                foreign(new JWEHeader.Builder(JWEAlgorithm.A256KW, EncryptionMethod.A256GCM)
                        .keyID("2026-11")
                        .customParam("ctx", PLACE.digest())
                        .customParam("x", 1)
                        .build()),
                PLACE,
                Reason.MALFORMED);
    }

    @Test
    void aValueHas65536BytesAtMost() {
        String longest = "é".repeat(32_768);
        assertThat(cipher.open(cipher.seal(longest, PLACE), PLACE)).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cipher.seal(longest + "x", PLACE))
                .withMessage("a value has 65536 bytes at most");
    }

    @Test
    void theLongestValueUnderTheLongestKeyIdIsNotTooLongToOpen() {
        FieldCipher longIds = FieldCipher.with(sets.keys("k".repeat(64)));
        String longest = "x".repeat(65_536);
        String sealed = longIds.seal(longest, PLACE);
        assertThat(sealed.length()).isLessThanOrEqualTo(SealedText.LONGEST);
        assertThat(longIds.open(sealed, PLACE)).isEqualTo(longest);
        refused(longIds, "A".repeat(SealedText.LONGEST + 1), PLACE, Reason.MALFORMED);
    }

    @Test
    void anOlderKeyStillOpens() {
        String old = FieldCipher.with(sets.keys("2026-05")).seal("4921", PLACE);
        assertThat(cipher.open(old, PLACE)).isEqualTo("4921");
    }

    @Test
    void aKeyThatIsNotInTheSetIsUnknown() {
        refused(cipher, FieldCipher.with(sets.keys("2020-01")).seal("4921", PLACE), PLACE, Reason.UNKNOWN_KEY);
    }

    @Test
    void anotherKeyOfTheSameIdDoesNotOpen() {
        refused(cipher, FieldCipher.with(new Sets().keys("2026-11")).seal("4921", PLACE), PLACE, Reason.ALTERED);
    }

    @Test
    void whatAnOlderKeySealedIsResealedByTheCurrentOne() {
        FieldCipher before = FieldCipher.with(sets.keys("2026-05"));
        String resealed = cipher.reseal(before.seal("4921", PLACE), PLACE).orElseThrow();
        assertThat(FieldCipher.with(sets.keys("2026-11")).open(resealed, PLACE)).isEqualTo("4921");
    }

    @Test
    void whatTheCurrentKeySealedStays() {
        assertThat(cipher.reseal(cipher.seal("4921", PLACE), PLACE)).isEmpty();
    }

    @Test
    void whatIsBrokenIsNotResealedEvenUnderTheCurrentKey() {
        String[] parts = cipher.seal("4921", PLACE).split("\\.");
        parts[3] = "AAAAAA";
        assertThatExceptionOfType(UnsealableException.class)
                .isThrownBy(() -> cipher.reseal(String.join(".", parts), PLACE));
    }

    @Test
    void aRotationInTheFileNeedsNoRestart(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keys.json");
        Files.write(file, Sets.document(sets.key("2026-05", true), sets.key("2026-11", false)));
        FieldCipher reading = FieldCipher.reading(Reference.file(file), () -> now);
        String before = reading.seal("4921", PLACE);
        assertThat(reading.currentKey()).isEqualTo("2026-05");
        Files.write(file, Sets.document(sets.key("2026-05", false), sets.key("2026-11", true)));
        assertThat(reading.currentKey()).isEqualTo("2026-05");
        now = now.plusSeconds(30);
        assertThat(reading.currentKey()).isEqualTo("2026-11");
        assertThat(reading.open(before, PLACE)).isEqualTo("4921");
        assertThat(reading.reseal(before, PLACE)).isPresent();
    }

    @Test
    void aBrokenFileLeavesTheLastGoodKeys(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("keys.json"), Sets.document(sets.key("2026-11", true)));
        FieldCipher reading = FieldCipher.reading(Reference.file(file), () -> now);
        Files.writeString(file, "{}");
        now = now.plusSeconds(30);
        assertThat(reading.open(cipher.seal("4921", PLACE), PLACE)).isEqualTo("4921");
    }

    @Test
    void theHeaderIsWhatThePageSays() {
        JWEHeader header = header(EncryptionMethod.A256GCM).build();
        assertThat(header.toJSONObject())
                .isEqualTo(Map.of(
                        "alg", "A256KW",
                        "enc", "A256GCM",
                        "kid", "2026-11",
                        "crit", java.util.List.of("ctx"),
                        "ctx", PLACE.digest()));
    }
}
