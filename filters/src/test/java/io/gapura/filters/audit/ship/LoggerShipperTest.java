package io.gapura.filters.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoggerShipperTest extends ShipperContract {
    private final Stack stack = new Stack();

    /** A logging stack that can be switched off. */
    private static final class Stack implements System.Logger {
        private final List<String> lines = new CopyOnWriteArrayList<>(); // written by the shipper's thread
        private volatile boolean off;
        private volatile boolean broken;

        @Override
        public String getName() {
            return "io.gapura.audit.shipped";
        }

        @Override
        public boolean isLoggable(Level level) {
            return !off;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable cause) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, Object @Nullable ... values) {
            if (broken) {
                throw new IllegalStateException("no appender");
            }
            assertThat(values).as("nothing formats a line").isNullOrEmpty();
            lines.add(level + " " + text);
        }
    }

    @Override
    protected Shipper shipper() {
        return new LoggerShipper(stack);
    }

    @Override
    protected List<String> stored() {
        return new LinkedHashSet<>(stack.lines)
                .stream().map(line -> line.substring("INFO ".length())).toList();
    }

    @Override
    protected void stop() {
        stack.off = true;
    }

    @Override
    protected void start() {
        stack.off = false;
    }

    @Test
    void aLoggerThatThrowsHasNotTakenTheLine() throws Exception {
        stack.broken = true;
        List<ShippedLine> lines = log.shipped(1);

        assertThatThrownBy(() -> shipper().take(new Shipment(lines)))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("the logger threw IllegalStateException");
    }
}
