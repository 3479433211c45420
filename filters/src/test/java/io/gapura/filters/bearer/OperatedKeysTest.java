package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.jwk;
import static io.gapura.filters.bearer.Minting.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Keys of an issuer in the hands of an operator: over JMX, as a console calls it. */
class OperatedKeysTest {
    private static final Minting.Pair PAIR = Minting.Pair.of(KeyKind.P_256);

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Minting.Clock clock = new Minting.Clock();
    private final AtomicInteger fetches = new AtomicInteger();
    private boolean away;

    private byte[] fetch() throws IOException {
        fetches.incrementAndGet();
        if (away) {
            throw new IOException("refused");
        }
        return set(jwk(PAIR, "one")).getBytes(StandardCharsets.UTF_8);
    }

    private TrustedIssuer issuer(String name) {
        return TrustedIssuer.of(name, Minting.AUDIENCE)
                .keys(IssuerKeys.fetched(this::fetch, "idp.example", clock, Runnable::run));
    }

    private OperatedKeys operated(String... names) {
        return new OperatedKeys(List.of(names).stream().map(this::issuer).toList(), server);
    }

    private Set<ObjectName> shown(MBeanServer at, String issuer) throws Exception {
        return at.queryNames(
                new ObjectName("io.gapura:type=IssuerKeys,issuer=" + ObjectName.quote(issuer) + ",*"), null);
    }

    private Object attribute(ObjectName name, String attribute) throws Exception {
        return server.getAttribute(name, attribute);
    }

    @Test
    void anOperatorHasTheKeysReadAgain() throws Exception {
        operated(Minting.ISSUER).open();
        ObjectName name = shown(server, Minting.ISSUER).iterator().next();
        assertThat(attribute(name, "KeyCount")).isEqualTo(1);
        assertThat(attribute(name, "Condition")).isEqualTo("CURRENT");
        assertThat(attribute(name, "LastRead")).isEqualTo(clock.instant().toString());
        assertThat(attribute(name, "Problem")).isEqualTo("");
        assertThat(fetches).hasValue(1);

        away = true;
        server.invoke(name, "purge", new Object[0], new String[0]);

        assertThat(fetches).hasValue(2);
        assertThat(attribute(name, "KeyCount")).isEqualTo(0);
        assertThat(attribute(name, "Problem")).isNotEqualTo("");
    }

    @Test
    void everyIssuerOfEveryGateHasAName() throws Exception {
        String strange = "https://idp.example/a,b=*:c";
        OperatedKeys first = operated(Minting.ISSUER, strange);
        OperatedKeys second = operated(Minting.ISSUER);
        first.open();
        first.open();
        second.open();

        assertThat(shown(server, Minting.ISSUER))
                .extracting(name -> name.getKeyProperty("gate"))
                .containsExactlyInAnyOrder("1", "2");
        assertThat(shown(server, strange)).hasSize(1);

        first.close();
        assertThat(shown(server, Minting.ISSUER))
                .extracting(name -> name.getKeyProperty("gate"))
                .containsExactly("2");
        assertThat(shown(server, strange)).isEmpty();
    }

    @Test
    void moreGatesThanAnyServerHasAreNotShownAndWorkOn() throws Exception {
        for (int i = 0; i < 65; i++) {
            operated(Minting.ISSUER).open();
        }
        assertThat(shown(server, Minting.ISSUER)).hasSize(64);
    }

    @Test
    void whatSomebodyElseTookAwayDoesNotKeepTheGateOpen() throws Exception {
        OperatedKeys operated = operated(Minting.ISSUER, "https://other.example");
        operated.open();
        server.unregisterMBean(shown(server, Minting.ISSUER).iterator().next());

        operated.close();

        assertThat(shown(server, "https://other.example")).isEmpty();
    }

    @Test
    void keysAreShownFromTheOpeningOfTheGateToItsClose() throws Exception {
        String name = "https://idp.example/operated-" + System.nanoTime();
        MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
        Deployment deployment = Deployment.of(
                Pipeline.builder().add(BearerTokens.required(issuer(name))).build());
        assertThat(shown(platform, name)).isEmpty();

        deployment.open();
        assertThat(shown(platform, name)).hasSize(1);

        deployment.close();
        assertThat(shown(platform, name)).isEmpty();
    }
}
