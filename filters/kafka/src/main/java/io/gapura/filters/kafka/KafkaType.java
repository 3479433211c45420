package io.gapura.filters.kafka;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.Anchor;
import io.gapura.filters.audit.ship.ShipSettings;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.audit.ship.ShipperType;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Serves {@code audit.ship.<name>.type = kafka}. */
public final class KafkaType implements ShipperType {
    private static final int LONGEST_FILE = 64 << 10;

    /** What a file may say: how to reach a cluster. How lines are written is ours to say. */
    private static final Set<String> OF_OPERATORS =
            Set.of("security.protocol", "client.id", "client.dns.lookup", "metadata.max.age.ms", "send.buffer.bytes");

    /** For the service loader. */
    public KafkaType() {}

    @Override
    public String word() {
        return "kafka";
    }

    @Override
    public Set<String> settings() {
        return Set.of("address", "into", "properties");
    }

    @Override
    public Shipper open(String place, ShipSettings settings) {
        return new KafkaShipper(topic(place, settings));
    }

    @Override
    public Anchor anchor(String place, ShipSettings settings) {
        return new KafkaAnchor(topic(place, settings));
    }

    private static KafkaTopic topic(String place, ShipSettings settings) {
        String topic = settings.into().orElseThrow(() -> ConfigurationException.of(place + ".into must name a topic"));
        if (!topic.matches("[A-Za-z0-9._-]{1,249}")) {
            throw ConfigurationException.of(place + ".into must be the name of a topic");
        }
        return new KafkaTopic(producer(place, settings), topic, settings.timeout());
    }

    private static Map<String, Object> producer(String place, ShipSettings settings) {
        String servers = settings.requiredAddress(place);
        if (!servers.matches("[A-Za-z0-9.\\-]{1,253}:[0-9]{1,5}(,[A-Za-z0-9.\\-]{1,253}:[0-9]{1,5}){0,31}")) {
            throw ConfigurationException.of(place + ".address must be HOST:PORT, or several with commas between");
        }
        Map<String, Object> producer = new HashMap<>(properties(place, settings));
        int millis = (int) settings.timeout().toMillis();
        producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
        producer.put(ProducerConfig.LINGER_MS_CONFIG, (long) millis / 4); // sent when it is whole, by a flush
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, KafkaShipper.BATCH_BYTES);
        producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        return producer;
    }

    private static Map<String, String> properties(String place, ShipSettings settings) {
        if (settings.properties().isEmpty()) {
            return Map.of();
        }
        Properties read = new Properties();
        try {
            byte[] file = settings.properties().get().read(LONGEST_FILE);
            read.load(new StringReader(new String(file, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException malformed) {
            throw ConfigurationException.of(place + ".properties must lead to a Java properties file");
        }
        Map<String, String> taken = new HashMap<>();
        for (String name : read.stringPropertyNames()) {
            if (!name.startsWith("ssl.") && !name.startsWith("sasl.") && !OF_OPERATORS.contains(name)) {
                throw ConfigurationException.of(place + ".properties holds a property that is neither ssl.*, sasl.* nor"
                        + " one of " + new java.util.TreeSet<>(OF_OPERATORS));
            }
            taken.put(name, read.getProperty(name));
        }
        return taken;
    }
}
