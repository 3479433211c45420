package io.gapura.filters.limits;

import io.gapura.filters.Body;
import io.gapura.filters.Bound;
import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.Policy;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Bounds what a client may fill: target, parameters, header fields, cookies, body. Over a bound means refused, never
 * cut. Containers have bounds of their own, which differ and mostly do not cover a JSON body.
 *
 * <p>Immutable and thread-safe. Target, header count, header size and body are hard ceilings: no mode lets them pass.
 */
public final class Limits implements Policy {
    private static final Limits DEFAULT = new Limits(LimitSettings.DEFAULTS, Set.of());
    private static final Decision URI_TOO_LONG = Decision.reject(UriViolation.LENGTH.rejection());
    private static final Decision BODY_TOO_LARGE = Decision.reject(Body.tooLarge());
    private static final Decision NOTHING_TO_COME = Decision.proceed().bodyGuard(new NothingGuard());

    private static final Set<String> RULES = Set.of(
            "cookie.count",
            "media.coding",
            "param.count",
            "param.name",
            "param.source",
            "header.method-override",
            "form.size",
            "body.unexpected",
            "body.ratio");

    private final LimitSettings settings;
    private final long maxUri;
    private final long maxHeaderBytes;
    private final long maxBody;
    private final Forms forms;
    private final Rules rules;

    private Limits(LimitSettings settings, Set<String> observed) {
        this.settings = settings;
        this.maxUri = settings.maxUri().toBytes();
        this.maxHeaderBytes = settings.maxHeaderBytes().toBytes();
        this.maxBody = settings.maxBody().toBytes();
        this.rules = Rules.of(
                observed,
                this::target,
                this::fields,
                this::coding,
                this::parameterCount,
                this::parameterNames,
                this::unexpected,
                this::form,
                this::body);
        this.forms = new Forms(settings, rules::observes);
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
                settings -> Contribution.policies(new Limits(settings, Set.of())));
    }

    /** The same with another bound for raw path and query together; at most 8 KiB. */
    public Limits maxUri(DataSize most) {
        return with(draft -> draft.maxUri = most);
    }

    /** The same with another bound for parameters in the query, duplicates counted. */
    public Limits maxQueryParameters(int most) {
        return with(draft -> draft.maxQueryParameters = most);
    }

    /** The same with another bound for the name of a query parameter in characters, once decoded. */
    public Limits maxParameterName(int most) {
        return with(draft -> draft.maxParameterName = most);
    }

    /** The same with another bound for header lines. */
    public Limits maxHeaders(int most) {
        return with(draft -> draft.maxHeaders = most);
    }

    /** The same with another bound for names and values of all header lines together. */
    public Limits maxHeaderBytes(DataSize most) {
        return with(draft -> draft.maxHeaderBytes = most);
    }

    /** The same with another bound for cookies in all Cookie lines. */
    public Limits maxCookies(int most) {
        return with(draft -> draft.maxCookies = most);
    }

    /** The same with another bound for the content in bytes, declared or counted. */
    public Limits maxBody(DataSize most) {
        return with(draft -> draft.maxBody = most);
    }

    /** The same with another bound for an urlencoded form in bytes. */
    public Limits maxForm(DataSize most) {
        return with(draft -> draft.maxForm = most);
    }

    /** The same with another bound for parameters in a form, duplicates counted. */
    public Limits maxFormFields(int most) {
        return with(draft -> draft.maxFormFields = most);
    }

    /** The same, decoding content in one layer of gzip; each byte of the wire may become so many. */
    public Limits gzip(int maxRatio) {
        return with(draft -> {
            draft.codings = Set.of("gzip");
            draft.maxRatio = maxRatio;
        });
    }

    /** The same, leaving multipart of a declared length to the container: {@code getParts} reads past every guard. */
    public Limits multipartByTheContainer() {
        return with(draft -> draft.multipart = LimitSettings.Multipart.DECLARED);
    }

    /** The same, with content on DELETE. */
    public Limits deleteWithBody() {
        return with(draft -> draft.deleteBody = LimitSettings.DeleteBody.ALLOW);
    }

    private Limits with(Consumer<LimitSettings.Draft> change) {
        return new Limits(settings.with(change), rules.observed());
    }

    @Override
    public OptionalLong largestBody() {
        return OptionalLong.of(maxBody);
    }

    @Override
    public Map<Bound, Long> bounds() {
        Map<Bound, Long> bounds = new EnumMap<>(Bound.class);
        bounds.put(Bound.URI, maxUri);
        bounds.put(Bound.HEADER_BYTES, maxHeaderBytes);
        bounds.put(Bound.HEADERS, (long) settings.maxHeaders());
        bounds.put(Bound.COOKIES, (long) settings.maxCookies());
        bounds.put(Bound.QUERY_PARAMETERS, (long) settings.maxQueryParameters());
        bounds.put(Bound.BODY, maxBody);
        if (settings.multipart() == LimitSettings.Multipart.DECLARED) {
            bounds.put(Bound.PARTS, maxBody);
        }
        return bounds;
    }

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public Set<String> rules() {
        return RULES;
    }

    @Override
    public Set<String> observed() {
        return rules.observed();
    }

    @Override
    public Limits shadowing(Set<String> names) {
        return new Limits(settings, Rules.checked(names, RULES));
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        boolean parts = settings.multipart() == LimitSettings.Multipart.DECLARED;
        remarks.add(parts ? "getParts is the container's, for declared lengths" : "getParts is refused");
        if (settings.deleteBody() == LimitSettings.DeleteBody.ALLOW) {
            remarks.add("DELETE may have content");
        }
        return remarks;
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        return rules.decide(request);
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
        return Decision.proceed();
    }

    /** One layer of a coding that is declared, or none: two codings are two readers' chance to disagree. */
    private Decision coding(RequestView request) {
        boolean coded = request.headers().isCoded();
        return coded && !isGzip(request) ? Refusals.MEDIA_CODING : Decision.proceed();
    }

    private boolean isGzip(RequestView request) {
        if (settings.codings().isEmpty() || !request.headers().isCoded()) {
            return false;
        }
        List<String> codings = request.headers().all("Content-Encoding");
        return codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("gzip");
    }

    private Decision parameterCount(RequestView request) {
        boolean over =
                request.target().rawQuery().isPresent() && request.query().size() > settings.maxQueryParameters();
        return over ? Refusals.PARAMETER_COUNT : Decision.proceed();
    }

    private Decision parameterNames(RequestView request) {
        if (request.target().rawQuery().isEmpty()) {
            return Decision.proceed();
        }
        for (String name : request.query().asMap().keySet()) {
            if (name.length() > settings.maxParameterName()) {
                return Refusals.PARAMETER_NAME;
            }
        }
        return Decision.proceed();
    }

    private Decision unexpected(RequestView request) {
        return isBareDelete(request) && isAnnounced(request) ? Refusals.BODY_UNEXPECTED : Decision.proceed();
    }

    private boolean isBareDelete(RequestView request) {
        return settings.deleteBody() == LimitSettings.DeleteBody.REFUSE
                && request.method().equals("DELETE");
    }

    private static boolean isAnnounced(RequestView request) {
        return request.declaredLength() > 0 || request.headers().isChunked();
    }

    /** A coding that is only observed is the application's to read: nothing of it is a form to us. */
    private Decision form(RequestView request) throws IOException {
        boolean nothing = request.declaredLength() == 0 || isBodiless(request) && !isAnnounced(request);
        if (nothing || !request.headers().contains("Content-Type")) {
            return Decision.proceed();
        }
        ContentType type = ContentType.of(request);
        boolean coded = request.headers().isCoded();
        if (!type.isForm() || coded && !isGzip(request)) {
            return Decision.proceed();
        }
        return type.otherCharset() ? Refusals.FORM_CHARSET : forms.read(request, coded ? gzip() : null);
    }

    private GzipBody gzip() {
        return new GzipBody(maxBody, settings.maxRatio(), rules.observes(Refusals.RATIO.rejection()));
    }

    private Decision body(RequestView request) {
        long declared = request.declaredLength();
        if (declared > maxBody) {
            return BODY_TOO_LARGE;
        }
        if (declared == 0) {
            return Decision.proceed();
        }
        if (isGzip(request)) {
            GzipBody gzip = gzip();
            return Decision.proceed(request.decodedBy(gzip)).bodyGuard(gzip);
        }
        boolean containers = declared > 0
                && settings.multipart() == LimitSettings.Multipart.DECLARED
                && ContentType.of(request).isMultipart();
        return containers ? Decision.proceed() : guarded(request);
    }

    /**
     * Where nothing was announced that could be counted, the first byte is one too many. On HTTP/1 what is not announced
     * does not come (RFC 9112 §6.3); a DELETE is watched all the same.
     */
    private Decision guarded(RequestView request) {
        if (!isBodiless(request) || isAnnounced(request)) {
            return Decision.proceed().bodyGuard(new CountingGuard(maxBody));
        }
        boolean nothing =
                Methods.isBodiless(request.method()) && request.protocol().startsWith("HTTP/1.");
        return nothing ? Decision.proceed() : NOTHING_TO_COME;
    }

    private boolean isBodiless(RequestView request) {
        return Methods.isBodiless(request.method()) || isBareDelete(request);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits that
                && settings.equals(that.settings)
                && rules.observed().equals(that.rules.observed());
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
