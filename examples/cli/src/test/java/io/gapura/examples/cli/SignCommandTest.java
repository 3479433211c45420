package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.SignatureProfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gapura sign} with every algorithm and profile; what it prints is run by a real shell and a real curl. */
class SignCommandTest {
    private static final Pattern SECRET = Pattern.compile("\"(?:k|d)\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    /** What one run left. */
    private record Run(int code, String out, String err) {}

    private static Run gapura(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private static Run shell(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), out, "");
    }

    private Path keys(String algorithm) throws Exception {
        return Files.writeString(folder.resolve("keys.json"), KeySets.of(algorithm));
    }

    private Run sign(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("sign", "--keys", "file:" + folder.resolve("keys.json"), "--kid", "k1"));
        arguments.addAll(List.of(more));
        return gapura(arguments);
    }

    private static String curl(Run signed) throws Exception {
        assertThat(signed.code()).as(signed.err()).isZero();
        return shell(signed.out().replaceFirst("curl", "curl --silent --noproxy '*'"))
                .out();
    }

    private static void requireCurl() throws Exception {
        assumeTrue(shell("curl --version").code() == 0, "skipped: there is no curl here");
    }

    private void requireNoSecretIn(String text) throws Exception {
        Matcher secrets = SECRET.matcher(Files.readString(folder.resolve("keys.json")));
        int found = 0;
        while (secrets.find()) {
            assertThat(text).doesNotContain(secrets.group(1));
            found++;
        }
        assertThat(found).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "hmac-sha256, strict",
        "ed25519, strict",
        "ecdsa-p256-sha256, strict",
        "ecdsa-p384-sha384, strict",
        "rsa-pss-sha512, strict",
        "rsa-v1_5-sha256, strict",
        "ed25519, fapi2",
        "ecdsa-p256-sha256, gnap",
        "rsa-v1_5-sha256, mastodon"
    })
    void theCommandOfAnyAlgorithmAndProfileIsAccepted(String algorithm, String name) throws Exception {
        requireCurl();
        KeyRing ring = KeyRing.load(Reference.file(keys(algorithm)));
        SignatureProfile profile = SignCommand.forKey(
                SignCommand.named(name), ring.signingKey("k1").algorithm());
        try (SigningServer server = new SigningServer(ring, profile)) {
            Path body = Files.write(folder.resolve("a body"), new byte[] {0, 10, 13, 39, (byte) 200});
            for (Run signed : List.of(
                    sign("--profile", name, "-H", "Authorization: Bearer x", server.url("/a/*?q=it%27s&r=$HOME")),
                    sign("--profile", name, "-H", "Authorization: Bearer x", "--data", "@" + body, server.url("/o")))) {
                requireNoSecretIn(signed.out());
                assertThat(curl(signed)).as(signed.out()).startsWith("hello orders");
            }
        }
    }

    @Test
    void aBotSaysWhoItIs() throws Exception {
        requireCurl();
        KeyRing ring = KeyRing.load(Reference.file(keys("ed25519")));
        try (SigningServer server = new SigningServer(ring, SignatureProfile.WEB_BOT_AUTH)) {
            Run signed = sign(
                    "--profile",
                    "web-bot-auth",
                    "-H",
                    "Signature-Agent: a=\"https://bot.example\"",
                    server.url("/page"));
            assertThat(signed.out()).contains(";expires=").contains(";tag=\"web-bot-auth\"");
            assertThat(curl(signed)).isEqualTo("hello orders 0");
        }
    }

    @Test
    void aTagAnEndAndMoreFieldsAreSigned() throws Exception {
        requireCurl();
        KeyRing ring = KeyRing.load(Reference.file(keys("hmac-sha256")));
        try (SigningServer server = new SigningServer(ring, SignatureProfile.STRICT.tag("orders-app"))) {
            Run signed = sign(
                    "--tag",
                    "orders-app",
                    "--expires",
                    "60",
                    "--cover",
                    "X-Order",
                    "-H",
                    "X-Order: 7",
                    server.url("/"));
            assertThat(signed.out())
                    .contains("\"x-order\"")
                    .contains(";expires=")
                    .contains(";tag=\"orders-app\"");
            assertThat(curl(signed)).isEqualTo("hello orders 0");
            assertThat(curl(sign(server.url("/")))).isEqualTo("tag");
        }
    }

    @Test
    void theCommandHoldsOnlyWhatItWasGiven() throws Exception {
        requireCurl();
        KeyRing ring = KeyRing.load(Reference.file(keys("hmac-sha256")));
        try (SigningServer server = new SigningServer(ring, SignatureProfile.STRICT)) {
            String signed = sign("--data", "text", server.url("/orders")).out();
            String forged = signed.replace("--data-raw 'text'", "--data-raw 'tent'");
            assertThat(forged).isNotEqualTo(signed);
            assertThat(shell(forged.replaceFirst("curl", "curl --silent --noproxy '*'"))
                            .out())
                    .isEqualTo("digest");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--profile=lenient",
                "--tag=",
                "--expires=0",
                "--expires=86401",
                "--cover=host",
                "--cover=x-absent"
            })
    void whatCannotBeSignedIsOneLineAndOne(String option) throws Exception {
        keys("hmac-sha256");
        Run run = sign(option, "http://localhost:1/");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("gapura: ").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}
