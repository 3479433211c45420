package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not start. */
class SignatureSettingsTest {
    @TempDir
    private Path folder;

    private final Signing signing = new Signing();

    private Reference keys() throws Exception {
        Path file = folder.resolve("keys.json");
        Files.writeString(file, Signing.jwkSet());
        return Reference.file(file);
    }

    private static SignatureSettings settings(Optional<Reference> keys, Set<String> authorities) {
        return settings(keys, authorities, Duration.ofSeconds(300), Duration.ofSeconds(30), 1_000, "gapura");
    }

    private static SignatureSettings settings(
            Optional<Reference> keys,
            Set<String> authorities,
            Duration age,
            Duration skew,
            int capacity,
            String realm) {
        return new SignatureSettings(
                keys,
                Optional.empty(),
                Optional.empty(),
                authorities,
                true,
                SignatureSettings.Profile.STRICT,
                Set.of(),
                Optional.empty(),
                Optional.of(age),
                Optional.of(skew),
                DataSize.of("1MiB"),
                DataSize.of("256KiB"),
                "local",
                Optional.empty(),
                capacity,
                25,
                SignatureSettings.OnStoreUnavailable.REFUSE,
                true,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                realm,
                Challenge.SCHEME,
                false);
    }

    @Test
    void aPolicyOfSettingsServesWhatASignerOfTheSameFileMakes() throws Exception {
        Signatures policy =
                settings(Optional.of(keys()), Set.of("API.example.com")).policy();
        RequestSigner signer =
                RequestSigner.with(KeyRing.load(keys()).signingKey(Signing.KID), SignatureProfile.STRICT);
        assertThat(Signing.reason(policy, Signing.post().signed(signer).view())).isEmpty();
        assertThat(Signing.reason(policy, Signing.post().view())).contains("missing");
    }

    @Test
    void theEntryHasItsSectionAndKeys() {
        CatalogEntry<?> entry = Signatures.entry();
        assertThat(entry.name()).isEqualTo("signing");
        assertThat(entry.settings())
                .extracting(CatalogEntry.Setting::key)
                .containsExactly(
                        "signing.keys",
                        "signing.keys-url",
                        "signing.keys-caller",
                        "signing.authorities",
                        "signing.required",
                        "signing.profile",
                        "signing.algorithms",
                        "signing.tag",
                        "signing.max-age",
                        "signing.future-skew",
                        "signing.max-body",
                        "signing.memory-bound",
                        "signing.replay",
                        "signing.replay-store",
                        "signing.replay-capacity",
                        "signing.replay-quota",
                        "signing.on-store-unavailable",
                        "signing.reject-created-before-start",
                        "signing.replay-safe-methods",
                        "signing.sign-responses",
                        "signing.response-key",
                        "signing.server-nonce",
                        "signing.realm",
                        "signing.scheme",
                        "signing.diagnostics");
    }

    @Test
    void withoutKeysItDoesNotStart() {
        assertThatThrownBy(() -> settings(Optional.empty(), Set.of("a")).policy())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("signing.keys must be set: file:PATH or env:NAME");
    }

    @Test
    void withoutAuthoritiesItDoesNotStart() throws Exception {
        Optional<Reference> keys = Optional.of(keys());
        assertThatThrownBy(() -> settings(keys, Set.of()).policy())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signing.authorities");
        assertThatThrownBy(() -> Signatures.required(signing.ring).authorities())
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com", "api.example.com/", "a b", " ", "ä.example"})
    void whatIsNoAuthorityDoesNotStart(String authority) {
        assertThatThrownBy(() -> Signatures.required(signing.ring).authorities(authority))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signing.authorities");
    }

    @Test
    void withoutAKeyThatIsValidNowItDoesNotStart() {
        KeyRing old = KeyRing.builder()
                .verifyOnly(signing.key, "orders", Signing.NOON)
                .build();
        assertThatThrownBy(() -> new SignatureSetup(
                        old,
                        true,
                        Set.of("a"),
                        SignatureProfile.STRICT,
                        BodyRules.STANDARD,
                        ReplayRules.STANDARD,
                        null,
                        "r",
                        () -> Signing.NOON,
                        new SecureRandom()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("valid now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT15M1S", "PT0.999S"})
    void aWindowOutOfBoundsDoesNotStart(Duration age) {
        assertThatThrownBy(() -> SignatureProfile.STRICT.maxAge(age)).hasMessageContaining("max-age");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT15M"})
    void aWindowAtItsBoundsStarts(Duration age) {
        assertThat(SignatureProfile.STRICT.maxAge(age).maxAge()).isEqualTo(age);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT5M1S"})
    void aSkewOutOfBoundsDoesNotStart(Duration skew) {
        assertThatThrownBy(() -> SignatureProfile.STRICT.futureSkew(skew)).hasMessageContaining("future-skew");
    }

    @Test
    void otherSettingsOutOfBoundsDoNotStart() throws Exception {
        Optional<Reference> keys = Optional.of(keys());
        Duration age = Duration.ofSeconds(300);
        Duration skew = Duration.ofSeconds(30);
        assertThatThrownBy(
                        () -> settings(keys, Set.of("a"), age, skew, 999, "r").policy())
                .hasMessageContaining("replay-capacity");
        assertThatThrownBy(() ->
                        settings(keys, Set.of("a"), age, skew, 1_000, "a\"b").policy())
                .hasMessageContaining("signing.realm");
        assertThatThrownBy(
                        () -> settings(keys, Set.of("a"), age, skew, 1_000, "ä").policy())
                .hasMessageContaining("signing.realm");
        assertThatThrownBy(
                        () -> Signatures.required(signing.ring).authorities("a").maxBody(DataSize.of("65MiB")))
                .hasMessageContaining("max-body");
        assertThat(Signatures.required(signing.ring)
                        .authorities("a")
                        .maxBody(DataSize.of("64MiB"))
                        .name())
                .isEqualTo("signing");
        assertThatThrownBy(
                        () -> Signatures.required(signing.ring).authorities("a").memoryBound(DataSize.of("65MiB")))
                .hasMessageContaining("memory-bound");
        assertThatThrownBy(() -> SignatureProfile.STRICT.tag("")).hasMessageContaining("tag");
        assertThatThrownBy(() -> SignatureProfile.STRICT.coveringIfPresent("a b"))
                .hasMessageContaining("token");
        assertThatThrownBy(() -> SignatureProfile.STRICT.structured("", FieldType.LIST))
                .hasMessageContaining("token");
    }

    private static SignatureSettings fetched(Optional<Reference> keys, Optional<String> url, Optional<String> caller) {
        return new SignatureSettings(
                keys,
                url,
                caller,
                Set.of("api.example.com"),
                true,
                SignatureSettings.Profile.STRICT,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DataSize.of("1MiB"),
                DataSize.of("256KiB"),
                "local",
                Optional.empty(),
                1_000,
                25,
                SignatureSettings.OnStoreUnavailable.REFUSE,
                true,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                "gapura",
                Challenge.SCHEME,
                false);
    }

    @Test
    void keysHaveOneSourceAndPublishedOnesACaller() throws Exception {
        Optional<String> url = Optional.of("https://localhost:1/keys");
        Optional<String> caller = Optional.of("partner");
        assertThatThrownBy(
                        () -> fetched(Optional.empty(), url, Optional.empty()).policy())
                .hasMessageContaining("belong together");
        assertThatThrownBy(() ->
                        fetched(Optional.empty(), Optional.empty(), caller).policy())
                .hasMessageContaining("belong together");
        Optional<Reference> keys = Optional.of(keys());
        assertThatThrownBy(() -> fetched(keys, url, caller).policy()).hasMessageContaining("instead of signing.keys");
        assertThatThrownBy(() -> fetched(Optional.empty(), Optional.of("http://localhost/keys"), caller)
                        .policy())
                .hasMessageContaining("https");
        assertThatThrownBy(() -> fetched(Optional.empty(), Optional.of("https://a b/"), caller)
                        .policy())
                .hasMessageContaining("keys-url");
    }

    @Test
    void aPublisherThatCannotBeReachedDoesNotStopTheStart() throws Exception {
        Signatures policy = fetched(Optional.empty(), Optional.of("https://localhost:1/keys"), Optional.of("partner"))
                .policy();
        assertThat(policy.remarks()).anyMatch(line -> line.startsWith("keys: cannot be fetched"));
        assertThat(Signing.reason(policy, Signing.post().signed(signing.signer).view()))
                .contains("store-unavailable");
    }
}
