package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.ReplayGuardProvider.Demand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds the provider of a replay guard by its name, among the artifacts beside the engine and in the application. */
final class ReplayStores {
    static final String LOCAL = "local";
    private static final Map<String, String> KNOWN_ARTIFACTS =
            Map.of("redis", "io.gapura:gapura-redis", "jcache", "io.gapura:gapura-jcache");

    private ReplayStores() {}

    static ReplayGuard open(String name, Demand demand) {
        return open(name, demand, installed());
    }

    static ReplayGuard open(String name, Demand demand, List<ReplayGuardProvider> providers) {
        for (ReplayGuardProvider provider : providers) {
            if (provider.name().equals(name)) {
                return provider.open(demand);
            }
        }
        String artifact = KNOWN_ARTIFACTS.get(name);
        throw ConfigurationException.of(
                artifact == null
                        ? "signing.replay must be local, redis, jcache or the name of a store in an artifact of yours"
                        : "signing.replay = " + name + " needs the artifact " + artifact + " on the class path");
    }

    private static List<ReplayGuardProvider> installed() {
        Map<String, ReplayGuardProvider> found = new LinkedHashMap<>();
        ClassLoader own = ReplayGuardProvider.class.getClassLoader();
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        for (ClassLoader loader : application == null ? List.of(own) : List.of(own, application)) {
            ServiceLoader.load(ReplayGuardProvider.class, loader)
                    .forEach(provider -> found.putIfAbsent(provider.getClass().getName(), provider));
        }
        return List.copyOf(found.values());
    }
}
