package io.gapura.filters.kafka;

import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import io.gapura.filters.audit.ship.Shipper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends lines in batches of which each was acknowledged before the next one goes: a batch that fails leaves none behind it
 * in the topic.
 */
final class KafkaShipper implements Shipper {
    /** Of records in one batch: below what a broker takes if it is not told otherwise. */
    static final int BATCH_BYTES = 960 << 10;

    /** A record is longer than its line by key, headers and lengths. */
    private static final int OVERHEAD = 512;

    private final KafkaTopic topic;

    KafkaShipper(KafkaTopic topic) {
        this.topic = topic;
    }

    @Override
    public void take(Shipment shipment) throws IOException {
        List<ProducerRecord<String, byte[]>> batch = new ArrayList<>();
        int bytes = 0;
        for (ShippedLine line : shipment.lines()) {
            int more = line.length() + OVERHEAD;
            if (!batch.isEmpty() && bytes + more > BATCH_BYTES) {
                topic.send(batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(recorded(line));
            bytes += more;
        }
        topic.send(batch);
    }

    private ProducerRecord<String, byte[]> recorded(ShippedLine line) {
        ProducerRecord<String, byte[]> made = topic.recorded(line.chain(), line.bytes());
        made.headers()
                .add("sequence", ascii(String.valueOf(line.sequence())))
                .add("uid", ascii(line.uid()))
                .add("leaf", ascii(line.leaf().base64()));
        return made;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        topic.close();
    }
}
