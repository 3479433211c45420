package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapura.filters.Caller;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.bearer.IssuerKeys;
import io.gapura.filters.bearer.TokenAlgorithm;
import io.gapura.filters.bearer.TrustedIssuer;
import io.gapura.filters.config.Reference;
import io.gapura.rbac.Authenticated;
import io.gapura.rbac.Rbac;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Members that the fuzzer adds to the claims of a token that is otherwise good: whoever is let in has the roles of a word
 * that another reader finds in the claims too, and acts for a tenant that is written there.
 */
class ClaimsFuzz {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final byte[] SECRET = new SecureRandom().generateSeed(32);
    private static final Set<String> REFUSED = Set.of("token-malformed", "token-refused", "forbidden");
    private static final String CLAIMS = "{\"iss\":\"https://idp.example/realm\",\"aud\":\"orders-api\","
            + "\"exp\":1795262700,\"iat\":1795262400,\"sub\":\"8f1c2d\",\"client_id\":\"shop\",\"jti\":\"t-1\"";
    /** By role: the word that states it. The clerk's is held by managers too. */
    private static final Map<String, Set<String>> STATED =
            Map.of("manager", Set.of("order-mgr"), "clerk", Set.of("order-mgr", "clerk"), "viewer", Set.of("viewer"));

    private static final Pipeline GATE = gate();

    /** Any of them may. */
    public static final class Orders {
        @Authenticated
        public void list() {}
    }

    private static Pipeline gate() {
        try {
            Path keys = written(
                    ".json",
                    "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"" + BASE64.encodeToString(SECRET) + "\"}]}");
            Path policy = written(".yaml", """
                    version: 1
                    roles: { viewer: {}, clerk: {}, manager: { includes: [ clerk ] } }
                    claims:
                      - issuer: "https://idp.example/realm"
                        roles: { claim: realm_access.roles, map: { order-mgr: manager }, same-name: [ viewer, clerk ] }
                        tenant: { claim: org.name }
                    """);
            return Pipeline.builder()
                    .add(BearerTokens.required(TrustedIssuer.of("https://idp.example/realm", "orders-api")
                                    .keys(IssuerKeys.load(Reference.file(keys)))
                                    .algorithms(TokenAlgorithm.HS256))
                            .clock(InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"))))
                    .addAll(Rbac.document(policy).policies())
                    .build();
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static Path written(String suffix, String text) throws IOException {
        Path file = Files.createTempFile("claims", suffix);
        file.toFile().deleteOnExit();
        return Files.writeString(file, text);
    }

    private static Endpoint endpoint() {
        try {
            return Endpoint.resource("GET", "/orders", Orders.class, Orders.class.getMethod("list"));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void nobodyHasARoleThatTheTokenDoesNotState(byte[] members) throws IOException, GeneralSecurityException {
        String claims = CLAIMS + (members.length == 0 ? "" : ",") + new String(members, StandardCharsets.UTF_8) + "}";
        RequestView request = RequestView.get("/orders")
                .header("Authorization", "Bearer " + token(claims.getBytes(StandardCharsets.UTF_8)))
                .withEndpoint(endpoint());
        Verdict verdict = GATE.decide(request);
        if (verdict.rejection().isPresent()) {
            Rejection rejection = verdict.rejection().get();
            assertThat(REFUSED).contains(rejection.code());
            return;
        }
        Caller caller = verdict.request().caller();
        Set<String> words = words(claims);
        for (String role : caller.roles()) {
            assertThat(words).as(role).containsAnyElementsOf(STATED.getOrDefault(role, Set.of("no such role")));
        }
        caller.tenant().ifPresent(tenant -> assertThat(words).contains(tenant));
        assertThat(caller.issuer() + " " + caller.id()).isEqualTo("https://idp.example/realm 8f1c2d");
    }

    private static String token(byte[] claims) throws GeneralSecurityException {
        byte[] header = "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"k\"}".getBytes(StandardCharsets.US_ASCII);
        String input = BASE64.encodeToString(header) + "." + BASE64.encodeToString(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return input + "." + BASE64.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Every text that stands there as a value, wherever. */
    private static Set<String> words(String json) throws IOException {
        Set<String> words = new HashSet<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    words.add(parser.getText());
                }
            }
        }
        return words;
    }
}
