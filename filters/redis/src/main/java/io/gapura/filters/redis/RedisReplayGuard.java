package io.gapura.filters.redis;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.Claim.Lease;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.LeasingGuard;
import io.gapura.filters.signing.ReplayKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Accepts a nonce once over all nodes that share a Redis: {@code SET prefix:key token NX PX ttl}, one round trip. No
 * answer within 50 ms is {@link Outcome#UNAVAILABLE} and never asked again, because a second attempt would find what the
 * first has written; out of memory is {@link Outcome#FULL}. Nothing is remembered in this process, and there is no quota
 * for a caller: the memory is what Redis was given.
 *
 * <p>Thread-safe; at most 64 connections.
 */
public final class RedisReplayGuard implements LeasingGuard {
    static final Duration TIMEOUT = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int MOST_CONNECTIONS = 64;
    private static final String REPLICA_MILLIS = "20";
    private static final String CLAIM = "C";
    private static final String LEASE = "L";

    private static final String LEASE_SCRIPT = "local v = redis.call('GET', KEYS[1]) "
            + "if v then return string.sub(v, 1, 1) end "
            + "redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return 'OK'";
    private static final String CONFIRM_SCRIPT = "local v = redis.call('GET', KEYS[1]) "
            + "if v and v ~= ARGV[1] then return 'C' end "
            + "redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 'OK'";
    private static final String RELEASE_SCRIPT =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 'OK'";

    private final RedisAddress address;
    private final ConnectionPool pool;
    private final InstantSource clock;
    private final SecureRandom random;
    /** Whether Redis was seen not to evict; until then nothing is accepted. */
    private volatile boolean trusted;

    private RedisReplayGuard(RedisAddress address, Duration timeout, InstantSource clock, SecureRandom random) {
        ConnectionPoolConfig bounds = new ConnectionPoolConfig();
        bounds.setMaxTotal(MOST_CONNECTIONS);
        bounds.setMaxIdle(MOST_CONNECTIONS);
        bounds.setMaxWait(timeout);
        bounds.setJmxEnabled(false);
        this.address = address;
        this.pool = new ConnectionPool(address.host(), address.client(timeout), bounds);
        this.clock = clock;
        this.random = random;
    }

    /**
     * A guard in the Redis whose address stands there: {@code redis://user:password@host:6379/0?prefix=NAME&replicas=1}.
     *
     * @throws ConfigurationException when it does not answer, or may evict nonces
     */
    public static RedisReplayGuard at(Reference address) {
        return open(address, true);
    }

    static RedisReplayGuard open(Reference address, boolean mustAnswer) {
        return open(address, mustAnswer, TIMEOUT);
    }

    static RedisReplayGuard open(Reference address, boolean mustAnswer, Duration timeout) {
        RedisReplayGuard guard =
                new RedisReplayGuard(RedisAddress.read(address), timeout, InstantSource.system(), new SecureRandom());
        try {
            guard.requireNoEviction();
            return guard;
        } catch (JedisException absent) {
            if (mustAnswer) {
                guard.close();
                throw ConfigurationException.of("the Redis that " + address.place() + " leads to does not answer as it"
                        + " must: " + absent.getClass().getSimpleName());
            }
            return guard;
        } catch (ConfigurationException evicts) {
            guard.close();
            throw evicts;
        }
    }

    /** A key that may be evicted is a message that may be replayed; ours are the ones that volatile policies pick. */
    private void requireNoEviction() {
        String info;
        try (Connection connection = pool.getResource()) {
            connection.sendCommand(Command.INFO, "memory");
            info = connection.getBulkReply();
        }
        String policy = field(info, "maxmemory_policy");
        String bound = field(info, "maxmemory");
        if (policy == null || bound == null) {
            throw ConfigurationException.of("the Redis that " + address.place() + " leads to does not say in INFO"
                    + " memory whether it evicts");
        }
        if (!bound.equals("0") && !policy.equals("noeviction")) {
            throw ConfigurationException.of("the Redis that " + address.place() + " leads to may evict nonces"
                    + " (maxmemory-policy " + policy.replaceAll("[^a-z-]", "") + "); set maxmemory-policy noeviction");
        }
        trusted = true;
    }

    private static @Nullable String field(@Nullable String info, String name) {
        for (String line : info == null ? new String[0] : info.split("\r\n", -1)) {
            if (line.startsWith(name + ":")) {
                return line.substring(name.length() + 1);
            }
        }
        return null;
    }

    @Override
    public List<String> remarks(Duration life) {
        return List.of("replay: redis, keys " + address.prefix() + ":*, "
                + (address.replicas() == 0
                        ? "no replica is waited for: a fail-over may forget the last nonces"
                        : address.replicas() + " replicas are waited for"));
    }

    @Override
    public Claim claim(ReplayKey key, String caller, Instant until) {
        String answer = ask(new CommandArguments(Command.SET)
                .add(name(key))
                .add(CLAIM + token())
                .add("NX")
                .add("PX")
                .add(millis(until)));
        return answer.isEmpty() ? Claim.seen() : decided(answer, Claim.claimed());
    }

    @Override
    public Claim lease(ReplayKey key, String caller, Instant until) {
        Lease lease = new Lease(key, caller, until, token());
        String answer = ask(script(LEASE_SCRIPT, key, LEASE + lease.token(), Long.toString(LONGEST_LEASE.toMillis())));
        return decided(answer, Claim.leased(lease));
    }

    @Override
    public Claim confirm(Claim leased) {
        Lease lease = leased.required();
        String answer = ask(script(
                CONFIRM_SCRIPT,
                lease.key(),
                LEASE + lease.token(),
                CLAIM + lease.token(),
                Long.toString(millis(lease.until()))));
        return decided(answer, Claim.claimed());
    }

    @Override
    public void release(Claim leased) {
        Lease lease = leased.required();
        // lost, it runs out by itself
        ask(script(RELEASE_SCRIPT, lease.key(), LEASE + lease.token()));
    }

    private CommandArguments script(String text, ReplayKey key, String... values) {
        CommandArguments command =
                new CommandArguments(Command.EVAL).add(text).add("1").add(name(key));
        for (String value : values) {
            command.add(value);
        }
        return command;
    }

    private static Claim decided(String answer, Claim granted) {
        return switch (answer) {
            case "OK" -> granted;
            case CLAIM -> Claim.seen();
            case LEASE -> Claim.refused(Outcome.PENDING, SOON);
            case "OOM" -> Claim.refused(Outcome.FULL, SOON);
            default -> Claim.refused(Outcome.UNAVAILABLE, SOON);
        };
    }

    /** What Redis said; empty for nil, {@code OOM} when it is full, {@code ?} for everything that is no answer. */
    private String ask(CommandArguments command) {
        try {
            if (!trusted) {
                requireNoEviction();
            }
            try (Connection connection = pool.getResource()) {
                return ask(connection, command);
            }
        } catch (JedisDataException refused) {
            return String.valueOf(refused.getMessage()).contains("OOM ") ? "OOM" : "?";
        } catch (JedisException | ConfigurationException absent) {
            return "?";
        }
    }

    private String ask(Connection connection, CommandArguments command) {
        connection.sendCommand(command);
        if (address.replicas() == 0) {
            return text(connection.getOne());
        }
        // sent together: still one round trip
        connection.sendCommand(Command.WAIT, Integer.toString(address.replicas()), REPLICA_MILLIS);
        String answer;
        try {
            answer = text(connection.getOne());
        } catch (JedisDataException refused) {
            connection.setBroken(); // the answer to WAIT is still on its way
            throw refused;
        }
        boolean replicated = connection.getIntegerReply() >= address.replicas();
        return replicated || !answer.equals("OK") ? answer : "?";
    }

    private static String text(@Nullable Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.US_ASCII) : "";
    }

    private String name(ReplayKey key) {
        return address.prefix() + ":" + key.hex();
    }

    private String token() {
        byte[] token = new byte[16];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    /** The second named by {@code until} still belongs to the life of the message. */
    private long millis(Instant until) {
        return Math.max(1, until.toEpochMilli() + 1_000 - clock.millis());
    }

    @Override
    public void close() {
        pool.close();
    }
}
