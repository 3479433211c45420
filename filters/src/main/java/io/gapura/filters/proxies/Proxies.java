package io.gapura.filters.proxies;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.TrustedProxies.Untrusted;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** The settings of {@link TrustedProxies}. */
public final class Proxies {
    /** Section {@code proxies}. */
    record Settings(List<String> trusted, Optional<Family> family, Untrusted untrusted) {
        static final Settings DEFAULTS = new Settings(List.of(), Optional.empty(), Untrusted.STRIP);

        Settings {
            trusted = List.copyOf(trusted);
        }

        TrustedProxies proxies() {
            if (trusted.isEmpty()) {
                return TrustedProxies.none().untrusted(untrusted);
            }
            Family written = family.orElseThrow(() -> ConfigurationException.of(
                    "proxies.family must say what the trusted proxies write: forwarded or x-forwarded"));
            return TrustedProxies.of(written, trusted).untrusted(untrusted);
        }
    }

    private Proxies() {}

    /** Facility {@code proxies}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "proxies",
                "says whose forwarded fields count",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.proxies(settings.proxies()));
    }
}
