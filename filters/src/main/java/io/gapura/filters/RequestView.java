package io.gapura.filters;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one reading of a request. Every policy decides on this value, and what a policy learns it passes on by a changed
 * copy: {@code proceed(request.withCaller(caller))}.
 *
 * <p>A request that cannot be read into a view is refused before any policy: see {@link #read}. Immutable, except that
 * {@link #body} can be read once.
 */
public final class RequestView {
    private final String method;
    private final Target target;
    private final String scheme;
    private final Headers headers;
    private final Body body;
    private final Client client;
    private final Caller caller;
    private final @Nullable Endpoint endpoint;
    private volatile @Nullable Query query;

    private RequestView(
            String method,
            Target target,
            String scheme,
            Headers headers,
            Body body,
            Client client,
            Caller caller,
            @Nullable Endpoint endpoint,
            @Nullable Query query) {
        this.method = method;
        this.target = target;
        this.scheme = scheme;
        this.headers = headers;
        this.body = body;
        this.client = client;
        this.caller = caller;
        this.endpoint = endpoint;
        this.query = query;
    }

    /**
     * Reads a request, or refuses it: a hard {@link UriViolation}, a query that does not decode, a method that is no
     * token, an absolute-form target for another host.
     *
     * @throws RefusedException with a hard rejection
     */
    public static RequestView read(
            String method, Target target, String scheme, Headers headers, Body body, Client client) {
        RequestView view =
                new RequestView(method, target, scheme, headers, body, client, Caller.anonymous(), null, null);
        if (!Ascii.isToken(method)) {
            throw new RefusedException(Rejection.malformed("method.unknown"));
        }
        if (target.rawPath().equals("*") && !method.equals("OPTIONS")) {
            throw new RefusedException(UriViolation.FORM.rejection());
        }
        if (!target.violations().isEmpty()) {
            target.hardViolation().ifPresent(RequestView::refuse);
        }
        if (target.authority().isPresent()) {
            requireSameHost(view, target.authority().get());
        }
        if (target.rawQuery().isPresent()) {
            view.query();
        }
        return view;
    }

    private static void refuse(UriViolation violation) {
        throw new RefusedException(violation.rejection());
    }

    private static void requireSameHost(RequestView view, String authority) {
        String host = view.headers.only("host").orElse(authority);
        if (!Ascii.same(host, authority)) {
            throw new RefusedException(Rejection.malformed("host.mismatch"));
        }
    }

    /** A request for tests: {@code http} from {@code 192.0.2.1} to {@code app.example}. */
    public static RequestView of(String method, String requestTarget) {
        return read(
                method,
                Target.parse(requestTarget),
                "http",
                Headers.of("Host", "app.example"),
                Body.none(),
                new Client("192.0.2.1"));
    }

    public static RequestView get(String requestTarget) {
        return of("GET", requestTarget);
    }

    public static RequestView post(String requestTarget) {
        return of("POST", requestTarget);
    }

    /** The same with content of a known length. */
    public RequestView body(String content) {
        return with(headers, Body.of(content.getBytes(StandardCharsets.UTF_8)), caller, endpoint);
    }

    /** The same with one more header line. */
    public RequestView header(String name, String value) {
        return with(headers.with(name, value), body, caller, endpoint);
    }

    public RequestView withBody(Body content) {
        return with(headers, content, caller, endpoint);
    }

    public RequestView withCaller(Caller proven) {
        return with(headers, body, proven, endpoint);
    }

    public RequestView withEndpoint(Endpoint called) {
        return with(headers, body, caller, called);
    }

    private RequestView with(Headers fields, Body content, Caller who, @Nullable Endpoint called) {
        return new RequestView(method, target, scheme, fields, content, client, who, called, query);
    }

    /** As received, case kept. */
    public String method() {
        return method;
    }

    public Target target() {
        return target;
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return scheme;
    }

    /**
     * Host and port, lower case, the scheme's default port dropped (RFC 9421 §2.2.3).
     *
     * @throws RefusedException when Host is absent, repeated or malformed
     */
    public String authority() {
        String host =
                headers.only("host").orElseThrow(() -> new RefusedException(Rejection.malformed("host.malformed")));
        if (!Authority.isValid(host)) { // before lower-casing, which turns U+212A into a plain k
            throw new RefusedException(Rejection.malformed("host.malformed"));
        }
        host = host.toLowerCase(Locale.ROOT);
        String defaultPort = scheme.equals("https") ? ":443" : ":80";
        return host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host;
    }

    /** The parameters of the query, decoded once. */
    public Query query() {
        Query read = query;
        if (read == null) {
            read = target.rawQuery().map(Query::parse).orElse(Query.empty());
            query = read;
        }
        return read;
    }

    public Headers headers() {
        return headers;
    }

    public Body body() {
        return body;
    }

    public Client client() {
        return client;
    }

    public Caller caller() {
        return caller;
    }

    /** What will be called; present from {@link Stage#ENDPOINT} on. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }
}
