package io.gapura.filters.origin;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Need;
import io.gapura.filters.PathScope;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rules;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other origins from acting here in the name of a person whose browser adds the credentials. Three looks,
 * the next one only where the one before cannot tell: Fetch Metadata, Origin, token.
 *
 * <p>Unsafe is every method that {@code safe-methods} does not list, and every WebSocket handshake. Trusted is an Origin
 * of {@code origin.allow}, or one that {@code cors} found allowed for this very request. The first row that fits
 * decides:
 *
 * <pre>
 *   Sec-Fetch-Site        Origin           request                            decision
 *   (path in exempt)      any              any                                passes
 *   any of the four not a known word       any                                fetch.unknown
 *   absent, others there  any              any                                fetch.incomplete
 *   same-origin, none     not own          handshake                          origin.foreign, .null, .malformed
 *   same-origin, none     any              any                                passes
 *   same-site             any              same-site = allow                  as same-origin
 *   same-site, cross-site trusted          any                                passes
 *   same-site, cross-site any              GET, HEAD, navigate, document      passes (see navigations)
 *   same-site             any              any                                site.same
 *   cross-site            any              any                                site.cross
 *   absent                any              safe                               passes
 *   absent                own, trusted     unsafe                             passes
 *   absent                null             unsafe                             origin.null
 *   absent                no origin        unsafe                             origin.malformed
 *   absent                another          unsafe                             origin.foreign
 *   absent                absent           unsafe, cookie or Basic            the token: token.missing, .refused,
 *                                                                             .expired; without tokens proof.missing
 *   absent                absent           unsafe, Bearer, Signature-Input    passes
 *   absent                absent           unsafe, no credential              passes (see no-credential)
 * </pre>
 *
 * <p>A cookie asks for the token whatever else is there: who is served by the cookie is not known here. Referer is no
 * substitute for Origin: it is dropped by policy, by extensions and from https to http, and an attacker's page can drop
 * it at will. Each refusal is 403 {@code origin-refused}; the words above are private, and each may be shadowed alone. A
 * refusal by Fetch Metadata that is only observed leaves the Origin to be looked at.
 *
 * <p>Immutable and thread-safe. A request that passes costs no object unless tokens are on.
 */
public final class OriginCheck implements Policy {
    private static final OriginCheck SAME_ORIGIN = of(OriginRules.DEFAULTS, null);

    private final OriginRules rules;
    private final @Nullable CsrfTokens tokens;
    private final FetchMetadata metadata;
    private final PathScope exempt;
    private final Map<Finding, Decision.Reject> refusals = new EnumMap<>(Finding.class);
    private final Decision.Proceed passes;
    private final Rules looks;

    private OriginCheck(OriginRules rules, @Nullable CsrfTokens tokens, Set<String> observed) {
        this.rules = rules;
        this.tokens = tokens;
        this.metadata = new FetchMetadata(rules.sameSite(), rules.navigations());
        this.exempt = PathScope.of(rules.exempt());
        String vary = metadata.vary() + ", Origin";
        this.passes = Decision.proceed().responseHeaders(List.of(new HeaderLine("Vary", vary)));
        for (Finding finding : Finding.values()) {
            if (finding.refuses()) {
                refusals.put(finding, Decision.reject(finding.rejection(vary)));
            }
        }
        this.looks = Rules.of(observed, this::fetchMetadata, this::origin, this::proof, this::pass);
    }

    static OriginCheck of(OriginRules rules, @Nullable CsrfTokens tokens) {
        return new OriginCheck(rules, tokens, Set.of());
    }

    /** Pages of the request's own origin alone, and links to pages from everywhere. */
    public static OriginCheck sameOrigin() {
        return SAME_ORIGIN;
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "origin",
                "refuses requests that pages of other origins forge",
                MethodHandles.lookup(),
                OriginSettings.class,
                OriginSettings.DEFAULTS,
                settings -> Contribution.policies(settings.policy()));
    }

    /** The same for an application with these origins, such as {@code https://shop.example}, whatever Host says. */
    public OriginCheck own(String... origins) {
        return with(rules.own(Set.of(origins)));
    }

    /** The same, trusting these origins with unsafe requests that {@code cors} knows nothing of. */
    public OriginCheck allow(String... origins) {
        return with(rules.allow(Set.of(origins)));
    }

    /** The same without a look at these paths, such as {@code /hooks/**}. */
    public OriginCheck exempt(String... patterns) {
        return with(rules.exempt(List.of(patterns)));
    }

    /** The same, taking these methods alone for safe. */
    public OriginCheck safeMethods(String... methods) {
        return with(rules.safeMethods(Set.of(methods)));
    }

    /** The same, trusting every host of the same registrable domain. */
    public OriginCheck allowingSameSite() {
        return with(rules.sameSite(FetchMetadata.SameSite.ALLOW));
    }

    /** The same, letting links from elsewhere open a page only when a person followed them. */
    public OriginCheck navigationsByUser() {
        return with(rules.navigations(FetchMetadata.Navigations.USER));
    }

    /** The same, letting no link from elsewhere open a page. */
    public OriginCheck withoutNavigations() {
        return with(rules.navigations(FetchMetadata.Navigations.REFUSE));
    }

    /** The same, refusing an unsafe request that has neither proof nor credential, for intranets and TLS clients. */
    public OriginCheck refusingNoCredential() {
        return with(rules.noCredential(OriginRules.NoCredential.REFUSE));
    }

    /** The same with tokens for browsers that say neither Sec-Fetch-Site nor Origin. */
    public OriginCheck tokens(CsrfTokens given) {
        return new OriginCheck(rules, given, looks.observed());
    }

    private OriginCheck with(OriginRules other) {
        return new OriginCheck(other, tokens, looks.observed());
    }

    @Override
    public String name() {
        return "origin";
    }

    @Override
    public Set<String> rules() {
        return Finding.words();
    }

    @Override
    public Policy shadowing(Set<String> names) {
        return new OriginCheck(rules, tokens, Rules.checked(names, rules()));
    }

    @Override
    public Set<String> observed() {
        return looks.observed();
    }

    @Override
    public Set<Need> needs() {
        return tokens != null && tokens.readsForms() ? Set.of(Need.BODY) : Set.of();
    }

    @Override
    public boolean readsUnproven() {
        return !needs().isEmpty();
    }

    /** It asks for what cors found. */
    @Override
    public Set<String> follows() {
        return Set.of("cors");
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (rules.own().isEmpty()) {
            remarks.add("the own origin is what Host says: set origin.own, or firewall.hosts");
        }
        if (!rules.allow().isEmpty()) {
            remarks.add(rules.allow().size() + " foreign origins are trusted (origin.allow)");
        }
        if (!rules.exempt().isEmpty()) {
            remarks.add("paths are left out (origin.exempt)");
        }
        return remarks;
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        return !rules.exempt().isEmpty() && exempt.contains(request.target())
                ? Decision.proceed()
                : looks.decide(request);
    }

    private Decision fetchMetadata(RequestView request) {
        return decision(metadata.look(request, isSafe(request), isTrusted(request)));
    }

    private Decision origin(RequestView request) {
        Optional<String> origin = request.headers().only("Origin");
        if (origin.isEmpty() || isSafe(request) || isTrusted(request)) {
            return Decision.proceed();
        }
        boolean decided = metadata.look(request, false, false) == Finding.PASSES;
        return decided && !isHandshake(request) ? Decision.proceed() : decision(origin(origin.get(), request));
    }

    private Finding origin(String origin, RequestView request) {
        if (isOwn(origin, request)) {
            return Finding.PASSES;
        }
        if (origin.equals("null")) {
            return Finding.ORIGIN_NULL;
        }
        return Origins.isWellFormed(origin) ? Finding.ORIGIN_FOREIGN : Finding.ORIGIN_MALFORMED;
    }

    /** Text against text: a form that browsers do not send is not made to match. */
    private boolean isOwn(String origin, RequestView request) {
        return rules.own().isEmpty()
                ? origin.equals(request.scheme() + "://" + request.authority())
                : rules.own().contains(origin);
    }

    private Decision proof(RequestView request) throws IOException {
        Headers headers = request.headers();
        if (isSafe(request) || !FetchMetadata.isAbsent(headers) || headers.contains("Origin")) {
            return Decision.proceed();
        }
        return switch (Credentials.of(headers)) {
            case AMBIENT -> decision(tokens == null ? Finding.PROOF_MISSING : tokens.look(request));
            case ATTACHED -> Decision.proceed();
            case NONE ->
                decision(
                        rules.noCredential() == OriginRules.NoCredential.ALLOW
                                ? Finding.PASSES
                                : Finding.CREDENTIAL_MISSING);
        };
    }

    private Decision pass(RequestView request) {
        return tokens == null ? passes : tokens.issue(request, isSafe(request) && opensPage(request), passes);
    }

    /** Where a page begins, or a browser that has cookies asks: programs without a jar are given none. */
    private static boolean opensPage(RequestView request) {
        Headers headers = request.headers();
        boolean old = FetchMetadata.isAbsent(headers)
                && headers.all("Accept").stream().anyMatch(accept -> accept.contains("text/html"));
        return old || FetchMetadata.isPageLoad(request) || headers.contains("Cookie");
    }

    private Decision decision(Finding finding) {
        return finding.refuses() ? Objects.requireNonNull(refusals.get(finding)) : Decision.proceed();
    }

    private boolean isSafe(RequestView request) {
        return rules.safeMethods().contains(request.method()) && !isHandshake(request);
    }

    private boolean isTrusted(RequestView request) {
        return request.isOriginAllowed()
                || !rules.allow().isEmpty()
                        && request.headers()
                                .only("Origin")
                                .filter(rules.allow()::contains)
                                .isPresent();
    }

    /** A GET that opens a channel over which anything may be asked for (CWE-1385). */
    private static boolean isHandshake(RequestView request) {
        Headers headers = request.headers();
        return request.method().equals("GET")
                && (headers.contains("Sec-WebSocket-Key")
                        || headers.contains("Upgrade")
                                && headers.all("Upgrade").stream().anyMatch(OriginCheck::namesWebSocket));
    }

    private static boolean namesWebSocket(String upgrade) {
        return upgrade.toLowerCase(Locale.ROOT).contains("websocket");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OriginCheck that
                && rules.equals(that.rules)
                && Objects.equals(tokens, that.tokens)
                && looks.observed().equals(that.looks.observed());
    }

    @Override
    public int hashCode() {
        return Objects.hash(rules, tokens);
    }
}
