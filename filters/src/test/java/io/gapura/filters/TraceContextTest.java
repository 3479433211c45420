package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String GOOD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aStrictTraceparentIsRead() {
        TraceContext trace = TraceContext.parse(GOOD).orElseThrow();
        assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(trace.parentId()).isEqualTo("00f067aa0ba902b7");
        assertThat(trace.flags()).isEqualTo(1);
        assertThat(trace).hasToString(GOOD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-+1"
            })
    void anythingElseIsNoTrace(String text) {
        assertThat(TraceContext.parse(text)).isEmpty();
    }

    @Property
    void whatIsWrittenIsReadBack(
            @ForAll long high, @ForAll long low, @ForAll long parent, @ForAll @IntRange(max = 255) int flags) {
        if (high == 0 && low == 0 || parent == 0) {
            return;
        }
        TraceContext trace =
                new TraceContext(String.format("%016x%016x", high, low), String.format("%016x", parent), flags);
        assertThat(TraceContext.parse(trace.toString())).contains(trace);
    }

    @Test
    void aStrangerStartsANewTrace() {
        assertThat(view(TrustedProxies.none(), "traceparent", GOOD).trace()).isEmpty();
    }

    @Test
    void aTrustedProxyGoesOnWithOneLineOnly() {
        TrustedProxies proxies = TrustedProxies.of(TrustedProxies.Family.FORWARDED, "192.0.2.0/24");
        assertThat(view(proxies, "traceparent", GOOD).trace()).isEqualTo(TraceContext.parse(GOOD));
        assertThat(view(proxies, "traceparent", GOOD, "Traceparent", GOOD).trace())
                .isEmpty();
        assertThat(view(proxies, "traceparent", "00-x").trace()).isEmpty();
        assertThat(view(proxies).trace()).isEmpty();
    }

    @Test
    void theRendererMaySayThatEverybodysTraceGoesOn() {
        Recording recording = new Recording();
        Deployment deployment =
                Deployment.create(InstantSource.system(), new SecureRandom(), new Continuing(recording));
        assertThat(view(deployment.proxies(), "traceparent", GOOD).trace()).isPresent();
        deployment.join("one more", Pipeline.builder().build());
        assertThat(view(deployment.proxies(), "traceparent", GOOD).trace()).isPresent();
        assertThat(view(deployment.proxies(), "X-Request-Id", "edge-1").claimedId())
                .isEmpty();
    }

    private record Continuing(Recording recording) implements DefaultFacilities, ErrorRenderer {
        @Override
        public ErrorRenderer errors() {
            return this;
        }

        @Override
        public AuditSink audit() {
            return recording;
        }

        @Override
        public GateAnswer render(Problem problem, Headers request) {
            return recording.errors().render(problem, request);
        }

        @Override
        public ErrorRules rules() {
            ErrorRules plain = ErrorRules.DEFAULTS;
            return new ErrorRules(
                    plain.incidentHeader(),
                    ErrorRules.Trace.CONTINUE,
                    plain.scrub(),
                    false,
                    plain.keptCookies(),
                    plain.retryAfterSeconds(),
                    plain.maxViolations());
        }
    }

    @Test
    void anIdOfNothingIsNoContext() {
        assertThatThrownBy(() -> new TraceContext("0".repeat(32), "1".repeat(16), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceContext("1".repeat(32), "1".repeat(15), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceContext("1".repeat(32), "1".repeat(16), 256))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "edge-1_2.Z", "0198c1f2-0000-7000-8000-000000000000"})
    void theIdOfATrustedProxyIsKeptBesideOurs(String id) {
        TrustedProxies proxies = TrustedProxies.of(TrustedProxies.Family.FORWARDED, "192.0.2.1");
        assertThat(view(proxies, "X-Request-Id", id).claimedId()).contains(id);
        assertThat(view(TrustedProxies.none(), "X-Request-Id", id).claimedId()).isEmpty();
        assertThat(view(proxies, "X-Request-Id", id, "X-Request-Id", id).claimedId())
                .isEmpty();
    }

    @Test
    void anIdThatCouldBeMoreThanAnIdIsDropped() {
        TrustedProxies proxies = TrustedProxies.of(TrustedProxies.Family.FORWARDED, "192.0.2.1");
        assertThat(view(proxies, "X-Request-Id", "a".repeat(64)).claimedId()).isPresent();
        for (String bad : new String[] {"", "a".repeat(65), "a b", "a\"b", "a;b", "\u00e4", "\u212a"}) {
            assertThat(view(proxies, "X-Request-Id", bad).claimedId()).isEqualTo(Optional.empty());
        }
    }

    private static RequestView view(TrustedProxies proxies, String... fields) {
        return proxies.read(
                "GET", Target.parse("/a"), "http", Headers.of(fields), Body.none(), new Client("192.0.2.1"));
    }
}
