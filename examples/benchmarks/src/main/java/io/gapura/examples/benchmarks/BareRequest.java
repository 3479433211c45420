package io.gapura.examples.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * A request as cheap as a request can be, so that what is measured is the gate. Reused between invocations like the
 * request objects of a container; anything the gate should not ask for throws.
 */
class BareRequest extends HttpServletRequestWrapper {
    private static final List<String> NAMES =
            List.of("host", "user-agent", "accept", "accept-language", "authorization");

    private static final int SLOTS = 8;

    private final ServletContext context;
    private final NameList nameList = new NameList();
    private final OneValue oneValue = new OneValue();
    private final HttpServletMapping mapping = new DefaultMapping();
    private final String[] names = new String[SLOTS];
    private final Object[] values = new Object[SLOTS];

    BareRequest(ServletContext context) {
        super(never(HttpServletRequest.class));
        this.context = context;
    }

    static <T> T never(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("the benchmark does not expect " + method.getName());
                }));
    }

    /** Between two requests of one connection. */
    void recycle() {
        Arrays.fill(names, null);
        Arrays.fill(values, null);
    }

    private record DefaultMapping() implements HttpServletMapping {
        @Override
        public String getMatchValue() {
            return "orders";
        }

        @Override
        public String getPattern() {
            return "/orders/*";
        }

        @Override
        public String getServletName() {
            return "orders";
        }

        @Override
        public MappingMatch getMappingMatch() {
            return MappingMatch.PATH;
        }
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getRequestURI() {
        return "/shop/orders/4711";
    }

    @Override
    public String getQueryString() {
        return null;
    }

    @Override
    public String getContextPath() {
        return "/shop";
    }

    @Override
    public int getRemotePort() {
        return 4711;
    }

    @Override
    public String getRemoteAddr() {
        return "192.0.2.1";
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public String getScheme() {
        return "https";
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public long getContentLengthLong() {
        return -1;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    @Override
    public boolean isAsyncStarted() {
        return false;
    }

    @Override
    public boolean isAsyncSupported() {
        return true;
    }

    @Override
    public ServletContext getServletContext() {
        return context;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
        return mapping;
    }

    @Override
    public Object getAttribute(String name) {
        for (int i = 0; i < names.length; i++) {
            if (name.equals(names[i])) {
                return values[i];
            }
        }
        return null;
    }

    @Override
    public void setAttribute(String name, Object value) {
        for (int i = 0; i < names.length; i++) {
            if (names[i] == null || name.equals(names[i])) {
                names[i] = name;
                values[i] = value;
                return;
            }
        }
        throw new IllegalStateException("the benchmark expects no further attribute");
    }

    @Override
    public void removeAttribute(String name) {
        setAttribute(name, null);
    }

    @Override
    public String getHeader(String name) {
        return NAMES.contains(name) ? value(name) : null;
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return nameList.restart();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return NAMES.contains(name) ? oneValue.of(value(name)) : Collections.emptyEnumeration();
    }

    /** Reused: what a container allocates for its lists is not what the gate costs. */
    private static final class NameList implements Enumeration<String> {
        private int next;

        private NameList restart() {
            next = 0;
            return this;
        }

        @Override
        public boolean hasMoreElements() {
            return next < NAMES.size();
        }

        @Override
        public String nextElement() {
            return NAMES.get(next++);
        }
    }

    /** One line of one field. */
    private static final class OneValue implements Enumeration<String> {
        private String value = "";
        private boolean given = true;

        private OneValue of(String text) {
            value = text;
            given = false;
            return this;
        }

        @Override
        public boolean hasMoreElements() {
            return !given;
        }

        @Override
        public String nextElement() {
            given = true;
            return value;
        }
    }

    private static String value(String name) {
        return name.equals("host") ? "orders.example" : "some-quite-ordinary-value";
    }
}
