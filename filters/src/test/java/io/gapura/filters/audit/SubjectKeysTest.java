package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.UnsealableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectKeysTest {
    private static final SubjectKeys.Place PLACE = new SubjectKeys.Place("log", "uid-1", "actor.user.uid");

    @TempDir
    Path temp;

    private Path directory;
    private Reference wrapping;
    private KeyedHash names;
    private SubjectKeys keys;
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @BeforeEach
    void keys() throws IOException {
        directory = temp.resolve("audit");
        wrapping = TestKeys.wrapping(temp);
        names = KeyedHash.reading(TestKeys.hashing(temp));
        keys = again();
    }

    private SubjectKeys again() {
        InstantSource clock = () -> now;
        return SubjectKeys.of(directory, FieldCipher.reading(wrapping), names, new SecureRandom(), clock);
    }

    @Test
    void aSealedValueIsReadByWhoHoldsTheKeys() throws IOException {
        String sealed = keys.seal("alice", PLACE, "alice@example.com");

        assertThat(SubjectKeys.isSealed(sealed)).isTrue();
        assertThat(sealed).matches("enc:[0-9a-f]{24}:[A-Za-z0-9_-]{60}").doesNotContain("alice");
        assertThat(keys.reveal(sealed, PLACE)).contains("alice@example.com");
        assertThat(again().reveal(sealed, PLACE)).contains("alice@example.com");
    }

    @Test
    void eachPersonHasOneKeyAndEachValueANonceOfItsOwn() throws IOException {
        String first = keys.seal("alice", PLACE, "x");
        assertThat(keys.seal("alice", PLACE, "x"))
                .startsWith(first.substring(0, 29))
                .isNotEqualTo(first);
        assertThat(again().seal("alice", PLACE, "x")).startsWith(first.substring(0, 29));
        assertThat(keys.seal("bob", PLACE, "x")).doesNotStartWith(first.substring(0, 29));
        assertThat(files()).hasSize(2);
    }

    @Test
    void whatIsErasedNobodyReadsAndOthersStay() throws IOException {
        String alice = keys.seal("alice", PLACE, "alice");
        String bob = keys.seal("bob", PLACE, "bob");

        assertThat(keys.erase("alice")).containsExactly(alice.substring(4, 28));
        assertThat(keys.reveal(alice, PLACE)).isEmpty();
        assertThat(again().reveal(alice, PLACE)).isEmpty();
        assertThat(keys.reveal(bob, PLACE)).contains("bob");
        assertThat(keys.erase("alice")).isEmpty();
        assertThat(keys.seal("alice", PLACE, "x")).doesNotStartWith(alice.substring(0, 29));
    }

    @Test
    void aServerForgetsWithin30SecondsWhatAnotherProcessErased() throws IOException {
        String before = keys.seal("alice", PLACE, "alice");
        again().erase("alice");
        now = now.plusMillis(29_999);
        assertThat(keys.seal("alice", PLACE, "x")).startsWith(before.substring(0, 29));
        now = now.plusMillis(1);
        assertThat(keys.seal("alice", PLACE, "x")).doesNotStartWith(before.substring(0, 29));
        assertThat(keys.reveal(before, PLACE)).isEmpty();
    }

    @Test
    void aKeyThatIsStillThereIsUsedOn() throws IOException {
        String before = keys.seal("alice", PLACE, "alice");
        now = now.plusSeconds(31);
        assertThat(keys.seal("alice", PLACE, "x")).startsWith(before.substring(0, 29));
        now = now.minusSeconds(60);
        assertThat(keys.seal("alice", PLACE, "x")).startsWith(before.substring(0, 29));
    }

    @Test
    void aValueIsWorthNothingAnywhereElse() throws IOException {
        String sealed = keys.seal("alice", PLACE, "alice");
        for (SubjectKeys.Place other : List.of(
                new SubjectKeys.Place("log2", "uid-1", "actor.user.uid"),
                new SubjectKeys.Place("log", "uid-2", "actor.user.uid"),
                new SubjectKeys.Place("log", "uid-1", "user.uid"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> keys.reveal(sealed, other));
        }
    }

    @Test
    void everyAlteredByteIsFound() throws IOException {
        String sealed = keys.seal("alice", PLACE, "alice");
        byte[] content = Base64.getUrlDecoder().decode(sealed.substring(29));
        for (int i = 0; i < content.length; i++) {
            byte[] other = content.clone();
            other[i] ^= 1;
            String altered = sealed.substring(0, 29)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(other);
            assertThatIllegalArgumentException().isThrownBy(() -> keys.reveal(altered, PLACE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "enc:",
                "enc:000000000000000000000000",
                "enc:000000000000000000000000:",
                "enc:000000000000000000000000:AAAA",
                "enc:../../../../etc/passwd00:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "hmac:000000000000000000000000:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "enc:000000000000000000000000:AAAA:AAAA"
            })
    void whatIsNoSealedValueIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> keys.reveal(text, PLACE));
    }

    @Test
    void withoutTheWrappingKeyNobodyReadsAnything() throws IOException {
        String sealed = keys.seal("alice", PLACE, "alice");
        SubjectKeys stranger = SubjectKeys.reading(directory, TestKeys.wrapping(temp), names);
        assertThatThrownBy(() -> stranger.reveal(sealed, PLACE)).isInstanceOf(UnsealableException.class);
    }

    /** A key file under another person's name would make one erasure take the other's values. */
    @Test
    void aKeyFileThatWasGivenAnotherIdOpensNothing() throws IOException {
        String sealed = keys.seal("alice", PLACE, "alice");
        Path file = files().get(0);
        String other = "0".repeat(24);
        Files.move(file, file.resolveSibling(file.getFileName().toString().substring(0, 33) + other));
        assertThatThrownBy(() -> keys.reveal("enc:" + other + sealed.substring(28), PLACE))
                .isInstanceOf(UnsealableException.class);
    }

    @Test
    void filesNameNobodyAndAreTheOwnersAlone() throws IOException {
        keys.seal("alice", PLACE, "alice");
        Path file = files().get(0);
        assertThat(file.getFileName().toString()).matches("[0-9a-f]{32}\\.[0-9a-f]{24}");
        assertThat(Files.readString(file)).doesNotContain("alice");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void anErasedFileIsOverwrittenBeforeItGoes() throws IOException {
        keys.seal("alice", PLACE, "alice");
        Path file = files().get(0);
        Path link = Files.createLink(temp.resolve("kept"), file);
        keys.erase("alice");
        assertThat(Files.readAllBytes(link)).containsOnly((byte) 0);
    }

    @Test
    void withoutTheKeyOfTheNamesNobodyFindsAPersonButReadsOn() throws IOException {
        String sealed = keys.seal("alice", PLACE, "alice");
        names = KeyedHash.reading(TestKeys.hashing(temp));
        assertThat(again().erase("alice")).isEmpty();
        assertThat(again().reveal(sealed, PLACE)).contains("alice");
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Files.writeString(directory, "a file");
        assertThatThrownBy(() -> keys.seal("alice", PLACE, "x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keysThatCannotBeReadStopTheStart() {
        Reference nowhere = Reference.file(temp.resolve("nowhere"));
        assertThatThrownBy(() -> SubjectKeys.reading(directory, nowhere, names))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void theKeysOfThousandsAreBounded() throws IOException {
        SubjectKeyCache cache = SubjectKeyCache.by(() -> now);
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            String subject = "s" + i;
            cache.get(subject, id -> true, name -> {
                made.add(name);
                return key(name);
            });
        }
        assertThat(made).hasSize(5_000);
        cache.get("s4999", id -> true, name -> {
            throw new AssertionError("kept");
        });
        cache.get("s0", id -> true, name -> {
            made.remove(name);
            return key(name);
        });
        assertThat(made).doesNotContain("s0");
    }

    private static SubjectKeys.Key key(String id) {
        return new SubjectKeys.Key(id, new SecretKeySpec(new byte[32], "AES"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("keys/subjects"))) {
            return files.sorted().toList();
        }
    }
}
