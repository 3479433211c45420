package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A policy that reads the content in the place of the application. */
class TakenBodyTest {
    private static final Endpoint ENDPOINT = Endpoint.unknown("POST", "/scans", "scans");

    private static Policy taking(String name, BodyTaker taker) {
        return Policy.of(name, Stage.ENDPOINT, request -> Decision.proceed().bodyTaker(taker));
    }

    private static BodyTaker text() {
        return (request, content) ->
                Decision.proceed().attribute("taken", new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Verdict decide(Pipeline.Builder pipeline) throws IOException {
        return pipeline.build().decide(RequestView.post("/scans").body("hello").withEndpoint(ENDPOINT));
    }

    @Test
    void whatItMakesOfTheContentIsHandedOver() throws IOException {
        Verdict verdict = decide(Pipeline.builder().add(taking("uploads", text())));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.attributes()).containsEntry("taken", "hello");
    }

    @Test
    void theApplicationFindsTheContentEmpty() throws IOException {
        Walk walk = new Walk(RequestView.post("/scans").body("hello"), new Sampler(new byte[32]));
        walk.run(Pipeline.builder()
                .add(Policy.of("uploads", request -> Decision.proceed().bodyTaker(text())))
                .build()
                .arrival());
        assertThat(walk.isBodyTouched()).isFalse();
        Reception.of(walk);
        assertThat(walk.isBodyTouched()).isTrue();
        try (InputStream rest = walk.openBody()) {
            assertThat(rest.readAllBytes()).isEmpty();
        }
        Reception.of(walk);
        assertThat(walk.attributes()).containsEntry("taken", "hello");
    }

    @Test
    void itIsAskedOnlyWhenEveryPolicyHasLetTheRequestPass() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        BodyTaker counting = (request, content) -> {
            asked.incrementAndGet();
            return Decision.proceed();
        };
        Policy refusing = Policy.of("later", Stage.ENDPOINT, request -> Decision.reject(403, "access-denied", "later"));
        assertThat(decide(Pipeline.builder().add(taking("uploads", counting)).add(refusing))
                        .policy())
                .contains("later");
        assertThat(asked).hasValue(0);
    }

    @Test
    void whatItRefusesIsRefusedInEveryMode() throws IOException {
        BodyTaker refusing = (request, content) -> Decision.reject(422, "content-refused", "upload.content");
        for (BodyTaker taker : new BodyTaker[] {
            refusing,
            (request, content) -> {
                throw new RefusedException(Rejection.of(422, "content-refused", "upload.content"));
            },
            (request, content) -> {
                throw new BodyRejectedException(Rejection.of(422, "content-refused", "upload.content"));
            }
        }) {
            assertThat(decide(Pipeline.builder().shadow(taking("uploads", taker)))
                            .rejection())
                    .hasValueSatisfying(
                            rejection -> assertThat(rejection.reason()).isEqualTo("upload.content"));
        }
    }

    @Test
    void oneThatThrowsRefuses() throws IOException {
        BodyTaker broken = (request, content) -> {
            throw new IllegalStateException("broken");
        };
        assertThat(decide(Pipeline.builder().add(taking("uploads", broken))).rejection())
                .hasValueSatisfying(rejection -> assertThat(rejection)
                        .returns(500, Rejection::status)
                        .returns("policy-failed", Rejection::reason));
    }

    @Test
    void aClientThatLeavesIsNobodysRefusal() {
        BodyTaker left = (request, content) -> {
            throw new IOException("gone");
        };
        assertThatThrownBy(() -> decide(Pipeline.builder().add(taking("uploads", left))))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void guardsWatchItAndRefuseInTheirOwnName() throws IOException {
        BodyGuard guard = (piece, offset, length) -> {
            throw new BodyRejectedException(Body.tooLarge());
        };
        Policy guarding = Policy.of("limits", request -> Decision.proceed().bodyGuard(guard));
        Verdict verdict = decide(Pipeline.builder().add(guarding).add(taking("uploads", text())));
        assertThat(verdict.policy()).contains("limits");
        assertThat(verdict.rejection())
                .hasValueSatisfying(refused -> assertThat(refused.status()).isEqualTo(413));
        assertThat(verdict.attributes()).isEmpty();
    }

    @Test
    void ofTwoThatWantItTheFirstHasIt() throws IOException {
        Verdict verdict = decide(Pipeline.builder()
                .add(taking("uploads", text()))
                .add(taking("others", (request, content) -> Decision.reject(422, "content-refused", "second"))));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.attributes()).containsEntry("taken", "hello");
        assertThat(verdict.shadowed())
                .anySatisfy(would -> assertThat(would.rejection().reason()).isEqualTo("body-taker-clash"));
    }
}
