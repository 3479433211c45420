package io.gapura.filters.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.MappingMatch;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request of one fake client to the application under {@code /app}. Like most containers it has no parameters: whoever
 * asks for them must have read them itself.
 */
public final class FakeRequest extends BareRequest {
    private final String method;
    private final String uri;
    private final @Nullable String query;
    private final List<String[]> headers = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private byte[] content = new byte[0];
    private boolean gone;
    private DispatcherType dispatch = DispatcherType.REQUEST;
    private @Nullable HttpServletMapping mapping = mapping("orders", "/orders/*");
    private @Nullable Principal principal;
    private @Nullable FakeAsync async;
    private boolean asyncSupported = true;
    private boolean secure;
    private String peer = "192.0.2.1";
    private int peerPort = 4711;
    private @Nullable FakeWire wire;
    private int opened;

    private FakeRequest(String method, String target) {
        int mark = target.indexOf('?');
        this.method = method;
        this.uri = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? null : target.substring(mark + 1);
        header("Host", "app.example");
    }

    public static FakeRequest of(String method, String target) {
        return new FakeRequest(method, target);
    }

    public static FakeRequest get(String target) {
        return of("GET", target);
    }

    /** A POST with content of that type. */
    public static FakeRequest post(String target, String type, String content) {
        return of("POST", target).content(type, content);
    }

    public FakeRequest content(String type, String text) {
        content = text.getBytes(StandardCharsets.UTF_8);
        return header("Content-Type", type).header("Content-Length", Integer.toString(content.length));
    }

    /** Content of which no header tells. */
    public FakeRequest raw(byte[] bytes) {
        content = bytes.clone();
        return this;
    }

    public FakeRequest header(String name, String value) {
        headers.add(new String[] {name, value});
        return this;
    }

    /** The client leaves before the content came. */
    public FakeRequest leaving() {
        gone = true;
        return this;
    }

    public FakeRequest secure() {
        secure = true;
        return this;
    }

    /** From another peer. */
    public FakeRequest from(String address, int port) {
        peer = address;
        peerPort = port;
        return this;
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return null;
    }

    public FakeRequest withoutAsync() {
        asyncSupported = false;
        return this;
    }

    /** The container itself knows a caller. */
    public FakeRequest principal(Principal known) {
        principal = known;
        return this;
    }

    /** As the container shows itself on a dispatch of that type to that servlet. */
    public FakeRequest dispatched(DispatcherType type, @Nullable HttpServletMapping to) {
        dispatch = type;
        mapping = to;
        return this;
    }

    public FakeRequest attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    /** A mapping as Servlet 4 describes it, or without names, as some show one. */
    public static HttpServletMapping mapping(@Nullable String servlet, @Nullable String pattern) {
        return new HttpServletMapping() {
            @Override
            public String getMatchValue() {
                return "";
            }

            @Override
            public String getPattern() {
                return pattern;
            }

            @Override
            public String getServletName() {
                return servlet;
            }

            @Override
            public MappingMatch getMappingMatch() {
                return MappingMatch.PATH;
            }
        };
    }

    /** How often the stream was asked for. */
    public int opened() {
        return opened;
    }

    /** The asynchronous cycle, once one was started. */
    public FakeAsync async() {
        if (async == null) {
            throw new AssertionError("startAsync was not called");
        }
        return async;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    /** Of a container that decodes no slash. */
    @Override
    public String getServletPath() {
        return uri.startsWith(getContextPath()) ? uri.substring(getContextPath().length()) : uri;
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public String getContextPath() {
        return "/app";
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getRemoteAddr() {
        return peer;
    }

    @Override
    public String getRemoteHost() {
        return peer;
    }

    @Override
    public int getRemotePort() {
        return peerPort;
    }

    @Override
    public String getScheme() {
        return secure ? "https" : "http";
    }

    @Override
    public String getServerName() {
        return "inner.example";
    }

    @Override
    public int getServerPort() {
        return 8080;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer("http://inner.example:8080").append(uri);
    }

    @Override
    public int getIntHeader(String name) {
        String value = getHeader(name);
        return value == null ? -1 : Integer.parseInt(value);
    }

    @Override
    public long getDateHeader(String name) {
        return getIntHeader(name);
    }

    @Override
    public DispatcherType getDispatcherType() {
        return dispatch;
    }

    @Override
    public @Nullable HttpServletMapping getHttpServletMapping() {
        return mapping;
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(line -> names.add(line[0]));
        return Collections.enumeration(names);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(headers.stream()
                .filter(line -> line[0].equalsIgnoreCase(name))
                .map(line -> line[1])
                .toList());
    }

    @Override
    public @Nullable String getHeader(String name) {
        Enumeration<String> values = getHeaders(name);
        return values.hasMoreElements() ? values.nextElement() : null;
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("Content-Type");
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        String type = getContentType();
        int at = type == null ? -1 : type.indexOf("charset=");
        return at < 0 ? null : type.substring(at + 8);
    }

    @Override
    public long getContentLengthLong() {
        String length = getHeader("Content-Length");
        return length == null ? -1 : Long.parseLong(length);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return principal;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return principal == null ? null : principal.getName();
    }

    @Override
    public @Nullable String getAuthType() {
        return principal == null ? null : "BASIC";
    }

    @Override
    public boolean isUserInRole(String role) {
        return principal != null && role.equals("container-role");
    }

    /** What the container would parse by itself: one parameter that says so. */
    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of("parsed-by", new String[] {"container"});
    }

    @Override
    public Collection<Part> getParts() {
        return List.of();
    }

    @Override
    public @Nullable Part getPart(String name) {
        return null;
    }

    @Override
    public boolean isAsyncSupported() {
        return asyncSupported;
    }

    @Override
    public boolean isAsyncStarted() {
        return async != null && async.isStarted();
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        if (!asyncSupported) {
            throw new IllegalStateException("async is not supported");
        }
        async = async == null ? new FakeAsync() : async;
        return async.start(request, response);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return async();
    }

    @Override
    public ServletContext getServletContext() {
        throw new AssertionError("the context of the filter is the one to ask");
    }

    @Override
    public ServletInputStream getInputStream() {
        opened++;
        wire = wire == null ? new FakeWire(new ByteArrayInputStream(content), gone) : wire;
        return wire;
    }
}
