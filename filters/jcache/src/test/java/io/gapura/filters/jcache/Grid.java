package io.gapura.filters.jcache;

import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.DurationConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig.ExpiryPolicyType;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;

/** A real grid of a few nodes in this process, with the settings that the page on clusters recommends. */
final class Grid implements AutoCloseable {
    static final String CACHE = "gapura-nonces";

    private final String cluster = "gapura-" + UUID.randomUUID();
    private final List<HazelcastInstance> nodes = new ArrayList<>();

    static Grid of(int size) {
        Grid grid = new Grid();
        for (int i = 0; i < size; i++) {
            grid.nodes.add(Hazelcast.newHazelcastInstance(grid.config(i)));
        }
        return grid;
    }

    private Config config(int number) {
        Config config = new Config(cluster + "-" + number).setClusterName(cluster);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.operation.call.timeout.millis", "60000");
        config.getNetworkConfig().setPort(45_701).setPortCount(100).setPortAutoIncrement(true);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        nodes.forEach(node -> {
            var address = node.getCluster().getLocalMember().getAddress();
            String place = "127.0.0.1:" + address.getPort();
            // one that does not find the others in time must not begin a grid of its own
            join.getTcpIpConfig().addMember(place).setRequiredMember(place);
        });
        config.addCacheConfig(cache(CACHE, ExpiryPolicyType.CREATED, 400));
        config.addCacheConfig(cache("short", ExpiryPolicyType.CREATED, 2));
        config.addCacheConfig(cache("touched", ExpiryPolicyType.TOUCHED, 400));
        config.addCacheConfig(cache("modified", ExpiryPolicyType.MODIFIED, 400));
        config.addCacheConfig(cache("eternal", ExpiryPolicyType.ETERNAL, 0));
        return config;
    }

    private static CacheSimpleConfig cache(String name, ExpiryPolicyType type, long seconds) {
        TimedExpiryPolicyFactoryConfig timed = seconds == 0
                ? new TimedExpiryPolicyFactoryConfig(type, null)
                : new TimedExpiryPolicyFactoryConfig(type, new DurationConfig(seconds, TimeUnit.SECONDS));
        return new CacheSimpleConfig(name)
                .setBackupCount(1)
                .setAsyncBackupCount(0)
                .setKeyType("java.lang.String")
                .setValueType("java.lang.String")
                .setExpiryPolicyFactoryConfig(new ExpiryPolicyFactoryConfig(timed))
                .setEvictionConfig(new EvictionConfig()
                        .setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.ENTRY_COUNT)
                        .setSize(Integer.MAX_VALUE));
    }

    Cache<String, String> cache(int node, String name) {
        return nodes.get(node).getCacheManager().getCache(name);
    }

    JCacheReplayGuard guard(int node) {
        return JCacheReplayGuard.on(cache(node, CACHE), Duration.ofSeconds(330));
    }

    /** As in a crash: without a word to the others. */
    void kill(int node) {
        nodes.get(node).getLifecycleService().terminate();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.getLifecycleService().terminate());
    }
}
