package io.gapura.examples.benchmarks;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.origin.Cors;
import io.gapura.filters.origin.OriginCheck;
import io.gapura.filters.servlet.FakeContext;
import io.gapura.filters.servlet.GapuraFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServlet;
import java.util.concurrent.TimeUnit;
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
 * What the gate adds to a bare servlet chain: read with {@code -prof gc} for bytes and {@code -prof
 * io.gapura.examples.benchmarks.CpuTime} for CPU time, and subtract the row {@code bareChain} of the same run.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GateBenchmark {
    private static final byte[] CONTENT = {'o', 'k'};

    /** How many endpoints the application has; nothing may grow with it. */
    @Param({"10", "1000"})
    public int endpoints;

    private final FilterChain servlet = (request, response) -> {
        response.getOutputStream().write(CONTENT, 0, CONTENT.length);
    };

    private BareRequest request;
    private BareResponse response;
    private Filter empty;
    private Filter eight;
    private Filter browser;
    private Filter arrival;
    private Filter limited;
    private Filter crossOrigin;
    private final Filter floor = new HandWritten();

    /** The class behind the mapping. */
    public static final class Orders extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    @Setup
    public void start() throws Exception {
        FakeContext context = context();
        request = new BareRequest(context);
        response = new BareResponse();
        empty = started(Pipeline.builder(), context);
        eight = started(eightThatProceed(), context());
        browser = started(
                Pipeline.builder()
                        .add(SecurityHeaders.strict())
                        .add(Firewall.strict())
                        .add(Limits.defaults()),
                context());
        arrival = started(Pipeline.builder().add(Firewall.strict()).add(Limits.defaults()), context());
        limited = started(Pipeline.builder().add(SecurityHeaders.strict()).add(Limits.defaults()), context());
        crossOrigin = started(
                Pipeline.builder().add(Cors.allowing("https://pages.example")).add(OriginCheck.sameOrigin()),
                context());
        requireServed();
    }

    private FakeContext context() {
        FakeContext context = new FakeContext().servlet("orders", Orders.class.getName(), "/orders/*");
        for (int i = 1; i < endpoints; i++) {
            context.servlet("servlet-" + i, Orders.class.getName(), "/servlet-" + i);
        }
        return context;
    }

    private static Pipeline.Builder eightThatProceed() {
        Pipeline.Builder builder = Pipeline.builder();
        for (int i = 0; i < 8; i++) {
            Stage stage = i < 6 ? Stage.ARRIVAL : Stage.ENDPOINT;
            builder.add(Policy.of("policy-" + i, stage, request -> Decision.proceed()));
        }
        return builder;
    }

    private static Filter started(Pipeline.Builder builder, FakeContext context) throws Exception {
        AuditSink nowhere = event -> {
            if (event.kind() == AuditEvent.Kind.REFUSED) {
                throw new IllegalStateException("a chain that refuses is fast, and not what is measured");
            }
        };
        GapuraFilter filter = new GapuraFilter(builder.audit(nowhere).build());
        filter.init(context.config("gapura"));
        return filter;
    }

    /** A chain that refuses everything is fast: look at the answer before timing it. */
    private void requireServed() throws Exception {
        for (Filter filter : new Filter[] {empty, eight, browser, arrival, limited, crossOrigin, floor}) {
            if (through(filter) != 200 || response.written() != CONTENT.length) {
                throw new IllegalStateException("the request was not served");
            }
        }
    }

    private int through(Filter filter) throws Exception {
        request.recycle();
        response.recycle();
        filter.doFilter(request, response, servlet);
        return response.getStatus();
    }

    @Benchmark
    public int bareChain() throws Exception {
        request.recycle();
        response.recycle();
        servlet.doFilter(request, response);
        return response.getStatus();
    }

    @Benchmark
    public int emptyPipeline() throws Exception {
        return through(empty);
    }

    @Benchmark
    public int eightPoliciesThatProceed() throws Exception {
        return through(eight);
    }

    @Benchmark
    public int headersFirewallLimits() throws Exception {
        return through(browser);
    }

    @Benchmark
    public int firewallLimits() throws Exception {
        return through(arrival);
    }

    @Benchmark
    public int headersLimits() throws Exception {
        return through(limited);
    }

    /** Of a client that says nothing of its origin, as programs do. */
    @Benchmark
    public int corsOrigin() throws Exception {
        return through(crossOrigin);
    }

    /** The same rules on method, path and fields and ten headers, by hand and without the rest: see performance.md. */
    @Benchmark
    public int handWrittenFloor() throws Exception {
        return through(floor);
    }
}
