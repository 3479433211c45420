package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Coverage;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedTest {
    private final Signing signing = new Signing();

    /** What partners may call. */
    public static class Partners {
        @Signed
        public void strict() {}

        @Signed(profile = "callbacks")
        public void callbacks() {}

        @Signed(response = true)
        public void answered() {}

        public void open() {}
    }

    /** The class level counts for what it declares. */
    @Signed
    public static class Whole {
        public void any() {}
    }

    private static Endpoint endpoint(Class<?> type, String name) {
        return Endpoint.resource(
                "POST",
                "/partners",
                type,
                Stream.of(type.getMethods())
                        .filter(method -> method.getName().equals(name))
                        .findFirst()
                        .orElseThrow());
    }

    private Signatures optional() {
        return Signatures.optional(signing.ring)
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com");
    }

    private static Verdict decide(Signatures signatures, RequestView view, Class<?> type, String method)
            throws IOException {
        return Pipeline.builder()
                .addAll(signatures.policies())
                .build()
                .decide(view.withEndpoint(endpoint(type, method)));
    }

    private static Optional<String> reason(Verdict verdict) {
        return verdict.rejection().map(Rejection::reason);
    }

    private static List<String> names(Rejection rejection) {
        return rejection.headers().stream().map(HeaderLine::name).toList();
    }

    @Test
    void aSignedCallerIsServed() throws IOException {
        Verdict verdict =
                decide(optional(), Signing.post().signed(signing.signer).view(), Partners.class, "strict");
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller().id()).isEqualTo("orders");
        assertThat(verdict.request()
                        .caller()
                        .proof(VerifiedSignature.class)
                        .orElseThrow()
                        .profile())
                .isEqualTo("strict");
    }

    @Test
    void anAnonymousCallerIsRefusedWithTheChallengeOfABadSignature() throws IOException {
        Verdict unsigned = decide(optional(), Signing.post().view(), Partners.class, "strict");
        assertThat(unsigned.rejection()).hasValueSatisfying(rejection -> {
            assertThat(rejection)
                    .returns(401, Rejection::status)
                    .returns("signature-refused", Rejection::code)
                    .returns("missing", Rejection::reason);
            assertThat(names(rejection))
                    .containsExactly("WWW-Authenticate", "Accept-Signature", "Want-Content-Digest", "Date");
        });
        assertThat(reason(decide(optional(), Signing.post().view(), Whole.class, "any")))
                .contains("missing");
    }

    @Test
    void anEndpointWithoutAnnotationTakesTheAnonymousCaller() throws IOException {
        assertThat(decide(optional(), Signing.post().view(), Partners.class, "open")
                        .rejection())
                .isEmpty();
    }

    @Test
    void aCallerWhomSomethingElseProvedIsRefused() throws IOException {
        Policy bearer =
                Policy.of("bearer", request -> Decision.proceed(request.withCaller(Caller.of("bearer", "orders"))));
        Pipeline pipeline =
                Pipeline.builder().addAll(optional().policies()).add(bearer).build();
        assertThat(reason(pipeline.decide(Signing.post().view().withEndpoint(endpoint(Partners.class, "strict")))))
                .contains("missing");
    }

    @Test
    void aSignatureOfAnotherProfileIsRefused() throws IOException {
        SignatureProfile callbacks = SignatureProfile.STRICT.named("callbacks").tag("cb");
        Signatures both = optional().alsoBy(callbacks);
        RequestSigner tagged = RequestSigner.with(signing.key, callbacks).clock(signing.clock, new SecureRandom());
        RequestView strict = Signing.post().signed(signing.signer).view();
        assertThat(reason(decide(both, strict, Partners.class, "callbacks"))).contains("tag");
        assertThat(reason(decide(both, Signing.post().signed(tagged).view(), Partners.class, "strict")))
                .contains("tag");
        assertThat(reason(decide(both, Signing.post().signed(tagged).view(), Partners.class, "callbacks")))
                .isEmpty();
        assertThat(reason(decide(both, Signing.post().signed(signing.signer).view(), Partners.class, "strict")))
                .isEmpty();
    }

    /** What is too old for its own profile must not come in by a laxer one, whatever is added to the message. */
    @Test
    void aSignatureOfOneProfileNeverCountsByTheRulesOfAnother() throws Exception {
        SignatureProfile quick =
                SignatureProfile.STRICT.named("quick").tag("quick").maxAge(java.time.Duration.ofSeconds(10));
        Signatures both = optional().alsoBy(quick);
        RequestSigner tagged = RequestSigner.with(signing.key, quick).clock(signing.clock, new SecureRandom());
        Signing.Message message = Signing.post().signed(tagged);
        String input = message.value("Signature-Input");
        String signature = message.value("Signature");
        message.replace("Signature-Input", input + ", x=()").replace("Signature", signature + ", x=:AAAA:");
        signing.clock.move(11);
        assertThat(Signing.reason(both, message.view())).contains("too-old");
    }

    @Test
    void profilesOfOnePolicyDifferInNameAndTag() {
        assertThatThrownBy(() -> optional().alsoBy(SignatureProfile.STRICT.tag("t")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two profiles are named strict");
        assertThatThrownBy(() -> optional().alsoBy(SignatureProfile.STRICT.named("other")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("only one may be without tag");
        assertThatThrownBy(() -> optional()
                        .alsoBy(
                                SignatureProfile.STRICT.named("a").tag("t"),
                                SignatureProfile.STRICT.named("b").tag("t")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("one tag");
        assertThatThrownBy(() -> SignatureProfile.STRICT.named("Not Kebab")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void theCoverageReportSaysWhichEndpointTakesWhichSignature() {
        Deployment deployment = new Recording()
                .deployment(Pipeline.builder().addAll(optional().policies()).build());
        deployment.cover(endpoint(Partners.class, "strict"));
        deployment.cover(endpoint(Partners.class, "open"));
        Coverage coverage = deployment.coverage();
        assertThat(coverage.toString())
                .contains("#strict() -> signed: signature strict (enforce)")
                .contains("#open() -> no access policy: open");
    }

    @Test
    void aRequiredPolicyRulesOnEveryEndpoint() {
        Deployment deployment = new Recording()
                .deployment(
                        Pipeline.builder().addAll(signing.policy().policies()).build());
        deployment.cover(endpoint(Partners.class, "open"));
        assertThat(deployment.coverage().toString()).contains("#open() -> signing: signature strict (enforce)");
    }

    @Test
    void aVerifierWithoutTheRuleForEndpointsDoesNotServe() {
        Deployment deployment =
                new Recording().deployment(Pipeline.builder().add(optional()).build());
        assertThatThrownBy(() -> deployment.requireServed(endpoint(Partners.class, "strict")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("@Signed(")
                .hasMessageContaining("signing is there, but does not serve it");
    }

    @Test
    void aProfileThatThePolicyDoesNotHoldDoesNotStart() {
        Deployment deployment = new Recording()
                .deployment(Pipeline.builder().addAll(optional().policies()).build());
        deployment.requireServed(endpoint(Partners.class, "strict"));
        assertThatThrownBy(() -> deployment.requireServed(endpoint(Partners.class, "callbacks")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("callbacks");
    }

    @Test
    void anAnswerThatMustBeSignedAndThatNobodySignsDoesNotStart() {
        Deployment deployment = new Recording()
                .deployment(Pipeline.builder().addAll(optional().policies()).build());
        assertThatThrownBy(() -> deployment.requireServed(endpoint(Partners.class, "answered")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("response=true");
    }

    @Test
    void inShadowWhatWouldBeRefusedPassesAsAnonymousAndUsesItsNonceUp() throws IOException {
        Signatures policy = optional();
        Pipeline.Builder builder = Pipeline.builder();
        policy.policies().forEach(each -> builder.add(each, Mode.SHADOW));
        Pipeline shadowed = builder.build();
        RequestView request = Signing.post().signed(signing.signer).view();
        Endpoint strict = endpoint(Partners.class, "strict");
        assertThat(shadowed.decide(request.withEndpoint(strict))
                        .request()
                        .caller()
                        .id())
                .isEqualTo("orders");
        Verdict again = shadowed.decide(request.withEndpoint(strict));
        assertThat(again.rejection()).isEmpty();
        assertThat(again.request().caller().isAnonymous()).isTrue();
    }

    @Test
    void theSettingsMakeBothRulesAndTheScopeIsTheVerifiersAlone(@TempDir Path folder) throws IOException {
        Path keys = folder.resolve("keys.json");
        Files.writeString(keys, Signing.jwkSet());
        Pipeline pipeline = Configuration.of(
                        "test",
                        Map.of(
                                "policies", "signing",
                                "signing.keys", "file:" + keys,
                                "signing.authorities", "api.example.com",
                                "signing.required", "false",
                                "signing.on", "/partners/**",
                                "signing.scheme", "HttpSig",
                                "signing.realm", "partners",
                                "signing.diagnostics", "true"),
                        path -> null)
                .pipeline(PolicyCatalog.installed(), Set.of());
        assertThat(pipeline.posture()).hasSize(2);
        assertThat(pipeline.posture().get(0))
                .startsWith("signing enforce on /partners/** (")
                .contains("what is not signed goes on as anonymous")
                .contains("diagnostics");
        assertThat(pipeline.posture().get(1)).isEqualTo("signed enforce");
        Rejection rejection = pipeline.decide(
                        RequestView.post("/elsewhere").withEndpoint(endpoint(Partners.class, "strict")))
                .rejection()
                .orElseThrow();
        assertThat(rejection.headers()).contains(new HeaderLine("WWW-Authenticate", "HttpSig realm=\"partners\""));
    }

    @Test
    void theSchemeOfTheChallengeIsAToken() {
        assertThatThrownBy(() -> optional().scheme("two words"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signing.scheme");
    }
}
