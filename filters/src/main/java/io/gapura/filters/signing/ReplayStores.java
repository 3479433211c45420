package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.ApplicationLoaders;
import io.gapura.filters.signing.ReplayGuardProvider.Demand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds the provider of a replay guard by its name, among the artifacts beside the engine and in the application. */
public final class ReplayStores {
    /** The name of the guard in the memory of the process, which no provider opens. */
    public static final String LOCAL = "local";

    private static final Map<String, String> KNOWN_ARTIFACTS =
            Map.of("redis", "io.gapura:gapura-redis", "jcache", "io.gapura:gapura-jcache");

    private ReplayStores() {}

    static ReplayGuard open(String name, Demand demand) {
        return open(name, demand, installed());
    }

    static ReplayGuard open(String name, Demand demand, List<ReplayGuardProvider> providers) {
        return open("signing.replay", name, demand, providers);
    }

    /**
     * A store for what else counts once, such as proofs of a key.
     *
     * @param setting that names it, for messages
     * @throws ConfigurationException when there is none of that name
     */
    public static ReplayGuard shared(String setting, String name, Demand demand) {
        return open(setting, name, demand, installed());
    }

    /**
     * A store that can lease, for deliveries that are repeated until they were handled.
     *
     * @param section whose setting {@code replay} names it, for messages
     * @throws ConfigurationException when there is none of that name, or it cannot lease
     */
    public static LeasingGuard leasing(String section, String name, Demand demand) {
        return leasing(section, name, demand, installed());
    }

    static LeasingGuard leasing(String section, String name, Demand demand, List<ReplayGuardProvider> providers) {
        ReplayGuard guard = open(section + ".replay", name, demand, providers);
        if (guard instanceof LeasingGuard leasing) {
            return leasing;
        }
        guard.close();
        throw ConfigurationException.of(section + ".replay names a store that cannot lease");
    }

    private static ReplayGuard open(String setting, String name, Demand demand, List<ReplayGuardProvider> providers) {
        for (ReplayGuardProvider provider : providers) {
            if (provider.name().equals(name)) {
                return provider.open(demand);
            }
        }
        String artifact = KNOWN_ARTIFACTS.get(name);
        throw ConfigurationException.of(
                artifact == null
                        ? setting + " must be local, redis, jcache or the name of a store in an artifact of yours"
                        : setting + " = " + name + " needs the artifact " + artifact + " on the class path");
    }

    private static List<ReplayGuardProvider> installed() {
        Map<String, ReplayGuardProvider> found = new LinkedHashMap<>();
        for (ClassLoader loader : ApplicationLoaders.of(ReplayGuardProvider.class)) {
            ServiceLoader.load(ReplayGuardProvider.class, loader)
                    .forEach(provider -> found.putIfAbsent(provider.getClass().getName(), provider));
        }
        return List.copyOf(found.values());
    }
}
