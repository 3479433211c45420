package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.ship.Shipment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippingTest {
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

    private void arrived() throws Exception {
        ShippedLog.await(() -> place.lines().size() == log.lines().size());
        assertThat(place.lines()).isEqualTo(log.lines());
        assertThat(place.mistakes).isEmpty();
    }

    @Test
    void everyLineArrivesOnceInOrderWithItsVeryBytes() throws Exception {
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 40);
            arrived();
        }
        assertThat(place.taken.stream().mapToInt(each -> each.lines().size()).sum())
                .isEqualTo(40);
    }

    @Test
    void aShipmentHasAtMostAsManyLinesAsItsSettingsSay() throws Exception {
        log.shipped(30);

        try (JsonLinesSink sink = log.to(place)) {
            sink.check();
            arrived();
        }
        assertThat(place.taken)
                .allSatisfy(each -> assertThat(each.lines().size()).isBetween(1, 7));
        assertThat(place.taken).anySatisfy(each -> assertThat(each.lines()).hasSize(7));
    }

    @Test
    void aShipmentHasAtMostAsManyBytesAsItsSettingsSayButAlwaysOneLine() throws Exception {
        log.shipped(10);
        int length = log.lines().get(1).length();
        Destination two =
                new Destination("elsewhere", place, false, 7, 2L * length + 20, Duration.ofMinutes(3), ShippedLog.SOON);
        Destination none = new Destination("none", place, false, 7, 1, Duration.ofMinutes(3), ShippedLog.SOON);

        try (JsonLinesSink sink = log.sink().with(Signing.NONE.withDestinations(List.of(two)))) {
            sink.check();
            arrived();
        }
        assertThat(place.taken).extracting(each -> each.lines().size()).containsOnly(2);
        place.taken.clear();
        try (JsonLinesSink sink = log.sink().with(Signing.NONE.withDestinations(List.of(none)))) {
            sink.check();
            ShippedLog.await(() -> place.taken.size() == 10);
        }
        assertThat(place.taken).extracting(each -> each.lines().size()).containsOnly(1);
    }

    @Test
    void whatWasShippedIsNotShippedAgainByTheNextProcess() throws Exception {
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 20);
            arrived();
        }
        place.offered.clear();
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 3);
            arrived();
        }
        assertThat(place.offered).extracting(Shipment::first).first().isEqualTo(20L);
    }

    @Test
    void whatAPlaceRefusesComesAgainAndNothingBehindItBefore() throws Exception {
        AtomicInteger times = new AtomicInteger();
        place.fault = shipment -> {
            if (shipment.last() >= 10 && times.incrementAndGet() < 4) {
                throw new IOException("no");
            }
        };
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 30);
            arrived();
        }
        assertThat(times.get()).isGreaterThanOrEqualTo(4);
    }

    /** So that a place that knows a shipment by its range can tell that it is the same. */
    @Test
    void theFirstRepetitionIsTheSameShipment() throws Exception {
        log.shipped(1);
        CountDownLatch more = new CountDownLatch(1);
        place.fault = shipment -> {
            if (place.offered.size() == 1) {
                PlaceInMemory.hanging(more).before(shipment);
                throw new IOException("no");
            }
        };
        try (JsonLinesSink sink = log.to(place)) {
            sink.check();
            ShippedLog.await(() -> !place.offered.isEmpty());
            ShippedLog.append(sink, 5);
            more.countDown();
            arrived();
        }
        assertThat(place.offered)
                .extracting(Shipment::range)
                .startsWith(ShippedLog.ORIGIN + "[0..0]", ShippedLog.ORIGIN + "[0..0]");
    }

    @Test
    void aPoisonedLineIsOfferedAloneAndNeverLeftOut() throws Exception {
        place.fault = shipment -> {
            if (shipment.first() <= 9 && shipment.last() >= 9) {
                throw new IOException("event 9 is not to our taste");
            }
        };
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 30);
            ShippedLog.await(() -> place.offered.stream().anyMatch(each -> each.first() == 9 && each.last() == 9));
            ShippedLog.await(() -> condition("Condition").equals("OPEN"));

            assertThat(place.lines()).isEqualTo(log.lines().subList(0, 9));
            ShippedLog.await(() -> condition("Lag").equals(21L));
            assertThat((String) condition("Problem")).contains("not to our taste");
            place.fault = shipment -> {};
            arrived();
            ShippedLog.await(() -> condition("Lag").equals(0L));
            assertThat(condition("Condition")).isEqualTo("SHIPPING");
            assertThat(condition("Problem")).isEqualTo("");
        }
    }

    private static Object condition(String attribute) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName("io.gapura:type=AuditShipper,log=\"" + ShippedLog.ORIGIN
                                    + "\",name=elsewhere,gate=1"),
                            attribute);
        } catch (javax.management.JMException absent) {
            throw new AssertionError(absent);
        }
    }

    @Test
    void operatorsSeeAShipperWhileItsLogIsOpen() throws Exception {
        ObjectName name =
                new ObjectName("io.gapura:type=AuditShipper,log=\"" + ShippedLog.ORIGIN + "\",name=elsewhere,gate=1");
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 2);
            arrived();
            ShippedLog.await(() -> condition("Shipped").equals(2L));
            assertThat(condition("Required")).isEqualTo(true);
        }
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name))
                .isFalse();
    }

    @Test
    void aPlaceThatHangsDoesNotSlowTheLog() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        place.fault = PlaceInMemory.hanging(never);
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 1);
            ShippedLog.await(() -> !place.offered.isEmpty());
            long before = System.nanoTime();
            ShippedLog.append(sink, 200);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(3));
            assertThat(place.lines()).isEmpty();
            never.countDown();
        }
    }

    @Test
    void aShipperThatDoesNotComeBackLosesItsConnections() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        place.fault = PlaceInMemory.hanging(released);
        Destination hasty = new Destination(
                "elsewhere",
                place,
                false,
                7,
                1 << 20,
                Duration.ofMillis(1).minus(Duration.ofSeconds(3)),
                ShippedLog.SOON);
        try (JsonLinesSink sink = log.sink().with(Signing.NONE.withDestinations(List.of(hasty)))) {
            ShippedLog.append(sink, 1);
            ShippedLog.await(() -> place.closed.get() > 0);
            released.countDown();
        }
    }

    /** What the process has not told is found by the next one. */
    @Test
    void aCrashAtAnyMomentLosesNothing() throws Exception {
        Random random = new Random(7);
        for (int crash = 0; crash < 12; crash++) {
            int survive = random.nextInt(6);
            AtomicInteger shipments = new AtomicInteger();
            boolean afterwards = random.nextBoolean();
            place.fault = shipment -> {
                if (shipments.incrementAndGet() > survive) {
                    if (afterwards) {
                        shipment.lines().forEach(place::hold); // the answer is what gets lost
                    }
                    throw new IOException("gone");
                }
            };
            JsonLinesSink sink = log.to(place);
            ShippedLog.append(sink, random.nextInt(20));
            sink.close();
        }
        place.fault = shipment -> {};
        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 1);
            arrived();
        }
    }

    /** Only who is not required can be overtaken; the log then says what is not there. */
    @Test
    void whatWasPrunedBeforeItWasShippedIsSaidAndCounted() throws Exception {
        log.shipped(20);
        List<Path> segments = LogDirectory.segments(directory);
        long kept = LogDirectory.first(segments.get(1));
        Files.delete(segments.get(0));

        assertThatThrownBy(() -> log.to(place, true).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("pruned");
        try (JsonLinesSink sink = log.to(place, false)) {
            sink.check();
            ShippedLog.await(() -> last(place.lines()).contains("gapura_audit_gap"));
        }
        String gap = last(place.lines());
        assertThat(gap).contains("\"not_shipped\":\"elsewhere\"", "\"count\":" + kept, "\"first\":0");
        assertThat(place.lines()).isEqualTo(log.lines());
    }

    private static String last(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Bytes behind the first line of the next segment were never acknowledged. */
    @Test
    void surplusLinesOfASegmentAreNeverShipped() throws Exception {
        log.shipped(8);
        List<Path> segments = LogDirectory.segments(directory);
        String first = Files.readString(segments.get(0));
        Files.writeString(segments.get(0), first + first.lines().findFirst().orElseThrow() + "\n{\"torn");
        List<String> stored = log.shipped().stream().map(each -> each.text()).toList();

        try (JsonLinesSink sink = log.to(place)) {
            sink.check();
            ShippedLog.await(() -> place.lines().size() >= 8);
            arrived();
        }
        assertThat(place.lines().subList(0, 8)).isEqualTo(stored);
    }

    @Test
    void aTornTailIsNeverShipped() throws Exception {
        log.shipped(3);
        List<Path> segments = LogDirectory.segments(directory);
        Files.writeString(segments.get(0), Files.readString(segments.get(0)) + "{\"torn");

        try (JsonLinesSink sink = log.to(place)) {
            ShippedLog.append(sink, 2);
            arrived();
        }
        assertThat(String.join("", place.lines())).doesNotContain("torn");
    }

    @Test
    void aDamagedLineStandsInTheWayAndIsNotShipped() throws Exception {
        log.shipped(6);
        List<Path> segments = LogDirectory.segments(directory);
        String text = Files.readString(segments.get(0));
        Files.writeString(segments.get(0), text.replace("/orders/3", "/orders/4"));

        try (JsonLinesSink sink = log.to(place)) {
            sink.check();
            ShippedLog.await(() -> place.lines().size() == 3);
            ShippedLog.await(() -> !condition("Problem").equals(""));
        }
        assertThat(place.lines()).hasSize(3);
    }

    @Test
    void twoPlacesDoNotWaitForEachOther() throws Exception {
        PlaceInMemory other = new PlaceInMemory();
        place.fault = shipment -> {
            throw new IOException("never");
        };
        Destination second =
                new Destination("second", other, false, 7, 1 << 20, Duration.ofMinutes(3), ShippedLog.SOON);
        try (JsonLinesSink sink =
                log.sink().with(Signing.NONE.withDestinations(List.of(ShippedLog.destination(place, false), second)))) {
            ShippedLog.append(sink, 9);
            ShippedLog.await(() -> other.lines().size() == 9);
        }
        assertThat(place.lines()).isEmpty();
    }
}
