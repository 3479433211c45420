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

    /** Of 20,000 readings each, the cheapest: until it is no more than that, or the compiler has had time for all it does. */
    private static long bytes(Reading reading, int least, long enough) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Wire wire = new Wire();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < least || round < 100 && best > enough; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            int fields = 0;
            for (int i = 0; i < 20_000; i++) {
                fields += reading.read(wire).headers().size();
            }
            best = Math.min(best, (threads.getCurrentThreadAllocatedBytes() - before) / 20_000);
            assertThat(fields).isEqualTo(20_000 * NAMES.length);
        }
        return best;
    }

    @Test
    void aCleanRequestOfAStrangerCostsNoByteMore() {
        TrustedProxies none = TrustedProxies.none();
        long whole = bytes(wire -> RequestView.read("GET", TARGET, "http", wire, -1, "192.0.2.1"), 4, Long.MAX_VALUE);
        long judged = bytes(wire -> none.read("GET", TARGET, "http", wire, -1, "192.0.2.1"), 1, whole + 8);
        assertThat(judged).isLessThanOrEqualTo(whole + 8); // what a background compilation may leave
    }

    @Test
    void askingForANameMakesNothing() {
        RequestView view = TrustedProxies.none().read("GET", TARGET, "http", new Wire(), -1, "192.0.2.1");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least > 0; round++) { // until the compiler has come to it
            int concealed = 0;
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                for (String name : NAMES) {
                    concealed += view.conceals(name) ? 1 : 0;
                }
                concealed += view.conceals("X-Forwarded-For") ? 1 : 0;
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 20_000);
            assertThat(concealed).isEqualTo(20_000);
        }
        assertThat(least).isZero();
    }
}
