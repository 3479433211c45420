package io.gapura.filters.headers;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the headers that keep an answer from being sniffed, framed, embedded, leaked by Referer or fetched in the clear.
 * Made for an API: the default Content Security Policy lets a page load nothing.
 *
 * <p>Immutable and thread-safe. Both lists of headers are made at start-up; deciding allocates nothing.
 */
public final class SecurityHeaders implements Policy {
    private static final HeaderLine HSTS =
            new HeaderLine("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    private static final SecurityHeaders STRICT = new SecurityHeaders(Settings.DEFAULTS);

    private final Settings settings;
    private final Decision.Proceed plain;
    private final Decision.Proceed overTls;

    /**
     * Key {@code headers.csp}.
     *
     * @param csp value of Content-Security-Policy
     */
    record Settings(String csp) {
        static final Settings DEFAULTS = new Settings("default-src 'none'; frame-ancestors 'none'");

        Settings {
            if (csp.isBlank()) {
                throw new IllegalArgumentException("csp must not be empty: leave it out for the strict default");
            }
            contentSecurityPolicy(csp);
        }
    }

    private SecurityHeaders(Settings settings) {
        this.settings = settings;
        List<HeaderLine> lines = lines(settings);
        this.plain = Decision.proceed().responseHeaders(lines);
        List<HeaderLine> more = new ArrayList<>(lines);
        more.add(HSTS);
        this.overTls = Decision.proceed().responseHeaders(more);
    }

    private static List<HeaderLine> lines(Settings settings) {
        return List.of(
                new HeaderLine("X-Content-Type-Options", "nosniff"),
                contentSecurityPolicy(settings.csp()),
                new HeaderLine("X-Frame-Options", "DENY"),
                new HeaderLine("Referrer-Policy", "no-referrer"),
                new HeaderLine(
                        "Permissions-Policy",
                        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(),"
                                + " microphone=(), midi=(), payment=(), usb=()"),
                new HeaderLine("Cross-Origin-Opener-Policy", "same-origin"),
                new HeaderLine("Cross-Origin-Resource-Policy", "same-origin"));
    }

    private static HeaderLine contentSecurityPolicy(String value) {
        return new HeaderLine("Content-Security-Policy", value);
    }

    /** Nothing may be loaded, framed, sniffed or embedded elsewhere. */
    public static SecurityHeaders strict() {
        return STRICT;
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "headers",
                "sends security headers on every answer",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(new SecurityHeaders(settings)));
    }

    /** The same with another Content Security Policy, for an application that serves pages. */
    public SecurityHeaders csp(String value) {
        return new SecurityHeaders(new Settings(value));
    }

    @Override
    public String name() {
        return "headers";
    }

    @Override
    public Decision decide(RequestView request) {
        return of(request.scheme());
    }

    @Override
    public List<HeaderLine> headersOfUnread(String scheme) {
        return of(scheme).responseHeaders();
    }

    private Decision.Proceed of(String scheme) {
        return scheme.equals("https") ? overTls : plain;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecurityHeaders that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
