package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeoplePolicyTest {
    @TempDir
    private Path folder;

    private Demo demo;
    private Pipeline pipeline;

    @BeforeEach
    void start() {
        demo = Demo.in(folder);
        PeoplePolicy policy = new PeoplePolicy(demo.people, demo.tokens, new LoginAttempts(demo.clock));
        pipeline = Pipeline.builder().add(policy).build();
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void withoutCredentialsTheCallerStaysAnonymous() throws IOException {
        Verdict verdict = pipeline.decide(RequestView.get("/api/orders"));

        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller().isAnonymous()).isTrue();
    }

    @Test
    void aPasswordProvesAPerson() throws IOException {
        Caller caller = callerOf(decide(basic("rani", demo.password("rani"))));

        assertThat(caller).isEqualTo(Caller.of("people", "rani"));
        assertThat(caller.roles()).isEqualTo(Set.of("clerk"));
        assertThat(caller.proof(Credential.class)).contains(Credential.PASSWORD);
    }

    @Test
    void aTokenProvesTheSamePerson() throws IOException {
        Caller caller = callerOf(decide("Bearer " + demo.tokens.issue("budi")));

        assertThat(caller).isEqualTo(Caller.of("people", "budi"));
        assertThat(caller.roles()).isEqualTo(Set.of("manager"));
        assertThat(caller.proof(Credential.class)).contains(Credential.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digest abc", "Bearer short", "Basic !!", "nonsense"})
    void whatCannotBeReadIsRefused(String field) throws IOException {
        assertRefused(decide(field), "unreadable");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameLookTheSame() throws IOException {
        assertRefused(decide(basic("rani", "wrong")), "password");
        assertRefused(decide(basic("nobody", "wrong")), "password");
    }

    @Test
    void anEndedTokenIsRefused() throws IOException {
        String token = demo.tokens.issue("budi");
        demo.clock.wait(Tokens.LIFETIME);

        assertRefused(decide("Bearer " + token), "token");
    }

    @Test
    void twoAuthorizationFieldsAreRefused() throws IOException {
        Verdict verdict = pipeline.decide(RequestView.get("/api/orders")
                .header("Authorization", basic("rani", demo.password("rani")))
                .header("Authorization", "Bearer " + demo.tokens.issue("budi")));

        assertThat(verdict.rejection().orElseThrow())
                .returns(400, Rejection::status)
                .returns("header.repeated", Rejection::reason);
    }

    @Test
    void guessingEndsAfterTenTries() throws IOException {
        for (int i = 0; i < LoginAttempts.PER_MINUTE; i++) {
            assertRefused(decide(basic("sari", "guess" + i)), "password");
        }

        assertThat(decide(basic("sari", demo.password("sari"))).rejection().orElseThrow())
                .returns(429, Rejection::status)
                .returns("rate-exceeded", Rejection::code)
                .extracting(Rejection::headers)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(new HeaderLine("Retry-After", "60"));
    }

    @Test
    void aDatabaseThatIsAwayRefuses() throws IOException {
        String token = demo.tokens.issue("budi");
        demo.close();

        assertThat(decide("Bearer " + token).rejection().orElseThrow())
                .returns(503, Rejection::status)
                .returns("store-unavailable", Rejection::code);
    }

    private Verdict decide(String authorization) throws IOException {
        return pipeline.decide(RequestView.get("/api/orders").header("Authorization", authorization));
    }

    private static Caller callerOf(Verdict verdict) {
        assertThat(verdict.rejection()).isEmpty();
        return verdict.request().caller();
    }

    private static void assertRefused(Verdict verdict, String reason) {
        assertThat(verdict.rejection().orElseThrow())
                .returns(401, Rejection::status)
                .returns("token-refused", Rejection::code)
                .returns(reason, Rejection::reason)
                .extracting(Rejection::headers)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .extracting(Object::toString)
                .anyMatch(line -> line.contains("Bearer realm"))
                .anyMatch(line -> line.contains("Basic realm"));
    }

    private static String basic(String name, String password) {
        String pair = name + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
