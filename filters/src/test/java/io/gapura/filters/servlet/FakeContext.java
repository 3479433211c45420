package io.gapura.filters.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One fake application: what is registered in it, its attributes and resources. */
public final class FakeContext extends BareContext {
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, ServletRegistration> servlets = new LinkedHashMap<>();
    private final Map<String, FilterRegistration> filters = new LinkedHashMap<>();
    private final Map<String, String> resources = new HashMap<>();
    private final Map<String, Added> added = new LinkedHashMap<>();

    private String server = "Fake Liberty/1.0";

    /** Under another name. */
    FakeContext of(String name) {
        server = name;
        return this;
    }

    @Override
    public String getServerInfo() {
        return server;
    }

    @Override
    public @Nullable String getInitParameter(String name) {
        return null;
    }

    /** What an initializer asked for. */
    public static final class Added {
        private final Map<String, String> parameters = new TreeMap<>();
        private final Filter filter;
        private boolean async;
        private boolean after = true;
        private Set<DispatcherType> dispatchers = EnumSet.noneOf(DispatcherType.class);
        private List<String> patterns = List.of();

        Added(Filter filter) {
            this.filter = filter;
        }

        public Filter filter() {
            return filter;
        }

        public Map<String, String> parameters() {
            return parameters;
        }

        public boolean isAsync() {
            return async;
        }

        public boolean isAfterOthers() {
            return after;
        }

        public Set<DispatcherType> dispatchers() {
            return dispatchers;
        }

        public List<String> patterns() {
            return patterns;
        }
    }

    /** A servlet with init-params as names and values in turn. */
    public FakeContext servlet(String name, String className, String pattern, String... parameters) {
        servlets.put(
                name,
                answering(
                        ServletRegistration.class,
                        call -> switch (call) {
                            case "getName" -> name;
                            case "getClassName" -> className;
                            case "getMappings" -> List.of(pattern);
                            default -> null;
                        },
                        parameters));
        return this;
    }

    /** A filter as the container shows it once it is mapped; some show null for none. */
    public FakeContext filter(String name, @Nullable List<String> patterns, @Nullable List<String> servletNames) {
        return filter(name, GapuraFilter.class.getName(), patterns, servletNames);
    }

    /** The same for a filter of any class. */
    public FakeContext filter(
            String name, String className, @Nullable List<String> patterns, @Nullable List<String> servletNames) {
        filters.put(name, answering(FilterRegistration.class, call -> switch (call) {
            case "getName" -> name;
            case "getClassName" -> className;
            case "getUrlPatternMappings" -> patterns;
            case "getServletNameMappings" -> servletNames;
            default -> null;
        }));
        return this;
    }

    public FakeContext resource(String path, String text) {
        resources.put(path, text);
        return this;
    }

    /** The configuration of a filter on {@code /*}, init-params as names and values in turn. */
    public FilterConfig config(String name, String... parameters) {
        if (!filters.containsKey(name)) {
            filter(name, List.of("/*"), List.of());
        }
        return bareConfig(name, parameters);
    }

    /** The same for a filter whose mapping was set before, or is not shown. */
    public FilterConfig bareConfig(String name, String... parameters) {
        Map<String, String> params = pairs(parameters);
        return new FilterConfig() {
            @Override
            public String getFilterName() {
                return name;
            }

            @Override
            public ServletContext getServletContext() {
                return FakeContext.this;
            }

            @Override
            public @Nullable String getInitParameter(String key) {
                return params.get(key);
            }

            @Override
            public Enumeration<String> getInitParameterNames() {
                return Collections.enumeration(params.keySet());
            }
        };
    }

    private static Map<String, String> pairs(String... parameters) {
        Map<String, String> params = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            params.put(parameters[i], parameters[i + 1]);
        }
        return params;
    }

    @FunctionalInterface
    private interface Answers {
        @Nullable
        Object to(String method);
    }

    private static <T> T answering(Class<T> type, Answers answers, String... parameters) {
        Map<String, String> params = pairs(parameters);
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("getInitParameter")
                        ? params.get(arguments[0])
                        : answers.to(method.getName())));
    }

    @Override
    public Object getAttribute(String name) {
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
    public @Nullable ServletRegistration getServletRegistration(String name) {
        return servlets.get(name);
    }

    @Override
    public Map<String, ? extends ServletRegistration> getServletRegistrations() {
        return servlets;
    }

    @Override
    public @Nullable FilterRegistration getFilterRegistration(String name) {
        return filters.get(name);
    }

    @Override
    public Map<String, ? extends FilterRegistration> getFilterRegistrations() {
        return filters;
    }

    /** Null, as on Jetty's embedded context: null must not become the boot loader. */
    @Override
    public @Nullable ClassLoader getClassLoader() {
        return null;
    }

    @Override
    public @Nullable URL getResource(String path) throws MalformedURLException {
        return resources.containsKey(path) ? URI.create("file:" + path).toURL() : null;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String path) {
        String text = resources.get(path);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Filters that were added by code. */
    public Collection<Added> added() {
        return added.values();
    }

    @Override
    public FilterRegistration.@Nullable Dynamic addFilter(String name, Filter filter) {
        if (filters.containsKey(name)) {
            return null;
        }
        Added registered = new Added(filter);
        added.put(name, registered);
        return (FilterRegistration.Dynamic) Proxy.newProxyInstance(
                FakeContext.class.getClassLoader(),
                new Class<?>[] {FilterRegistration.Dynamic.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setInitParameter" ->
                            registered.parameters.put((String) arguments[0], (String) arguments[1]);
                        case "setAsyncSupported" -> registered.async = (Boolean) arguments[0];
                        case "addMappingForUrlPatterns" -> map(registered, arguments);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                });
    }

    @SuppressWarnings("unchecked")
    private static void map(Added registered, Object[] arguments) {
        registered.dispatchers = (EnumSet<DispatcherType>) arguments[0];
        registered.after = (Boolean) arguments[1];
        registered.patterns = List.of((String[]) arguments[2]);
    }
}
