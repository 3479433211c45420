package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderViolation;
import io.gapura.filters.Headers;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rules;
import io.gapura.filters.Target;
import io.gapura.filters.UriViolation;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Lets in only requests that every reader behind it understands in the same way: method, target, host, header fields,
 * cookies and framing. Refuses with the name of the ambiguity and repairs nothing.
 *
 * <p>Immutable and thread-safe. Reads the summary that {@link Headers} made in its one pass; a request that passes costs
 * no object here. Malformed fields, framing and TRACE are hard refusals; every other rule may be shadowed alone.
 */
public final class Firewall implements Policy {
    private static final Firewall STRICT = new Firewall(FirewallSettings.DEFAULTS, Set.of());

    private final FirewallSettings settings;
    private final Set<String> observed;
    private final Methods methods;
    private final Hosts hosts;
    private final Cookies cookies;
    private final QueryRules query;
    private final List<UriAllowance> allowances;
    private final Rules rules;
    private final long maxValue;
    private final long maxCredential;

    private Firewall(FirewallSettings settings, Set<String> observed) {
        this.settings = settings;
        this.observed = observed;
        this.maxValue = settings.maxHeaderValue().toBytes();
        this.maxCredential = settings.maxCredentialValue().toBytes();
        this.methods = new Methods(settings.methods());
        this.hosts = new Hosts(settings.hosts());
        this.cookies = new Cookies(settings.sessionCookies());
        this.query = new QueryRules(settings.secretParameters());
        this.allowances = settings.uriAllow().stream().map(UriAllowance::parse).toList();
        this.rules = observed.isEmpty() ? Rules.of(observed, this::inOrder) : oneByOne();
    }

    /** An observed refusal must not hide the rules behind it. */
    private Rules oneByOne() {
        return Rules.of(
                observed,
                this::method,
                this::target,
                this::fields,
                this::sizes,
                Firewall::content,
                this::encoding,
                request -> cookies.malformed(request.headers()),
                request -> cookies.repeated(request.headers()),
                hosts::decide,
                QueryRules::override,
                query::secrets);
    }

    /** The same rules in the same order up to the first refusal, called directly: most requests pass them all. */
    private Decision inOrder(RequestView request) {
        Decision decision = method(request);
        decision = passes(decision) ? target(request) : decision;
        decision = passes(decision) ? fields(request) : decision;
        decision = passes(decision) ? sizes(request) : decision;
        decision = passes(decision) ? content(request) : decision;
        decision = passes(decision) ? encoding(request) : decision;
        decision = passes(decision) ? cookies.malformed(request.headers()) : decision;
        decision = passes(decision) ? cookies.repeated(request.headers()) : decision;
        decision = passes(decision) ? hosts.decide(request) : decision;
        decision = passes(decision) ? QueryRules.override(request) : decision;
        return passes(decision) ? query.secrets(request) : decision;
    }

    private static boolean passes(Decision decision) {
        return decision == Decision.proceed();
    }

    /** The seven common methods, any host, no ambiguity. */
    public static Firewall strict() {
        return STRICT;
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "firewall",
                "refuses ambiguous requests",
                MethodHandles.lookup(),
                FirewallSettings.class,
                FirewallSettings.DEFAULTS,
                Firewall::contribution);
    }

    /** The rule on files waits until the endpoint is known, and so is a policy of its own. */
    private static Contribution contribution(FirewallSettings settings) {
        Firewall firewall = new Firewall(settings, Set.of());
        return settings.staticExtensions().isEmpty()
                ? Contribution.policies(firewall)
                : Contribution.policies(firewall, staticFiles(settings.staticExtensions()));
    }

    /**
     * The companion for {@code firewall.static-extensions}: of the files that the container's default servlet would
     * serve, only those with one of these extensions are there.
     */
    public static Policy staticFiles(Set<String> extensions) {
        return new StaticFiles(FirewallSettings.DEFAULTS
                .with(draft -> draft.staticExtensions = extensions)
                .staticExtensions());
    }

    /** The same with these methods alone. */
    public Firewall methods(String... allowed) {
        return with(draft -> draft.methods = Set.of(allowed));
    }

    /** The same, serving these hosts alone. */
    public Firewall hosts(String... served) {
        return with(draft -> draft.hosts = Set.of(served));
    }

    /** The same, demanding UTF-8 of these fields, which carry the words of people; see {@link Headers#text}. */
    public Firewall textHeaders(String... names) {
        return with(draft -> draft.textHeaders = Set.of(names));
    }

    /** The same with other names of cookies that must come once. */
    public Firewall sessionCookies(String... names) {
        return with(draft -> draft.sessionCookies = Set.of(names));
    }

    /** The same, letting these query parameters carry a secret. */
    public Firewall secretParameters(String... names) {
        return with(draft -> draft.secretParameters = Set.of(names));
    }

    /** The same with one more ambiguity let through below one prefix, such as {@code /files/}. */
    public Firewall allow(UriViolation violation, String prefix) {
        List<String> more = new ArrayList<>(settings.uriAllow());
        more.add(new UriAllowance(violation, prefix).text());
        return with(draft -> draft.uriAllow = more);
    }

    /** The same with another bound for one value, and for one of Authorization, Cookie or Signature. */
    public Firewall maxHeaderValue(DataSize most, DataSize mostOfCredentials) {
        return with(draft -> {
            draft.maxHeaderValue = most;
            draft.maxCredentialValue = mostOfCredentials;
        });
    }

    private Firewall with(Consumer<FirewallSettings.Draft> change) {
        return new Firewall(settings.with(change), observed);
    }

    @Override
    public String name() {
        return "firewall";
    }

    @Override
    public Set<String> rules() {
        return Refusals.FIREWALL_RULES;
    }

    @Override
    public Policy shadowing(Set<String> names) {
        return new Firewall(settings, Rules.checked(names, rules()));
    }

    @Override
    public Set<String> observed() {
        return observed;
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!hosts.isRestricted()) {
            remarks.add("hosts: not restricted");
        }
        settings.uriAllow().forEach(allowance -> remarks.add("allowed: " + allowance));
        new TreeSet<>(settings.secretParameters()).forEach(name -> remarks.add("secret in url: " + name));
        return remarks;
    }

    @Override
    public boolean admits(UriViolation violation, Target target) {
        return allowances.stream().anyMatch(allowance -> allowance.covers(violation, target));
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        return rules.decide(request);
    }

    private Decision method(RequestView request) {
        return methods.decide(request.method());
    }

    private Decision target(RequestView request) {
        Set<UriViolation> found = request.target().violations();
        if (found.isEmpty()) {
            return Decision.proceed();
        }
        List<Rejection> refused = found.stream()
                .filter(violation -> !admits(violation, request.target()))
                .map(UriViolation::rejection)
                .toList();
        return refused.isEmpty() ? Decision.proceed() : SeveralFindings.refuse(refused, rules);
    }

    private Decision fields(RequestView request) {
        Set<HeaderViolation> found = request.headers().violations();
        return found.isEmpty()
                ? Decision.proceed()
                : SeveralFindings.refuse(
                        found.stream().map(HeaderViolation::rejection).toList(), rules);
    }

    private Decision sizes(RequestView request) {
        Headers headers = request.headers();
        boolean large = headers.largest() > maxValue || headers.largestCredential() > maxCredential;
        return large ? Refusals.VALUE_SIZE : Decision.proceed();
    }

    private static Decision content(RequestView request) {
        boolean announced = request.headers().isChunked() || request.declaredLength() > 0;
        return announced && Methods.isBodiless(request.method()) ? Refusals.BODY_UNEXPECTED : Decision.proceed();
    }

    private Decision encoding(RequestView request) {
        Headers headers = request.headers();
        if (!headers.isOpaque()) {
            return Decision.proceed();
        }
        boolean text = settings.textHeaders().stream().allMatch(headers::isText);
        return text ? Decision.proceed() : Refusals.ENCODING;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Firewall that && settings.equals(that.settings) && observed.equals(that.observed);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
