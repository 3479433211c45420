package io.gapura.filters.headers;

import io.gapura.filters.AnswerRules;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.lang.invoke.MethodHandles;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends the headers that keep an answer from being sniffed, framed, embedded, cached, leaked by Referer or fetched in
 * the clear, on every answer, and keeps banners from leaving. Made for an API: the default Content Security Policy lets
 * a page load nothing.
 *
 * <p>Ours wins over what the application or a library sets: a header that weakens the page of one forgotten endpoint is
 * not seen in review. Where an endpoint must have its own, {@link #application} names the header for which the
 * application's word stands and ours only fills in; that hole is said with the posture. Cache-Control is always filled
 * in only, because the application alone knows what may be stored.
 *
 * <p>Immutable and thread-safe. Without {@code 'nonce'} in a policy all decisions are made at start-up, and deciding
 * allocates nothing; with it each request costs 18 random bytes and one header line.
 */
public final class SecurityHeaders implements Policy {
    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final SecurityHeaders STRICT =
            new SecurityHeaders(HeaderSettings.DEFAULTS.plan(), new SecureRandom());

    private final HeaderPlan plan;
    private final SecureRandom random;
    private final CspNonce nonces;
    private final boolean usesNonce;
    private final AnswerRules removing;
    private final HeaderLines lines;
    private final Decision.Proceed[] made;
    private final List<List<HeaderLine>> unread;

    private SecurityHeaders(HeaderPlan plan, SecureRandom random) {
        this.plan = plan;
        this.random = random;
        this.nonces = new CspNonce(random);
        this.lines = HeaderLines.of(plan);
        this.usesNonce = lines.usesNonce();
        this.removing = AnswerRules.none().without(lines.removed());
        this.made = new Decision.Proceed[] {
            decision(false, false, null), decision(false, true, null),
            decision(true, false, null), decision(true, true, null)
        };
        this.unread = List.of(all(made[0]), all(made[2]));
    }

    /** Nothing may be loaded, framed, sniffed or embedded elsewhere. */
    public static SecurityHeaders strict() {
        return STRICT;
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "headers",
                "sends security headers on every answer, and removes banners",
                MethodHandles.lookup(),
                HeaderSettings.class,
                HeaderSettings.DEFAULTS,
                settings -> Contribution.policies(started(new SecurityHeaders(settings.plan(), new SecureRandom()))));
    }

    private static SecurityHeaders started(SecurityHeaders headers) {
        headers.findings().forEach(found -> LOG.log(System.Logger.Level.WARNING, () -> "Gapura headers.csp: " + found));
        return headers;
    }

    /**
     * The same with another Content Security Policy, for an application that serves pages.
     *
     * @throws IllegalArgumentException when the linter finds something: see {@link #warnOnly}
     */
    public SecurityHeaders csp(String value) {
        return with(SecurityHeader.CONTENT_SECURITY_POLICY, value);
    }

    /** The same with another Content Security Policy. */
    public SecurityHeaders csp(ContentSecurityPolicy policy) {
        return csp(policy.text());
    }

    /** The same with a policy beside the enforced one that browsers only report on. */
    public SecurityHeaders cspReportOnly(String value) {
        return new SecurityHeaders(plan.withReportOnly(value), random);
    }

    /** The same, telling browsers where to report: a path as they see it, context path included, or an https URL. */
    public SecurityHeaders reportTo(String place) {
        return new SecurityHeaders(plan.withReportTo(place), random);
    }

    /** The same, starting with a weak Content Security Policy all the same; to be called before {@link #csp}. */
    public SecurityHeaders warnOnly() {
        return new SecurityHeaders(plan.withWarningsOnly(), random);
    }

    /** The same with another value of one header. */
    public SecurityHeaders with(SecurityHeader header, String value) {
        return new SecurityHeaders(plan.with(header, value), random);
    }

    /** The same without one header. */
    public SecurityHeaders without(SecurityHeader header) {
        return new SecurityHeaders(plan.without(header), random);
    }

    /** The same, clearing the browser's data of this site with the success of these paths within the application. */
    public SecurityHeaders logout(String... paths) {
        return new SecurityHeaders(plan.withLogout(Set.of(paths)), random);
    }

    /** The same, letting the application set these headers itself; ours fill in where it does not. */
    public SecurityHeaders application(SecurityHeader... headers) {
        return new SecurityHeaders(
                plan.withApplication(
                        Set.copyOf(Stream.of(headers).map(SecurityHeader::field).toList())),
                random);
    }

    /**
     * The same with other names to remove.
     *
     * @param more besides the list of the OWASP Secure Headers Project
     * @param kept of that list
     */
    public SecurityHeaders removing(Set<String> more, Set<String> kept) {
        return new SecurityHeaders(plan.withRemoved(more, kept), random);
    }

    /** What the linter says of both policies; more than nothing only after {@link #warnOnly}. */
    public List<CspFinding> findings() {
        return plan.findings();
    }

    @Override
    public String name() {
        return "headers";
    }

    /** Answers as the application makes them, with the policy for browsers to report on and not to enforce. */
    @Override
    public SecurityHeaders inShadow() {
        return new SecurityHeaders(plan.inShadow(), random);
    }

    @Override
    public Decision decide(RequestView request) {
        boolean tls = request.scheme().equals("https");
        boolean leaves = !plan.logout().isEmpty()
                && plan.logout().contains(request.target().path());
        if (!usesNonce) {
            return made[(tls ? 2 : 0) + (leaves ? 1 : 0)];
        }
        String nonce = nonces.next();
        return decision(tls, leaves, nonce).attribute(CspNonce.ATTRIBUTE, nonce);
    }

    /** For a page with the nonce, or without one for what has no page. */
    private Decision.Proceed decision(boolean tls, boolean leaves, @Nullable String nonce) {
        // What is removed is a set of names that all decisions share.
        AnswerRules rules =
                removing.unlessSaid(lines.yielding(tls, nonce)).onSuccess(leaves ? lines.clearing() : List.of());
        return Decision.proceed().responseHeaders(lines.winning(tls, nonce)).answerRules(rules);
    }

    @Override
    public List<HeaderLine> headersOfUnread(String scheme) {
        return unread.get(scheme.equals("https") ? 1 : 0);
    }

    private static List<HeaderLine> all(Decision.Proceed bare) {
        List<HeaderLine> all = new ArrayList<>(bare.responseHeaders());
        all.addAll(bare.answerRules().unlessSaid());
        return List.copyOf(all);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        Optional.of(String.join(", ", plan.application()))
                .filter(names -> !names.isEmpty())
                .ifPresent(names -> remarks.add("the application may set " + names));
        for (SecurityHeader header : SecurityHeader.values()) {
            if (!plan.values().containsKey(header)) {
                remarks.add(header.field() + " is not sent");
            }
        }
        if (!plan.keep().isEmpty()) {
            remarks.add("not removed: " + String.join(", ", plan.keep()));
        }
        findings().forEach(found -> remarks.add("csp " + found));
        return remarks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecurityHeaders that && plan.equals(that.plan);
    }

    @Override
    public int hashCode() {
        return plan.hashCode();
    }
}
