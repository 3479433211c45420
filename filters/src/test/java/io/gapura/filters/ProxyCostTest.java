package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Who has no proxies pays for none: a clean request costs no byte more than reading it whole. */
class ProxyCostTest {
    private static final Target TARGET = Target.parse("/orders/7");
    private static final String[] NAMES = {
        "Host",
        "User-Agent",
        "Accept",
        "Cookie",
        "Content-Type",
        "Cache-Control",
        "Connection",
        "X-Requested-With",
        "X-Request-Id",
        "From"
    };

    /** A stranger with ordinary fields. */
    private static final class Wire implements RequestSource {
        @Override
        public void each(BiConsumer<String, String> line) {
            for (String name : NAMES) {
                line.accept(name, "x");
            }
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }
    }

    private interface Reading {
        RequestView read(RequestSource source);
    }

    private static long bytes(Reading reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Wire wire = new Wire();
        long before = 0;
        int fields = 0;
        for (int i = 0; i < 40_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            fields += reading.read(wire).headers().size();
        }
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(fields).isEqualTo(40_000 * NAMES.length);
        return (after - before) / 20_000;
    }

    @Test
    void aCleanRequestOfAStrangerCostsNoByteMore() {
        TrustedProxies none = TrustedProxies.none();
        long whole = bytes(wire -> RequestView.read("GET", TARGET, "http", wire, -1, "192.0.2.1"));
        long judged = bytes(wire -> none.read("GET", TARGET, "http", wire, -1, "192.0.2.1"));
        assertThat(judged).isLessThanOrEqualTo(whole + 8); // what a background compilation may leave
    }

    @Test
    void askingForANameMakesNothing() {
        RequestView view = TrustedProxies.none().read("GET", TARGET, "http", new Wire(), -1, "192.0.2.1");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int concealed = 0;
        long before = 0;
        for (int i = 0; i < 40_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            for (String name : NAMES) {
                concealed += view.conceals(name) ? 1 : 0;
            }
            concealed += view.conceals("X-Forwarded-For") ? 1 : 0;
        }
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(concealed).isEqualTo(40_000);
        assertThat((after - before) / 20_000).isZero();
    }
}
