package io.gapura.filters.headers;

import io.gapura.filters.Body;
import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The endpoint where browsers report what a Content Security Policy blocked: answers 204 itself, so that no application
 * reads a stranger's JSON, and hands out what is safe to keep as {@link CspReport}. To be listed before policies that
 * ask for a signature or a token: browsers have none to send.
 *
 * <p>Only POST of {@code application/csp-report} or {@code application/reports+json}, bounded in bytes, reports and
 * rate; anything else on its path is refused. Preflights are not answered: reports of one's own pages need none, and
 * those of other origins are let in by {@code cors} in front, or not at all.
 *
 * <p>Thread-safe. Memory is fixed: see {@code per-minute}.
 */
public final class CspReports implements Policy {
    private static final System.Logger LOG = System.getLogger("io.gapura.csp");
    private static final String LEVEL_2 = "application/csp-report";
    private static final String REPORTING_API = "application/reports+json";

    private static final Decision METHOD = Decision.reject(
            Rejection.of(405, "method-not-allowed", "method.not-allowed").header("Allow", "POST"));
    private static final Decision MEDIA_TYPE = Decision.reject(
            Rejection.of(415, "media-type-refused", "media.type").header("Accept", LEVEL_2 + ", " + REPORTING_API));
    private static final Decision MALFORMED = Decision.reject(400, "content-malformed", "report.malformed");

    private final Settings settings;
    private final InstantSource clock;
    private final Consumer<CspReport> listener;
    private final ReportRate rate;
    private final int maxBody;

    /**
     * Keys {@code csp-reports.*}.
     *
     * @param path within the application
     * @param maxBody of one request
     * @param maxReports in one request
     * @param perMinute requests of all clients together
     * @param perClientPerMinute requests of one address
     */
    record Settings(String path, DataSize maxBody, int maxReports, int perMinute, int perClientPerMinute) {
        static final Settings DEFAULTS = new Settings("/csp-reports", DataSize.of("16KiB"), 20, 600, 30);

        Settings {
            if (!path.matches("/[A-Za-z0-9._~-][A-Za-z0-9/._~-]{0,254}")) {
                throw new IllegalArgumentException("path must be a plain path that begins with one /");
            }
            requireWithin("max-body", maxBody.toBytes(), 1, 1 << 20);
            requireWithin("max-reports", maxReports, 1, 1_000);
            requireWithin("per-minute", perMinute, 1, 1_000_000);
            requireWithin("per-client-per-minute", perClientPerMinute, 1, 1_000_000);
        }

        private static void requireWithin(String key, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(key + " must be " + least + " to " + most);
            }
        }
    }

    private CspReports(Settings settings, InstantSource clock, Consumer<CspReport> listener) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.rate = new ReportRate(settings.perClientPerMinute(), settings.perMinute(), new SecureRandom().nextInt());
        this.maxBody = (int) settings.maxBody().toBytes();
    }

    /** At a path within the application; 16 KiB, 20 reports, 30 requests a minute of one address and 600 of all. */
    public static CspReports at(String path) {
        Settings standard = Settings.DEFAULTS;
        return of(new Settings(
                path, standard.maxBody(), standard.maxReports(), standard.perMinute(), standard.perClientPerMinute()));
    }

    private static CspReports of(Settings settings) {
        return new CspReports(settings, InstantSource.system(), CspReports::log);
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "csp-reports",
                "answers the endpoint for reports of the content security policy",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(of(settings)));
    }

    private static void log(CspReport report) {
        LOG.log(System.Logger.Level.INFO, "content security policy " + report);
    }

    /** The same, handing reports to somebody instead of to the logger {@code io.gapura.csp}; called while answering. */
    public CspReports to(Consumer<CspReport> receiver) {
        return new CspReports(settings, clock, receiver);
    }

    /** The same with another rate. */
    public CspReports perMinute(int ofAll, int ofOneClient) {
        return new CspReports(
                new Settings(settings.path(), settings.maxBody(), settings.maxReports(), ofAll, ofOneClient),
                clock,
                listener);
    }

    /** The same with other bounds for one request. */
    public CspReports most(DataSize body, int reports) {
        return new CspReports(
                new Settings(settings.path(), body, reports, settings.perMinute(), settings.perClientPerMinute()),
                clock,
                listener);
    }

    /** The same with another clock, for tests. */
    public CspReports clock(InstantSource other) {
        return new CspReports(settings, other, listener);
    }

    @Override
    public String name() {
        return "csp-reports";
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        if (!request.target().path().equals(settings.path())) {
            return Decision.proceed();
        }
        if (!request.method().equals("POST")) {
            return METHOD;
        }
        Optional<String> type = mediaType(request.headers());
        if (type.isEmpty()) {
            return MEDIA_TYPE;
        }
        long now = clock.millis();
        if (!rate.admits(request.client().address(), now)) {
            return Decision.reject(Rejection.of(429, "rate-exceeded", "report.rate")
                    .header("Retry-After", Long.toString(ReportRate.secondsLeft(now))));
        }
        return take(type.get(), request.body());
    }

    private Decision take(String type, Body body) throws IOException {
        ByteBuffer content = body.read(maxBody);
        byte[] json = new byte[content.remaining()];
        content.get(json);
        List<CspReport> reports;
        try {
            reports = type.equals(LEVEL_2)
                    ? ReportReader.ofLevel2(json)
                    : ReportReader.ofReportingApi(json, settings.maxReports());
        } catch (IOException malformed) {
            return MALFORMED;
        }
        reports.forEach(listener);
        return new Decision.Answer(List.of(), facts(reports));
    }

    /** What a browser knows is no stranger's text: the directive is one of a closed list. */
    private static Map<String, String> facts(List<CspReport> reports) {
        String directives =
                reports.stream().map(CspReport::directive).distinct().sorted().collect(Collectors.joining(" "));
        return Map.of("directives", directives, "reports", Integer.toString(reports.size()));
    }

    /** One of ours, in UTF-8 and not coded; nothing otherwise. */
    private static Optional<String> mediaType(Headers headers) {
        String[] parts =
                headers.only("content-type").orElse("").toLowerCase(Locale.ROOT).split(";", 2);
        String type = parts[0].strip();
        boolean known = type.equals(LEVEL_2) || type.equals(REPORTING_API);
        boolean utf8 = parts.length == 1 || parts[1].strip().matches("charset=\"?utf-8\"?");
        return known && utf8 && !headers.contains("content-encoding") ? Optional.of(type) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CspReports that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
