package io.gapura.filters.jaxrs;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a runtime without any habit of its own would give it. What the adapter must not ask for throws. */
public final class FakeRequest implements ContainerRequestContext {
    private final String method;
    private final UriInfo uriInfo;
    private MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private @Nullable InputStream stream = InputStream.nullInputStream();
    private @Nullable SecurityContext security;
    private @Nullable Response aborted;

    public FakeRequest(String method, String target) {
        this(method, new FakeUriInfo(URI.create("http://app.example").resolve(target)));
    }

    FakeRequest(String method, UriInfo uriInfo) {
        this.method = method;
        this.uriInfo = uriInfo;
        headers.add("Host", "app.example");
    }

    public static FakeRequest get(String target) {
        return new FakeRequest("GET", target);
    }

    public FakeRequest header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    /** In a map that the runtime guards. */
    public FakeRequest headers(MultivaluedMap<String, String> map) {
        map.putAll(headers);
        headers = map;
        return this;
    }

    public FakeRequest content(String text) {
        stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** As CXF does for a request without content. */
    public FakeRequest withoutStream() {
        stream = null;
        return this;
    }

    public FakeRequest property(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /** What {@code abortWith} was given; null when the request may go on. */
    public @Nullable Response aborted() {
        return aborted;
    }

    @Override
    public Object getProperty(String name) {
        return properties.get(name);
    }

    @Override
    public Collection<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public void setProperty(String name, Object object) {
        properties.put(name, object);
    }

    @Override
    public void removeProperty(String name) {
        properties.remove(name);
    }

    @Override
    public UriInfo getUriInfo() {
        return uriInfo;
    }

    @Override
    public void setRequestUri(URI requestUri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setRequestUri(URI baseUri, URI requestUri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Request getRequest() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public void setMethod(String other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MultivaluedMap<String, String> getHeaders() {
        return headers;
    }

    @Override
    public String getHeaderString(String name) {
        throw new UnsupportedOperationException("joins several lines into one");
    }

    @Override
    public Date getDate() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Locale getLanguage() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLength() {
        throw new UnsupportedOperationException("an int, and parsed leniently");
    }

    @Override
    public MediaType getMediaType() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<MediaType> getAcceptableMediaTypes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Locale> getAcceptableLanguages() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Cookie> getCookies() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasEntity() {
        throw new UnsupportedOperationException("peeks into the stream");
    }

    @Override
    public InputStream getEntityStream() {
        return stream;
    }

    @Override
    public void setEntityStream(InputStream input) {
        stream = input;
    }

    @Override
    public SecurityContext getSecurityContext() {
        return security;
    }

    @Override
    public void setSecurityContext(SecurityContext context) {
        security = context;
    }

    @Override
    public void abortWith(Response response) {
        if (aborted != null) {
            throw new IllegalStateException("aborted twice");
        }
        aborted = response;
    }
}
