package io.gapura.filters.redis;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * Where Redis is and how it is used: {@code redis://user:password@host:6379/0?prefix=NAME&replicas=1}, {@code rediss} for
 * TLS with the host's name checked. Holds a password: has no text form. What cannot be read is refused without being
 * repeated.
 */
final class RedisAddress {
    private static final int LONGEST = 2_048;
    private static final int STANDARD_PORT = 6_379;

    private final URI uri;
    private final String place;
    private String prefix = "gapura";
    private int replicas;

    private RedisAddress(URI uri, String place) {
        this.uri = uri;
        this.place = place;
    }

    static RedisAddress read(Reference reference) {
        String text = new String(reference.read(LONGEST), StandardCharsets.UTF_8).strip();
        try {
            RedisAddress address = new RedisAddress(new URI(text), reference.place());
            address.requireForm();
            address.readOptions();
            return address;
        } catch (URISyntaxException malformed) {
            throw bad(reference.place());
        }
    }

    private static ConfigurationException bad(String place) {
        return ConfigurationException.of(place + " must lead to redis://USER:PASSWORD@HOST:PORT/DATABASE with"
                + " ?prefix=NAME and replicas=0 to 9 as options, rediss for TLS");
    }

    private void requireForm() {
        boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        String path = uri.getRawPath();
        if (!scheme || uri.getHost() == null || uri.getRawFragment() != null || !path.matches("/?|/[0-9]{1,4}")) {
            throw bad(place);
        }
    }

    private void readOptions() {
        String query = uri.getQuery();
        boolean named = false;
        boolean counted = false;
        for (String option : query == null ? new String[0] : query.split("&", -1)) {
            if (!named && option.matches("prefix=[A-Za-z0-9._:-]{1,64}")) {
                prefix = option.substring("prefix=".length());
                named = true;
            } else if (!counted && option.matches("replicas=[0-9]")) {
                replicas = option.charAt(option.length() - 1) - '0';
                counted = true;
            } else {
                throw bad(place);
            }
        }
    }

    HostAndPort host() {
        return new HostAndPort(uri.getHost(), uri.getPort() < 0 ? STANDARD_PORT : uri.getPort());
    }

    /** No greeting beyond what is needed, and no step of a connection that may take longer than a claim. */
    JedisClientConfig client(Duration timeout) {
        int millis = (int) timeout.toMillis();
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .database(database())
                .user(part(0))
                .password(part(1));
        if ("rediss".equals(uri.getScheme())) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return config.build();
    }

    private int database() {
        String path = uri.getRawPath();
        return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }

    private @Nullable String part(int number) {
        String info = uri.getRawUserInfo();
        if (info == null) {
            return null;
        }
        int colon = info.indexOf(':');
        String raw = number == 1 ? info.substring(colon + 1) : info.substring(0, Math.max(0, colon));
        return raw.isEmpty() ? null : URI.create("x:/" + raw).getPath().substring(1);
    }

    String prefix() {
        return prefix;
    }

    /** How many replicas a claim waits for. */
    int replicas() {
        return replicas;
    }

    /** Where the address stands, for messages. */
    String place() {
        return place;
    }
}
