package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.RequestView;
import io.gapura.filters.protect.HashKeys;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever else is asked about an event may record one itself. Under the lane's lock it would wait for its own thread for
 * ever, and nothing interrupts that: hence a thread apart.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TestimonyTest {
    private static final long ROOMY = 64 << 20;
    private static final Redaction REDACTION = Redaction.standard(new SecureRandom());
    private static final Caller CLERK = Caller.of("bearer", "https://id.example.com", "clerk-17");

    /** An application's claims may do anything; what they record enters before the event that asked them. */
    @Test
    void anEventWhoseClaimsRecordAnotherEntersToo() {
        Ring ring = Ring.of(65_536, ROOMY, REDACTION);
        AuditEvent inner = Events.completed("/a/0");
        Caller caller = CLERK.withClaims(claim -> {
            ring.enter(inner, EventCatalog.of(inner), Receipt.DONE);
            return Optional.of(List.of("a-token"));
        });
        AuditEvent outer = Events.completed(RequestView.get("/a/1").withCaller(caller));

        assertThat(ring.enter(outer, EventCatalog.of(outer), Receipt.DONE)).isTrue();
        assertThat(Taken.from(ring)).containsExactly("a0", "a1");
    }

    /** Keys are read again from a file, and a logger is told, which may be anybody's: both before the lane is locked. */
    @ParameterizedTest
    @ValueSource(strings = {"session", "person", "address"})
    void anEventWhosePseudonymRecordsAnotherEntersToo(String hashed) {
        Recording recording = Recording.standard()
                .caller(hashed.equals("person") ? Personal.HASHED : Personal.CLEAR)
                .address(hashed.equals("address") ? Personal.HASHED : Personal.CLEAR);
        HashKeys keys = HashKeys.random("k-1", new SecureRandom());
        AtomicReference<Ring> ring = new AtomicReference<>();
        AtomicInteger asked = new AtomicInteger();
        AuditEvent inner = Events.completed("/a/0");
        Redaction telling = Redaction.standard(
                recording,
                KeyedHash.by(() -> {
                    if (asked.getAndIncrement() == 0) {
                        ring.get().enter(inner, EventCatalog.of(inner), Receipt.DONE);
                    }
                    return keys;
                }),
                new SecureRandom());
        ring.set(Ring.of(65_536, ROOMY, telling));
        AuditEvent outer = Events.completed(RequestView.get("/a/1")
                .withCaller(
                        hashed.equals("session") ? CLERK.withClaims(claim -> Optional.of(List.of("a-token"))) : CLERK));

        assertThat(ring.get().enter(outer, EventCatalog.of(outer), Receipt.DONE))
                .isTrue();
        assertThat(Taken.from(ring.get())).containsExactly("a0", "a1");
    }

    /** The slow way marks what it could not read. */
    @Test
    void anEventWhoseClaimsFailEntersToo() {
        Ring ring = Ring.of(65_536, ROOMY, REDACTION);
        Caller caller = CLERK.withClaims(claim -> {
            throw new IllegalStateException("gone");
        });
        AuditEvent event = Events.completed(RequestView.get("/a/1").withCaller(caller));

        assertThat(ring.enter(event, EventCatalog.of(event), Receipt.DONE)).isTrue();
        assertThat(Taken.text(Objects.requireNonNull(ring.take()), 0)).contains("\"encoding_failed\":true");
    }
}
