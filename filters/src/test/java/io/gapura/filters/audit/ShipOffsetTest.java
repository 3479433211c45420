package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ship/<name>.offset} remembers: where a place is, and that the log is still the one that it was. */
class ShipOffsetTest {
    @TempDir
    Path temp;

    private Path directory;
    private ShippedLog log;
    private final PlaceInMemory place = new PlaceInMemory();

    @BeforeEach
    void open() {
        directory = temp.resolve("audit");
        log = new ShippedLog(directory);
    }

    private Path offset() {
        return ShipOffset.file(directory, "elsewhere");
    }

    private void arrived() throws Exception {
        ShippedLog.await(() -> place.lines().size() == log.lines().size());
        assertThat(place.lines()).isEqualTo(log.lines());
        assertThat(place.mistakes).isEmpty();
    }

    @Test
    void whoStartsOnALineThatWasChangedIsRefused() throws Exception {
        shipSome();
        List<Path> segments = LogDirectory.segments(directory);
        Path last = segments.get(segments.size() - 1);
        Files.writeString(last, Files.readString(last).replace("/orders/", "/0rders/"));

        assertThatThrownBy(() -> log.to(place).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.elsewhere")
                .hasMessageContaining("changed, or set back");
    }

    @Test
    void whoStartsOnALogThatWasSetBackIsRefused() throws Exception {
        shipSome();
        List<Path> segments = LogDirectory.segments(directory);
        Files.delete(segments.get(segments.size() - 1));

        assertThatThrownBy(() -> log.to(place).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("set back");
    }

    @Test
    void whoStartsOnADamagedOffsetIsRefused() throws Exception {
        shipSome();
        String text = Files.readString(offset());
        Files.writeString(offset(), text.replace("required 12", "required 11"));

        assertThatThrownBy(() -> log.to(place).check()).isInstanceOf(ConfigurationException.class);
    }

    private void shipSome() throws Exception {
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 12);
            arrived();
        }
    }

    @Test
    void anOffsetSaysWhereTheLastLineStands() throws Exception {
        shipSome();
        ShipOffset offset = ShipOffset.read(offset()).orElseThrow();

        assertThat(offset.shipped()).isEqualTo(12);
        assertThat(offset.required()).isTrue();
        Path segment = LogDirectory.segment(directory, offset.place().segment());
        byte[] line = log.lines().get(11).getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "r")) {
            file.seek(offset.place().offset());
            byte[] there = new byte[line.length];
            file.readFully(there);
            assertThat(there).isEqualTo(line);
        }
        assertThat(offset.leaf()).isEqualTo(io.gapura.filters.audit.tlog.TreeHash.ofLeaf(line));
    }

    @Test
    void aRequiredShipperTellsWhichLinesMustStay() throws Exception {
        assertThat(ShipOffset.oldestNeeded(directory)).isEmpty();
        place.fault = shipment -> {
            if (shipment.last() > 4) {
                throw new IOException("full");
            }
        };
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 12);
            ShippedLog.await(() -> place.lines().size() == 5);
        }
        assertThat(ShipOffset.oldestNeeded(directory)).hasValue(5);
    }

    @Test
    void aShipperThatIsNotConfiguredAnyMoreKeepsNoLines() throws Exception {
        shipSome();
        assertThat(ShipOffset.oldestNeeded(directory)).hasValue(12);

        try (JsonLinesSink sink = log.sink()) {
            sink.check();
        }

        assertThat(ShipOffset.oldestNeeded(directory)).isEmpty();
        assertThat(ShipOffset.read(offset()).orElseThrow().shipped()).isEqualTo(12);
    }
}
