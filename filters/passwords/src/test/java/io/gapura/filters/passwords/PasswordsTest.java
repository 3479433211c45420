package io.gapura.filters.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.gapura.filters.protect.HashKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The right password matches, once more cheaply than any other way of finding it. */
class PasswordsTest {
    @TempDir
    private Path folder;

    private Peppers peppers;
    private HashKeys pepper;
    private Passwords passwords;

    /** Hashes of an older application. */
    private record Bcrypt(CountDownLatch asked, CountDownLatch answer) implements OtherHash {
        static Bcrypt open() {
            return new Bcrypt(new CountDownLatch(0), new CountDownLatch(0));
        }

        @Override
        public boolean knows(String stored) {
            return stored.startsWith("$2b$");
        }

        @Override
        public boolean matches(String password, String stored) {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return BcryptFunction.getInstanceFromHash(stored).check(password, stored);
        }
    }

    @BeforeEach
    void make() throws IOException {
        peppers = new Peppers(folder);
        pepper = peppers.of("2026", "2025");
        passwords = Passwords.peppered(pepper);
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery staple", " ", "pässwörd", "密码", "x"})
    void thePasswordMatchesAndNothingNewIsStored(String password) throws HashingBusyException {
        String stored = passwords.hash(password);
        assertThat(passwords.check(password, stored)).isEqualTo(new PasswordCheck(true, java.util.Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Correct horse", "correct horse ", "correct hors", "correct  horse", ""})
    void anotherPasswordDoesNotMatch(String other) throws HashingBusyException {
        assertThat(passwords.check(other, passwords.hash("correct horse")).matches())
                .isFalse();
    }

    @Test
    void twoOfOnePasswordAreTwoTexts() throws HashingBusyException {
        assertThat(passwords.hash("correct horse"))
                .isNotEqualTo(passwords.hash("correct horse"))
                .matches("2026:\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void theHashIsArgon2idOverAnHmacOfThePepper() throws HashingBusyException {
        String[] parts = passwords.hash("correct horse").split("\\$");
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] content = pepper.mac("correct horse".getBytes(StandardCharsets.UTF_8));
        byte[] expected = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID)
                .hash(content, salt)
                .getBytes();
        assertThat(Base64.getDecoder().decode(parts[5])).isEqualTo(expected);
    }

    @Test
    void withoutThePepperTheHashIsWorthNothing() throws IOException, HashingBusyException {
        String stored = passwords.hash("correct horse");
        HashKeys other = new Peppers(folder).of("2026");
        assertThat(Passwords.peppered(other).check("correct horse", stored).matches())
                .isFalse();
    }

    @Test
    void aPepperThatIsGoneIsNoMatch() throws IOException, HashingBusyException {
        String stored = Passwords.peppered(peppers.of("2024")).hash("correct horse");
        assertThat(passwords.check("correct horse", stored)).isEqualTo(PasswordCheck.NO);
    }

    @Test
    void anOlderPepperMatchesAndIsUpgraded() throws IOException, HashingBusyException {
        String stored = Passwords.peppered(peppers.of("2025")).hash("correct horse");
        PasswordCheck check = passwords.check("correct horse", stored);
        assertThat(check.matches()).isTrue();
        assertThat(check.upgraded().orElseThrow()).startsWith("2026:");
        assertThat(passwords.check("correct horse", check.upgraded().orElseThrow()))
                .isEqualTo(PasswordCheck.YES);
    }

    @Test
    void anotherCostMatchesAndIsUpgraded() throws HashingBusyException {
        String stored = passwords.hash("correct horse");
        Passwords dearer = passwords.cost(new PasswordCost(19_456, 3, 1));
        String upgraded = dearer.check("correct horse", stored).upgraded().orElseThrow();
        assertThat(upgraded).contains("t=3");
        assertThat(dearer.check("correct horse", upgraded)).isEqualTo(PasswordCheck.YES);
    }

    @Test
    void aWrongPasswordUpgradesNothing() throws IOException, HashingBusyException {
        String stored = Passwords.peppered(peppers.of("2025")).hash("correct horse");
        assertThat(passwords.check("wrong", stored)).isEqualTo(PasswordCheck.NO);
    }

    @Test
    void hashesOfAnOlderApplicationMatchOnceAndAreReplaced() throws HashingBusyException {
        String bcrypt = Password.hash("correct horse")
                .with(BcryptFunction.getInstance(4))
                .getResult();
        Passwords both = passwords.or(Bcrypt.open());
        PasswordCheck check = both.check("correct horse", bcrypt);
        assertThat(check.matches()).isTrue();
        assertThat(both.check("correct horse", check.upgraded().orElseThrow())).isEqualTo(PasswordCheck.YES);
        assertThat(both.check("wrong", bcrypt)).isEqualTo(PasswordCheck.NO);
        assertThat(passwords.check("correct horse", bcrypt)).isEqualTo(PasswordCheck.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "2026:$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "2026:$argon2id$v=16$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "2026:$argon2id$v=19$m=9999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "2026:$argon2id$v=19$m=19456,t=99,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "2026:$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "2026:$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"
            })
    void aStoredTextThatIsNotOursIsNoMatchAndAsksForNoMemory(String stored) throws HashingBusyException {
        assertThat(passwords.check("correct horse", stored)).isEqualTo(PasswordCheck.NO);
    }

    @Test
    void aPasswordHas1024BytesAtMost() throws HashingBusyException {
        String longest = "é".repeat(512);
        assertThat(passwords.check(longest, passwords.hash(longest)).matches()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.hash(longest + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.hash("x".repeat(1_025)));
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.hash(""));
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.hash("\ud800"));
        assertThat(passwords.check(longest + "x", passwords.hash(longest))).isEqualTo(PasswordCheck.NO);
        assertThat(passwords.check("\ud800", passwords.hash("?"))).isEqualTo(PasswordCheck.NO);
    }

    @Test
    void aNameThatDoesNotExistTakesAHashToo() throws HashingBusyException {
        assertThat(passwords.checkNobody("correct horse")).isEqualTo(PasswordCheck.NO);
        assertThat(passwords.checkNobody("")).isEqualTo(PasswordCheck.NO);
    }

    @Test
    void whoFindsNoPlaceIsToldToComeAgain() throws Exception {
        String bcrypt = Password.hash("x").with(BcryptFunction.getInstance(4)).getResult();
        Bcrypt slow = new Bcrypt(new CountDownLatch(1), new CountDownLatch(1));
        Passwords one = passwords.or(slow).atOnce(1).patience(Duration.ZERO);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<PasswordCheck> first = other.submit(() -> one.check("x", bcrypt));
            slow.asked().await();
            assertThatExceptionOfType(HashingBusyException.class).isThrownBy(() -> one.check("x", bcrypt));
            assertThatExceptionOfType(HashingBusyException.class).isThrownBy(() -> one.hash("x"));
            assertThatExceptionOfType(HashingBusyException.class).isThrownBy(() -> one.checkNobody("x"));
            slow.answer().countDown();
            assertThat(first.get().matches()).isTrue();
            assertThat(one.check("x", bcrypt).matches()).isTrue();
        } finally {
            slow.answer().countDown();
            other.shutdownNow();
        }
    }

    @Test
    void anInterruptedLoginIsToldToComeAgain() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(HashingBusyException.class).isThrownBy(() -> passwords.hash("x"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void placesAndPatienceAreBounded() {
        assertThat(passwords.atOnce(1).atOnce(1_024).patience(Duration.ofMinutes(1)))
                .isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.atOnce(0));
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.atOnce(1_025));
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.patience(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> passwords.patience(Duration.ofMinutes(1).plusNanos(1)));
    }

    @Test
    void whatWasFoundHasNoSecretInItsText() throws HashingBusyException {
        assertThat(new PasswordCheck(true, java.util.Optional.of(passwords.hash("x"))))
                .hasToString("PasswordCheck[matches=true, to be upgraded]");
        assertThat(PasswordCheck.NO).hasToString("PasswordCheck[matches=false]");
        assertThat(StoredPassword.read(passwords.hash("x")).orElseThrow()).hasToString("StoredPassword");
    }
}
