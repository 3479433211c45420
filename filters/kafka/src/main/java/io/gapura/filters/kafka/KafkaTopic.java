package io.gapura.filters.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic that acknowledges: whoever sends has waited for it. After a failure the producer is a new one, so that nothing of
 * the old is sent late. Used by one thread; closed by any.
 */
final class KafkaTopic {
    private final Map<String, Object> settings;
    private final String name;
    private final Duration timeout;
    private volatile @Nullable Producer<String, byte[]> producer;

    KafkaTopic(Map<String, Object> settings, String name, Duration timeout) {
        this.settings = Map.copyOf(settings);
        this.name = name;
        this.timeout = timeout;
    }

    /** A record that is not sent yet. */
    ProducerRecord<String, byte[]> recorded(String key, byte[] value) {
        return new ProducerRecord<>(name, key, value);
    }

    /** Returns when all of them are acknowledged. */
    void send(List<ProducerRecord<String, byte[]>> records) throws IOException {
        try {
            acknowledged(records);
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed instanceof IOException told
                    ? told
                    : new IOException("Kafka: " + failed.getClass().getSimpleName(), failed);
        }
    }

    private void acknowledged(List<ProducerRecord<String, byte[]>> records) throws IOException {
        Producer<String, byte[]> open = opened();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<String, byte[]> each : records) {
            Future<RecordMetadata> told = open.send(each);
            sent.add(told);
            if (told.isDone()) {
                acknowledged(told); // a failure at once: there is no cluster, or no topic
            }
        }
        open.flush();
        for (Future<RecordMetadata> told : sent) {
            acknowledged(told);
        }
    }

    private Producer<String, byte[]> opened() {
        Producer<String, byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    private void acknowledged(Future<RecordMetadata> told) throws IOException {
        try {
            told.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new IOException("Kafka: " + cause.getClass().getSimpleName(), cause);
        } catch (TimeoutException late) {
            throw new IOException("Kafka did not acknowledge in time");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    void close() {
        Producer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }
}
