package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.RequestView;
import io.gapura.filters.ResponseGuard;
import io.gapura.filters.ResponseView;
import io.gapura.filters.Verdict;
import io.gapura.filters.catalog.FiltersCatalog;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code signing.sign-responses}, {@code signing.response-key} and endpoints whose answers must be signed. */
class SignedAnswersTest {
    @TempDir
    private Path folder;

    private Path file;

    /** What partners are answered. */
    public static class Partners {
        @Signed(response = true)
        public void answered() {}

        @Signed
        public void asked() {}
    }

    private static Endpoint endpoint(String name) throws NoSuchMethodException {
        return Endpoint.resource("POST", "/partners", Partners.class, Partners.class.getMethod(name));
    }

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("keys.json");
        Files.writeString(
                file,
                "{\"keys\":[" + Jwks.oct("orders", Signing.secret(1)) + "," + Jwks.oct("server", Signing.secret(2))
                        + ","
                        + Jwks.ec("public", Jwks.pair("secp256r1"), false) + ","
                        + Jwks.ec("p384", Jwks.pair("secp384r1"), true)
                        + "],\"gapura\":{\"callers\":{\"orders\":{\"name\":\"orders\"},\"server\":{\"name\":\"server\"},"
                        + "\"public\":{\"name\":\"public\"},\"p384\":{\"name\":\"p384\"}}}}");
    }

    private Pipeline pipeline(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put("signing." + keysAndValues[i], keysAndValues[i + 1]);
        }
        settings.put("policies", "signing");
        settings.put("signing.keys", "file:" + file);
        settings.put("signing.authorities", "api.example.com");
        settings.put("signing.reject-created-before-start", "false");
        return Configuration.of("test", settings, Resources.ofSystem())
                .pipeline(List.of(new FiltersCatalog()), Set.of());
    }

    private RequestView signed() {
        Signing.Message message = Signing.post();
        SigningKey key = KeyRing.load(Reference.file(file)).signingKey("orders");
        message.lines.addAll(RequestSigner.with(key, SignatureProfile.STRICT)
                .sign(
                        message.method,
                        URI.create("https://api.example.com" + message.target),
                        List.copyOf(message.lines),
                        message.content));
        return message.view();
    }

    @Test
    void theKeyOfTheSettingSignsWhatTheApplicationAnswers() throws Exception {
        Verdict verdict =
                pipeline("sign-responses", "true", "response-key", "server").decide(signed());
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.responseGuards()).hasSize(1);
        Headers plain = Headers.of("Content-Type", "text/plain");
        ResponseView answer = ResponseView.of(200, plain, text());
        Decision.Proceed signed =
                (Decision.Proceed) verdict.responseGuards().get(0).decide(answer);
        List<String> fields = new ArrayList<>(List.of("Content-Type", "text/plain"));
        for (HeaderLine line : signed.responseHeaders()) {
            fields.addAll(List.of(line.name(), line.value()));
        }
        Headers all = Headers.of(fields.toArray(String[]::new));
        assertThat(all.only("signature-input").orElseThrow()).contains("keyid=\"server\"");
        assertThatCode(() -> ResponseVerifier.with(KeyRing.load(Reference.file(file)), SignatureProfile.STRICT)
                        .verify(verdict.request(), 200, all, text()))
                .doesNotThrowAnyException();
    }

    private static ByteBuffer text() {
        return ByteBuffer.wrap("text".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void withoutTheSettingNoAnswerIsHeld() throws Exception {
        assertThat(pipeline().decide(signed()).responseGuards()).isEmpty();
        assertThat(pipeline("sign-responses", "false").decide(signed()).responseGuards())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sign-responses | true   | signing.response-key must be set when signing.sign-responses is true: the id of a key that signs
            response-key   | server | response-key is for sign-responses = true
            """)
    void oneOfTheTwoSettingsAloneDoesNotStart(String key, String value, String message) {
        assertThatThrownBy(() -> pipeline(key, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            absent | the key ring has no key with that id
            public | the key public is for verification alone
            p384   | the profile does not allow ecdsa-p384-sha384
            """)
    void aKeyThatCannotSignForTheProfileDoesNotStart(String key, String message) {
        assertThatThrownBy(() -> pipeline("sign-responses", "true", "response-key", key))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEndpointMayDemandItsAnswerSignedWhereAnswersAreSigned() throws Exception {
        Pipeline signing = pipeline("sign-responses", "true", "response-key", "server");
        assertThatCode(() -> deployment(signing).requireServed(endpoint("answered")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> deployment(pipeline()).requireServed(endpoint("answered")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("response=true");
    }

    private static Deployment deployment(Pipeline pipeline) {
        return new Recording().deployment(pipeline);
    }

    @Test
    void whatMustBeSignedAndCannotBeIsReplaced() throws Exception {
        Pipeline signing = pipeline("sign-responses", "true", "response-key", "server");
        Verdict demanding = signing.decide(signed().withEndpoint(endpoint("answered")));
        assertThat(demanding.rejection()).isEmpty();
        assertThat(demanding.responseGuards()).hasSize(2);
        ResponseView stream = ResponseView.ofStream(200, Headers.of());
        List<String> outcomes = new ArrayList<>();
        for (ResponseGuard guard : demanding.responseGuards()) {
            outcomes.add(
                    guard.decide(stream) instanceof Decision.Reject refused
                            ? refused.rejection().toString()
                            : "proceeds");
        }
        assertThat(outcomes).containsExactly("proceeds", "500 internal-error (response-unsigned)");
        assertThat(signing.decide(signed().withEndpoint(endpoint("asked"))).responseGuards())
                .as("an endpoint that does not ask for it")
                .hasSize(1);
    }

    @Test
    void whoHasNoKeyGetsNoSignatureOfOurs() throws Exception {
        Pipeline signing = pipeline("sign-responses", "true", "response-key", "server");
        Verdict refused = signing.decide(Signing.post().view());
        assertThat(refused.rejection()).hasToString("Optional[401 signature-refused (missing)]");
        assertThat(refused.responseGuards()).isEmpty();
    }
}
