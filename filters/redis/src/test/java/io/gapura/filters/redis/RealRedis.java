package io.gapura.filters.redis;

import io.gapura.filters.ServerPort;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.embedded.RedisServer;

/** A real Redis server on a free port of this machine, gone when it is closed. */
final class RealRedis implements AutoCloseable {
    private final RedisServer server;
    private final int port;
    private final Path directory;

    private RealRedis(RedisServer server, int port, Path directory) {
        this.server = server;
        this.port = port;
        this.directory = directory;
    }

    /** A port that is free when it is looked for may be another's when the server comes: then it is another one. */
    static RealRedis start(Path directory, String... settings) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return start(directory, ServerPort.free(), settings);
            } catch (IOException taken) {
                if (tries == 10) {
                    throw taken;
                }
            }
        }
    }

    static RealRedis start(Path directory, int port, String... settings) throws IOException {
        var builder = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .setting("dir " + directory);
        for (String setting : settings) {
            builder.setting(setting);
        }
        RedisServer server = builder.build();
        server.start();
        return new RealRedis(server, port, directory);
    }

    int port() {
        return port;
    }

    /** Where its address stands. */
    Reference address(String options) throws IOException {
        return address("", options);
    }

    Reference address(String credentials, String options) throws IOException {
        Path file = Files.createTempFile(directory, "redis", ".uri");
        Files.writeString(file, "redis://" + credentials + "127.0.0.1:" + port + "/0" + options + "\n");
        return Reference.file(file);
    }

    /** Says something as an operator would; what it answered. */
    Object say(Command command, String... words) {
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port))) {
            connection.sendCommand(command, words);
            return connection.getOne();
        }
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
