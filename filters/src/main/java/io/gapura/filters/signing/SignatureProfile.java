package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.RequestView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a signature must cover, say and not exceed: data, from which the verifier checks, the signer signs and the
 * challenge of a 401 is written. Coverage is compared by the whole identifier, never by name alone.
 *
 * <p>Immutable; refining methods return copies, and can only ask for more, apart from {@link #maxAge} up to 15 minutes
 * and {@link #futureSkew}.
 */
public final class SignatureProfile {
    private static final Duration LONGEST_AGE = Duration.ofMinutes(15);
    private static final Duration LONGEST_SKEW = Duration.ofMinutes(5);
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> CONTENT_METHODS = Set.of("POST", "PUT", "PATCH");

    /**
     * Method, target, content with its digest and type, credentials and overrides when present; {@code created}, {@code
     * keyid}, and a {@code nonce} for each method that is not safe. 300 seconds, 30 ahead.
     */
    public static final SignatureProfile STRICT = new SignatureProfile(
            "strict",
            new Coverage(
                    List.of(List.of("@method", "@authority", "@path", "@query"), List.of("@method", "@target-uri")),
                    List.of("content-digest"),
                    List.of("content-type"),
                    List.of(
                            "authorization",
                            "content-encoding",
                            "x-http-method-override",
                            "x-http-method",
                            "x-method-override")),
            true,
            Set.of(
                    SignatureAlgorithm.HMAC_SHA256,
                    SignatureAlgorithm.ED25519,
                    SignatureAlgorithm.ECDSA_P256_SHA256,
                    SignatureAlgorithm.RSA_PSS_SHA512),
            null,
            Duration.ofSeconds(300),
            Duration.ofSeconds(30),
            standardTypes());

    /**
     * What is covered.
     *
     * @param targets alternatives, one of which must be covered whole; a signer uses the first
     * @param content with content, and always for POST, PUT and PATCH
     * @param contentIfPresent with content, when the field is there
     * @param ifPresent whenever the field is there
     */
    record Coverage(
            List<List<String>> targets, List<String> content, List<String> contentIfPresent, List<String> ifPresent) {}

    private final String name;
    private final Coverage coverage;
    private final boolean noncesUnlessSafe;
    private final Set<SignatureAlgorithm> algorithms;
    private final @Nullable String tag;
    private final Duration maxAge;
    private final Duration futureSkew;
    private final Map<String, FieldType> types;
    private final SignatureBase bases;

    SignatureProfile(
            String name,
            Coverage coverage,
            boolean noncesUnlessSafe,
            Set<SignatureAlgorithm> algorithms,
            @Nullable String tag,
            Duration maxAge,
            Duration futureSkew,
            Map<String, FieldType> types) {
        if (maxAge.compareTo(Duration.ofSeconds(1)) < 0 || maxAge.compareTo(LONGEST_AGE) > 0) {
            throw ConfigurationException.of("max-age must be between 1s and 15m");
        }
        if (futureSkew.isNegative() || futureSkew.compareTo(LONGEST_SKEW) > 0) {
            throw ConfigurationException.of("future-skew must be between 0s and 5m");
        }
        this.name = name;
        this.coverage = coverage;
        this.noncesUnlessSafe = noncesUnlessSafe;
        this.algorithms = Set.copyOf(algorithms);
        this.tag = tag;
        this.maxAge = maxAge;
        this.futureSkew = futureSkew;
        this.types = Map.copyOf(types);
        this.bases = new SignatureBase(new ComponentRules(this.types, false, false));
    }

    /** RFC 9421, RFC 9530 and the directory draft; an application adds its own. */
    static Map<String, FieldType> standardTypes() {
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

    /** The same for signatures of at most that age; 1 second to 15 minutes, both edges accepted. */
    public SignatureProfile maxAge(Duration age) {
        return new SignatureProfile(name, coverage, noncesUnlessSafe, algorithms, tag, age, futureSkew, types);
    }

    /** The same for clients whose clock runs ahead by at most so much. */
    public SignatureProfile futureSkew(Duration skew) {
        return new SignatureProfile(name, coverage, noncesUnlessSafe, algorithms, tag, maxAge, skew, types);
    }

    /** The same for signatures with exactly this tag; others are no candidates. */
    public SignatureProfile tag(String text) {
        if (text.isEmpty()) {
            throw ConfigurationException.of("tag must not be empty");
        }
        return new SignatureProfile(
                name,
                coverage,
                noncesUnlessSafe,
                algorithms,
                new BareItem.Str(text).value(),
                maxAge,
                futureSkew,
                types);
    }

    /** The same, covering also these fields whenever a message has them, such as {@code cookie}. */
    public SignatureProfile coveringIfPresent(String... fields) {
        List<String> more = new ArrayList<>(coverage.ifPresent());
        for (String field : fields) {
            more.add(fieldName(field));
        }
        Coverage wider =
                new Coverage(coverage.targets(), coverage.content(), coverage.contentIfPresent(), List.copyOf(more));
        return new SignatureProfile(name, wider, noncesUnlessSafe, algorithms, tag, maxAge, futureSkew, types);
    }

    /** The same, knowing how a field of the application is structured, so that {@code ;sf} may be covered. */
    public SignatureProfile structured(String field, FieldType type) {
        Map<String, FieldType> more = new HashMap<>(types);
        more.put(fieldName(field), type);
        return new SignatureProfile(name, coverage, noncesUnlessSafe, algorithms, tag, maxAge, futureSkew, more);
    }

    private static String fieldName(String field) {
        String lower = field.toLowerCase(Locale.ROOT);
        if (!FieldCharacters.isLowerFieldName(lower)) {
            throw ConfigurationException.of("a covered field must be named by a token");
        }
        return lower;
    }

    /** What a signature of this request must cover, with the target as our signer writes it. */
    List<String> wanted(RequestView request) {
        List<String> names = new ArrayList<>(coverage.targets().get(0));
        names.addAll(conditional(request));
        return names;
    }

    private List<String> conditional(RequestView request) {
        List<String> names = new ArrayList<>(4);
        if (expectsContent(request)) {
            names.addAll(coverage.content());
            addPresent(coverage.contentIfPresent(), request, names);
        }
        addPresent(coverage.ifPresent(), request, names);
        return names;
    }

    private static void addPresent(List<String> fields, RequestView request, List<String> names) {
        for (String field : fields) {
            if (request.headers().contains(field)) {
                names.add(field);
            }
        }
    }

    /** Whether content is announced, or usual for the method. Content that comes unannounced is found at step 8. */
    boolean expectsContent(RequestView request) {
        return CONTENT_METHODS.contains(request.method())
                || request.body().declaredLength() > 0
                || request.headers().contains("transfer-encoding");
    }

    /** Step 3: the covered list holds all of one alternative, and all that this message calls for. */
    void requireCoverage(RequestView request, SignatureInput input) throws SignatureRefusedException {
        boolean target = false;
        for (List<String> alternative : coverage.targets()) {
            target |= coversAll(input, alternative);
        }
        if (!target) {
            throw SignatureRefusedException.of(Reason.COVERAGE, "method or target is not covered");
        }
        for (String name : conditional(request)) {
            if (!input.covers(name)) {
                throw SignatureRefusedException.of(Reason.COVERAGE, name + " is not covered");
            }
        }
    }

    private static boolean coversAll(SignatureInput input, List<String> names) {
        for (String name : names) {
            if (!input.covers(name)) {
                return false;
            }
        }
        return true;
    }

    boolean requiresDigest() {
        return coverage.content().contains("content-digest");
    }

    boolean requiresNonce(String method) {
        return noncesUnlessSafe && !SAFE_METHODS.contains(method);
    }

    boolean allows(SignatureAlgorithm algorithm) {
        return algorithms.contains(algorithm);
    }

    Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    Duration maxAge() {
        return maxAge;
    }

    Duration futureSkew() {
        return futureSkew;
    }

    Map<String, FieldType> types() {
        return types;
    }

    /** Makes the bases of messages from the components that may be covered. */
    SignatureBase bases() {
        return bases;
    }

    /** As settings name it. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "SignatureProfile[" + name + "]";
    }
}
