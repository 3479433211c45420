package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.audit.ship.ShippedLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signed log whose oldest events may go, and a place that has some of them. */
class ShippingPrunedTest {
    private static final int EVENTS = 600;

    @TempDir
    Path temp;

    private SignedLog log;
    private final PlaceInMemory place = new PlaceInMemory();

    @BeforeEach
    void write() throws Exception {
        log = new SignedLog(temp.resolve("audit"));
        log.write(EVENTS);
    }

    private JsonLinesSink sink(boolean required) {
        Destination to =
                new Destination("elsewhere", place, required, 500, 1 << 20, Duration.ofMinutes(3), ShippedLog.SOON);
        return log.sink()
                .with(Signing.NONE
                        .withKey(log.key)
                        .withPace(Duration.ofMillis(20), 1_000, Duration.ofHours(1))
                        .withDestinations(List.of(to)));
    }

    private void takeUpTo(long last) {
        place.fault = shipment -> {
            if (shipment.last() > last) {
                throw new IOException("no more");
            }
        };
    }

    @Test
    void whatARequiredPlaceDoesNotHaveStays() throws Exception {
        takeUpTo(299);
        LogPruning.of(log.directory).before(560, "all that may").orElseThrow();
        try (JsonLinesSink sink = sink(true)) {
            sink.check();
            ShippedLog.await(() -> place.lines().size() == 300);
            ShippedLog.await(() -> ShipOffset.needed(log.directory) == 300);
            Thread.sleep(300);
        }

        assertThat(PruneRange.first(log.directory)).isLessThanOrEqualTo(300);
        assertThat(place.lines()).hasSize(300);
    }

    /** From the segment that is left, with a proof for each line that arrived. */
    @Test
    void whatAPlaceGoesOnWithIsWhatIsLeft() throws Exception {
        takeUpTo(299);
        try (JsonLinesSink sink = sink(false)) {
            sink.check();
            ShippedLog.await(() -> place.lines().size() == 300);
        }
        long first = PruneTest.prune(log.directory, log.sink(), 560);
        assertThat(first).isGreaterThan(300);
        place.fault = shipment -> {};
        place.offered.clear();
        try (JsonLinesSink sink = sink(false)) {
            sink.check();
            ShippedLog.await(() -> place.offered.stream()
                    .flatMap(each -> each.lines().stream())
                    .map(ShippedLine::text)
                    .anyMatch(line -> line.contains("\"not_shipped\":\"elsewhere\"")));
        }

        assertThat(place.offered.element().first()).isEqualTo(first);
        assertThat(LogVerifier.of(log.directory).key(log.key.verifier()).verify())
                .isInstanceOf(LogReport.Valid.class);
    }
}
