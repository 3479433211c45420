package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rule;
import io.gapura.filters.UriViolation;
import io.gapura.filters.Violation;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lets in only requests that every reader behind it understands in the same way: method, target, host, header fields and
 * framing. Refuses with the name of the ambiguity and repairs nothing.
 *
 * <p>Immutable and thread-safe. One pass over the header fields; a request that passes costs one small object.
 * Malformed fields and framing are hard refusals; the others may be shadowed.
 */
public final class Firewall implements Policy {
    private static final Firewall STRICT = new Firewall(Settings.DEFAULTS);

    private final Settings settings;
    private final Methods methods;
    private final Hosts hosts;
    private final List<UriAllowance> allowances;
    private final Rule[] rules = {this::method, this::target, this::fields, this::host, this::override};

    /**
     * Keys {@code firewall.methods}, {@code firewall.hosts} and {@code firewall.uri-allow}.
     *
     * @param methods registered ones; never TRACE, TRACK, CONNECT
     * @param hosts a name (the scheme's default port) or {@code name:port}; empty: syntax only
     * @param uriAllow {@code path-parameter:/files/} and the like
     */
    record Settings(Set<String> methods, Set<String> hosts, List<String> uriAllow) {
        static final Settings DEFAULTS =
                new Settings(Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"), Set.of(), List.of());

        Settings {
            methods = Methods.checked(methods);
            hosts = Hosts.checked(hosts);
            uriAllow = uriAllow.stream()
                    .map(UriAllowance::parse)
                    .map(UriAllowance::text)
                    .toList();
        }
    }

    private Firewall(Settings settings) {
        this.settings = settings;
        this.methods = new Methods(settings.methods());
        this.hosts = new Hosts(settings.hosts());
        this.allowances = settings.uriAllow().stream().map(UriAllowance::parse).toList();
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
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(new Firewall(settings)));
    }

    /** The same with these methods alone. */
    public Firewall methods(String... allowed) {
        return new Firewall(new Settings(Set.of(allowed), settings.hosts(), settings.uriAllow()));
    }

    /** The same, serving these hosts alone. */
    public Firewall hosts(String... served) {
        return new Firewall(new Settings(settings.methods(), Set.of(served), settings.uriAllow()));
    }

    /** The same with one more ambiguity let through below one prefix, such as {@code /files/}. */
    public Firewall allow(UriViolation violation, String prefix) {
        List<String> more = new ArrayList<>(settings.uriAllow());
        more.add(new UriAllowance(violation, prefix).text());
        return new Firewall(new Settings(settings.methods(), settings.hosts(), more));
    }

    @Override
    public String name() {
        return "firewall";
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        for (Rule rule : rules) {
            Decision decision = rule.decide(request);
            if (decision != Decision.proceed()) {
                return decision;
            }
        }
        return Decision.proceed();
    }

    private Decision method(RequestView request) {
        return methods.decide(request.method());
    }

    private Decision target(RequestView request) {
        Set<UriViolation> found = request.target().violations();
        return found.isEmpty() ? Decision.proceed() : ambiguous(request, found);
    }

    private Decision ambiguous(RequestView request, Set<UriViolation> found) {
        List<UriViolation> refused = found.stream()
                .filter(violation -> !isAllowed(violation, request))
                .toList();
        if (refused.isEmpty()) {
            return Decision.proceed();
        }
        Rejection first = refused.get(0).rejection();
        return Decision.reject(first.violations(refused.stream()
                .map(violation -> new Violation(Violation.Place.TARGET, "", violation.word()))
                .toList()));
    }

    private boolean isAllowed(UriViolation violation, RequestView request) {
        return allowances.stream().anyMatch(allowance -> allowance.covers(violation, request.target()));
    }

    private Decision fields(RequestView request) {
        FieldScan scan = new FieldScan();
        request.headers().each(scan);
        Decision decision = scan.decision();
        if (decision != Decision.proceed()) {
            return decision;
        }
        boolean announced = scan.chunked() || request.body().declaredLength() > 0;
        return announced && Methods.isBodiless(request.method()) ? Refusals.BODY_UNEXPECTED : decision;
    }

    private Decision host(RequestView request) {
        return hosts.decide(request);
    }

    /** Frameworks read {@code _method} from the query, too; a form is not read before its size is bounded. */
    private Decision override(RequestView request) {
        boolean present = request.target().rawQuery().isPresent()
                && !request.query().all("_method").isEmpty();
        return present ? Refusals.OVERRIDE_PARAMETER : Decision.proceed();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Firewall that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
