package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.HeaderLine;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignerTest {
    private static final URI ORDERS = URI.create("https://api.example.com/orders?dry=1");

    private final Signing signing = new Signing();

    private List<HeaderLine> sign(String method, URI uri, byte[] content, HeaderLine... headers) {
        return signing.signer.sign(method, uri, List.of(headers), content);
    }

    @Test
    void aPostGetsADigestAndANonce() {
        List<HeaderLine> lines = sign("POST", ORDERS, new byte[] {'x'}, new HeaderLine("Content-Type", "text/plain"));
        assertThat(lines)
                .extracting(HeaderLine::name)
                .containsExactly("Content-Digest", "Signature-Input", "Signature");
        assertThat(lines.get(0).value()).isEqualTo("sha-256=:LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=:");
        assertThat(lines.get(1).value())
                .startsWith("sig1=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\")"
                        + ";created=" + Signing.NOON.getEpochSecond() + ";keyid=\"orders-2026-11\";nonce=\"");
    }

    @Test
    void aGetGetsNeither() {
        List<HeaderLine> lines = sign("GET", ORDERS, new byte[0]);
        assertThat(lines).extracting(HeaderLine::name).containsExactly("Signature-Input", "Signature");
        assertThat(lines.get(0).value()).doesNotContain("nonce").doesNotContain("content");
    }

    @Test
    void eachAttemptHasItsOwnNonce() {
        assertThat(Set.of(
                        sign("DELETE", ORDERS, new byte[0]).get(0),
                        sign("DELETE", ORDERS, new byte[0]).get(0)))
                .hasSize(2);
    }

    @Test
    void credentialsThatAreSentAreCovered() {
        String input = sign("GET", ORDERS, new byte[0], new HeaderLine("Authorization", "Bearer x"))
                .get(0)
                .value();
        assertThat(input).contains("\"authorization\"").doesNotContain("Bearer");
    }

    @Test
    void aUriWithoutPathIsSignedAsTheRoot() throws Exception {
        Signing.Message message = new Signing.Message("GET", "/", "");
        message.lines.addAll(sign("GET", URI.create("https://api.example.com"), new byte[0]));
        assertThat(Signing.reason(signing.policy(), message.view())).isEmpty();
    }

    @Test
    void theHostThatTheClientNamesIsTheOneSigned() throws Exception {
        Signing.Message message = new Signing.Message("GET", "/", "");
        message.lines.addAll(
                sign("GET", URI.create("https://10.0.0.1/"), new byte[0], new HeaderLine("Host", "api.example.com")));
        assertThat(Signing.reason(signing.policy(), message.view())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders",
                "ftp://api.example.com/",
                "https://user@api.example.com/",
                "mailto:a@b",
                "https://api.example.com/a/%2e%2e/b",
                "https://api_example..com:99999/"
            })
    void aTargetThatNoServerShouldAcceptIsNotSigned(String uri) {
        assertThatThrownBy(() -> sign("GET", URI.create(uri), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Digest", "signature", "SIGNATURE-INPUT"})
    void whatTheSignerMakesMustNotBeThere(String name) {
        assertThatThrownBy(() -> sign("POST", ORDERS, new byte[0], new HeaderLine(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("made by the signer");
    }

    @Test
    void aProfileThatForbidsTheAlgorithmOfTheKeyHasNoSigner() {
        SignatureProfile none = SignatureProfile.STRICT.algorithms(SignatureAlgorithm.ED25519);
        assertThatThrownBy(() -> RequestSigner.with(signing.key, none)).isInstanceOf(IllegalArgumentException.class);
    }
}
