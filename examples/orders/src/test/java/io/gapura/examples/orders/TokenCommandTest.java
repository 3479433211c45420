package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.bearer.IssuerKeys;
import io.gapura.filters.bearer.TrustedIssuer;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command prints is what the gate of the demo takes, and nothing else is. */
class TokenCommandTest {
    private final Clock clock = new Clock();

    @TempDir
    private Path folder;

    private DataFolder data;
    private Pipeline pipeline;

    @BeforeEach
    void start() {
        data = DataFolder.at(folder);
        TokenIssuer issuer = TokenIssuer.in(data);
        assertThat(issuer).isNotNull();
        pipeline = Pipeline.builder()
                .add(BearerTokens.required(TrustedIssuer.of(TokenIssuer.NAME, TokenIssuer.AUDIENCE)
                                .keys(IssuerKeys.load(Reference.file(data.issuerKeys()))))
                        .clock(clock))
                .build();
    }

    private String token(String... arguments) {
        return TokenCommand.of(List.of(arguments)).token(data, clock);
    }

    private Verdict verdict(String token) throws IOException {
        return pipeline.decide(RequestView.get("/api/tenants/acme/orders").header("Authorization", "Bearer " + token));
    }

    @Test
    void aTokenNamesItsSubject() throws IOException {
        Verdict verdict = verdict(token("acme-app", "--scope", "orders.read orders.write", "--acr", "phr"));

        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller())
                .isEqualTo(Caller.of("bearer", TokenIssuer.NAME, "acme-app"))
                .returns(Set.of("orders.read", "orders.write"), Caller::scopes);
        assertThat(verdict.request().caller().authentication().level()).contains("phr");
        assertThat(verdict.request().caller().authentication().time()).contains(clock.instant());
    }

    @Test
    void aTokenSaysNothingThatItWasNotAskedFor() throws IOException {
        Caller caller =
                verdict(token("ops", "--role", "orders-admin")).request().caller();

        assertThat(caller.scopes()).isEmpty();
        assertThat(caller.authentication().level()).isEmpty();
        assertThat(caller.claims().flatMap(claims -> claims.texts("roles"))).contains(List.of("orders-admin"));
        assertThat(caller.claims().flatMap(claims -> claims.texts("scope"))).isEmpty();
    }

    @Test
    void aTokenEnds() throws IOException {
        String token = token("acme-app");
        clock.wait(TokenCommand.LIFETIME.minusSeconds(1));
        assertThat(verdict(token).rejection()).isEmpty();
        clock.wait(Duration.ofSeconds(32));

        assertThat(verdict(token).rejection().orElseThrow()).returns("expired", Rejection::reason);
    }

    @Test
    void anOldTokenHasEnded() throws IOException {
        assertThat(verdict(token("acme-app", "--age", "700")).rejection().orElseThrow())
                .returns("expired", Rejection::reason);
    }

    @Test
    void aForgedTokenIsRefused() throws IOException {
        assertThat(verdict(token("acme-app", "--forged")).rejection().orElseThrow())
                .returns(401, Rejection::status)
                .returns("signature", Rejection::reason);
    }

    @Test
    void aSecondStartKeepsTheKey() throws IOException {
        String before = token("acme-app");
        String keys = Files.readString(data.issuerKeys());
        TokenIssuer again = TokenIssuer.in(DataFolder.at(folder));

        assertThat(again).isNotNull();
        assertThat(data.issuerKeys()).hasContent(keys);
        assertThat(verdict(before).rejection()).isEmpty();
    }

    @Test
    void onlyTheOwnerReadsTheKey() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.issuerKey())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(data.issuerKeys()))
                .doesNotContain(Files.readAllLines(data.issuerKey()).get(0), "\"d\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--scope orders.read",
                "acme-app --scope",
                "acme-app --age -1",
                "acme-app --age 100000",
                "acme-app --admin yes"
            })
    void anythingElseIsAnsweredWithTheUsage(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TokenCommand.of(arguments))
                .withMessageStartingWith("token SUBJECT");
    }
}
