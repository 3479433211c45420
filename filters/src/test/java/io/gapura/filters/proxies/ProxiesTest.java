package io.gapura.filters.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.TrustedProxies.Untrusted;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static Pipeline pipeline(String... keysAndValues) {
        Map<String, String> settings = new TreeMap<>(Map.of("policies", "proxies"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Configuration.of("web.xml", settings, Resources.ofSystem())
                .pipeline(PolicyCatalog.installed(), Set.of());
    }

    private static TrustedProxies made(String... keysAndValues) {
        Deployment deployment = new Recording().deployment(pipeline(keysAndValues));
        return deployment.proxies();
    }

    @Test
    void textAndCodeDescribeTheSameFacility() {
        assertThat(made("proxies.trusted", "10.0.0.0/8, 2001:db8::/32", "proxies.family", "x-forwarded"))
                .isEqualTo(TrustedProxies.of(Family.X_FORWARDED, "10.0.0.0/8", "2001:db8::/32"))
                .isNotEqualTo(TrustedProxies.of(Family.FORWARDED, "10.0.0.0/8", "2001:db8::/32"))
                .hasSameHashCodeAs(TrustedProxies.of(Family.X_FORWARDED, "10.0.0.0/8", "2001:db8::/32"));
        assertThat(made("proxies.trusted", "192.0.2.1", "proxies.family", "forwarded", "proxies.untrusted", "refuse"))
                .isEqualTo(TrustedProxies.of(Family.FORWARDED, "192.0.2.1/32").untrusted(Untrusted.REFUSE));
        assertThat(made("proxies.trusted", "192.0.2.1", "proxies.family", "forwarded", "proxies.client-cert", "true"))
                .isEqualTo(TrustedProxies.of(Family.FORWARDED, "192.0.2.1/32").handingOnCertificates())
                .isNotEqualTo(TrustedProxies.of(Family.FORWARDED, "192.0.2.1/32"));
        assertThat(made("proxies.untrusted", "refuse"))
                .isEqualTo(TrustedProxies.none().untrusted(Untrusted.REFUSE));
        assertThat(made()).isEqualTo(TrustedProxies.none());
        assertThat(made("proxies.family", "forwarded")).isEqualTo(TrustedProxies.none());
    }

    @ParameterizedTest
    @CsvSource({
        "proxies.trusted, proxy.example, proxies.family, forwarded, trusted: entry 1 is no network",
        "proxies.trusted, 10.0.0.1/8, proxies.family, forwarded, trusted: entry 1 has bits set behind its prefix",
        "proxies.trusted, 10.0.0.0/40, proxies.family, forwarded, trusted: entry 1 must have a prefix of 1 to 32",
        "proxies.trusted, ::/0, proxies.family, forwarded, trusted: entry 1 must have a prefix of 1 to 128",
        "proxies.trusted, 10.0.0.0/8, proxies.untrusted, strip, proxies.family must say",
        "proxies.trusted, 10.0.0.0/8, proxies.family, both, 'proxies.family: is none of [forwarded, x-forwarded]'",
        "proxies.client-cert, true, proxies.family, forwarded, proxies.client-cert needs proxies.trusted",
        "proxies.untrusted, ignore, proxies.family, forwarded, 'proxies.untrusted: is none of [strip, refuse]'",
        "proxies.trust, 10.0.0.0/8, proxies.family, forwarded, proxies.trust is not a setting",
        "proxies.mode, shadow, proxies.family, forwarded, has neither mode nor on"
    })
    void whatIsNotRightDoesNotStart(String key, String value, String other, String otherValue, String message) {
        assertThatThrownBy(() -> pipeline(key, value, other, otherValue))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("web.xml")
                .hasMessageContaining(message)
                .satisfies(bad -> assertThat(bad.getMessage()).doesNotContain("proxy.example", "10.0.0.1/8"));
    }
}
