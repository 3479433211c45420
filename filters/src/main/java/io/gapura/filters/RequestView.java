package io.gapura.filters;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
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
    private final Received received;
    private final Caller caller;
    private final @Nullable Endpoint endpoint;
    private final boolean originAllowed;
    private final PathParameters parameters;
    private final @Nullable String dispatchedTo;

    private RequestView(Received received) {
        this(received, Caller.anonymous(), null, false, PathParameters.NONE, null);
    }

    private RequestView(
            Received received,
            Caller caller,
            @Nullable Endpoint endpoint,
            boolean originAllowed,
            PathParameters parameters,
            @Nullable String dispatchedTo) {
        this.received = received;
        this.caller = caller;
        this.endpoint = endpoint;
        this.originAllowed = originAllowed;
        this.parameters = parameters;
        this.dispatchedTo = dispatchedTo;
    }

    /**
     * Reads a request, or refuses it: a hard {@link UriViolation}, a query that does not decode, a method that is no
     * token, an absolute-form target for another host. Every field stays, and no field speaks for somebody
     * else: what a peer has sent is read by {@link TrustedProxies#read}.
     *
     * @throws RefusedException with a hard rejection
     */
    public static RequestView read(
            String method, Target target, String scheme, Headers headers, Body body, Client client) {
        return read(new Received(Provenance.NOBODY, method, target, scheme, headers, body, client.address()));
    }

    /**
     * The same, asking for headers and content when a policy does.
     *
     * @param declaredLength what Content-Length said, or -1
     * @param address of the peer, an IP literal; given now, because a container forgets it when the client leaves
     * @throws RefusedException with a hard rejection
     */
    public static RequestView read(
            String method, Target target, String scheme, RequestSource source, long declaredLength, String address) {
        return read(new Received(Provenance.NOBODY, method, target, scheme, source, declaredLength, address));
    }

    static RequestView read(Received received) {
        RequestView view = new RequestView(received);
        String method = received.method();
        Target target = received.target();
        if (!Ascii.isToken(method)) {
            throw new RefusedException(Rejection.malformed("method.unknown"));
        }
        if (target.rawPath().equals("*") && !method.equals("OPTIONS")) {
            throw new RefusedException(UriViolation.FORM.rejection());
        }
        if (!target.violations().isEmpty()) {
            target.unreadable().flatMap(none -> target.hardViolation()).ifPresent(RequestView::refuse);
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
        String host = view.headers().only("host").orElse(authority);
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
        return withBody(Body.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same with one more header line. */
    public RequestView header(String name, String value) {
        return new RequestView(
                received.with(headers().with(name, value), body()),
                caller,
                endpoint,
                originAllowed,
                parameters,
                dispatchedTo);
    }

    /** The same as it came by another protocol, such as {@code HTTP/2.0}. */
    public RequestView protocol(String protocol) {
        return new RequestView(
                received.with(headers().by(protocol), body()),
                caller,
                endpoint,
                originAllowed,
                parameters,
                dispatchedTo);
    }

    public RequestView withBody(Body content) {
        return new RequestView(
                received.with(headers(), content), caller, endpoint, originAllowed, parameters, dispatchedTo);
    }

    /** The same, with the parameters of its form: the only reading of them, for whoever asks. */
    public RequestView withForm(Query form) {
        return new RequestView(
                received.with(received.content().withForm(form)),
                caller,
                endpoint,
                originAllowed,
                parameters,
                dispatchedTo);
    }

    /**
     * The same, with content that the application reads through a decoder. It then sees neither Content-Encoding nor the
     * wire's Content-Length; policies see both, and the bytes as they came.
     */
    public RequestView decodedBy(ContentDecoder decoder) {
        return new RequestView(
                received.with(received.content().withDecoder(decoder)),
                caller,
                endpoint,
                originAllowed,
                parameters,
                dispatchedTo);
    }

    public RequestView withCaller(Caller proven) {
        return new RequestView(received, proven, endpoint, originAllowed, parameters, dispatchedTo);
    }

    public RequestView withEndpoint(Endpoint called) {
        return new RequestView(received, caller, called, originAllowed, parameters, dispatchedTo);
    }

    /** The same, whose path a template was matched with. */
    public RequestView withPathParameters(PathParameters values) {
        return new RequestView(received, caller, endpoint, originAllowed, values, dispatchedTo);
    }

    /**
     * The same, about to call an endpoint.
     *
     * @param path within the application, canonical, where a forward or include leads to it; null: that of the request
     */
    RequestView calling(Endpoint called, PathParameters values, @Nullable String path) {
        return new RequestView(received, caller, called, originAllowed, values, path);
    }

    /** The same, from somebody of whom the connection knows that much. */
    public RequestView withPeer(Peer known) {
        return new RequestView(received.with(known), caller, endpoint, originAllowed, parameters, dispatchedTo);
    }

    /** The same, from a foreign origin of which a policy has found that it may make this very request. */
    public RequestView withOriginAllowed() {
        return new RequestView(received, caller, endpoint, true, parameters, dispatchedTo);
    }

    /** As received, case kept. */
    public String method() {
        return received.method();
    }

    public Target target() {
        return received.target();
    }

    /** {@code http} or {@code https}: of the connection, or as a trusted proxy says. */
    public String scheme() {
        return received.scheme();
    }

    /**
     * Host and port, lower case, the scheme's default port dropped (RFC 9421 §2.2.3): of the Host field, or as a trusted
     * proxy says.
     *
     * @throws RefusedException when Host is absent, repeated or malformed
     */
    public String authority() {
        String host = headers().single("host");
        if (host == null || !Authority.isValid(host)) { // before lower-casing, which turns U+212A into a plain k
            throw new RefusedException(Rejection.malformed("host.malformed"));
        }
        Origin origin = received.from().origin();
        host = (origin == null ? host : origin.authority(host)).toLowerCase(Locale.ROOT);
        String defaultPort = scheme().equals("https") ? ":443" : ":80";
        return host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host;
    }

    /** The parameters of the query, decoded once. */
    public Query query() {
        return received.query();
    }

    /** The parameters of the form that the content is; empty unless a policy has read it as one. */
    public Optional<Query> form() {
        return Optional.ofNullable(received.content().form());
    }

    /** What stands between the wire and the application. */
    public Optional<ContentDecoder> decoder() {
        return Optional.ofNullable(received.content().decoder());
    }

    public Headers headers() {
        return received.headers();
    }

    /** {@code HTTP/1.1}, {@code HTTP/2.0} and the like; empty where nobody knows: under Jakarta REST alone. */
    public String protocol() {
        return headers().protocol();
    }

    /** What Content-Length said, or -1; asks for no content. */
    public long declaredLength() {
        return received.declaredLength();
    }

    public Body body() {
        return received.body();
    }

    /** Whether a policy has read the content, so that the application must be given the replay. */
    public boolean isBodyRead() {
        return received.isBodyRead();
    }

    /**
     * The fields that stand behind the content (RFC 9110 §6.5), which are never those of {@link #headers}: without those
     * that the peer may not set, none of them twice. Empty while no policy has read the content to its end, and where the
     * adapter cannot tell them.
     *
     * @throws RefusedException hard, when there are more than 100, or of more than 8 KiB, or one that may not stand there
     */
    public Optional<Headers> trailers() {
        return received.trailers();
    }

    /** The request is over: what was kept of its content is not needed any more. */
    void discardBody() {
        received.discardBody();
    }

    public Client client() {
        return received.client();
    }

    /** The client's address alone, for what is asked on every request. */
    public String address() {
        return received.address();
    }

    /** What the connection knows of its other end: of the proxy, where one stands between. */
    public Peer peer() {
        return received.peer();
    }

    /**
     * The client's certificates, leaf first: those of the TLS connection; behind a trusted proxy those that the proxy hands
     * on (RFC 9440), if {@link TrustedProxies} say that it does. None when the client has shown none. The connector or the
     * proxy has verified them, or nobody has.
     *
     * @throws RefusedException when what a trusted proxy hands on cannot be read
     */
    public List<X509Certificate> certificates() {
        return received.certificates();
    }

    /**
     * Whether a trusted proxy spoke for the client. Then {@link #client}, {@link #scheme} and {@link #authority} are what
     * an application has to see, and not what the connection says.
     */
    public boolean isForwarded() {
        return received.from().origin() != null;
    }

    /** Whether a field of that name was taken out, because its sender is nobody who may set it. For adapters. */
    public boolean conceals(String name) {
        return received.from().conceals(name);
    }

    /** Whether any field was taken out. For adapters. */
    public boolean isConcealing() {
        return headers().isConcealing();
    }

    /**
     * The trace that this request continues: a strict {@code traceparent} of a trusted proxy, or of anybody where
     * {@code errors.trace = continue} says so. Empty: a new trace starts.
     */
    public Optional<TraceContext> trace() {
        return received.from().isTraced() ? TraceContext.in(headers()) : Optional.empty();
    }

    /** The id under which a trusted proxy knows this request: {@code [A-Za-z0-9._-]{1,64}}. Recorded, never returned. */
    public Optional<String> claimedId() {
        if (!received.from().isTrusted()) {
            return Optional.empty();
        }
        List<String> lines = headers().all("x-request-id");
        return lines.size() == 1 && IncidentId.isClaim(lines.get(0)) ? Optional.of(lines.get(0)) : Optional.empty();
    }

    public Caller caller() {
        return caller;
    }

    /** Whether an earlier policy has found that the origin may make this very request, foreign as it is. */
    public boolean isOriginAllowed() {
        return originAllowed;
    }

    /** What will be called; present from {@link Stage#ENDPOINT} on. */
    public Optional<Endpoint> endpoint() {
        return endpoint == null ? Optional.empty() : endpoint.present();
    }

    /** The same for what is asked on every request. */
    public @Nullable Endpoint endpointOrNull() {
        return endpoint;
    }

    /**
     * The path within the application that the endpoint is called by: where the last forward or include leads to, else
     * that of the {@link #target}. Empty when a dispatch leads to a path that cannot be read in one way.
     */
    public String calledPath() {
        return dispatchedTo == null ? target().path() : dispatchedTo;
    }

    /** Whether the endpoint is called by another path than the client has sent. */
    public boolean isDispatched() {
        return dispatchedTo != null;
    }

    /** What the template of {@link #endpoint()} took out of the path; none before {@link Stage#ENDPOINT}. */
    public PathParameters pathParameters() {
        return parameters;
    }
}
