package io.gapura.examples.benchmarks;

import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import io.gapura.filters.signing.Signatures;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the policy spends on a request that it refuses, by the reason: never more than on one that it accepts, and the
 * same for a key that nobody has as for a signature that is wrong.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SigningRefusalBenchmark {
    private static final int SIZE = 1_024;

    /** What is wrong; nothing, to compare with. */
    public enum Fault {
        NONE,
        UNSIGNED,
        MALFORMED,
        COVERAGE,
        TOO_OLD,
        AUTHORITY,
        KEY_UNKNOWN,
        SIGNATURE
    }

    @Param
    public Fault fault;

    private RequestView[] views;
    private Signatures policy;
    private int next;

    @Setup
    public void start() throws Exception {
        SignedMessage[] messages = switch (fault) {
            case KEY_UNKNOWN -> SignedMessage.forged(SIZE, "orders-2026-12");
            case SIGNATURE -> SignedMessage.forged(SIZE, "orders-2026-11");
            default -> SignedMessage.many(SIZE);
        };
        views = new RequestView[messages.length];
        for (int i = 0; i < views.length; i++) {
            views[i] = bent(messages[i]).view();
        }
        policy = Signatures.required(SignedMessage.ring())
                .clock(
                        () -> fault == Fault.TOO_OLD ? SignedMessage.NOON.plusSeconds(600) : SignedMessage.NOON,
                        new SecureRandom())
                .authorities(fault == Fault.AUTHORITY ? "other.example.com" : SignedMessage.AUTHORITY)
                .acceptingCreatedBeforeStart()
                .replay(new EndlessReplays(300_000, 600, 330));
        requireAnswers();
    }

    private SignedMessage bent(SignedMessage message) {
        return switch (fault) {
            case UNSIGNED -> with(message, "Signature", value -> null);
            case MALFORMED -> with(message, "Signature-Input", value -> value.replace("\"@path\"", "\"@path"));
            case COVERAGE -> with(message, "Signature-Input", value -> value.replace(" \"@path\"", ""));
            default -> message;
        };
    }

    /** With other lines of that name; null drops every line whose name begins so. */
    private static SignedMessage with(SignedMessage message, String name, UnaryOperator<String> change) {
        List<String> lines = new ArrayList<>();
        String[] old = message.lines();
        for (int i = 0; i < old.length; i += 2) {
            boolean meant = old[i].startsWith(name);
            String value = meant ? change.apply(old[i + 1]) : old[i + 1];
            if (value != null) {
                lines.add(old[i]);
                lines.add(value);
            }
        }
        return new SignedMessage(
                lines.toArray(String[]::new),
                message.content(),
                message.body(),
                message.base(),
                message.mac(),
                message.digest());
    }

    private void requireAnswers() throws Exception {
        String expected = switch (fault) {
            case NONE -> "";
            case UNSIGNED -> "missing";
            case MALFORMED -> "parse";
            default -> fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
        for (RequestView view : views) {
            String reason = policy.decide(view) instanceof Decision.Reject reject
                    ? reject.rejection().reason()
                    : "";
            if (!reason.equals(expected)) {
                throw new IllegalStateException("expected '" + expected + "' and got '" + reason + "'");
            }
        }
    }

    @Benchmark
    public Decision decide() throws Exception {
        next = next + 1 & SignedMessage.COUNT - 1;
        return policy.decide(views[next]);
    }
}
