package io.gapura.filters.servlet;

import io.gapura.filters.Authority;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request without what its sender may not say, and with client, scheme and host as a trusted proxy says them. Paths
 * stay the container's. Where no proxy spoke, the container answers itself, and nothing is made.
 */
sealed class ForwardedRequest extends HttpServletRequestWrapper permits ReplayedRequest {
    private final RequestView received;

    /** @param received the first view: what is known of the connection does not change on the way */
    ForwardedRequest(HttpServletRequest request, RequestView received) {
        super(request);
        this.received = received;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isConcealed(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isConcealed(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public long getDateHeader(String name) {
        return isConcealed(name) ? -1 : super.getDateHeader(name);
    }

    @Override
    public int getIntHeader(String name) {
        return isConcealed(name) ? -1 : super.getIntHeader(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Enumeration<String> names = super.getHeaderNames();
        if (!received.isConcealing()) {
            return names;
        }
        List<String> shown = new ArrayList<>();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            if (!isConcealed(name)) {
                shown.add(name);
            }
        }
        return Collections.enumeration(shown);
    }

    /** A claim is none the better for coming behind the content. */
    @Override
    public Map<String, String> getTrailerFields() {
        Map<String, String> shown = new LinkedHashMap<>(super.getTrailerFields());
        shown.keySet().removeIf(this::isConcealed);
        return shown;
    }

    private boolean isConcealed(@Nullable String name) {
        return name != null && received.conceals(name);
    }

    @Override
    public @Nullable String getRemoteAddr() {
        return received.isForwarded() ? received.client().address() : super.getRemoteAddr();
    }

    /** The address: a name would have to be asked of somebody. */
    @Override
    public @Nullable String getRemoteHost() {
        return received.isForwarded() ? received.client().address() : super.getRemoteHost();
    }

    /** 0 for a client behind a proxy: the peer's port beside the client's address would be nobody's. */
    @Override
    public int getRemotePort() {
        return received.isForwarded() ? 0 : super.getRemotePort();
    }

    @Override
    public String getScheme() {
        return received.isForwarded() ? received.scheme() : super.getScheme();
    }

    @Override
    public boolean isSecure() {
        return received.isForwarded() ? received.scheme().equals("https") : super.isSecure();
    }

    @Override
    public String getServerName() {
        String authority = authority();
        return authority == null ? super.getServerName() : Authority.host(authority);
    }

    @Override
    public int getServerPort() {
        String authority = authority();
        if (authority == null) {
            return super.getServerPort();
        }
        String port = Authority.port(authority);
        return port.isEmpty() ? received.scheme().equals("https") ? 443 : 80 : Integer.parseInt(port);
    }

    /** Of this dispatch, like the container's. */
    @Override
    public StringBuffer getRequestURL() {
        String authority = authority();
        return authority == null
                ? ServletViews.url((HttpServletRequest) getRequest())
                : ServletViews.url(received.scheme(), authority, this);
    }

    /** Null where the container knows it: no proxy spoke, or there is no Host that can be read. */
    private @Nullable String authority() {
        if (!received.isForwarded()) {
            return null;
        }
        try {
            return received.authority();
        } catch (RefusedException unreadable) {
            return null;
        }
    }
}
