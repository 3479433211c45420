package io.gapura.filters.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayGuardProvider.Demand;
import io.gapura.filters.signing.ReplayKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JCacheGuardProviderTest {
    private static final String PROVIDER = "provider = com.hazelcast.cache.impl.HazelcastServerCachingProvider\n";

    @TempDir
    Path directory;

    private final JCacheGuardProvider provider = new JCacheGuardProvider();

    private Demand demand(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "store", ".properties"), text);
        return new Demand(Optional.of(Reference.file(file)), Duration.ofSeconds(330), true);
    }

    /** The grid as a file, the one on the page on clusters. */
    private String manager() throws IOException {
        Path xml = Files.writeString(directory.resolve("hazelcast.xml"), """
                <hazelcast xmlns="http://www.hazelcast.com/schema/config">
                  <instance-name>gapura-provider-test</instance-name>
                  <cluster-name>gapura-provider-test</cluster-name>
                  <properties>
                    <property name="hazelcast.phone.home.enabled">false</property>
                    <property name="hazelcast.logging.type">none</property>
                    <property name="hazelcast.partition.count">31</property>
                  </properties>
                  <network>
                    <port auto-increment="true" port-count="100">45901</port>
                    <join><auto-detection enabled="false"/><multicast enabled="false"/></join>
                    <interfaces enabled="true"><interface>127.0.0.1</interface></interfaces>
                  </network>
                  <cache name="gapura-nonces">
                    <key-type class-name="java.lang.String"/>
                    <value-type class-name="java.lang.String"/>
                    <expiry-policy-factory>
                      <timed-expiry-policy-factory expiry-policy-type="CREATED" duration-amount="400" time-unit="SECONDS"/>
                    </expiry-policy-factory>
                    <backup-count>1</backup-count>
                    <eviction size="2147483647" max-size-policy="ENTRY_COUNT" eviction-policy="LRU"/>
                  </cache>
                </hazelcast>
                """);
        return "manager = " + xml.toUri() + "\n";
    }

    @Test
    void aCacheIsFoundByTheLinesOfItsReference() throws IOException {
        assertThat(provider.name()).isEqualTo("jcache");
        String lines = "# where nonces are\n\n" + PROVIDER + manager() + "cache = gapura-nonces\n";
        try (ReplayGuard guard = provider.open(demand(lines))) {
            Instant until = Instant.now().plusSeconds(330);
            assertThat(guard.claim(new ReplayKey(1, 2), "orders", until).outcome())
                    .isEqualTo(Outcome.CLAIMED);
            assertThat(guard.claim(new ReplayKey(1, 2), "orders", until).outcome())
                    .isEqualTo(Outcome.SEEN);
        }
        String other = PROVIDER + manager() + "cache = other\n";
        assertThatThrownBy(() -> provider.open(demand(other)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not configured in its grid");
    }

    @Test
    void aGridThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> provider.open(demand("provider = org.example.Absent\ncache = nonces\n")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void aStoreMustBeNamed() {
        assertThatThrownBy(() -> provider.open(new Demand(Optional.empty(), Duration.ofSeconds(330), true)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signing.replay-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gapura-nonces",
                "cache =",
                "cache = a\ncache = b",
                "provider = x",
                "cache = a\nsize = 7",
                "cache = a\nmanager = ",
                "cache = a\nmanager = ::"
            })
    void linesThatAreNotUnderstoodStopTheStart(String lines) {
        assertThatThrownBy(() -> provider.open(demand(lines)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cache = NAME");
    }
}
