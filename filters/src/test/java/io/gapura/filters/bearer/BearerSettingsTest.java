package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.AUDIENCE;
import static io.gapura.filters.bearer.Minting.ISSUER;
import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.jwk;
import static io.gapura.filters.bearer.Minting.keys;
import static io.gapura.filters.bearer.Minting.pair;
import static io.gapura.filters.bearer.Minting.publicSet;
import static io.gapura.filters.bearer.Minting.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings: what makes a policy, and what is no configuration at all. */
class BearerSettingsTest {
    private final Map<String, String> written = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void good() throws IOException {
        written.put("policies", "bearer");
        written.put("bearer.corp.issuer", ISSUER);
        written.put("bearer.corp.audiences", AUDIENCE);
        written.put("bearer.corp.keys", document("keys.json", publicSet()));
    }

    private String document(String name, String content) throws IOException {
        return "file:" + Files.writeString(folder.resolve(name), content);
    }

    private Pipeline pipeline() {
        return Configuration.of("web.xml", written, Resources.ofSystem()).pipeline(PolicyCatalog.installed(), Set.of());
    }

    private void refused(String words) {
        assertThatThrownBy(this::pipeline)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("bearer");
    }

    private static Rejection refusal(Pipeline pipeline, RequestView request) throws IOException {
        return pipeline.decide(request).rejection().orElseThrow();
    }

    @Test
    void anIssuerWithAudienceAndKeysIsEnough() throws IOException {
        assertThat(refusal(pipeline(), RequestView.get("/")).code()).isEqualTo("token-missing");
        assertThat(refusal(pipeline(), Minting.request("x")).code()).isEqualTo("token-refused");
    }

    @ParameterizedTest
    @CsvSource({
        "bearer.corp.issuer, issuer must be set",
        "bearer.corp.audiences, audiences must be set",
        "bearer.corp.keys, keys must be set"
    })
    void withoutIssuerAudienceOrKeysThereIsNoStart(String key, String words) {
        written.remove(key);
        refused(words);
    }

    @Test
    void withoutAnyIssuerThereIsNoStart() {
        written.keySet().removeIf(key -> key.startsWith("bearer."));
        refused("bearer.<name>.issuer must be set");
        assertThatThrownBy(BearerTokens::required).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            corp.algorithms   | none                         | algorithms must be some of
            corp.algorithms   | rs256                        | algorithms must be some of
            corp.algorithms   | ES256, ES256                 | twice
            corp.algorithms   | HS256, ES256                 | HS256 must be the only algorithm
            corp.algorithms   | HS256                        | fit none of its algorithms
            corp.issuer       | http://idp.example           | https URL
            corp.issuer       | idp                          | https URL
            corp.issuer       | https://idp.example/?x       | https URL
            corp.issuer       | https://idp.example/#x       | https URL
            corp.issuer       | https:idp                    | https URL
            corp.keys-url     | https://idp.example/keys     | either keys must be set
            corp.max-lifetime | 25h                          | max-lifetime
            corp.max-lifetime | 0s                           | max-lifetime
            corp.profile      | jwt                          | at-jwt
            corp.secret       | s3cr3t                       | not a setting
            skew              | 61s                          | skew
            realm             | a"b                          | realm
            realm             | "b                           | realm must be text without
            realm             | \\b                          | realm must be text without
            resource-metadata | https://api.example/é        | resource-metadata must be printable
            resource-metadata | http://api.example/          | resource-metadata
            resource-metadata | x y                          | resource-metadata
            cache             | maybe                        | on
            cache-entries     | 0                            | cache-entries
            cache-entries     | 1000001                      | cache-entries
            revocation        | nobody                       | revocation
            proofs            | nothing                      | proofs
            ignore-invalid-on-public | true                  | required = false
            access-token-query | true                        | name
            """)
    void whatIsUnsafeIsNoConfiguration(String key, String value, String words) {
        written.put("bearer." + key, value);
        refused(words);
    }

    @Test
    void keysMustComeByHttps() {
        written.remove("bearer.corp.keys");
        for (String url : new String[] {"http://idp.example/keys", "keys", "x y"}) {
            written.put("bearer.corp.keys-url", url);
            refused("https URL");
        }
        written.put("bearer.corp.keys-url", "https://idp.example/keys");
        written.put("bearer.corp.algorithms", "HS256");
        refused("HS256 has none");
    }

    @Test
    void aSecretIsNeverTextInASetting() {
        written.put("bearer.corp.keys", "{\"keys\":[]}");
        refused("reference");
    }

    @Test
    void aSecretOf31BytesIsTooShort() throws IOException {
        written.put("bearer.corp.algorithms", "HS256");
        written.put(
                "bearer.corp.keys",
                document("short.json", set("{\"kty\":\"oct\",\"k\":\"" + "Ab".repeat(20) + "AA\"}")));
        refused("32 bytes");
        written.put("bearer.corp.keys", document("good.json", set(jwk(pair(KeyKind.SECRET), "s"))));
        assertThat(pipeline()).isNotNull();
    }

    @Test
    void twoIssuersOfOneNameAreNoConfiguration() {
        written.put("bearer.other.issuer", ISSUER);
        written.put("bearer.other.audiences", "x");
        written.put("bearer.other.keys", written.get("bearer.corp.keys"));
        refused("two issuers are named");
        written.put("bearer.other.issuer", ISSUER + "2");
        assertThat(pipeline()).isNotNull();
    }

    @Test
    void everySettingReachesThePolicy() throws IOException {
        written.put("bearer.required", "false");
        written.put("bearer.ignore-invalid-on-public", "true");
        written.put("bearer.skew", "0s");
        written.put("bearer.realm", "orders");
        written.put("bearer.resource-metadata", "https://api.example/x");
        written.put("bearer.cache", "off");
        written.put("bearer.corp.profile", "untyped");
        written.put("bearer.corp.max-lifetime", "10m");
        Pipeline pipeline = pipeline();
        Verdict verdict = pipeline.decide(Minting.request("x"));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller().isAnonymous()).isTrue();
    }

    @Test
    void thePostureSaysWhatIsLooser() {
        BearerTokens policy = BearerTokens.optional(issuer().profile(TokenProfile.UNTYPED))
                .ignoringInvalidOnPublic()
                .uncached();
        assertThat(String.join("\n", policy.remarks())).contains("anonymous", "untyped", "cache is off", "bad token");
        assertThat(BearerTokens.required(issuer()).remarks()).isEmpty();
    }

    @Test
    void skewHasTwoSides() {
        assertThat(LifetimeRules.standard().skew(Duration.ofSeconds(60))).isNotEqualTo(LifetimeRules.standard());
        assertThat(LifetimeRules.standard().skew(Duration.ofSeconds(30)))
                .isEqualTo(LifetimeRules.standard())
                .hasSameHashCodeAs(LifetimeRules.standard());
        assertThatThrownBy(() -> LifetimeRules.standard().skew(Duration.ofSeconds(61)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LifetimeRules.standard().skew(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(LifetimeRules.standard().maxLifetime(Duration.ofHours(24))).isNotNull();
        assertThatThrownBy(() -> LifetimeRules.standard()
                        .maxLifetime(Duration.ofHours(24).plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIssuerCannotBeMadeWithoutWhatItNeeds() {
        assertThatThrownBy(() -> TrustedIssuer.of(ISSUER)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> TrustedIssuer.of(ISSUER, " ")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> issuer().algorithms()).isInstanceOf(ConfigurationException.class);
        TrustedIssuer shared = TrustedIssuer.of(ISSUER, AUDIENCE).keys(keys(set(jwk(pair(KeyKind.SECRET), "s"))));
        assertThatThrownBy(() -> BearerTokens.required(shared))
                .as("a secret is for HS256 alone")
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> TrustedIssuer.of("https://idp.example/ x", AUDIENCE))
                .isInstanceOf(ConfigurationException.class);
        assertThat(URI.create(issuer().issuer())).hasScheme("https");
    }

    /** Refuses everybody who is anonymous, but on {@code /public}. */
    private static final Policy ACCESS = Policy.of("access", request -> {
        boolean open =
                request.target().path().equals("/public") || !request.caller().isAnonymous();
        return open ? Decision.proceed() : Decision.reject(401, "authentication-required", "anonymous");
    });

    @Test
    void anIgnoredTokenIsAnonymousInPublicAndTheAnswerElsewhere() throws IOException {
        BearerTokens optional = BearerTokens.optional(issuer()).clock(InstantSource.fixed(Minting.NOON));
        Pipeline strict = Pipeline.builder().add(optional).add(ACCESS).build();
        Pipeline lenient = Pipeline.builder()
                .add(optional.ignoringInvalidOnPublic())
                .add(ACCESS)
                .build();
        RequestView bad = RequestView.get("/public").header("Authorization", "Bearer x");
        assertThat(refusal(strict, bad).code()).isEqualTo("token-refused");
        assertThat(lenient.decide(bad).rejection()).isEmpty();
        Rejection elsewhere = refusal(lenient, Minting.request("x"));
        assertThat(elsewhere.code()).isEqualTo("token-refused");
        assertThat(elsewhere.headers())
                .extracting(HeaderLine::value)
                .contains("Bearer realm=\"gapura\", error=\"invalid_token\"");
        assertThat(refusal(lenient, RequestView.get("/orders")).code()).isEqualTo("authentication-required");
        assertThat(lenient.decide(Minting.request(Minting.token(TokenAlgorithm.ES256)))
                        .rejection())
                .isEmpty();
        RequestView twice =
                RequestView.get("/public").header("Authorization", "Bearer x").header("Authorization", "Bearer x");
        assertThat(refusal(lenient, twice).status()).as("not what is 400").isEqualTo(400);
    }

    @Test
    void anotherCredentialDoesNotMakeUpForABadTokenWhicheverIsLookedAtFirst() throws IOException {
        Policy lenient = BearerTokens.optional(issuer())
                .clock(InstantSource.fixed(Minting.NOON))
                .ignoringInvalidOnPublic();
        Policy key = Policy.of(
                "key",
                request -> request.headers().contains("X-Key")
                        ? Decision.proceed(request.withCaller(Caller.of("key", "ann")))
                        : Decision.proceed());
        for (List<Policy> order : List.of(List.of(lenient, key), List.of(key, lenient))) {
            Pipeline both = Pipeline.builder().addAll(order).add(ACCESS).build();
            RequestView good = RequestView.get("/public").header("X-Key", "1");
            assertThat(both.decide(good).rejection()).isEmpty();
            assertThat(both.decide(RequestView.get("/public").header("Authorization", "Bearer x"))
                            .rejection())
                    .isEmpty();
            assertThat(refusal(both, good.header("Authorization", "Bearer x")).code())
                    .as(order.toString())
                    .isEqualTo("token-refused");
        }
    }

    @Test
    void whoOnlyWatchesTokensRefusesNoOtherCredential() throws IOException {
        Policy lenient = BearerTokens.optional(issuer())
                .clock(InstantSource.fixed(Minting.NOON))
                .ignoringInvalidOnPublic();
        Policy key = Policy.of("key", request -> Decision.proceed(request.withCaller(Caller.of("key", "ann"))));
        Pipeline shadowed =
                Pipeline.builder().shadow(lenient).add(key).add(ACCESS).build();
        assertThat(shadowed.decide(Minting.request("x")).rejection()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enforce", "shadow"})
    void aModeIsTakenAsForAnyPolicy(String mode) throws IOException {
        written.put("bearer.mode", mode);
        assertThat(pipeline().decide(Minting.request("x")).rejection().isPresent())
                .isEqualTo(mode.equals("enforce"));
    }
}
