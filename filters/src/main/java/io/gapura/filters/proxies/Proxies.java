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
    /**
     * Section {@code proxies}.
     *
     * @param clientCert whether the trusted proxies hand on the client's certificate by RFC 9440
     */
    record Settings(List<String> trusted, Optional<Family> family, Untrusted untrusted, boolean clientCert) {
        static final Settings DEFAULTS = new Settings(List.of(), Optional.empty(), Untrusted.STRIP, false);

        Settings {
            trusted = List.copyOf(trusted);
        }

        TrustedProxies proxies() {
            if (trusted.isEmpty()) {
                if (clientCert) {
                    throw ConfigurationException.of(
                            "proxies.client-cert needs proxies.trusted: from whom they are taken");
                }
                return TrustedProxies.none().untrusted(untrusted);
            }
            Family written = family.orElseThrow(() -> ConfigurationException.of(
                    "proxies.family must say what the trusted proxies write: forwarded or x-forwarded"));
            TrustedProxies proxies = TrustedProxies.of(written, trusted).untrusted(untrusted);
            return clientCert ? proxies.handingOnCertificates() : proxies;
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
