package io.gapura.filters.servlet;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Caller;
import io.gapura.filters.Exchange;
import io.gapura.filters.Query;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request that the application sees: content and parameters as the gate read them, the caller that the gate proved.
 * Everything is made when first asked for. Multipart is the container's until a policy touched the content.
 */
final class ReplayedRequest extends ForwardedRequest {
    private static final String LENGTH = "Content-Length";
    private static final Rejection MULTIPART = Rejection.of(415, "media-type-refused", "media.multipart")
            .violations(List.of(new Violation(Violation.Place.BODY, "", "media.multipart")));

    private final Passage passage;
    private @Nullable Opened opened;

    /** What was made for the application so far; requests whose content nobody reads have none. */
    private static final class Opened {
        private @Nullable ReplayedInput input;
        private @Nullable BufferedReader reader;
        private byte @Nullable [] replay;
        private @Nullable Query form;
        private @Nullable RefusedException unusable;
        private @Nullable Map<String, String[]> parameters;
        private @Nullable String parametersOf;
    }

    ReplayedRequest(HttpServletRequest request, Passage passage) {
        super(request, passage.exchange().request());
        this.passage = passage;
    }

    private Opened made() {
        Opened made = opened;
        if (made == null) {
            made = new Opened();
            opened = made;
        }
        return made;
    }

    private Exchange exchange() {
        return passage.exchange();
    }

    /** Whether the application has begun to read: what is left on the wire is then the container's to end. */
    boolean isOpened() {
        Opened made = opened;
        return made != null && made.input != null && made.input.isOpened();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        Opened made = made();
        if (made.reader != null) {
            throw new IllegalStateException("getReader was called before");
        }
        return stream(made);
    }

    private ServletInputStream stream(Opened made) {
        ReplayedInput input = made.input;
        if (input == null) {
            input = new ReplayedInput(() -> content(made), passage);
            made.input = input;
        }
        return input;
    }

    private ReplayedInput.Opened content(Opened made) throws IOException {
        byte[] read = made.replay;
        // What is decoded is not ready when the wire is: it is read at once, on a thread of the container.
        boolean atHand = read != null
                || exchange().request().isBodyRead()
                || exchange().request().decoder().isPresent();
        InputStream content =
                read != null ? new ByteArrayInputStream(read) : exchange().openBody();
        return new ReplayedInput.Opened(content, atHand ? null : super.getInputStream());
    }

    /** Strict: what is not of the charset ends the reading. JSON without a charset is UTF-8 (RFC 8259 §8.1). */
    @Override
    public BufferedReader getReader() throws IOException {
        Opened made = made();
        BufferedReader reader = made.reader;
        if (reader == null) {
            if (made.input != null) {
                throw new IllegalStateException("getInputStream was called before");
            }
            reader = new BufferedReader(
                    new InputStreamReader(stream(made), charset().newDecoder()));
            made.reader = reader;
        }
        return reader;
    }

    private Charset charset() throws UnsupportedEncodingException {
        String name = getCharacterEncoding();
        if (name == null) {
            String type = getContentType();
            boolean json = type != null && type.contains("json");
            return json ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new UnsupportedEncodingException("the charset of the request is not known");
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = parameters().get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters().keySet());
    }

    private Map<String, String[]> parameters() {
        String dispatched = dispatchedQuery();
        Opened made = made();
        Map<String, String[]> known = made.parameters;
        if (known == null || !Objects.equals(dispatched, made.parametersOf)) {
            known = FormContent.isMultipart(getContentType()) ? ofParts(dispatched) : merged(dispatched);
            made.parameters = known;
            made.parametersOf = dispatched;
        }
        return known;
    }

    /** The container's, with the fields of parts where it parses them; only the query's where a guard is enforced. */
    private Map<String, String[]> ofParts(@Nullable String dispatched) {
        Map<String, String[]> ours = merged(dispatched);
        if (!exchange().mayPassGuards()) {
            return ours;
        }
        Map<String, String[]> containers = super.getParameterMap();
        if (!ours.keySet().containsAll(containers.keySet())) {
            exchange().passedGuards(MULTIPART);
        }
        return containers;
    }

    private Map<String, String[]> merged(@Nullable String dispatched) {
        Query query = exchange().request().query();
        Query form = formParameters();
        return dispatched == null ? Parameters.of(query, form) : Parameters.of(Query.parse(dispatched), query, form);
    }

    /** The query that an application put on a dispatch: its parameters come first (Servlet 6 §9.1.1). */
    private @Nullable String dispatchedQuery() {
        DispatcherType dispatch = getDispatcherType();
        if (dispatch == DispatcherType.INCLUDE) {
            return (String) getAttribute(RequestDispatcher.INCLUDE_QUERY_STRING);
        }
        String query = dispatch == DispatcherType.REQUEST ? null : getQueryString();
        String received =
                query == null ? null : exchange().request().target().rawQuery().orElse("");
        return Objects.equals(query, received) ? null : query;
    }

    /** A body that the application has begun to read itself has no parameters, as the Servlet specification says. */
    private Query formParameters() {
        Opened made = made();
        if (made.form != null) {
            return made.form;
        }
        if (made.unusable != null) {
            throw made.unusable;
        }
        if (made.input != null || !FormContent.isForm(getMethod(), getContentType())) {
            return Query.empty();
        }
        Optional<Query> known = exchange().request().form();
        if (known.isPresent()) {
            return known.get();
        }
        try (InputStream in = exchange().openBody()) {
            byte[] content = FormContent.read(in);
            made.replay = content;
            Query parsed = FormContent.parse(content, getCharacterEncoding());
            made.form = parsed;
            return parsed;
        } catch (BodyRejectedException rejected) {
            made.unusable = new RefusedException(rejected.rejection());
            throw made.unusable;
        } catch (RefusedException refused) {
            made.unusable = refused;
            throw refused;
        } catch (IOException gone) {
            passage.clientGone();
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        requireUntouched();
        return super.getParts();
    }

    @Override
    public Part getPart(String name) throws IOException, ServletException {
        requireUntouched();
        return super.getPart(name);
    }

    /**
     * The container's parser reads the wire, past the replay and every guard, and cannot be given our stream: Tomcat's
     * asks its own connector's request, Jetty's unwraps to its own, Undertow's reads its exchange. Past guards that are all
     * in shadow it may: an application does not lose its uploads to what only observes.
     */
    private void requireUntouched() {
        if (!exchange().mayPassGuards()) {
            throw new RefusedException(MULTIPART.asHard());
        }
        exchange().passedGuards(MULTIPART);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return hides(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return hides(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        if (exchange().request().decoder().isEmpty()) {
            return super.getHeaderNames();
        }
        List<String> shown = Collections.list(super.getHeaderNames());
        shown.removeIf(this::hides);
        return Collections.enumeration(shown);
    }

    @Override
    public int getIntHeader(String name) {
        return hides(name) ? -1 : super.getIntHeader(name);
    }

    @Override
    public int getContentLength() {
        return hides(LENGTH) ? -1 : super.getContentLength();
    }

    @Override
    public long getContentLengthLong() {
        return hides(LENGTH) ? -1 : super.getContentLengthLong();
    }

    /** Of content that we decode the application sees neither the coding nor the length on the wire. */
    private boolean hides(String name) {
        return exchange().request().decoder().isPresent()
                && (name.equalsIgnoreCase(LENGTH) || name.equalsIgnoreCase("Content-Encoding"));
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        Caller caller = exchange().caller();
        return caller.isAnonymous() ? super.getUserPrincipal() : caller;
    }

    @Override
    public @Nullable String getRemoteUser() {
        Caller caller = exchange().caller();
        return caller.isAnonymous() ? super.getRemoteUser() : caller.id();
    }

    @Override
    public @Nullable String getAuthType() {
        Caller caller = exchange().caller();
        return caller.isAnonymous() ? super.getAuthType() : caller.mechanism();
    }

    @Override
    public boolean isUserInRole(String role) {
        Caller caller = exchange().caller();
        if (!caller.isAnonymous()) {
            return caller.isInRole(role);
        }
        // Whoever has no name holds no role, whatever comes along.
        return super.getUserPrincipal() != null && super.isUserInRole(role);
    }

    /** With the guarded response: the container's own form would hand out the bare one. */
    @Override
    public AsyncContext startAsync() {
        return startAsync(this, passage.response());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        if (!isAsyncSupported()) {
            passage.misconfigured("async-supported is missing on the servlet or on a filter");
        }
        Supplier<AsyncContext> starter = () -> super.startAsync(request, response);
        return passage.startAsync(starter);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return passage.guarding(super.getAsyncContext());
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> handler) throws IOException, ServletException {
        if (!passage.admits()) {
            throw new IllegalStateException("the request was refused");
        }
        return super.upgrade(handler);
    }
}
