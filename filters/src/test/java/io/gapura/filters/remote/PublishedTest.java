package io.gapura.filters.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Waiting for a document that is fetched out of turn, and what is kept of one that has not changed. */
class PublishedTest {
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private volatile String document = "one";

    private static final Published.Listener<String> SILENT = new Published.Listener<>() {
        @Override
        public void good(String value) {}

        @Override
        public void kept(String problem) {}
    };

    private byte[] fetch() throws IOException, InterruptedException {
        if (fetches.incrementAndGet() > 1 && !answered.await(5, TimeUnit.MINUTES)) {
            throw new IOException("nobody answered");
        }
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private Published<String> published() {
        return Published.of(
                this::fetch,
                bytes -> {
                    read.incrementAndGet();
                    return new String(bytes, StandardCharsets.UTF_8);
                },
                SILENT,
                InstantSource.system(),
                Published::onThread);
    }

    @Test
    void atMostSixteenWaitForAFetchOutOfTurnAndTheOthersAreAnsweredByWhatThereIs() throws Exception {
        boolean seen = false;
        for (int i = 0;
                i < 20 && !seen;
                i++) { // nobody waits for longer than two seconds, and a machine may stand still
            seen = new PublishedTest().seenThatSixteenWait();
        }
        assertThat(seen).isTrue();
    }

    /** Whether it was over before those who wait had enough of it. */
    private boolean seenThatSixteenWait() throws Exception {
        Published<String> published = published();
        document = "two";
        long began = System.nanoTime();
        AtomicInteger early = new AtomicInteger();
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch others = new CountDownLatch(24);
        for (int i = 0; i < 40; i++) {
            Thread thread = new Thread(() -> {
                String value = String.valueOf(published.renewed());
                if (answered.getCount() > 0) {
                    early.incrementAndGet();
                    others.countDown();
                }
                seen.add(value);
            });
            thread.start();
            threads.add(thread);
        }
        assertThat(others.await(5, TimeUnit.MINUTES)).isTrue();
        int soon = early.get();
        answered.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        if (System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(1_900)) {
            return false;
        }
        assertThat(soon).isEqualTo(24);
        assertThat(fetches).as("one fetch for all of them").hasValue(2);
        assertThat(seen).filteredOn("one"::equals).hasSize(24);
        assertThat(seen).filteredOn("two"::equals).hasSize(16);
        return true;
    }

    @Test
    void aDocumentThatHasNotChangedLeavesTheSameObject() {
        answered.countDown();
        Published<String> published = published();
        String first = published.current();
        assertThat(published.renewed()).isSameAs(first);
        assertThat(fetches).hasValue(2);
        assertThat(read).hasValue(1);
        published.purge();
        assertThat(published.current()).isEqualTo("one").isNotSameAs(first);
        assertThat(read).as("nothing is trusted after a purge").hasValue(2);
    }

    @Test
    void aFetchThatAPurgeOvertookBringsBackNothing() throws Exception {
        assertOvertaken("withdrawn");
    }

    @Test
    void aFetchThatFailsAfterAPurgeBringsBackNothing() throws Exception {
        assertOvertaken("");
    }

    /** @param late what a fetch from before the purge answers after it; empty: nobody does */
    private static void assertOvertaken(String late) throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch purged = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Published<String> published = Published.of(
                () -> {
                    if (fetches.incrementAndGet() == 2) {
                        began.countDown();
                        assertThat(purged.await(5, TimeUnit.MINUTES)).isTrue();
                        if (late.isEmpty()) {
                            throw new IOException("nobody answered");
                        }
                        return late.getBytes(StandardCharsets.UTF_8);
                    }
                    return (fetches.get() == 1 ? "withdrawn" : "new").getBytes(StandardCharsets.UTF_8);
                },
                bytes -> new String(bytes, StandardCharsets.UTF_8),
                SILENT,
                InstantSource.system(),
                task -> Published.onThread(() -> {
                    task.run();
                    ended.countDown();
                }));
        assertThat(published.current()).isEqualTo("withdrawn");
        published.missed();
        assertThat(began.await(5, TimeUnit.MINUTES)).isTrue();
        published.purge();
        purged.countDown();
        assertThat(ended.await(5, TimeUnit.MINUTES)).isTrue();
        assertThat(published.current()).isEqualTo("new");
    }
}
