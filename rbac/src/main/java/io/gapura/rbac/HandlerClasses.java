package io.gapura.rbac;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The class that somebody wrote, behind the subclass that a container made of it. Rules are not inherited by such
 * subclasses, and not every runtime reports the written class. Interface proxies of the JDK have no written class behind
 * them that one could know: they stay what they are, and are covered by restricting rules of their interfaces alone.
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

    /** A generated class that carries rules of its own stays as it is: nothing that is written gets lost. */
    static Class<?> written(Class<?> type) {
        Class<?> at = type;
        while (isGenerated(at) && at.getSuperclass() != null && at.getSuperclass() != Object.class) {
            if (carriesRules(at)) {
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

    private static boolean carriesRules(Class<?> type) {
        return !Written.on(type, type.getName()).isNothing()
                || Stream.of(type.getDeclaredMethods())
                        .anyMatch(method -> !Written.on(method, type.getName()).isNothing());
    }
}
