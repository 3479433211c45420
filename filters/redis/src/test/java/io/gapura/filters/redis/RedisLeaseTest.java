package io.gapura.filters.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.ReplayKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

class RedisLeaseTest {
    @TempDir
    Path directory;

    private final ReplayKey key = new ReplayKey(1, 2);
    private RealRedis redis;
    private RedisReplayGuard one;
    private RedisReplayGuard two;

    @BeforeEach
    void start() throws IOException {
        redis = RealRedis.start(directory);
        one = RedisReplayGuard.open(redis.address(""), true, Duration.ofSeconds(5));
        two = RedisReplayGuard.open(redis.address(""), true, Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        two.close();
        redis.close();
    }

    private static Instant until() {
        return Instant.now().plusSeconds(330);
    }

    private Claim lease(RedisReplayGuard guard) {
        return guard.lease(key, "stripe", until());
    }

    @Test
    void aDeliveryThatRunsOnOneNodeIsPendingOnTheOther() {
        Claim lease = lease(one);
        assertThat(lease.outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.PENDING);
        assertThat((Long) redis.say(Command.PTTL, "gapura:" + key.hex())).isBetween(50_000L, 60_000L);
        assertThat(two.claim(key, "stripe", until()).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void aConfirmedDeliveryIsSeenOnBothForAsLongAsItsMessageLives() {
        assertThat(one.confirm(lease(one)).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.SEEN);
        assertThat((Long) redis.say(Command.PTTL, "gapura:" + key.hex())).isBetween(320_000L, 331_000L);
    }

    @Test
    void aReleasedDeliveryMayBeRepeatedOnTheOther() {
        one.release(lease(one));
        assertThat(lease(two).outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aRunThatOutlivedItsLeaseTouchesNoOther() {
        Claim slow = lease(one);
        redis.say(Command.DEL, "gapura:" + key.hex()); // sixty seconds later
        Claim next = lease(two);
        one.release(slow);
        assertThat(one.confirm(slow).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(lease(one).outcome()).isEqualTo(Outcome.PENDING);
        two.release(next);
        assertThat(lease(one).outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aRunThatOutlivedItsLeaseStillConfirmsWhenNobodyTookTheKey() {
        Claim slow = lease(one);
        redis.say(Command.DEL, "gapura:" + key.hex());
        assertThat(one.confirm(slow).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void whatIsNoLeaseIsNeitherConfirmedNorReleased() {
        assertThatThrownBy(() -> one.confirm(Claim.claimed())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.release(Claim.seen())).isInstanceOf(IllegalArgumentException.class);
    }
}
