package io.gapura.filters.limits;

import io.gapura.filters.Body;
import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.Policy;
import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rule;
import io.gapura.filters.Target;
import io.gapura.filters.UriViolation;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.lang.invoke.MethodHandles;

/**
 * Bounds what a client may fill: target, parameters, header fields, cookies, body. Over a bound means refused, never
 * cut. Containers have bounds of their own, which differ and mostly do not cover a JSON body.
 *
 * <p>Immutable and thread-safe. Target, header count, header size and body are hard ceilings: no mode lets them pass.
 */
public final class Limits implements Policy {
    private static final Limits DEFAULT = new Limits(LimitSettings.DEFAULTS);
    private static final Decision URI_TOO_LONG = Decision.reject(UriViolation.LENGTH.rejection());
    private static final Decision BODY_TOO_LARGE = Decision.reject(Body.tooLarge());

    private static final Decision NOTHING_TO_COME = Decision.proceed().bodyGuard(new NothingGuard());

    private final LimitSettings settings;
    private final long maxUri;
    private final long maxHeaderBytes;
    private final long maxBody;
    private final Rule[] rules = {this::target, this::fields, this::parameters, this::body};

    private Limits(LimitSettings settings) {
        this.settings = settings;
        this.maxUri = settings.maxUri().toBytes();
        this.maxHeaderBytes = settings.maxHeaderBytes().toBytes();
        this.maxBody = settings.maxBody().toBytes();
    }

    /** Target and header fields of 8 KiB, 100 fields, 50 cookies, 100 parameters with names of 128, a body of 1 MiB. */
    public static Limits defaults() {
        return DEFAULT;
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "limits",
                "bounds counts and sizes",
                MethodHandles.lookup(),
                LimitSettings.class,
                LimitSettings.DEFAULTS,
                settings -> Contribution.policies(new Limits(settings)));
    }

    /** The same with another bound for raw path and query together; at most 8 KiB. */
    public Limits maxUri(DataSize most) {
        return new Limits(settings.withMaxUri(most));
    }

    /** The same with another bound for parameters in the query, duplicates counted. */
    public Limits maxQueryParameters(int most) {
        return new Limits(settings.withMaxQueryParameters(most));
    }

    /** The same with another bound for the name of a query parameter in characters, once decoded. */
    public Limits maxParameterName(int most) {
        return new Limits(settings.withMaxParameterName(most));
    }

    /** The same with another bound for header lines. */
    public Limits maxHeaders(int most) {
        return new Limits(settings.withMaxHeaders(most));
    }

    /** The same with another bound for names and values of all header lines together. */
    public Limits maxHeaderBytes(DataSize most) {
        return new Limits(settings.withMaxHeaderBytes(most));
    }

    /** The same with another bound for cookies in all Cookie lines. */
    public Limits maxCookies(int most) {
        return new Limits(settings.withMaxCookies(most));
    }

    /** The same with another bound for the content in bytes, declared or counted. */
    public Limits maxBody(DataSize most) {
        return new Limits(settings.withMaxBody(most));
    }

    @Override
    public String name() {
        return "limits";
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

    private Decision target(RequestView request) {
        Target target = request.target();
        int query = target.rawQuery().map(raw -> raw.length() + 1).orElse(0);
        return target.rawPath().length() + query > maxUri ? URI_TOO_LONG : Decision.proceed();
    }

    /** Reads the summary of the one pass over the fields. */
    private Decision fields(RequestView request) {
        Headers headers = request.headers();
        if (headers.size() > settings.maxHeaders()) {
            return Refusals.HEADER_COUNT;
        }
        if (headers.characters() > maxHeaderBytes) {
            return Refusals.HEADER_SIZE;
        }
        if (headers.cookies() > settings.maxCookies()) {
            return Refusals.COOKIE_COUNT;
        }
        return headers.isCoded() ? Refusals.MEDIA_CODING : Decision.proceed();
    }

    private Decision parameters(RequestView request) {
        if (request.target().rawQuery().isEmpty()) {
            return Decision.proceed();
        }
        Query query = request.query();
        if (query.size() > settings.maxQueryParameters()) {
            return Refusals.PARAMETER_COUNT;
        }
        for (String name : query.asMap().keySet()) {
            if (name.length() > settings.maxParameterName()) {
                return Refusals.PARAMETER_NAME;
            }
        }
        return Decision.proceed();
    }

    private Decision body(RequestView request) {
        long declared = request.declaredLength();
        if (declared > maxBody) {
            return BODY_TOO_LARGE;
        }
        return declared == 0 ? Decision.proceed() : guarded(request);
    }

    /**
     * On GET, HEAD and OPTIONS nothing was announced that could be counted: the first byte is one too many. On HTTP/1
     * what is not announced does not come (RFC 9112 §6.3).
     */
    private Decision guarded(RequestView request) {
        boolean announced = request.declaredLength() > 0 || request.headers().isChunked();
        if (announced || !Methods.isBodiless(request.method())) {
            return Decision.proceed().bodyGuard(new CountingGuard(maxBody));
        }
        return request.protocol().startsWith("HTTP/1.") ? Decision.proceed() : NOTHING_TO_COME;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
