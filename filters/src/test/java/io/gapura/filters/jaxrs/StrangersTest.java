package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Need;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.TrustedProxies;
import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.TrustedProxies.Untrusted;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The feature alone knows no peer: everybody is a stranger. */
class StrangersTest {
    private final Recording recording = new Recording();

    private FakeRequest arrive(TrustedProxies proxies, FakeRequest request) throws Exception {
        Deployment deployment = recording.deployment();
        Gate gate = new Gate(
                Setup.in(deployment, Pipeline.builder().proxies(proxies).build()));
        new ArrivalFilter(gate).filter(request);
        return request;
    }

    private static FakeRequest claiming() {
        return FakeRequest.get("/orders")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("x_forwarded_for", "203.0.113.9")
                .header("Client-Cert", ":cert:")
                .header("X-Custom", "1");
    }

    @Test
    void theirClaimsAreTakenOutOfTheRequestOfTheRuntime() throws Exception {
        FakeRequest request = arrive(TrustedProxies.none(), claiming());
        assertThat(request.aborted()).isNull();
        assertThat(request.getHeaders().keySet()).containsExactlyInAnyOrder("Host", "X-Custom");
    }

    @Test
    void theirClaimsAreRefusedWhereTheSettingSaysSo() throws Exception {
        FakeRequest request = arrive(TrustedProxies.none().untrusted(Untrusted.REFUSE), claiming());
        assertThat(request.aborted()).isNotNull();
        assertThat(recording.only().rejection().orElseThrow().reason()).isEqualTo("forwarded.untrusted");
        assertThat(recording.only().status()).isEqualTo(400);
    }

    @Test
    void aRuntimeThatDoesNotLetGoOfThemServesNothing() throws Exception {
        MultivaluedHashMap<String, String> fixed = new MultivaluedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public java.util.Set<String> keySet() {
                return Collections.unmodifiableSet(super.keySet());
            }
        };
        FakeRequest request = arrive(
                TrustedProxies.none(), FakeRequest.get("/orders").headers(fixed).header("X-Real-IP", "203.0.113.9"));
        assertThat(request.aborted()).isNotNull();
        assertThat(recording.only().rejection().orElseThrow().reason()).isEqualTo("headers-fixed");
    }

    @Test
    void trustingAProxyNeedsAPeer() {
        Deployment deployment = recording.deployment(Pipeline.builder()
                .proxies(TrustedProxies.of(Family.FORWARDED, "10.0.0.0/8"))
                .build());
        assertThatThrownBy(() -> Gate.requireNothingMissing(deployment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("proxies.trusted needs PEER_ADDRESS");
        assertThatThrownBy(() -> Setup.fromProperties(Map.of(
                        "gapura.policies", "proxies",
                        "gapura.proxies.trusted", "10.0.0.0/8",
                        "gapura.proxies.family", "forwarded")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(Need.PEER_ADDRESS.name());
    }
}
