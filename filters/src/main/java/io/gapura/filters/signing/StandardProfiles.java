package io.gapura.filters.signing;

import static io.gapura.filters.signing.SignatureAlgorithm.ECDSA_P256_SHA256;
import static io.gapura.filters.signing.SignatureAlgorithm.ECDSA_P384_SHA384;
import static io.gapura.filters.signing.SignatureAlgorithm.ED25519;
import static io.gapura.filters.signing.SignatureAlgorithm.HMAC_SHA256;
import static io.gapura.filters.signing.SignatureAlgorithm.RSA_PSS_SHA512;
import static io.gapura.filters.signing.SignatureAlgorithm.RSA_V1_5_SHA256;

import io.gapura.filters.signing.ContentDigest.Algorithm;
import io.gapura.filters.signing.ParameterRules.Nonce;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of profiles: each row says what its specification demands, and what of our defaults it does not. */
final class StandardProfiles {
    private static final List<String> DIGEST = List.of("content-digest");
    private static final Set<Algorithm> BOTH = Set.of(Algorithm.SHA_256, Algorithm.SHA_512);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final ComponentRules COMPONENTS = new ComponentRules(standardTypes(), false, false);
    private static final List<List<String>> METHOD_AND_URI = List.of(List.of("@method", "@target-uri"));
    private static final Set<SignatureAlgorithm> MODERN =
            Set.of(HMAC_SHA256, ED25519, ECDSA_P256_SHA256, RSA_PSS_SHA512);
    /** Any profile takes them, and none because it was chosen. */
    static final Set<SignatureAlgorithm> ONLY_NAMED = Set.of(ECDSA_P384_SHA384, RSA_V1_5_SHA256);

    private static final ResponseRules BOUND_RESPONSE = new ResponseRules(
            List.of("@status", "content-digest"),
            List.of("content-type"),
            List.of("@method", "@authority", "@path", "@query"),
            DIGEST,
            true,
            null);
    private static final ResponseRules URI_RESPONSE = new ResponseRules(
            List.of("@status", "content-digest"), List.of(), List.of("@method", "@target-uri"), DIGEST, false, null);

    /** Our own default. */
    static final ProfileData STRICT = new ProfileData(
            "strict",
            CoverageRules.always(List.of(
                            List.of("@method", "@authority", "@path", "@query"), List.of("@method", "@target-uri")))
                    .withContent(DIGEST, List.of("content-type"), Set.of("POST", "PUT", "PATCH"))
                    .ifPresent(List.of(
                            "authorization",
                            "content-encoding",
                            "x-http-method-override",
                            "x-http-method",
                            "x-method-override")),
            BOUND_RESPONSE,
            new ParameterRules(Nonce.UNLESS_SAFE, 16, true, false),
            TimeRules.within(WINDOW, SKEW),
            MODERN,
            BOTH,
            List.of(),
            COMPONENTS,
            List.of());

    /** FAPI 2.0 Http Signatures (draft). */
    static final ProfileData FAPI2 = new ProfileData(
                    "fapi2",
                    CoverageRules.always(List.of(List.of("@method", "@target-uri", "authorization")))
                            .withContent(DIGEST, List.of(), Set.of()),
                    URI_RESPONSE.tagged("fapi-2-response"),
                    new ParameterRules(Nonce.OPTIONAL, 16, true, true),
                    TimeRules.within(WINDOW, SKEW),
                    MODERN,
                    BOTH,
                    List.of("fapi-2-request"),
                    COMPONENTS,
                    List.of())
            .remark("profile fapi2 takes requests without a nonce");

    /** RFC 9635 §7.3.1. */
    static final ProfileData GNAP = new ProfileData(
                    "gnap",
                    CoverageRules.always(METHOD_AND_URI)
                            .withContent(DIGEST, List.of(), Set.of())
                            .ifPresent(List.of("authorization")),
                    URI_RESPONSE,
                    new ParameterRules(Nonce.OPTIONAL, 1, false, true),
                    TimeRules.within(WINDOW, SKEW),
                    Set.of(HMAC_SHA256, ED25519, ECDSA_P256_SHA256, ECDSA_P384_SHA384, RSA_PSS_SHA512),
                    Set.of(Algorithm.SHA_256),
                    List.of("gnap"),
                    COMPONENTS,
                    List.of())
            .remark("profile gnap takes requests without a nonce");

    /** Web Bot Auth (draft): who crawls, not what is asked. */
    static final ProfileData WEB_BOT_AUTH = new ProfileData(
                    "web-bot-auth",
                    CoverageRules.always(List.of(List.of("@authority"), List.of("@target-uri")))
                            .memberOf("signature-agent"),
                    BOUND_RESPONSE,
                    new ParameterRules(Nonce.OPTIONAL, 1, true, true),
                    new TimeRules(
                            Duration.ofDays(1), Duration.ofDays(1), SKEW, Duration.ZERO, true, Duration.ofDays(1)),
                    Set.of(ED25519, ECDSA_P256_SHA256, RSA_PSS_SHA512),
                    BOTH,
                    List.of("web-bot-auth"),
                    COMPONENTS,
                    List.of())
            .remark("profile web-bot-auth proves neither method nor content, for 24 hours, without a nonce");

    /** What Mastodon signs and takes since 4.4. */
    static final ProfileData MASTODON = new ProfileData(
                    "mastodon",
                    CoverageRules.always(METHOD_AND_URI).withContent(DIGEST, List.of(), Set.of("POST")),
                    URI_RESPONSE,
                    new ParameterRules(Nonce.OPTIONAL, 1, true, true),
                    new TimeRules(
                            Duration.ofMinutes(5),
                            Duration.ofHours(12),
                            Duration.ofHours(1),
                            Duration.ofHours(1),
                            false,
                            null),
                    Set.of(RSA_V1_5_SHA256),
                    Set.of(Algorithm.SHA_256),
                    List.of(),
                    COMPONENTS,
                    List.of())
            .remark("profile mastodon takes rsa-v1_5-sha256, no nonce, and messages up to 13 hours old");

    private StandardProfiles() {}

    /** RFC 9421, RFC 9530 and the directory draft; an application adds its own. */
    private static Map<String, FieldType> standardTypes() {
        Map<String, FieldType> types = new HashMap<>();
        for (String field : List.of(
                "content-digest",
                "repr-digest",
                "want-content-digest",
                "want-repr-digest",
                "signature",
                "signature-input",
                "accept-signature",
                "signature-agent")) {
            types.put(field, FieldType.DICTIONARY);
        }
        return types;
    }
}
