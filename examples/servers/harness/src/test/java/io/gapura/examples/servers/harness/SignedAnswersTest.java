package io.gapura.examples.servers.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.ResponseView;
import io.gapura.filters.Target;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.ResponseSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SigningKey;
import io.gapura.filters.testkit.RawAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignedAnswersTest {
    private static final byte[] REQUEST = bytes("GET /app/open HTTP/1.1\r\nHost: probe.example\r\n\r\n");

    private final SigningKey key = key();
    private final SignedAnswers answers =
            SignedAnswers.by(KeyRing.builder().active(key, "server").build());

    private static SigningKey key() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return SigningKey.hmac("server-1", secret);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The fields of an answer {@code text} to {@link #REQUEST}. */
    private List<RawAnswer.Field> signed() throws Exception {
        RequestView view = RequestView.read(
                "GET",
                Target.parse("/app/open"),
                "http",
                Headers.of("Host", "probe.example"),
                Body.none(),
                new Client("192.0.2.1"));
        ResponseView answer =
                ResponseView.of(200, Headers.of("Content-Type", "text/plain"), ByteBuffer.wrap(bytes("text")));
        Decision.Proceed proceed = (Decision.Proceed) ResponseSigner.with(key, SignatureProfile.STRICT)
                .answering(view)
                .decide(answer);
        List<RawAnswer.Field> fields = new ArrayList<>(List.of(new RawAnswer.Field("Content-Type", "text/plain")));
        proceed.responseHeaders().forEach(line -> fields.add(new RawAnswer.Field(line.name(), line.value())));
        return fields;
    }

    @Test
    void whatTheServerSignedIsProven() throws Exception {
        RawAnswer answer = RawAnswer.of(200, signed(), bytes("text"));
        assertThat(answers.proven(REQUEST, answer)).isSameAs(answer);
    }

    @Test
    void whatChangedOnTheWayIsNot() throws Exception {
        RawAnswer content = RawAnswer.of(200, signed(), bytes("test"));
        RawAnswer status = RawAnswer.of(201, signed(), bytes("text"));
        RawAnswer same = RawAnswer.of(200, signed(), bytes("text"));
        byte[] other = bytes("GET /app/other HTTP/1.1\r\nHost: probe.example\r\n\r\n");
        assertThatThrownBy(() -> answers.proven(REQUEST, content)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> answers.proven(REQUEST, status)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> answers.proven(other, same)).hasMessageContaining("GET /app/other HTTP/1.1");
    }

    @Test
    void whatIsNotSignedIsLeftToTheScenario() throws Exception {
        RawAnswer plain = RawAnswer.of(200, List.of(), bytes("text"));
        assertThat(answers.proven(REQUEST, plain)).isSameAs(plain);
    }
}
