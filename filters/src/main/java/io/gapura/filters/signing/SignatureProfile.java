package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.RequestView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a signature must cover, say and not exceed: data, from which the verifier checks, the signer signs and the
 * challenge of a 401 is written. Coverage is compared by the whole identifier, never by name alone.
 *
 * <p>Immutable; refining methods return copies. What weakens a profile is named {@code dangerously…}, takes a reason, and
 * is said at start-up with it.
 */
public final class SignatureProfile {
    private static final Duration LONGEST_AGE = Duration.ofMinutes(15);
    private static final Duration LONGEST_DANGEROUS_AGE = Duration.ofDays(1);
    private static final Duration LONGEST_SKEW = Duration.ofMinutes(5);
    private static final int MOST_TAGS = 4;

    /**
     * Method, target, content with its digest and type, credentials and overrides when present; {@code created}, {@code
     * keyid}, and a {@code nonce} for each method that is not safe. 300 seconds, 30 ahead.
     */
    public static final SignatureProfile STRICT = new SignatureProfile(StandardProfiles.STRICT);

    /** FAPI 2.0 Http Signatures (draft): method, target URI, authorization, content; tag {@code fapi-2-request}. */
    public static final SignatureProfile FAPI2 = new SignatureProfile(StandardProfiles.FAPI2);

    /** RFC 9635 §7.3.1: method, target URI, content, token; tag {@code gnap}, no {@code alg}. */
    public static final SignatureProfile GNAP = new SignatureProfile(StandardProfiles.GNAP);

    /** Web Bot Auth (draft): who crawls, for at most 24 hours; tag {@code web-bot-auth}. Proves nothing of the content. */
    public static final SignatureProfile WEB_BOT_AUTH = new SignatureProfile(StandardProfiles.WEB_BOT_AUTH);

    /** Mastodon 4.4 and its peers: method, target URI, content of a POST; {@code rsa-v1_5-sha256}. */
    public static final SignatureProfile MASTODON = new SignatureProfile(StandardProfiles.MASTODON);

    private final ProfileData data;
    private final SignatureBase bases;

    SignatureProfile(ProfileData data) {
        this.data = data;
        this.bases = new SignatureBase(data.components());
    }

    /** The same for signatures of at most that age; 1 second to 15 minutes, both edges accepted. */
    public SignatureProfile maxAge(Duration age) {
        return maxAge(age, LONGEST_AGE, "15m");
    }

    /** The same for signatures of an age up to 24 hours: what was captured can be sent again so long, nonces aside. */
    public SignatureProfile dangerouslyMaxAge(Duration age, String reason) {
        return maxAge(age, LONGEST_DANGEROUS_AGE, "24h")
                .remark("takes signatures up to " + age.toSeconds() + " s old", reason);
    }

    private SignatureProfile maxAge(Duration age, Duration longest, String words) {
        if (age.compareTo(Duration.ofSeconds(1)) < 0 || age.compareTo(longest) > 0) {
            throw ConfigurationException.of("the max-age of a signature profile must be between 1s and " + words);
        }
        return new SignatureProfile(data.with(data.time().maxAge(age)));
    }

    /** The same for clients whose clock runs ahead by at most so much; at most 5 minutes. */
    public SignatureProfile futureSkew(Duration skew) {
        if (skew.isNegative() || skew.compareTo(LONGEST_SKEW) > 0) {
            throw ConfigurationException.of("the future-skew of a signature profile must be between 0s and 5m");
        }
        return new SignatureProfile(data.with(data.time().futureSkew(skew)));
    }

    /** The same for signatures with exactly this tag; others are no candidates. */
    public SignatureProfile tag(String text) {
        return all(text);
    }

    /**
     * The same, demanding one signature of each of these tags, each by a key of its own and each covering all that the
     * profile wants; the caller is that of the first. At most four tags.
     */
    public SignatureProfile all(String... tags) {
        for (String tag : tags) {
            requireTag(tag);
        }
        if (tags.length == 0 || tags.length > MOST_TAGS || new HashSet<>(List.of(tags)).size() < tags.length) {
            throw ConfigurationException.of("a profile demands one to four tags");
        }
        return new SignatureProfile(data.withTags(List.of(tags)));
    }

    /** The same for responses with exactly this tag. */
    public SignatureProfile responseTag(String text) {
        requireTag(text);
        return new SignatureProfile(data.with(data.response().tagged(text)));
    }

    private static void requireTag(String text) {
        if (new BareItem.Str(text).value().isEmpty()) {
            throw ConfigurationException.of("tag must not be empty");
        }
    }

    /** The same, covering also these fields whenever a message has them, such as {@code cookie}. */
    public SignatureProfile coveringIfPresent(String... fields) {
        List<String> names = Stream.of(fields).map(SignatureProfile::fieldName).toList();
        return new SignatureProfile(data.with(data.coverage().ifPresent(names)));
    }

    /** The same, knowing how a field of the application is structured, so that {@code ;sf} may be covered. */
    public SignatureProfile structured(String field, FieldType type) {
        Map<String, FieldType> more = new HashMap<>(types());
        more.put(fieldName(field), type);
        ComponentRules old = data.components();
        return new SignatureProfile(data.with(new ComponentRules(more, old.trailers(), old.requestTarget())));
    }

    private static String fieldName(String field) {
        String lower = field.toLowerCase(Locale.ROOT);
        if (!FieldCharacters.isLowerFieldName(lower)) {
            throw ConfigurationException.of("a covered field must be named by a token");
        }
        return lower;
    }

    /**
     * The same, letting signatures cover trailers: {@code ;tr} (RFC 9421 §2.1.4). A field there is known only after the
     * content, so a request whose signature covers one has its content read, up to the limit, <em>before</em> its key was
     * asked: all but that is checked first, and it is why no profile takes trailers unless it says so. What is read is
     * proven and replayed as always; a policy by a profile that takes trailers
     * cannot stream it, and is refused at start-up.
     *
     * <ul>
     *   <li>At most 100 trailers and 8 KiB, none twice, none that has to be known before the content: anything else is a
     *       hard 400 or 431. One that is covered and did not come is {@code component-absent}.
     *   <li>The container must hand them on: Tomcat does for those of its {@code allowedTrailerHeaders}, Jetty and
     *       Undertow for all. It gives one value a name, Undertow that of one line out of several; gate and application
     *       are given the same one. {@code ;bs} is therefore refused beside {@code ;tr}.
     *   <li>Under Jakarta REST without a Servlet filter of ours in front nobody tells them: refused as absent.
     *   <li>The application reads them where it always did, those that are not covered as well: of these nothing is proven.
     * </ul>
     */
    public SignatureProfile trailers() {
        return new SignatureProfile(
                data.with(new ComponentRules(types(), true, data.components().requestTarget())));
    }

    boolean takesTrailers() {
        return data.components().trailers();
    }

    /** The same, letting signatures cover {@code @request-target}, which HTTP/1.1 alone has. */
    public SignatureProfile requestTarget() {
        return new SignatureProfile(
                data.with(new ComponentRules(types(), data.components().trailers(), true)));
    }

    /** The same for keys of exactly these algorithms; {@code rsa-v1_5-sha256} is not among them. */
    public SignatureProfile algorithms(SignatureAlgorithm... algorithms) {
        Set<SignatureAlgorithm> named = Set.of(algorithms);
        if (named.isEmpty() || named.contains(SignatureAlgorithm.RSA_V1_5_SHA256)) {
            throw ConfigurationException.of("algorithms must name some, and rsa-v1_5-sha256 only dangerously");
        }
        return new SignatureProfile(data.withAlgorithms(named));
    }

    /**
     * The same for keys of exactly these algorithms, as a setting names them: those of the profile, and the two that
     * count only when they are named.
     */
    SignatureProfile naming(Set<SignatureAlgorithm> named) {
        for (SignatureAlgorithm algorithm : named) {
            if (!allows(algorithm) && !StandardProfiles.ONLY_NAMED.contains(algorithm)) {
                throw ConfigurationException.of(
                        "signing.algorithms: the profile " + name() + " does not take " + algorithm.registeredName());
            }
        }
        SignatureProfile narrowed = new SignatureProfile(data.withAlgorithms(named));
        boolean weaker =
                !allows(SignatureAlgorithm.RSA_V1_5_SHA256) && narrowed.allows(SignatureAlgorithm.RSA_V1_5_SHA256);
        return weaker ? narrowed.remark("takes rsa-v1_5-sha256", "signing.algorithms names it") : narrowed;
    }

    /** The same, taking {@code rsa-v1_5-sha256} as well, for peers that can do nothing else. */
    public SignatureProfile dangerouslyAllowRsaPkcs1(String reason) {
        Set<SignatureAlgorithm> more = new HashSet<>(data.algorithms());
        more.add(SignatureAlgorithm.RSA_V1_5_SHA256);
        return new SignatureProfile(data.withAlgorithms(more)).remark("takes rsa-v1_5-sha256", reason);
    }

    /** The same, taking content that no covered digest proves: anybody on the way may exchange it. */
    public SignatureProfile dangerouslyAllowMissingBodyDigest(String reason) {
        return new SignatureProfile(data.with(data.coverage().withoutDigest()))
                .remark("takes content without digest", reason);
    }

    /** The same, taking requests without nonce: what was captured can be sent again until it is too old. */
    public SignatureProfile dangerouslyAllowMissingNonce(String reason) {
        return new SignatureProfile(data.with(data.parameters().withoutNonce()))
                .remark("takes requests without nonce", reason);
    }

    private SignatureProfile remark(String words, String reason) {
        if (reason.isBlank()) {
            throw ConfigurationException.of("what is dangerous needs a reason");
        }
        return new SignatureProfile(data.remark(words + ": " + reason));
    }

    /** The same by another name, for {@link Signed} and for a policy that holds several: kebab-case. */
    public SignatureProfile named(String name) {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw ConfigurationException.of("a profile is named in kebab-case");
        }
        return new SignatureProfile(data.named(name));
    }

    /** Everything that it says. */
    ProfileData data() {
        return data;
    }

    /** What a signature of this request must cover, with the target as our signer writes it. */
    List<String> wanted(RequestView request) {
        return data.coverage().wanted(request);
    }

    /** How a wanted name is covered: as a whole, or by its member. */
    Component component(String name, RequestView request) {
        return data.coverage().component(name, request);
    }

    boolean expectsContent(RequestView request) {
        return data.coverage().expectsContent(request);
    }

    boolean requiresDigest() {
        return data.coverage().requiresDigest();
    }

    boolean requiresNonce(String method) {
        return data.parameters().nonce().requiredFor(method);
    }

    boolean allows(SignatureAlgorithm algorithm) {
        return data.algorithms().contains(algorithm);
    }

    /** Of each of these one signature is demanded; none when any tag counts. */
    List<String> tags() {
        return data.tags();
    }

    /** What a signature of ours says that it is for. */
    Optional<String> tag() {
        return data.tags().stream().findFirst();
    }

    Duration maxAge() {
        return data.time().maxAge();
    }

    Duration futureSkew() {
        return data.time().futureSkew();
    }

    /** How long a signature of ours lives that must say when it ends; null when it need not. */
    @Nullable
    Duration lifetime() {
        return data.time().lifetime();
    }

    Map<String, FieldType> types() {
        return data.components().types();
    }

    /** Makes the bases of messages from the components that may be covered. */
    SignatureBase bases() {
        return bases;
    }

    /** What is not as strict as it could be, for the posture. */
    List<String> remarks() {
        return data.remarks();
    }

    /** As settings name it. */
    public String name() {
        return data.name();
    }

    @Override
    public String toString() {
        return "SignatureProfile[" + name() + "]";
    }
}
