package io.gapura.filters.audit.ship;

import java.io.IOException;
import java.util.Set;

/**
 * Hands lines to the {@link System.Logger} {@code io.gapura.audit.shipped}, for logging stacks (SLF4J and others) that
 * carry them on. What the logger took counts as shipped, whatever becomes of it there.
 */
final class LoggerShipper implements Shipper {
    private final System.Logger logger;

    /** {@code type = slf4j}. */
    static final class Type implements ShipperType {
        @Override
        public String word() {
            return "slf4j";
        }

        @Override
        public Set<String> settings() {
            return Set.of();
        }

        @Override
        public Shipper open(String place, ShipSettings settings) {
            return new LoggerShipper(System.getLogger("io.gapura.audit.shipped"));
        }
    }

    LoggerShipper(System.Logger logger) {
        this.logger = logger;
    }

    @Override
    public void take(Shipment shipment) throws IOException {
        if (!logger.isLoggable(System.Logger.Level.INFO)) {
            throw new IOException("the logger io.gapura.audit.shipped is off");
        }
        try {
            shipment.lines().forEach(line -> logger.log(System.Logger.Level.INFO, line.text()));
        } catch (RuntimeException refused) {
            throw new IOException("the logger threw " + refused.getClass().getSimpleName(), refused);
        }
    }
}
