package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Deployment;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.bearer.IssuerKeys;
import io.gapura.filters.bearer.TokenAlgorithm;
import io.gapura.filters.bearer.TrustedIssuer;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.SigningKey;
import io.gapura.filters.signing.webhook.WebhookSecrets;
import io.gapura.filters.signing.webhook.Webhooks;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The allowed and the refused example at the end of each package page, with that policy and its defaults. */
class PackagePagesTest {
    private static Optional<Rejection> decided(String policies, RequestView request) throws IOException {
        return Configuration.of("package page", Map.of("policies", policies), Resources.ofSystem())
                .pipeline(PolicyCatalog.installed(), Set.of())
                .decide(request)
                .rejection();
    }

    private static RequestView with(String method, String target, String name, String value) {
        RequestView request = RequestView.of(method, target);
        return name.isEmpty() ? request : request.header(name, value);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            'firewall, limits', GET,  /orders/7,    '',              ''
            headers,            GET,  /orders/7,    '',              ''
            csp-reports,        GET,  /orders/7,    '',              ''
            origin,             POST, /orders,      Sec-Fetch-Site,  same-origin
            """)
    void theAllowedOnePasses(String policies, String method, String target, String name, String value)
            throws IOException {
        assertThat(decided(policies, with(method, target, name, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            'firewall, limits', GET,   /orders//7,   '',              '',          400, request-malformed
            'firewall, limits', TRACE, /,            '',              '',          405, method-not-allowed
            'firewall, limits', GET,   /.git/config, '',              '',          404, not-found
            csp-reports,        GET,   /csp-reports, '',              '',          405, method-not-allowed
            origin,             POST,  /orders,      Sec-Fetch-Site,  cross-site,  403, origin-refused
            origin,             POST,  /orders,      Origin,          null,        403, origin-refused
            """)
    void theRefusedOneIsRefused(
            String policies, String method, String target, String name, String value, int status, String code)
            throws IOException {
        assertThat(decided(policies, with(method, target, name, value))).hasValueSatisfying(rejection -> {
            assertThat(rejection.status()).isEqualTo(status);
            assertThat(rejection.code()).isEqualTo(code);
        });
    }

    @Test
    void whatNoPolicyCanLetPassIsRefusedWithoutAny() {
        assertThatThrownBy(() -> RequestView.get("/orders/..;/admin"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("uri.dot-parameter"));
    }

    @Test
    void aFormPassesUnlessItRepeatsANameOfTheQuery() throws IOException {
        assertThat(decided("limits", form("/orders", "item=7"))).isEmpty();
        assertThat(decided("limits", form("/orders?item=7", "item=8")))
                .map(Rejection::reason)
                .hasValue("param.source");
    }

    private static RequestView form(String target, String content) {
        return RequestView.post(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(content);
    }

    private static RequestView forwarded(String value) {
        return TrustedProxies.of(TrustedProxies.Family.FORWARDED, "10.0.0.0/8")
                .read(
                        "GET",
                        Target.parse("/orders/7"),
                        "http",
                        Headers.of("Host", "inner.example", "Forwarded", value),
                        Body.none(),
                        new Client("10.0.0.7"));
    }

    @Test
    void aTrustedProxySaysWhoTheClientIsAndNothingUnclear() {
        RequestView request = forwarded("for=\"[2001:db8::7]:4711\";proto=https;host=shop.example");
        assertThat(request.client().address()).isEqualTo("2001:db8::7");
        assertThat(request.scheme()).isEqualTo("https");
        assertThat(request.authority()).isEqualTo("shop.example");
        assertThatThrownBy(() -> forwarded("for=_hidden"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().status()).isEqualTo(400));
    }

    /** The same lines twice: what {@code signing} and {@code signing.webhook} have as their examples. */
    @Test
    void aSignedRequestPassesOnce() throws Exception {
        KeyRing keys = KeyRing.builder()
                .active(SigningKey.hmac("orders-1", random()), "orders")
                .build();
        String content = "{\"item\":7}";
        RequestView request = RequestView.post("/orders").header("Content-Type", "application/json");
        for (HeaderLine line : RequestSigner.with(keys.signingKey("orders-1"), SignatureProfile.STRICT)
                .sign(
                        "POST",
                        URI.create("http://app.example/orders"),
                        List.of(new HeaderLine("Content-Type", "application/json")),
                        content.getBytes(StandardCharsets.UTF_8))) {
            request = request.header(line.name(), line.value());
        }
        Pipeline pipeline = Pipeline.builder()
                .addAll(Signatures.required(keys)
                        .authorities("app.example")
                        .acceptingCreatedBeforeStart()
                        .policies())
                .build();
        assertThat(pipeline.decide(request.body(content)).rejection()).isEmpty();
        assertThat(pipeline.decide(request.body(content)).rejection())
                .map(Rejection::code)
                .hasValue("signature-refused");
    }

    private static byte[] random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    @Test
    void aDeliveryPassesInItsMinuteAndUnchanged() throws Exception {
        assertThat(delivered(0, "{\"id\":\"evt_1\"}")).isEmpty();
        assertThat(delivered(-301, "{\"id\":\"evt_1\"}")).map(Rejection::reason).hasValue("too-old");
        assertThat(delivered(0, "{\"id\":\"evt_2\"}")).map(Rejection::reason).hasValue("signature");
    }

    /** Signed over {@code evt_1}, whatever is sent. */
    private static Optional<Rejection> delivered(long shift, String content) throws Exception {
        byte[] secret = "a-secret-for-these-pages".getBytes(StandardCharsets.UTF_8);
        long time = Instant.now().getEpochSecond() + shift;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] signature = mac.doFinal((time + ".{\"id\":\"evt_1\"}").getBytes(StandardCharsets.UTF_8));
        return Pipeline.builder()
                .addAll(Webhooks.serving(Webhooks.from("stripe", WebhookSecrets.of(secret))
                                .on("/hooks/stripe"))
                        .policies())
                .build()
                .decide(RequestView.post("/hooks/stripe")
                        .header(
                                "Stripe-Signature",
                                "t=" + time + ",v1=" + HexFormat.of().formatHex(signature))
                        .header("Content-Type", "application/json")
                        .body(content))
                .rejection();
    }

    @Test
    void aCodeThatNobodyRegisteredIsAnInternalError() {
        try (Deployment deployment = Deployment.of(Pipeline.builder().build())) {
            Rejection unknown = Rejection.of(403, "nobody-registered-this", "test");
            assertThat(deployment.begin(RequestView.get("/")).refuse(unknown).status())
                    .isEqualTo(500);
            Rejection known = Rejection.of(403, "forbidden", "test");
            assertThat(deployment.begin(RequestView.get("/")).refuse(known).status())
                    .isEqualTo(403);
        }
    }

    /** For another audience it is the same token, and nobody's. */
    @Test
    void aTokenOfATrustedIssuerPassesForItsAudience(@TempDir Path folder) throws Exception {
        byte[] secret = random();
        Path file = Files.writeString(
                folder.resolve("keys.json"),
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"" + base64Url(secret) + "\"}]}");
        TrustedIssuer.Draft here = TrustedIssuer.of("https://idp.example/realm", "orders-api");
        TrustedIssuer.Draft elsewhere = TrustedIssuer.of("https://idp.example/realm", "other-api");
        assertThat(byToken(here, file, token(secret, "HS256"))).isEmpty();
        assertThat(byToken(elsewhere, file, token(secret, "HS256")))
                .map(Rejection::code)
                .hasValue("token-refused");
        assertThat(byToken(here, file, token(secret, "none")))
                .map(Rejection::reason)
                .hasValue("algorithm");
    }

    private static Optional<Rejection> byToken(TrustedIssuer.Draft issuer, Path keys, String token) throws IOException {
        BearerTokens policy = BearerTokens.required(
                issuer.keys(IssuerKeys.load(Reference.file(keys))).algorithms(TokenAlgorithm.HS256));
        return Pipeline.builder()
                .add(policy)
                .build()
                .decide(RequestView.get("/orders").header("Authorization", "Bearer " + token))
                .rejection();
    }

    private static String token(byte[] secret, String algorithm) throws Exception {
        long now = Instant.now().getEpochSecond();
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"k\"}";
        String claims = "{\"iss\":\"https://idp.example/realm\",\"aud\":\"orders-api\",\"sub\":\"8f1c2d\","
                + "\"client_id\":\"shop\",\"jti\":\"t-1\",\"iat\":" + now + ",\"exp\":" + (now + 60) + "}";
        String input = base64Url(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64Url(claims.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return input + "." + base64Url(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
