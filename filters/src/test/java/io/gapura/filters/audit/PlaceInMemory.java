package io.gapura.filters.audit;

import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import io.gapura.filters.audit.ship.Shipper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A place that knows a line again by its sequence, and that can be made to fail. */
final class PlaceInMemory implements Shipper {
    private final Map<Long, String> held = new ConcurrentSkipListMap<>();
    final List<String> mistakes = new java.util.concurrent.CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<Shipment> taken = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Shipment> offered = new ConcurrentLinkedQueue<>();
    final AtomicInteger closed = new AtomicInteger();
    volatile Fault fault = shipment -> {};

    /** What goes wrong, after so many lines were held. */
    interface Fault {
        void before(Shipment shipment) throws IOException;
    }

    @Override
    public void take(Shipment shipment) throws IOException {
        offered.add(shipment);
        fault.before(shipment);
        for (ShippedLine line : shipment.lines()) {
            hold(line);
        }
        taken.add(shipment);
    }

    /** What a place does with a line: never behind a gap, and never another one under the same number. */
    void hold(ShippedLine line) {
        if (line.sequence() > held.size()) {
            mistakes.add("event " + line.sequence() + " came before event " + held.size());
        }
        String before = held.putIfAbsent(line.sequence(), line.text());
        if (before != null && !before.equals(line.text())) {
            mistakes.add("event " + line.sequence() + " is another one now");
        }
    }

    List<String> lines() {
        return List.copyOf(new TreeMap<>(held).values());
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    /** Hangs until it is released, or closed. */
    static Fault hanging(CountDownLatch until) {
        return shipment -> {
            try {
                until.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        };
    }
}
