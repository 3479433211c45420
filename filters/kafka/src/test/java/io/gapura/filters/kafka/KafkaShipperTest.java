package io.gapura.filters.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.Anchor;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.LogReport;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.ShippedLog;
import io.gapura.filters.audit.ship.Cable;
import io.gapura.filters.audit.ship.ShipSettings;
import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.audit.ship.ShipperContract;
import io.gapura.filters.audit.ship.ShipperTypes;
import io.gapura.filters.audit.ship.TestSettings;
import io.gapura.filters.audit.tlog.NoteKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real broker, behind a cable that can be pulled; each test has a topic of its own. */
class KafkaShipperTest extends ShipperContract {
    @TempDir
    static @Nullable Path folder;

    private static @Nullable Broker broker;
    private static @Nullable Cable cable;
    private static final AtomicInteger TOPICS = new AtomicInteger();

    private String topic = "";

    @BeforeAll
    static void startBroker() throws Exception {
        cable = new Cable();
        broker = Broker.start(Objects.requireNonNull(folder), cable.port());
        cable.to(broker.port());
    }

    @AfterAll
    static void stopBroker() throws Exception {
        Objects.requireNonNull(broker).close();
        Objects.requireNonNull(cable).close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        topic = "audit-" + TOPICS.incrementAndGet();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
    }

    private static String address() {
        return "localhost:" + Objects.requireNonNull(cable).port();
    }

    @Override
    protected Shipper shipper() {
        return TestSettings.open("kafka", Map.of("address", address(), "into", topic));
    }

    /** All records of the topic, in the order of their partition. */
    private List<ConsumerRecord<String, byte[]>> records() {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address()), new StringDeserializer(), new ByteArrayDeserializer())) {
            Collection<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private static String header(ConsumerRecord<String, byte[]> of, String name) {
        return new String(of.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
    }

    /** As a reader does it: a repeated sequence is passed over, and one that comes too early is a mistake. */
    @Override
    protected List<String> stored() {
        Map<Long, String> lines = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> each : records()) {
            long sequence = Long.parseLong(header(each, "sequence"));
            assertThat(sequence).as("nothing comes before what is before it").isLessThanOrEqualTo(lines.size());
            lines.putIfAbsent(sequence, new String(each.value(), StandardCharsets.UTF_8));
        }
        return List.copyOf(lines.values());
    }

    @Override
    protected void stop() throws Exception {
        Objects.requireNonNull(cable).pull();
    }

    @Override
    protected void start() {
        Objects.requireNonNull(cable).plug();
    }

    @Test
    void aRecordSaysWhichLineItIs() throws Exception {
        List<ShippedLine> lines = log.shipped(3);
        try (Shipper shipper = shipper()) {
            shipper.take(new Shipment(lines));
        }

        List<ConsumerRecord<String, byte[]>> all = records();
        assertThat(all).extracting(ConsumerRecord::key).containsOnly(ShippedLog.ORIGIN);
        assertThat(all)
                .extracting(ConsumerRecord::partition)
                .as("one log, one partition")
                .hasSize(3);
        assertThat(all.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
        assertThat(all)
                .extracting(each -> header(each, "uid"))
                .isEqualTo(lines.stream().map(ShippedLine::uid).toList());
        assertThat(all)
                .extracting(each -> header(each, "leaf"))
                .isEqualTo(lines.stream().map(line -> line.leaf().base64()).toList());
    }

    /** More than a broker takes at once, which is 1 MiB. */
    @Test
    void aShipmentThatIsTooLargeForOneBatchGoesInSeveral() throws Exception {
        List<ShippedLine> lines = new ArrayList<>();
        String filler = "x".repeat(30_000);
        for (int i = 0; i < 120; i++) {
            lines.add(ShippedLine.of("log", i, "u" + i, "f", (i + filler).getBytes(StandardCharsets.UTF_8)));
        }
        try (Shipper shipper =
                TestSettings.open("kafka", Map.of("address", address(), "into", topic, "timeout", "10000"))) {
            shipper.take(new Shipment(lines));
        }

        assertThat(stored()).isEqualTo(lines.stream().map(ShippedLine::text).toList());
    }

    /** As an operator does it: what the topic holds is a file of notes, and shows that a log is not the one it was. */
    @Test
    void checkpointsInATopicShowALogThatWasSetBack() throws Exception {
        NoteKey key = NoteKey.generate(ShippedLog.ORIGIN, new SecureRandom());
        ShipSettings place = TestSettings.of("kafka", Map.of("address", address(), "into", "audit"));
        Path whole = temp.resolve("whole");
        try (JsonLinesSink sink = signed(whole, key)) {
            ShippedLog.append(sink, 5);
        }
        Path older = temp.resolve("older");
        ShippedLog.copy(whole, older);
        try (JsonLinesSink sink =
                signed(whole, key).anchoredTo(ShipperTypes.anchor("audit.ship.there", place.into(topic)))) {
            ShippedLog.append(sink, 15);
            ShippedLog.await(
                    () -> records().stream().anyMatch(each -> text(each).contains("\\n20\\n")));
        }
        List<ConsumerRecord<String, byte[]>> notes = records();
        assertThat(notes).extracting(ConsumerRecord::key).containsOnly(ShippedLog.ORIGIN);
        Path file = Files.write(
                temp.resolve("anchor.notes"),
                notes.stream().map(KafkaShipperTest::text).toList());

        assertThat(LogVerifier.of(whole).key(key.verifier()).anchor(file).verify())
                .isInstanceOf(LogReport.Valid.class);
        assertThat(LogVerifier.of(older).key(key.verifier()).verify()).isInstanceOf(LogReport.Valid.class);
        assertThat(LogVerifier.of(older).key(key.verifier()).anchor(file).verify())
                .isInstanceOf(LogReport.Truncated.class);
    }

    private static JsonLinesSink signed(Path directory, NoteKey key) {
        return PatientLog.to(directory).origin(ShippedLog.ORIGIN).signedBy(key);
    }

    private static String text(ConsumerRecord<String, byte[]> of) {
        return new String(of.value(), StandardCharsets.UTF_8);
    }

    @Test
    void aCheckpointThatNobodyAcknowledgesIsAFailure() throws Exception {
        ShipSettings place = TestSettings.of("kafka", Map.of("address", address(), "into", "absent", "timeout", "500"));
        try (Anchor anchor = ShipperTypes.anchor("audit.ship.there", place)) {
            assertThatThrownBy(() -> anchor.take("log\n1\n".getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Kafka: ");
        }
    }

    @Test
    void aTopicThatIsNotThereIsAFailure() throws Exception {
        List<ShippedLine> lines = log.shipped(1);
        try (Shipper shipper =
                TestSettings.open("kafka", Map.of("address", address(), "into", "absent", "timeout", "500"))) {
            assertThatThrownBy(() -> shipper.take(new Shipment(lines)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Kafka: ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "enable.idempotence, false",
        "bootstrap.servers, other:1",
        "interceptor.classes, x.Y",
        "retries, 0"
    })
    void howLinesAreWrittenIsNotForAFileToSay(String property, String value) throws Exception {
        Path file = Files.writeString(temp.resolve("kafka.properties"), property + "=" + value + "\n");

        assertThatThrownBy(() -> TestSettings.open(
                        "kafka", Map.of("address", "kafka:9092", "into", "audit", "properties", file.toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.properties")
                .hasMessageNotContaining(value + "x");
    }

    @Test
    void howAClusterIsReachedIsForAFileToSay() throws Exception {
        Path file = Files.writeString(
                temp.resolve("kafka.properties"),
                "security.protocol=PLAINTEXT\nclient.id=node-1\nssl.protocol=TLSv1.3\n");
        Map<String, String> settings = new HashMap<>(Map.of("address", address(), "into", topic));
        settings.put("properties", file.toString());
        try (Shipper shipper = TestSettings.open("kafka", settings)) {
            shipper.take(new Shipment(log.shipped(1)));
        }
        assertThat(stored()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "kafka:", "kafka:9092,", "http://kafka:9092", "a b:1"})
    void anAddressIsHostsAndPorts(String address) {
        assertThatThrownBy(() -> TestSettings.open("kafka", Map.of("address", address, "into", "audit")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.address");
    }

    @Test
    void aTopicIsNamed() {
        assertThatThrownBy(() -> TestSettings.open("kafka", Map.of("address", "kafka:9092")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.into must name a topic");
        assertThatThrownBy(() -> TestSettings.open("kafka", Map.of("address", "kafka:9092", "into", "a b")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.into");
    }
}
