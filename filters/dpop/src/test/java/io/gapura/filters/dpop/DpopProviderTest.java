package io.gapura.filters.dpop;

import static io.gapura.filters.dpop.Scene.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.bearer.ProofOfPossession;
import io.gapura.filters.bearer.ProofOfPossessionProvider;
import io.gapura.filters.bearer.ProofOfPossessionProvider.Demand;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code bearer.proofs = dpop}, as an operator writes it. */
class DpopProviderTest {
    private static final KeyHolder OWNER = KeyHolder.of("ES256");

    private static Demand demand(Optional<String> replay, boolean clustered) {
        return new Demand(replay, Optional.empty(), Duration.ofSeconds(60), Optional.empty(), clustered);
    }

    private static Pipeline configured(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "policies", "bearer",
                "bearer.idp.issuer", "https://idp.example/realm",
                "bearer.idp.audiences", "orders-api",
                "bearer.idp.keys", "file:" + Scene.keySet()));
        settings.putAll(more);
        PolicyCatalog catalog = () -> List.of(BearerTokens.entry());
        return Configuration.of("the test", settings, Resources.ofSystem()).pipeline(List.of(catalog), Set.of());
    }

    private static String outcome(Pipeline pipeline, String... proofs) throws IOException {
        return pipeline.decide(request(token(), proofs))
                .rejection()
                .map(rejection -> rejection.note().orElse(rejection.reason()))
                .orElse("passes");
    }

    private static final String TOKEN =
            Scene.token(Map.of("jkt", OWNER.thumbprint()), Instant.now().getEpochSecond());

    private static String token() {
        return TOKEN;
    }

    private static String proof() {
        return OWNER.proof(
                KeyHolder.claims("GET", Scene.URL, TOKEN, Instant.now().getEpochSecond()));
    }

    @Test
    void theArtifactIsFoundByItsName() {
        assertThat(ServiceLoader.load(ProofOfPossessionProvider.class))
                .filteredOn(provider -> provider.name().equals("dpop"))
                .hasSize(1);
    }

    @Test
    void withTheSettingAProofCountsOnce() throws IOException {
        Pipeline pipeline = configured(Map.of("bearer.proofs", "dpop", "bearer.proof-replay", "local"));
        String proof = proof();

        assertThat(outcome(pipeline, proof)).isEqualTo("passes");
        assertThat(outcome(pipeline, proof)).isEqualTo("proof: used before");
        assertThat(outcome(pipeline)).isEqualTo("proof: missing");
    }

    /** The scheme means nothing then, so that there is no token at all. */
    @Test
    void withoutTheSettingABoundTokenIsRefused() throws IOException {
        Pipeline pipeline = configured(Map.of());

        assertThat(pipeline.decide(request(token(), proof())).rejection()).isPresent();
        assertThat(pipeline.decide(io.gapura.filters.RequestView.get("/orders")
                                .header("Authorization", "Bearer " + token()))
                        .rejection()
                        .orElseThrow()
                        .reason())
                .isEqualTo("binding");
    }

    @Test
    void withoutAMemoryItDoesNotStart() {
        assertThatThrownBy(() -> configured(Map.of("bearer.proofs", "dpop")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bearer.proof-replay must be set");
    }

    @Test
    void aStoreThatIsNowhereDoesNotStart() {
        assertThatThrownBy(() -> configured(Map.of("bearer.proofs", "dpop", "bearer.proof-replay", "redis")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bearer.proof-replay = redis needs the artifact io.gapura:gapura-redis");
        assertThatThrownBy(() -> configured(Map.of("bearer.proofs", "dpop", "bearer.proof-replay", "floppy")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bearer.proof-replay must be local, redis");
    }

    @Test
    void anAgeOutOfBoundsDoesNotStart() {
        assertThatThrownBy(() -> configured(Map.of(
                        "bearer.proofs", "dpop", "bearer.proof-replay", "local", "bearer.proof-max-age", "301s")))
                .hasMessageContaining("1 to 300 seconds");
    }

    @Test
    void aLocalMemoryOfSeveralNodesIsSaidAtStartUp() {
        ProofOfPossession alone = new DpopProvider().open(demand(Optional.of("local"), false));
        ProofOfPossession several = new DpopProvider().open(demand(Optional.of("local"), true));

        assertThat(alone.remarks()).noneMatch(line -> line.contains("each node"));
        assertThat(several.remarks()).anyMatch(line -> line.contains("each node remembers DPoP proofs for itself"));
        alone.close();
        several.close();
    }
}
