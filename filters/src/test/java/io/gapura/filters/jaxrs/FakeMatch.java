package io.gapura.filters.jaxrs;

import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What matching found; both null is a generated operation on RESTEasy and CXF. */
public record FakeMatch(
        @Nullable Class<?> getResourceClass, @Nullable Method getResourceMethod) implements ResourceInfo {
    /** The public method of that name, as the class has or inherits it. */
    public static FakeMatch of(Class<?> type, String method) {
        Method found = Arrays.stream(type.getMethods())
                .filter(candidate -> candidate.getName().equals(method) && !candidate.isBridge())
                .findFirst()
                .orElseThrow();
        return new FakeMatch(type, found);
    }

    public static FakeMatch nothing() {
        return new FakeMatch(null, null);
    }
}
