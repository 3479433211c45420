package io.gapura.examples.benchmarks;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.servlet.FakeContext;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.ReplayKey;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.VerifiedSignature;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
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
 * What it costs to prove a signed POST: hmac-sha256 over what our signer covers, sha-256 of the content, nonce claimed.
 * Divide {@code policy} by {@code floor} of the same run; {@code gate} minus {@code gateWithoutSigning} is what the
 * policy costs behind a container, with the content read from a stream.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SigningBenchmark {
    private static final List<String> FIVE =
            List.of("@method", "@target-uri", "content-digest", "content-type", "accept");

    /** Of the content. */
    @Param({"1024", "16384", "1048576"})
    public int size;

    /** Signed requests that a second brings: 330 times as many nonces are live, and have to fit a cache of the machine. */
    @Param({"60", "600"})
    public int perSecond;

    /**
     * How many components are covered: the six that our signer covers, or five that the strict profile takes as well:
     * method, whole target URI, content with its digest and type, and one more field.
     */
    @Param({"5", "6"})
    public int components;

    private final byte[] sink = new byte[8_192];
    private final FilterChain servlet = (request, response) -> {
        int length = SignedRequest.drain(request.getInputStream(), sink);
        response.getOutputStream().write(sink, 0, length > 0 ? 1 : 0);
    };

    private SignedMessage[] messages;
    private RequestView[] views;
    private int next;
    private Mac mac;
    private MessageDigest digest;
    private EndlessReplays replays;
    private Signatures policy;
    private SignedRequest request;
    private BareResponse response;
    private Filter gate;
    private Filter gateWithoutSigning;

    @Setup
    public void start() throws Exception {
        messages = components == 5 ? SignedMessage.covering(size, FIVE) : SignedMessage.many(size);
        views = new RequestView[messages.length];
        for (int i = 0; i < views.length; i++) {
            views[i] = messages[i].view();
        }
        mac = SignedMessage.floorMac();
        digest = MessageDigest.getInstance("SHA-256");
        replays = new EndlessReplays(300_000, perSecond, 330);
        policy = Signatures.required(SignedMessage.ring())
                .clock(() -> SignedMessage.NOON, new SecureRandom())
                .authorities(SignedMessage.AUTHORITY)
                .acceptingCreatedBeforeStart()
                .maxBody(DataSize.bytes(1 << 20))
                .replay(replays);
        request = new SignedRequest(context(), messages[0]);
        response = new BareResponse();
        gate = started(Pipeline.builder().add(policy));
        gateWithoutSigning = started(Pipeline.builder());
        requireProven();
    }

    private static FakeContext context() {
        return new FakeContext().servlet("orders", GateBenchmark.Orders.class.getName(), "/orders/*");
    }

    private Filter started(Pipeline.Builder builder) throws Exception {
        GapuraFilter filter = new GapuraFilter(builder.audit(event -> {
                    if (event.kind() == AuditEvent.Kind.REFUSED) {
                        throw new IllegalStateException("refused: " + event);
                    }
                })
                .build());
        filter.init(context().config("gapura"));
        return filter;
    }

    /** A check that refuses everything is fast, and one that accepts everything too: look at the answers first. */
    private void requireProven() throws Exception {
        for (int i = 0; i < messages.length; i++) {
            boolean proven = messages[i].isGenuine(mac, digest)
                    && policy.decide(views[i]) instanceof Decision.Proceed
                    && policy.decide(views[i].header("X-Forged", "no")) instanceof Decision.Proceed
                    && policy.decide(views[i].header("Content-Type", "text/plain")) instanceof Decision.Reject
                    && through(gate) == 200
                    && through(gateWithoutSigning) == 200;
            if (!proven) {
                throw new IllegalStateException("message " + i + " is not what is to be measured");
            }
        }
        Pipeline pipeline = Pipeline.builder().add(policy).build();
        var caller = pipeline.decide(views[0]).request().caller();
        int covered = caller.proof(VerifiedSignature.class)
                .orElseThrow()
                .coveredComponents()
                .size();
        if (!caller.id().equals("orders") || covered != components || replays.live() < messages.length) {
            throw new IllegalStateException("nothing was proven");
        }
    }

    private int through(Filter filter) throws Exception {
        request.carry(messages[turn()]);
        response.recycle();
        filter.doFilter(request, response, servlet);
        return response.getStatus();
    }

    private int turn() {
        next = next + 1 & SignedMessage.COUNT - 1;
        return next;
    }

    /** A reused {@code Mac} over the base, a reused {@code MessageDigest} over the content, compared: no fields read. */
    @Benchmark
    public boolean floor() {
        return messages[turn()].isGenuine(mac, digest);
    }

    /** The policy alone, on a view with the content at hand. */
    @Benchmark
    public Decision policy() throws Exception {
        return policy.decide(views[turn()]);
    }

    /** What of the row before is the claim and the benchmark's own bookkeeping around it. */
    @Benchmark
    public Claim claimAlone() {
        return replays.claim(new ReplayKey(next, 4711), "orders", SignedMessage.NOON);
    }

    /** Through the filter, content from the stream, application reads it. */
    @Benchmark
    public int gate() throws Exception {
        return through(gate);
    }

    /** The same without the policy. */
    @Benchmark
    public int gateWithoutSigning() throws Exception {
        return through(gateWithoutSigning);
    }
}
