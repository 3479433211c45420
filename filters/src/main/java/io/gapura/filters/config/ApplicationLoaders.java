package io.gapura.filters.config;

import java.util.List;

/**
 * Where an application is looked for while it starts: beside the engine, and around the thread. A server may start an
 * application with the loader of another around the thread (TomEE does so with REST applications that follow one another):
 * what that one has is no implementation of ours, and is not asked for.
 */
public final class ApplicationLoaders {
    private ApplicationLoaders() {}

    /** The loader beside a service of ours, and the one around the thread where that is of the same application. */
    public static List<ClassLoader> of(Class<?> service) {
        ClassLoader beside = service.getClassLoader();
        ClassLoader around = Thread.currentThread().getContextClassLoader();
        return around == null || around == beside || !sees(around, service) ? List.of(beside) : List.of(beside, around);
    }

    /** The one of these that sees most of the application: the one around the thread, if it is of the same. */
    public static ClassLoader widest(Class<?> ours) {
        List<ClassLoader> all = of(ours);
        return all.get(all.size() - 1);
    }

    private static boolean sees(ClassLoader around, Class<?> ours) {
        try {
            return Class.forName(ours.getName(), false, around) == ours;
        } catch (ClassNotFoundException | LinkageError another) {
            return false;
        }
    }
}
