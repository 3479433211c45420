package io.gapura.filters;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The class that somebody wrote, behind the subclass that a container made of it. Annotations are not inherited by such
 * subclasses, and not every runtime reports the written class. Interface proxies of the JDK have no written class behind
 * them that one could know: they stay what they are, and only what their interfaces declare counts.
 */
final class HandlerClasses {
    private static final Set<String> MARKERS = Set.of(
            "org.jboss.weld.bean.proxy.ProxyObject",
            "org.jboss.weld.proxy.WeldConstruct",
            "org.jboss.weld.proxy.WeldClientProxy",
            "org.apache.webbeans.proxy.OwbInterceptorProxy",
            "org.apache.webbeans.proxy.OwbNormalScopeProxy",
            "org.springframework.cglib.proxy.Factory",
            "net.sf.cglib.proxy.Factory",
            "javassist.util.proxy.ProxyObject",
            "io.quarkus.arc.ClientProxy",
            "io.quarkus.arc.Subclass");

    private static final List<String> NAMES = List.of(
            "$$_Weld",
            "_WeldClientProxy",
            "_WeldSubclass",
            "$$Owb",
            "$$EnhancerBy",
            "$$SpringCGLIB$$",
            "$ByteBuddy$",
            "_$$_jvst");

    private HandlerClasses() {}

    /** A generated class that carries annotations of its own stays as it is: nothing that is written gets lost. */
    static Class<?> written(Class<?> type, Predicate<AnnotatedElement> annotated) {
        Class<?> at = type;
        while (isGenerated(at) && at.getSuperclass() != null && at.getSuperclass() != Object.class) {
            if (isAnnotated(at, annotated)) {
                return at;
            }
            at = at.getSuperclass();
        }
        return at;
    }

    private static boolean isGenerated(Class<?> type) {
        return type.isSynthetic()
                || NAMES.stream().anyMatch(type.getName()::contains)
                || Stream.of(type.getInterfaces()).anyMatch(marker -> MARKERS.contains(marker.getName()));
    }

    private static boolean isAnnotated(Class<?> type, Predicate<AnnotatedElement> annotated) {
        return annotated.test(type) || Stream.of(type.getDeclaredMethods()).anyMatch(annotated);
    }
}
