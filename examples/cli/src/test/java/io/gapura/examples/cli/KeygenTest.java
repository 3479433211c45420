package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.Signatures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of every algorithm as the command makes them, used on both sides, and taken through a rotation. */
class KeygenTest {
    @TempDir
    private Path folder;

    private Path keys;
    private Path twin;

    /** What one run left. */
    private record Run(int code, String out, String err) {}

    @BeforeEach
    void name() {
        keys = folder.resolve("keys.json");
        twin = folder.resolve("public.json");
    }

    private static Run gapura(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(code, out.toString(), err.toString());
    }

    private Run keygen(String... more) {
        List<String> arguments = new ArrayList<>(List.of("keygen", "--out", keys.toString()));
        arguments.addAll(List.of(more));
        return gapura(arguments.toArray(String[]::new));
    }

    private static KeyRing ring(Path file) {
        return KeyRing.load(Reference.file(file));
    }

    /** Whether a server with one file accepts what a client with the other signs. */
    private static String reason(Path client, String kid, Path server, String tag) {
        SignatureProfile profile = tag.isEmpty() ? SignatureProfile.STRICT : SignatureProfile.STRICT.tag(tag);
        RequestSigner signer = RequestSigner.with(ring(client).signingKey(kid), profile);
        List<HeaderLine> lines =
                signer.sign("GET", URI.create("https://api.example.com/orders"), List.of(), new byte[0]);
        List<String> headers = new ArrayList<>(List.of("Host", "api.example.com"));
        lines.forEach(line -> headers.addAll(List.of(line.name(), line.value())));
        RequestView request = RequestView.read(
                "GET",
                Target.parse("/orders"),
                "https",
                Headers.of(headers.toArray(String[]::new)),
                Body.none(),
                Client.unknown());
        Pipeline gate = Pipeline.builder()
                .add(Signatures.required(ring(server))
                        .authorities("api.example.com")
                        .profile(profile)
                        .acceptingCreatedBeforeStart())
                .build();
        try {
            return gate.decide(request)
                    .rejection()
                    .map(rejection -> rejection.reason())
                    .orElse("accepted");
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    @SuppressWarnings("unchecked") // the strict reader makes maps of names to values alone
    private static Map<String, Object> key(Path file, int at) throws IOException {
        List<?> keys = (List<?>) StrictObject.read(Files.readAllBytes(file)).get("keys");
        return (Map<String, Object>) keys.get(at);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512"})
    void aPairSignsAndThePublicTwinVerifies(String alg) throws IOException {
        assertThat(keygen("--alg", alg, "--kid", "k", "--caller", "orders", "--public", twin.toString())
                        .code())
                .isZero();
        assertThat(reason(keys, "k", twin, "")).isEqualTo("accepted");
        assertThat(key(twin, 0).keySet()).doesNotContainAnyElementsOf(List.of("d", "p", "q", "dp", "dq", "qi", "k"));
        assertThatThrownBy(() -> ring(twin).signingKey("k")).hasMessageContaining("verification alone");
        assertThat(mode(keys)).isEqualTo("rw-------");
        assertThat(mode(twin)).isEqualTo("rw-r--r--");
    }

    @ParameterizedTest
    @CsvSource({"ecdsa-p384-sha384, EC, ES384", "rsa-v1_5-sha256, RSA, RS256", "hmac-sha256, oct, HS256"})
    void theOtherAlgorithmsAreMadeToo(String alg, String kty, String jwa) throws IOException {
        assertThat(keygen("--alg", alg, "--kid", "k", "--caller", "orders").code())
                .isZero();
        assertThat(ring(keys).signingKey("k").algorithm().registeredName()).isEqualTo(alg);
        assertThat(key(keys, 0).get("kty")).isEqualTo(kty);
        assertThat(key(keys, 0).get("alg")).isEqualTo(jwa);
    }

    @Test
    void anAlgorithmThatIsNotKnownIsNamedWithTheChoices() {
        Run run = keygen("--alg", "hs256", "--kid", "k", "--caller", "orders");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("hmac-sha256, ed25519, ecdsa-p256-sha256");
        assertThat(keys).doesNotExist();
    }

    @Test
    void aSharedSecretHasNoPublicTwin() {
        Run run = keygen("--kid", "k", "--caller", "orders", "--public", twin.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(keys).doesNotExist();
        assertThat(twin).doesNotExist();
    }

    @Test
    void tagsHoldTheKeyToThem() {
        keygen("--kid", "k", "--caller", "orders", "--tag", "shop", "--tag", "depot");
        assertThat(reason(keys, "k", keys, "shop")).isEqualTo("accepted");
        assertThat(reason(keys, "k", keys, "depot")).isEqualTo("accepted");
        assertThat(reason(keys, "k", keys, "other")).isEqualTo("tag");
    }

    @Test
    void anIdThatIsInTheTwinAlreadyChangesNeitherFile() throws IOException {
        keygen("--alg", "ed25519", "--kid", "k", "--caller", "orders", "--public", twin.toString());
        Files.delete(keys);
        byte[] before = Files.readAllBytes(twin);
        assertThat(keygen("--alg", "ed25519", "--kid", "k", "--caller", "orders", "--public", twin.toString())
                        .code())
                .isEqualTo(1);
        assertThat(keys).doesNotExist();
        assertThat(Files.readAllBytes(twin)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-sha256", "ed25519"})
    void aRotationNeverRefusesTheClient(String alg) throws IOException {
        boolean pair = alg.equals("ed25519");
        String[] open = pair ? new String[] {"--public", twin.toString()} : new String[0];
        Path server = pair ? twin : keys;
        keygen(with(open, "--alg", alg, "--kid", "old", "--caller", "orders"));

        assertThat(keygen(with(open, "--rotate", "old", "--kid", "new")).code()).isZero();
        assertThat(reason(keys, "old", server, "")).isEqualTo("accepted");
        assertThatThrownBy(() -> ring(keys).signingKey("new")).hasMessageContaining("verification alone");
        assertThat(key(keys, 1).get("kty")).isEqualTo(key(keys, 0).get("kty"));

        assertThat(keygen(with(open, "--finish", "old", "--kid", "new", "--overlap", "6"))
                        .code())
                .isZero();
        assertThat(reason(keys, "new", server, "")).isEqualTo("accepted");
        assertThatThrownBy(() -> ring(keys).signingKey("old")).hasMessageContaining("verification alone");
        assertThat((Long) key(server, 0).get("exp"))
                .isBetween(System.currentTimeMillis() / 1_000 + 300, System.currentTimeMillis() / 1_000 + 360);
        assertThat(key(server, 1).get("exp")).isNull();
        assertThat(mode(keys)).isEqualTo("rw-------");
    }

    private static String[] with(String[] more, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void aRotationKeepsCallerAndTags() {
        keygen("--kid", "old", "--caller", "orders", "--tag", "shop");
        keygen("--rotate", "old", "--kid", "new");
        keygen("--finish", "old", "--kid", "new");
        assertThat(reason(keys, "new", keys, "shop")).isEqualTo("accepted");
        assertThat(reason(keys, "new", keys, "other")).isEqualTo("tag");
    }

    @Test
    void aRotationIsFinishedOnceAndOnlyAfterItBegan() throws IOException {
        keygen("--kid", "old", "--caller", "orders");
        keygen("--kid", "unrelated", "--caller", "orders");
        byte[] before = Files.readAllBytes(keys);
        assertThat(keygen("--finish", "old", "--kid", "unrelated").err()).contains("was not added by --rotate");
        assertThat(keygen("--finish", "old", "--kid", "absent").err()).contains("not in the file");
        assertThat(keygen("--finish", "absent", "--kid", "old").code()).isEqualTo(1);
        assertThat(keygen("--rotate", "absent", "--kid", "new").code()).isEqualTo(1);
        assertThat(Files.readAllBytes(keys)).isEqualTo(before);

        keygen("--rotate", "old", "--kid", "new");
        keygen("--finish", "old", "--kid", "new");
        byte[] after = Files.readAllBytes(keys);
        assertThat(keygen("--finish", "old", "--kid", "new").code()).isEqualTo(1);
        assertThat(Files.readAllBytes(keys)).isEqualTo(after);
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        keygen("--kid", "old", "--caller", "orders");
        assertThat(keygen("--kid", "k").err()).contains("--caller");
        assertThat(keygen("--rotate", "old", "--finish", "old", "--kid", "k").code())
                .isEqualTo(1);
        assertThat(keygen("--rotate", "old", "--kid", "k", "--caller", "x").code())
                .isEqualTo(1);
        assertThat(keygen("--rotate", "old", "--kid", "k", "--alg", "ed25519").code())
                .isEqualTo(1);
        assertThat(keygen("--finish", "old", "--kid", "k", "--overlap", "5").err())
                .contains("6 at least");
        assertThat(gapura("keygen", "--rotate", "old", "--kid", "k").err()).contains("--out");
    }

    @Test
    void whatIsSaidNeverHoldsTheSecret() throws IOException {
        Run run = keygen("--kid", "k", "--caller", "orders");
        assertThat(run.out() + run.err())
                .doesNotContain(String.valueOf(key(keys, 0).get("k")));
    }
}
