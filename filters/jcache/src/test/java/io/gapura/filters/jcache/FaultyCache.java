package io.gapura.filters.jcache;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import javax.cache.Cache;

/** A cache with one fault: its first or second {@code putIfAbsent}, or its {@code get}, lies. */
final class FaultyCache {
    private FaultyCache() {}

    @SuppressWarnings("unchecked") // a proxy has no type arguments
    static Cache<String, String> of(Cache<String, String> real, String fault) {
        int[] puts = {0};
        return (Cache<String, String>) Proxy.newProxyInstance(
                Cache.class.getClassLoader(), new Class<?>[] {Cache.class}, (self, call, with) -> {
                    Object answer;
                    try {
                        answer = call.invoke(real, with);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    boolean put = call.getName().equals("putIfAbsent");
                    puts[0] += put ? 1 : 0;
                    if (put && puts[0] == 1 && fault.equals("first") || put && puts[0] == 2 && fault.equals("second")) {
                        return !(Boolean) answer;
                    }
                    return call.getName().equals("get") && fault.equals("get") ? "second" : answer;
                });
    }
}
