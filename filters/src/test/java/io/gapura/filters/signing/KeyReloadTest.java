package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ring makes of a key file that changes while it serves. */
class KeyReloadTest {
    private final Signing signing = new Signing();
    private final Signing.Clock clock = signing.clock;

    @TempDir
    private Path folder;

    private Path file;
    private KeyRing ring;

    @BeforeEach
    void load() throws IOException {
        file = folder.resolve("keys.json");
        write(Jwks.set(Jwks.oct("old", Signing.secret(1))));
        ring = KeyRing.load(Reference.file(file), clock);
    }

    private void write(String document) throws IOException {
        Files.writeString(file, document);
    }

    @Test
    void aNewSetIsSeenAfterThirtySecondsAndNotBefore() throws Exception {
        write(Jwks.set(Jwks.oct("new", Signing.secret(2))));
        clock.move(29);
        assertThat(ring.find("old")).isPresent();
        assertThat(ring.find("new")).isEmpty();
        clock.move(1);
        assertThat(ring.find("new")).isPresent();
        assertThat(ring.find("old")).as("a key that is gone").isEmpty();
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.CURRENT);
    }

    @Test
    void aChangeOfTheSameTimeAndSizeIsSeen() throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        write(Jwks.set(Jwks.oct("odd", Signing.secret(2))));
        Files.setLastModifiedTime(file, time);
        clock.move(30);
        assertThat(ring.find("odd")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"old\",\"k\":\"AAAA\"}],\"gapura\":{\"callers\":{\"old\":{\"name\":\"orders\"}}}}"
            })
    void aBrokenFileKeepsTheLastGoodSetAndSaysSo(String broken) throws Exception {
        write(broken);
        clock.move(30);
        assertThat(ring.find("old")).isPresent();
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.LAST_GOOD);
        assertThat(ring.state().problem()).isPresent();
        assertThat(ring.state().loaded()).contains(Signing.NOON);
        assertThat(ring.remarks(clock.instant())).anyMatch(line -> line.startsWith("keys: "));

        write(Jwks.set(Jwks.oct("new", Signing.secret(2))));
        clock.move(30);
        assertThat(ring.find("new")).isPresent();
        assertThat(ring.find("old")).isEmpty();
        assertThat(ring.state().problem()).isEmpty();
    }

    @Test
    void aFileThatIsGoneKeepsTheLastGoodSet() throws Exception {
        Files.delete(file);
        clock.move(30);
        assertThat(ring.find("old")).isPresent();
        assertThat(ring.state().condition()).isEqualTo(KeyState.Condition.LAST_GOOD);
    }

    @Test
    void aClockThatStepsBackDoesNotStopTheChecks() throws Exception {
        clock.move(-86_400);
        write(Jwks.set(Jwks.oct("new", Signing.secret(2))));
        assertThat(ring.find("new")).isPresent();
    }

    @Test
    void aPolicyRefusesARemovedKeyFromThenOn() throws Exception {
        write(Jwks.set(Jwks.oct(Signing.KID, Signing.secret(1)), Jwks.oct("other", Signing.secret(2))));
        KeyRing served = KeyRing.load(Reference.file(file), clock);
        Signatures policy =
                Signatures.required(served).clock(clock, new SecureRandom()).authorities("api.example.com");
        assertThat(Signing.reason(policy, Signing.post().signed(signing.signer).view()))
                .isEmpty();

        write(Jwks.set(Jwks.oct("other", Signing.secret(2))));
        clock.move(30);
        assertThat(Signing.reason(policy, Signing.post().signed(signing.signer).view()))
                .contains("key-unknown");
    }

    @Test
    void oneRequestReadsAndTheOthersDoNotWait() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        byte[] document = Jwks.set(Jwks.oct("old", Signing.secret(1))).getBytes(StandardCharsets.UTF_8);
        Resources resources = new Resources() {
            @Override
            public InputStream open(String path) throws IOException {
                if (slow.get()) {
                    entered.countDown();
                    try {
                        goOn.await(5, TimeUnit.MINUTES);
                    } catch (InterruptedException stopped) {
                        throw new IOException(stopped);
                    }
                }
                return new ByteArrayInputStream(document);
            }
        };
        KeyRing shared = KeyRing.load(Reference.of("/WEB-INF/keys.json", resources), clock);
        slow.set(true);
        clock.move(30);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> reader = pool.submit(() -> shared.find("old").isPresent());
            assertThat(entered.await(5, TimeUnit.MINUTES)).isTrue();
            assertThat(shared.find("old")).isPresent();
            clock.move(300);
            assertThat(shared.find("old")).as("a second one is due meanwhile").isPresent();
            assertThat(reader.isDone()).isFalse();
            goOn.countDown();
            assertThat(reader.get(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            goOn.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void aVariableMayHoldThePathOfTheFile() throws Exception {
        Resources resources = new Resources() {
            @Override
            public InputStream open(String path) {
                return null;
            }

            @Override
            public String variable(String name) {
                return Map.of("ORDER_KEYS", file.toString()).get(name);
            }
        };
        KeyRing named = KeyRing.load(Reference.of("env:ORDER_KEYS", resources), clock);
        assertThat(named.find("old")).isPresent();
        write(Jwks.set(Jwks.oct("new", Signing.secret(2))));
        clock.move(30);
        assertThat(named.find("new")).isPresent();
    }

    @Test
    void aFileThatIsBrokenAtTheStartStopsIt() throws Exception {
        write("{}");
        assertThatThrownBy(() -> KeyRing.load(Reference.file(file), clock))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keys.json");
    }

    @Test
    void aFileOfSecretsThatOthersReadIsRemarked() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(ring.remarks(clock.instant())).isEmpty();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(ring.remarks(clock.instant())).anyMatch(line -> line.contains("can be read by others"));
    }

    @Test
    void aFileOfPublicKeysMayBeReadByOthers() throws Exception {
        write(Jwks.set(Jwks.ed25519("k", Jwks.pair("Ed25519"), false)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(KeyRing.load(Reference.file(file), clock).remarks(clock.instant()))
                .isEmpty();
    }

    private static String ending(String kid, int secret, long exp) {
        return Jwks.with(Jwks.oct(kid, Signing.secret(secret)), "\"exp\":" + exp);
    }

    @Test
    void theLastKeyOfACallerIsRemarkedFourteenDaysBeforeItEnds() throws Exception {
        long end = Signing.NOON.plus(Duration.ofDays(30)).getEpochSecond();
        write(Jwks.set(ending("a", 1, end - 86_400), ending("b", 2, end)));
        KeyRing two = KeyRing.load(Reference.file(file), clock);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(two.remarks(Signing.NOON.plus(Duration.ofDays(16)).minusSeconds(1)))
                .isEmpty();
        assertThat(two.remarks(Signing.NOON.plus(Duration.ofDays(16))))
                .containsExactly("the last key of orders ends in 14 days");
        assertThat(two.remarks(Signing.NOON.plus(Duration.ofDays(30))))
                .containsExactly("the last key of orders has ended");
    }

    @Test
    void aCallerWithAKeyWithoutEndIsNotRemarked() throws Exception {
        long end = Signing.NOON.plus(Duration.ofDays(1)).getEpochSecond();
        write(Jwks.set(ending("a", 1, end), Jwks.oct("b", Signing.secret(2))));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        KeyRing two = KeyRing.load(Reference.file(file), clock);
        assertThat(two.remarks(Signing.NOON)).isEmpty();
        assertThat(Signatures.required(two)
                        .clock(clock, new SecureRandom())
                        .authorities("a")
                        .remarks())
                .doesNotContain("the last key of orders ends in 1 days");
    }

    @Test
    void theThreeStepsOfARotationNeverRefuseTheClient() throws Exception {
        String old = Jwks.oct("old", Signing.secret(1));
        String next = Jwks.oct("new", Signing.secret(2));
        Signatures policy =
                Signatures.required(ring).clock(clock, new SecureRandom()).authorities("api.example.com");
        RequestSigner byOld = RequestSigner.with(SigningKey.hmac("old", Signing.secret(1)), SignatureProfile.STRICT)
                .clock(clock, new SecureRandom());
        RequestSigner byNew = RequestSigner.with(SigningKey.hmac("new", Signing.secret(2)), SignatureProfile.STRICT)
                .clock(clock, new SecureRandom());

        assertThat(Signing.reason(policy, Signing.post().signed(byOld).view())).isEmpty();
        write(Jwks.set(old, Jwks.with(next, "\"key_ops\":[\"verify\"]")));
        clock.move(30);
        assertThat(Signing.reason(policy, Signing.post().signed(byOld).view())).isEmpty();
        assertThat(Signing.reason(policy, Signing.post().signed(byNew).view())).isEmpty();

        long end = clock.instant().getEpochSecond() + 600;
        write(Jwks.set(Jwks.with(old, "\"exp\":" + end), next));
        clock.move(60);
        assertThat(Signing.reason(policy, Signing.post().signed(byOld).view())).isEmpty();
        assertThat(Signing.reason(policy, Signing.post().signed(byNew).view())).isEmpty();
        clock.move(600);
        assertThat(Signing.reason(policy, Signing.post().signed(byOld).view())).contains("key-validity");
        assertThat(Signing.reason(policy, Signing.post().signed(byNew).view())).isEmpty();
    }

    /** Good, bad and unchanged: what was read holds secrets. */
    @Test
    void theDocumentIsWipedOnceItWasRead() {
        List<byte[]> handed = new ArrayList<>();
        AtomicReference<String> document = new AtomicReference<>(Jwks.set(Jwks.oct("old", Signing.secret(1))));
        Reference source = Reference.of("/WEB-INF/keys.json", resources(document::get, handed));
        KeyRing read = KeyRing.load(source, clock);
        for (String next : List.of(document.get(), "{\"keys\":[", Jwks.set(Jwks.oct("new", Signing.secret(2))))) {
            document.set(next);
            clock.move(30);
            assertThat(read.find("nobody")).isEmpty();
        }
        assertThat(read.find("new")).isPresent();
        assertThat(handed).hasSize(4).allMatch(bytes -> Arrays.equals(bytes, new byte[bytes.length]));
        document.set("no keys");
        assertThatThrownBy(() -> KeyRing.load(source, clock)).isInstanceOf(ConfigurationException.class);
        assertThat(handed).hasSize(5).allMatch(bytes -> Arrays.equals(bytes, new byte[bytes.length]));
    }

    private static Resources resources(Supplier<String> document, List<byte[]> handed) {
        return path -> new ByteArrayInputStream(new byte[0]) {
            @Override
            public byte[] readNBytes(int most) {
                handed.add(document.get().getBytes(StandardCharsets.UTF_8));
                return handed.get(handed.size() - 1);
            }
        };
    }
}
