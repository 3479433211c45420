package io.gapura.filters.kafka;

import io.gapura.filters.audit.Anchor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Sends each checkpoint as a record: its value is the line that {@code gapura audit verify --anchor} reads, its key the name
 * of the log, so that the checkpoints of one log stay in their order.
 */
final class KafkaAnchor implements Anchor {
    private final KafkaTopic topic;

    KafkaAnchor(KafkaTopic topic) {
        this.topic = topic;
    }

    @Override
    public void take(byte[] note) throws IOException {
        String origin = new String(note, StandardCharsets.UTF_8).split("\n", 2)[0];
        byte[] line = Anchor.line(note);
        topic.send(List.of(topic.recorded(origin, Arrays.copyOf(line, line.length - 1))));
    }

    @Override
    public void close() {
        topic.close();
    }
}
