package io.gapura.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries of the npm registry sign for our gate, and verify what our signer makes. */
class NpmPeersTest {
    private static final String KEY_ID = "orders-2026-11";
    private static final byte[] CONTENT = "{\"item\":7,\"note\":\"Käse\"}".getBytes(StandardCharsets.UTF_8);

    private static final String PAIRS = """
            http-message-signatures, hmac-sha256
            http-message-signatures, ed25519
            http-message-sig, hmac-sha256
            http-message-sig, ed25519
            structured-headers, hmac-sha256
            structured-headers, ed25519
            """;

    private static Npm npm;
    private static String peer;
    private static byte[] secret;
    private static KeyPair pair;

    @BeforeAll
    static void install() throws Exception {
        npm = Npm.installed();
        try (InputStream in = NpmPeersTest.class.getResourceAsStream("/npm/peer.cjs")) {
            peer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static SigningKey key(String algorithm) {
        return algorithm.equals("ed25519") ? SigningKey.ed25519(KEY_ID, pair) : SigningKey.hmac(KEY_ID, secret);
    }

    private static String ask(
            String library, String direction, String algorithm, String method, URI uri, List<HeaderLine> lines)
            throws Exception {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(json)) {
            Base64.Encoder base64 = Base64.getEncoder();
            out.writeStartObject();
            out.writeStringField("library", library);
            out.writeStringField("direction", direction);
            out.writeStringField("algorithm", algorithm);
            out.writeStringField("keyid", KEY_ID);
            out.writeStringField("secret", base64.encodeToString(secret));
            out.writeStringField(
                    "pkcs8", base64.encodeToString(pair.getPrivate().getEncoded()));
            out.writeStringField("spki", base64.encodeToString(pair.getPublic().getEncoded()));
            out.writeStringField("method", method);
            out.writeStringField("url", uri.toString());
            if (method.equals("POST")) {
                out.writeStringField("body", base64.encodeToString(CONTENT));
            }
            out.writeArrayFieldStart("headers");
            for (HeaderLine line : lines) {
                out.writeArray(new String[] {line.name(), line.value()}, 0, 2);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        Npm.Output output = npm.node("peer.cjs", peer, json.toString(), Map.of());
        assertThat(output.code()).as(output.err()).isZero();
        return output.out();
    }

    private static List<HeaderLine> lines(String json) throws IOException {
        List<HeaderLine> lines = new ArrayList<>();
        try (JsonParser in = new JsonFactory().createParser(json)) {
            String name = null;
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING && name == null) {
                    name = in.getText();
                } else if (token == JsonToken.VALUE_STRING) {
                    lines.add(new HeaderLine(name, in.getText()));
                    name = null;
                }
            }
        }
        return lines;
    }

    private static HttpResponse<String> send(String method, URI uri, List<HeaderLine> lines, byte[] content)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, method.equals("POST") ? BodyPublishers.ofByteArray(content) : BodyPublishers.noBody());
        lines.forEach(line -> request.header(line.name(), line.value()));
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void whatNpmSignsTheGateAccepts(String library, String algorithm) throws Exception {
        KeyRing ring = KeyRing.builder().active(key(algorithm), "orders").build();
        try (Gate gate = new Gate(ring, policy -> policy)) {
            for (String method : List.of("GET", "POST", "DELETE")) {
                URI uri = URI.create(gate.url("/echo/a%20b?dry=1&q=it%27s"));
                List<HeaderLine> lines = new ArrayList<>();
                if (method.equals("POST")) {
                    lines.add(new HeaderLine("Content-Type", "application/json"));
                }
                lines.addAll(lines(ask(library, "sign", algorithm, method, uri, lines)));
                HttpResponse<String> response = send(method, uri, lines, CONTENT);
                assertThat(response.statusCode())
                        .as(method + " " + response.body())
                        .isEqualTo(200);
                assertThat(response.body()).startsWith(method);

                byte[] other = "{}".getBytes(StandardCharsets.UTF_8);
                URI elsewhere = method.equals("POST") ? uri : URI.create(uri + "7");
                assertThat(send(method, elsewhere, lines, other).statusCode()).isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void whatOurSignerMakesNpmAccepts(String library, String algorithm) throws Exception {
        RequestSigner signer = RequestSigner.with(key(algorithm), SignatureProfile.STRICT);
        for (String method : List.of("GET", "POST", "DELETE")) {
            URI uri = URI.create("https://api.example.com/orders/a%20b?dry=1&q=it%27s");
            boolean content = method.equals("POST");
            List<HeaderLine> lines = new ArrayList<>();
            if (content) {
                lines.add(new HeaderLine("Content-Type", "application/json"));
            }
            lines.addAll(signer.sign(method, uri, List.copyOf(lines), content ? CONTENT : new byte[0]));
            assertThat(ask(library, "verify", algorithm, method, uri, lines))
                    .as(method)
                    .isEqualTo("true");
            assertThat(ask(library, "verify", algorithm, method, URI.create(uri + "7"), lines))
                    .as(method + " to another place")
                    .isEqualTo("false");
        }
    }
}
