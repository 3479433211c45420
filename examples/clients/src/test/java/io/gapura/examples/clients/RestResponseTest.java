package io.gapura.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.signing.ResponseRefusedException;
import io.gapura.filters.signing.ResponseVerifier;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SignedAnswer;
import io.gapura.filters.signing.client.ContentTooLargeException;
import io.gapura.filters.signing.client.SigningClientFeature;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In each REST runtime, only what the server has signed for this very request is handed out. */
class RestResponseTest {
    private final Keys keys = new Keys();
    private final SigningClientFeature feature =
            SigningClientFeature.of(keys.signer).verifying(ResponseVerifier.with(keys.ring, SignatureProfile.STRICT));
    private Gate gate;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        SignedAnswer answer = new SignedAnswer(keys.key, SignatureProfile.STRICT, InstantSource.system());
        gate = new Gate(keys.ring, policy -> policy, new SigningServlet(answer));
        client = with(feature);
    }

    private static Client with(SigningClientFeature chosen) {
        return ClientBuilder.newBuilder().register(chosen).build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        gate.close();
    }

    private Invocation.Builder to(String path) {
        return client.target(gate.url(path)).request();
    }

    @Test
    void aSignedAnswerIsHandedOut() {
        assertThat(to("/signed?q=1").get(String.class)).isEqualTo(SigningServlet.ANSWER);
        assertThat(to("/signed").post(Entity.json("{}"), String.class)).isEqualTo(SigningServlet.ANSWER);
    }

    @Test
    void anAnswerWithoutContentIsHandedOut() {
        try (Response nothing = to("/signed?status=204").delete();
                Response head = to("/signed").head()) {
            assertThat(nothing.getStatus()).isEqualTo(204);
            assertThat(head.getStatus()).isEqualTo(200);
        }
    }

    @Test
    void theStatusIsSignedAsWell() {
        try (Response response = to("/signed?status=202").get()) {
            assertThat(response.getStatus()).isEqualTo(202);
            assertThat(response.readEntity(String.class)).isEqualTo(SigningServlet.ANSWER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsigned", "content", "status", "type", "request"})
    void aForgedAnswerIsNotHandedOut(String forge) {
        for (Invocation call : new Invocation[] {
            to("/signed?forge=" + forge).buildGet(),
            to("/signed?forge=" + forge).buildPost(Entity.json("{}"))
        }) {
            assertThatThrownBy(call::invoke)
                    .isInstanceOf(ProcessingException.class)
                    .hasRootCauseInstanceOf(ResponseRefusedException.class)
                    .hasMessageNotContaining(SigningServlet.ANSWER);
        }
    }

    @Test
    void whatTheGateItselfRefusesIsUnsignedAndNotHandedOut() {
        try (Response response = with(SigningClientFeature.of(keys.signer))
                .target(gate.url("/moved/404?to=/"))
                .request()
                .get()) {
            assertThat(response.getStatus()).isEqualTo(404);
        }
        assertThatThrownBy(() -> to("/moved/404?to=/").get()).hasRootCauseInstanceOf(ResponseRefusedException.class);
    }

    @Test
    void anAnswerOverTheLimitIsNotHandedOut() {
        int length = SigningServlet.ANSWER.length();
        Client enough = with(feature.maxResponse(DataSize.bytes(length)));
        assertThat(enough.target(gate.url("/signed")).request().get(String.class))
                .hasSize(length);
        Client small = with(feature.maxResponse(DataSize.bytes(length - 1)));
        assertThatThrownBy(() -> small.target(gate.url("/signed")).request().get())
                .hasRootCauseInstanceOf(ContentTooLargeException.class);
        enough.close();
        small.close();
    }
}
