package io.gapura.filters.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.LeaseContract;
import io.gapura.filters.signing.LeasingGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

class RedisLeaseTest extends LeaseContract {
    @TempDir
    Path directory;

    private RealRedis redis;
    private RedisReplayGuard one;
    private RedisReplayGuard two;

    @BeforeEach
    void start() throws IOException {
        redis = RealRedis.start(directory);
        one = RedisReplayGuard.open(redis.address(""), true, Duration.ofMinutes(1));
        two = RedisReplayGuard.open(redis.address(""), true, Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        two.close();
        redis.close();
    }

    @Override
    protected LeasingGuard one() {
        return one;
    }

    @Override
    protected LeasingGuard two() {
        return two;
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected void endLeases() {
        redis.say(Command.DEL, "gapura:" + key().hex());
    }

    private long millisLeft() {
        return (Long) redis.say(Command.PTTL, "gapura:" + key().hex());
    }

    @Test
    void aLeaseLivesForSixtySecondsAndAConfirmedDeliveryForAsLongAsItsMessage() {
        Claim lease = lease(one);
        assertThat(millisLeft()).isBetween(20_000L, 60_000L);
        one.confirm(lease);
        assertThat(millisLeft()).isBetween(100_000L, 331_000L);
    }
}
