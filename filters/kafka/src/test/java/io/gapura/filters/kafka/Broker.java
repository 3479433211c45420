package io.gapura.filters.kafka;

import io.gapura.filters.ServerPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real broker of Kafka in this process, which is its own controller (KRaft). */
final class Broker implements AutoCloseable {
    private final int port;
    private final KafkaRaftServer server;

    /** Clients find it at another port, where a cable may be. A port that is free may be another's when it is bound. */
    static Broker start(Path folder, int advertised) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                return new Broker(Files.createDirectory(folder.resolve("broker-" + tries)), advertised);
            } catch (Exception taken) {
                if (tries == 5) {
                    throw taken;
                }
            }
        }
    }

    private Broker(Path folder, int advertised) throws Exception {
        this.port = ServerPort.free();
        int controller = ServerPort.free();
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@localhost:" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://localhost:" + advertised);
        settings.put("log.dirs", folder.resolve("data").toString());
        settings.put("num.partitions", "3");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.cleaner.enable", "false");
        Path file = folder.resolve("server.properties");
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(file, text);
        PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int formatted = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()}, quiet);
        if (formatted != 0) {
            throw new IOException("the storage of the broker cannot be formatted");
        }
        server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server.startup();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
