package io.gapura.filters.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayGuardProvider.Demand;
import io.gapura.filters.signing.ReplayKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** Against a real server, which each test starts and stops. */
class RedisReplayGuardTest {
    @TempDir
    Path directory;

    private static ReplayKey key(long number) {
        return new ReplayKey(0x0123_4567_89ab_cdefL, number);
    }

    private static Instant until() {
        return Instant.now().plusSeconds(330);
    }

    private static Outcome claim(ReplayGuard guard, long number) {
        return guard.claim(key(number), "orders", until()).outcome();
    }

    /** Patient, because a loaded test machine may take longer than 50 ms; those are tested for themselves. */
    private static RedisReplayGuard at(Reference address) {
        return RedisReplayGuard.open(address, true, Duration.ofMinutes(1));
    }

    /** A round trip of a loaded test machine may take longer than 50 ms; the first one opens the connection. */
    private static RedisReplayGuard warm(RedisReplayGuard guard) {
        for (int i = 0; i < 100 && claim(guard, Long.MIN_VALUE + i) != Outcome.CLAIMED; i++) {
            assertThat(i).isLessThan(99);
        }
        return guard;
    }

    @Test
    void aNonceIsClaimedOnceOverTwoNodes() throws Exception {
        try (RealRedis redis = RealRedis.start(directory);
                RedisReplayGuard one = warm(at(redis.address("")));
                RedisReplayGuard two = at(redis.address(""))) {
            assertThat(claim(one, 1)).isEqualTo(Outcome.CLAIMED);
            assertThat(claim(two, 1)).isEqualTo(Outcome.SEEN);
            assertThat(claim(one, 1)).isEqualTo(Outcome.SEEN);
            assertThat(claim(two, 2)).isEqualTo(Outcome.CLAIMED);
            assertThat(one.forgetsOnRestart()).isFalse();
        }
    }

    @Test
    void sixtyFourThreadsOnTwoNodesGetOneClaimOfOneNonce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(64);
        try (RealRedis redis = RealRedis.start(directory);
                RedisReplayGuard one = at(redis.address(""));
                RedisReplayGuard two = at(redis.address(""))) {
            for (int round = 0; round < 40; round++) {
                List<Outcome> outcomes = atOnce(pool, one, two, round);
                assertThat(outcomes).containsOnlyOnce(Outcome.CLAIMED).containsOnly(Outcome.CLAIMED, Outcome.SEEN);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Outcome> atOnce(ExecutorService pool, ReplayGuard one, ReplayGuard two, long number)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(64);
        List<Callable<Outcome>> claims = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            ReplayGuard node = i % 2 == 0 ? one : two;
            claims.add(() -> {
                start.await();
                return claim(node, number);
            });
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> claim : pool.invokeAll(claims)) {
            outcomes.add(claim.get());
        }
        return outcomes;
    }

    @Test
    void aNonceIsForgottenAfterItsMessageAndNotBefore() throws Exception {
        try (RealRedis redis = RealRedis.start(directory);
                RedisReplayGuard guard = warm(at(redis.address("?prefix=orders.v1")))) {
            assertThat(claim(guard, 7)).isEqualTo(Outcome.CLAIMED);
            Long left = (Long) redis.say(Command.PTTL, "orders.v1:0123456789abcdef0000000000000007");
            assertThat(left).as("but for what the machine stood still").isBetween(100_000L, 331_000L);
            assertThat(claim(guard, 7)).isEqualTo(Outcome.SEEN);

            assertThat(guard.claim(key(8), "orders", Instant.now()).outcome()).isEqualTo(Outcome.CLAIMED);
            left = (Long) redis.say(Command.PTTL, "orders.v1:0123456789abcdef0000000000000008");
            assertThat(left).as("in milliseconds, or gone by now").isBetween(-2L, 1_000L);
            Outcome again = claim(guard, 8);
            for (int i = 0; i < 6_000 && again == Outcome.SEEN; i++) {
                TimeUnit.MILLISECONDS.sleep(20);
                again = claim(guard, 8);
            }
            assertThat(again).isEqualTo(Outcome.CLAIMED);
        }
    }

    @Test
    void aKilledStoreIsUnavailableAndOneThatIsBackIsUsedAgain() throws Exception {
        RealRedis redis = RealRedis.start(directory);
        int port = redis.port();
        try (RedisReplayGuard guard = warm(at(redis.address("")))) {
            redis.close();
            Claim refused = guard.claim(key(1), "orders", until());
            assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
            assertThat(refused.retryAfter()).isPositive();
            assertThat(guard.lease(key(1), "orders", until()).outcome()).isEqualTo(Outcome.UNAVAILABLE);
            redis = RealRedis.start(directory, port);
            warm(guard);
            assertThat(claim(guard, 1)).isEqualTo(Outcome.CLAIMED);
        } finally {
            redis.close();
        }
    }

    @Test
    void aStoreThatDoesNotAnswerInTimeIsUnavailableAndIsNotAskedTwice() throws Exception {
        try (RealRedis redis = RealRedis.start(directory);
                RedisReplayGuard guard = warm(RedisReplayGuard.open(redis.address(""), false))) {
            redis.say(Command.CLIENT, "PAUSE", "600000", "WRITE");
            assertThat(claim(guard, 1)).as("long before the pause ends").isEqualTo(Outcome.UNAVAILABLE);
            redis.say(Command.CLIENT, "UNPAUSE");
            warm(guard);
            // what was sent before the pause ended counts: the message stays burnt, and a second attempt never passes
            assertThat(redis.say(Command.EXISTS, "gapura:" + key(1).hex())).isIn(0L, 1L);
            boolean once = false;
            for (int i = 2; i < 102 && !once; i++) { // one that took the machine longer than 50 ms says nothing
                redis.say(Command.CONFIG, "RESETSTAT");
                once = claim(guard, i) == Outcome.CLAIMED
                        && text(redis.say(Command.INFO, "commandstats")).contains("cmdstat_set:calls=1,");
            }
            assertThat(once).isTrue();
        }
    }

    private static String text(Object answer) {
        return new String((byte[]) answer, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"volatile-lru", "volatile-ttl", "allkeys-lru", "allkeys-random"})
    void aStoreThatMayEvictIsRefusedAtTheStart(String policy) throws Exception {
        try (RealRedis redis = RealRedis.start(directory, "maxmemory 100mb", "maxmemory-policy " + policy)) {
            Reference address = redis.address("");
            assertThatThrownBy(() -> at(address))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(policy)
                    .hasMessageContaining("noeviction");
        }
    }

    @Test
    void aBoundedStoreThatEvictsNothingIsAcceptedAndSaysWhenItIsFull() throws Exception {
        try (RealRedis redis = RealRedis.start(directory, "maxmemory 100mb", "maxmemory-policy noeviction");
                RedisReplayGuard guard = warm(at(redis.address("")))) {
            assertThat(claim(guard, 1)).isEqualTo(Outcome.CLAIMED);
            redis.say(Command.CONFIG, "SET", "maxmemory", "1");
            assertThat(claim(guard, 2)).isEqualTo(Outcome.FULL);
            assertThat(guard.lease(key(3), "orders", until()).outcome()).isEqualTo(Outcome.FULL);
            redis.say(Command.CONFIG, "SET", "maxmemory", "0");
            assertThat(claim(guard, 2)).isEqualTo(Outcome.CLAIMED);
        }
    }

    @Test
    void aClaimThatReachedFewerReplicasThanAskedForIsUnavailable() throws Exception {
        try (RealRedis redis = RealRedis.start(directory)) {
            try (RedisReplayGuard guard = at(redis.address("?replicas=1"))) {
                assertThat(claim(guard, 1)).isEqualTo(Outcome.UNAVAILABLE);
                assertThat(claim(guard, 1)).isEqualTo(Outcome.SEEN);
            }
            try (RealRedis replica = RealRedis.start(directory, "replicaof 127.0.0.1 " + redis.port());
                    RedisReplayGuard guard = at(redis.address("?replicas=1"))) {
                assertThat(replica.port()).isNotEqualTo(redis.port());
                Outcome outcome = Outcome.UNAVAILABLE;
                for (long i = 100; i < 300 && outcome != Outcome.CLAIMED; i++) { // until the replica has caught up
                    outcome = claim(guard, i);
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                assertThat(outcome).isEqualTo(Outcome.CLAIMED);
            }
        }
    }

    @Test
    void aStoreThatDoesNotAnswerStopsTheStartUnlessItIsAllowedToBeAway() throws Exception {
        RealRedis redis = RealRedis.start(directory);
        Reference address = redis.address("");
        int port = redis.port();
        redis.close();
        RedisGuardProvider provider = new RedisGuardProvider();
        Duration life = Duration.ofSeconds(330);
        assertThatThrownBy(() -> provider.open(new Demand(Optional.of(address), life, true)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not answer");
        try (ReplayGuard guard = provider.open(new Demand(Optional.of(address), life, false))) {
            assertThat(claim(guard, 1)).isEqualTo(Outcome.UNAVAILABLE);
            redis = RealRedis.start(directory, port, "maxmemory 100mb", "maxmemory-policy volatile-lru");
            assertThat(claim(guard, 1)).isEqualTo(Outcome.UNAVAILABLE); // it answers, and may evict
            redis.say(Command.CONFIG, "SET", "maxmemory-policy", "noeviction");
            warm((RedisReplayGuard) guard);
            assertThat(redis.say(Command.EXISTS, "gapura:" + key(1).hex()))
                    .as("what was refused was not stored")
                    .isEqualTo(0L);
        } finally {
            redis.close();
        }
    }

    @Test
    void theProviderIsFoundByItsNameAndNeedsAnAddress() {
        RedisGuardProvider provider = new RedisGuardProvider();
        assertThat(provider.name()).isEqualTo("redis");
        assertThatThrownBy(() -> provider.open(new Demand(Optional.empty(), Duration.ofSeconds(330), true)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("signing.replay-store");
    }

    @Test
    void aPasswordIsReadFromTheReferenceAndNeverRepeated() throws Exception {
        try (RealRedis redis = RealRedis.start(directory, "requirepass s3cr%t")) {
            try (RedisReplayGuard guard = warm(at(redis.address(":s3cr%25t@", "")))) {
                assertThat(claim(guard, 1)).isEqualTo(Outcome.CLAIMED);
                assertThat(guard.remarks(Duration.ofSeconds(330)).toString()).doesNotContain("s3cr");
            }
            Reference wrong = redis.address(":other@", "");
            assertThatThrownBy(() -> RedisReplayGuard.at(wrong))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageNotContaining("other");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:6379",
                "127.0.0.1:6379",
                "redis:///0",
                "redis://h/zero",
                "redis://h/0/1",
                "redis://h/0#x",
                "redis://h/0?prefix=",
                "redis://h/0?prefix=a&prefix=b",
                "redis://h/0?prefix=a*",
                "redis://h/0?replicas=10",
                "redis://h/0?replicas=1&replicas=1",
                "redis://h/0?wait=1",
                "redis://h/0?",
                "redis://sec ret@h/0"
            })
    void anAddressThatIsNotUnderstoodStopsTheStartWithoutBeingRepeated(String text) throws IOException {
        Path file = Files.createTempFile(directory, "bad", ".uri");
        Files.writeString(file, text);
        assertThatThrownBy(() -> RedisReplayGuard.at(Reference.file(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("redis://USER:PASSWORD@HOST")
                .hasMessageNotContaining(text);
    }

    @Test
    void tlsIsSpokenWhereItIsAskedForAndNothingElse() throws Exception {
        try (RealRedis redis = RealRedis.start(directory)) {
            Path file = Files.writeString(directory.resolve("tls.uri"), "rediss://127.0.0.1:" + redis.port());
            assertThatThrownBy(() -> RedisReplayGuard.open(Reference.file(file), true, Duration.ofMillis(300)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("does not answer");
        }
    }

    @Test
    void theStartSaysWhatAFailOverMayLose() throws Exception {
        try (RealRedis redis = RealRedis.start(directory);
                RedisReplayGuard alone = at(redis.address(""));
                RedisReplayGuard waiting = at(redis.address("?prefix=p&replicas=2"))) {
            assertThat(alone.remarks(Duration.ZERO)).singleElement().asString().contains("gapura:*", "fail-over");
            assertThat(waiting.remarks(Duration.ZERO))
                    .singleElement()
                    .asString()
                    .contains("p:*", "2 replicas");
        }
    }
}
