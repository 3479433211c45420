package io.gapura.filters;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What the container will call, so that rules bind to the thing that runs and never to a URL. A class that could not be
 * found, and an operation that a runtime generated, are endpoints too: ones that no rule covers.
 *
 * <p>Immutable; made once per method and kept by the adapter.
 */
public final class Endpoint {
    /** The HTTP method of a sub-resource locator: it may lead to any. */
    public static final String LOCATOR = "*";

    private static final String FILES = "default servlet";
    private static final String GENERATED = "generated";

    private final String httpMethod;
    private final String template;
    private final @Nullable Class<?> type;
    private final @Nullable Method method;
    private final String id;
    private final List<Endpoint> offered;

    /** What some look-ups found for it; written in a race it only forgets, and is found again. */
    private @Nullable Remembered remembered;

    /** One of them, and the one before: at most 16, because every reload has look-ups of its own. */
    private static final class Remembered {
        private static final int MOST = 16;

        private final Object key;
        private final Object value;
        private final @Nullable Remembered before;

        private Remembered(Object key, Object value, @Nullable Remembered before, int most) {
            this.key = key;
            this.value = value;
            this.before = before == null || most == 1
                    ? null
                    : new Remembered(before.key, before.value, before.before, most - 1);
        }
    }

    private Endpoint(
            String httpMethod, String template, @Nullable Class<?> type, @Nullable Method method, String handler) {
        this(httpMethod, template, type, method, handler, List.of());
    }

    private Endpoint(
            String httpMethod,
            String template,
            @Nullable Class<?> type,
            @Nullable Method method,
            String handler,
            List<Endpoint> offered) {
        this.httpMethod = httpMethod;
        this.template = template;
        this.type = type;
        this.method = method;
        this.id = httpMethod + " " + template + " " + handler;
        this.offered = List.copyOf(offered);
    }

    /** A resource method: the class that handles, which may inherit the method. */
    public static Endpoint resource(String httpMethod, String template, Class<?> type, Method method) {
        StringJoiner parameters = new StringJoiner(",", "(", ")");
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.add(parameter.getName());
        }
        return new Endpoint(httpMethod, template, type, method, type.getName() + "#" + method.getName() + parameters);
    }

    /** A servlet and the pattern that it is mapped to. */
    public static Endpoint servlet(String httpMethod, String pattern, Class<?> type) {
        return new Endpoint(httpMethod, pattern, type, null, type.getName());
    }

    /** Something whose class nobody knows: a generated operation, a servlet that cannot be loaded. */
    public static Endpoint unknown(String httpMethod, String template, String handler) {
        return new Endpoint(httpMethod, template, null, null, handler);
    }

    /**
     * An operation that a runtime makes up for a path, such as OPTIONS: it tells of these endpoints, so that only those
     * may call it who may call one of them. Nobody, when there is none.
     */
    public static Endpoint generated(String httpMethod, List<Endpoint> offered) {
        return new Endpoint(httpMethod, "*", null, null, GENERATED, offered);
    }

    /** What the container serves when no servlet of the application is mapped there: a file, or nothing. */
    public static Endpoint files(String httpMethod, String pattern) {
        return new Endpoint(httpMethod, pattern, null, null, FILES);
    }

    /** Whether nobody wrote it, so that nobody can have forgotten its rule. */
    boolean isGenerated() {
        return id.equals(httpMethod + " * " + GENERATED);
    }

    /** What the holder of that key has found for this very endpoint. */
    @Nullable
    Object remembered(Object key) {
        for (Remembered at = remembered; at != null; at = at.before) {
            if (at.key == key) {
                return at.value;
            }
        }
        return null;
    }

    void remember(Object key, Object value) {
        remembered = new Remembered(key, value, remembered, Remembered.MOST);
    }

    /** Whether this is the container's default servlet. */
    public boolean servesFiles() {
        return id.endsWith(" " + FILES) && type == null;
    }

    /** Stable, sortable, unique: method, template and handler. */
    public String id() {
        return id;
    }

    public String httpMethod() {
        return httpMethod;
    }

    /** The path template or url-pattern, never the requested path. */
    public String template() {
        return template;
    }

    /** The class that handles; empty when it is unknown. */
    public Optional<Class<?>> type() {
        return Optional.ofNullable(type);
    }

    /** The resource method; empty for servlets and unknown endpoints. */
    public Optional<Method> method() {
        return Optional.ofNullable(method);
    }

    /** What a {@linkplain #generated generated} operation tells of; empty for everything else. */
    public List<Endpoint> offered() {
        return offered;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
