package io.gapura.filters.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the classes of an application's servlets, and the HTTP methods that they implement. */
public final class ServletClasses {
    private static final Map<String, String> METHODS = Map.of(
            "doGet", "GET",
            "doHead", "HEAD",
            "doPost", "POST",
            "doPut", "PUT",
            "doDelete", "DELETE",
            "doOptions", "OPTIONS",
            "doTrace", "TRACE",
            "doPatch", "PATCH");

    private ServletClasses() {}

    /** Null when it cannot be found, and for the container's default servlet: nothing of the application. */
    static @Nullable Class<?> of(ServletRegistration registration, ServletContext context) {
        String name = registration.getClassName();
        return name == null || isDefault(registration) ? null : find(name, context);
    }

    /** Whether this is the container's own servlet for files. */
    static boolean isDefault(ServletRegistration registration) {
        String name = registration.getClassName();
        return name != null && name.endsWith(".DefaultServlet");
    }

    /**
     * Looks in the application, then around the thread, then beside us. A loader may be null (Jetty's embedded context),
     * and null would ask the boot loader.
     */
    static @Nullable Class<?> find(String name, ServletContext context) {
        List<ClassLoader> loaders = new ArrayList<>();
        add(context.getClassLoader(), loaders);
        add(Thread.currentThread().getContextClassLoader(), loaders);
        add(ServletClasses.class.getClassLoader(), loaders);
        Class<?> found = null;
        for (int i = 0; found == null && i < loaders.size(); i++) {
            found = find(name, loaders.get(i));
        }
        return found;
    }

    private static @Nullable Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError notHere) {
            return null;
        }
    }

    private static void add(@Nullable ClassLoader loader, List<ClassLoader> loaders) {
        if (loader != null) {
            loaders.add(loader);
        }
    }

    /** The HTTP methods that a servlet implements; {@code *} when it decides on the method itself. */
    public static Collection<String> methods(@Nullable Class<?> type) {
        if (type == null || !HttpServlet.class.isAssignableFrom(type)) {
            return Set.of("*");
        }
        TreeSet<String> methods = new TreeSet<>();
        for (Class<?> at = type; at != HttpServlet.class; at = at.getSuperclass()) {
            for (Method declared : declared(at)) {
                if (declared.getName().equals("service")) {
                    return Set.of("*");
                }
                String method = METHODS.get(declared.getName());
                if (method != null) {
                    methods.add(method);
                }
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods.isEmpty() ? Set.of("*") : methods;
    }

    private static Method[] declared(Class<?> type) {
        try {
            return type.getDeclaredMethods();
        } catch (LinkageError incomplete) {
            return new Method[0];
        }
    }
}
