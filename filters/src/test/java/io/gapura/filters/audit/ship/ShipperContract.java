package io.gapura.filters.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.ShippedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every shipper owes: each line, its very bytes, in order, again when it was refused, and once to who looks. */
public abstract class ShipperContract {
    @TempDir
    protected Path temp;

    protected ShippedLog log;

    @BeforeEach
    void begin() {
        log = new ShippedLog(temp.resolve("audit"));
    }

    /** A shipper to the place, as a process that starts would open it. */
    protected abstract Shipper shipper() throws Exception;

    /** What the place holds, in its order, a repeated line once. */
    protected abstract List<String> stored() throws Exception;

    /** Takes the place away. */
    protected abstract void stop() throws Exception;

    /** Brings it back where it was, with what it held. */
    protected abstract void start() throws Exception;

    private void arrive(List<String> lines) throws Exception {
        for (int i = 0; i < 40_000 && !stored().equals(lines); i++) {
            Thread.sleep(5);
        }
        assertThat(stored()).isEqualTo(lines);
    }

    private static Shipment of(List<ShippedLine> lines, int from, int to) {
        return new Shipment(lines.subList(from, to));
    }

    private static List<String> texts(List<ShippedLine> lines) {
        return lines.stream().map(ShippedLine::text).toList();
    }

    @Test
    void everyLineIsThereWithItsVeryBytes() throws Exception {
        List<ShippedLine> lines = log.shipped(9);

        try (Shipper shipper = shipper()) {
            shipper.take(of(lines, 0, 9));
            arrive(texts(lines));
        }
    }

    @Test
    void shipmentsKeepTheirOrder() throws Exception {
        List<ShippedLine> lines = log.shipped(30);

        try (Shipper shipper = shipper()) {
            for (int i = 0; i < 30; i += 3) {
                shipper.take(of(lines, i, i + 3));
            }
            arrive(texts(lines));
        }
    }

    @Test
    void aShipmentThatComesAgainAddsNothing() throws Exception {
        List<ShippedLine> lines = log.shipped(6);

        try (Shipper shipper = shipper()) {
            shipper.take(of(lines, 0, 4));
            shipper.take(of(lines, 0, 4));
            shipper.take(of(lines, 2, 6));
        }
        try (Shipper another = shipper()) {
            another.take(of(lines, 0, 6));
        }
        arrive(texts(lines));
    }

    @Test
    void aPlaceThatIsNotThereIsToldInTime() throws Exception {
        List<ShippedLine> lines = log.shipped(2);
        stop();
        long before = System.nanoTime();

        try (Shipper shipper = shipper()) {
            assertThatThrownBy(() -> shipper.take(of(lines, 0, 2))).isInstanceOf(IOException.class);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(5));
        start();
    }

    @Test
    void theSameShipperGoesOnWhenThePlaceIsBack() throws Exception {
        List<ShippedLine> lines = log.shipped(8);

        try (Shipper shipper = shipper()) {
            shipper.take(of(lines, 0, 4));
            arrive(texts(lines.subList(0, 4)));
            stop();
            assertThatThrownBy(() -> shipper.take(of(lines, 4, 8))).isInstanceOf(IOException.class);
            start();
            shipper.take(of(lines, 4, 8));
            arrive(texts(lines));
        }
    }

    @Test
    @SuppressWarnings("try") // closing in between is what is tested
    void aClosedShipperConnectsAgain() throws Exception {
        List<ShippedLine> lines = log.shipped(4);

        try (Shipper shipper = shipper()) {
            shipper.take(of(lines, 0, 2));
            shipper.close();
            shipper.take(of(lines, 2, 4));
            arrive(texts(lines));
        }
    }

    @Test
    void aLogLosesNothingToAnOutageAndARestart() throws Exception {
        try (JsonLinesSink sink = log.to(shipper())) {
            ShippedLog.append(sink, 10);
            arrive(log.lines());
            stop();
            ShippedLog.append(sink, 10);
        }
        start();
        try (JsonLinesSink sink = log.to(shipper())) {
            ShippedLog.append(sink, 5);
            arrive(log.lines());
        }
        assertThat(log.lines()).hasSize(25);
    }
}
