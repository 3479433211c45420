package io.gapura.examples.benchmarks;

import io.gapura.filters.AuditSink;
import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.Stage;
import io.gapura.filters.Violation;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.FakeContext;
import io.gapura.filters.servlet.GapuraFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What saying no costs, with the document: a refusal must never be dearer than an acceptance. Subtract the row {@code
 * accepted} of the same run, which is the engine with a policy that proceeds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RefusalBenchmark {
    private static final byte[] CONTENT = {'o', 'k'};

    private final FilterChain servlet = (request, response) -> {
        response.getOutputStream().write(CONTENT, 0, CONTENT.length);
    };

    private BareRequest request;
    private BareResponse response;
    private Filter accepted;
    private Filter acceptedWithHeaders;
    private Filter refused;
    private Filter refusedWithViolation;
    private Filter refusedWithHeaders;
    private Filter acceptedByAll;
    private Filter refusedByFirewall;
    private Filter refusedByLimits;

    @Setup
    public void start() throws Exception {
        FakeContext context = context();
        request = new BareRequest(context);
        response = new BareResponse();
        Rejection forbidden = Rejection.of(403, "forbidden", "benchmark");
        Rejection malformed = Rejection.malformed("benchmark")
                .violations(List.of(new Violation(Violation.Place.TARGET, "", "uri.empty-segment")));
        accepted = started(Pipeline.builder().add(saying(Decision.proceed())), context);
        acceptedWithHeaders =
                started(Pipeline.builder().add(SecurityHeaders.strict()).add(saying(Decision.proceed())), context());
        refused = started(Pipeline.builder().add(saying(Decision.reject(forbidden))), context());
        refusedWithViolation = started(Pipeline.builder().add(saying(Decision.reject(malformed))), context());
        refusedWithHeaders = started(
                Pipeline.builder().add(SecurityHeaders.strict()).add(saying(Decision.reject(forbidden))), context());
        acceptedByAll = started(all(Firewall.strict(), Limits.defaults()), context());
        refusedByFirewall = started(all(Firewall.strict().methods("POST"), Limits.defaults()), context());
        refusedByLimits = started(all(Firewall.strict(), Limits.defaults().maxHeaders(1)), context());
        require(accepted, 200);
        require(acceptedByAll, 200);
        require(refusedByFirewall, 405);
        require(refusedByLimits, 431);
        require(acceptedWithHeaders, 200);
        require(refused, 403);
        require(refusedWithViolation, 400);
        require(refusedWithHeaders, 403);
    }

    private static Policy saying(Decision decision) {
        // Like the firewall, it has looked at the header fields before it says anything.
        return Policy.of(
                "benchmark", Stage.ARRIVAL, request -> request.headers().size() > 0 ? decision : null);
    }

    private static Pipeline.Builder all(Firewall firewall, Limits limits) {
        return Pipeline.builder().add(SecurityHeaders.strict()).add(firewall).add(limits);
    }

    private static FakeContext context() {
        return new FakeContext().servlet("orders", GateBenchmark.Orders.class.getName(), "/orders/*");
    }

    private static Filter started(Pipeline.Builder builder, FakeContext context) throws Exception {
        AuditSink nowhere = event -> {};
        GapuraFilter filter = new GapuraFilter(
                builder.audit(nowhere).errors(ProblemErrors.standard()).build());
        filter.init(context.config("gapura"));
        return filter;
    }

    private void require(Filter filter, int status) throws Exception {
        if (through(filter) != status || response.written() == 0) {
            throw new IllegalStateException("the answer is not what is to be measured");
        }
    }

    private int through(Filter filter) throws Exception {
        request.recycle();
        response.recycle();
        filter.doFilter(request, response, servlet);
        return response.getStatus();
    }

    @Benchmark
    public int accepted() throws Exception {
        return through(accepted);
    }

    @Benchmark
    public int acceptedWithHeaders() throws Exception {
        return through(acceptedWithHeaders);
    }

    @Benchmark
    public int refused() throws Exception {
        return through(refused);
    }

    @Benchmark
    public int refusedWithViolation() throws Exception {
        return through(refusedWithViolation);
    }

    @Benchmark
    public int refusedWithHeaders() throws Exception {
        return through(refusedWithHeaders);
    }

    /** Security headers, firewall and limits: what the two rows after it are to be compared with. */
    @Benchmark
    public int acceptedByAll() throws Exception {
        return through(acceptedByAll);
    }

    @Benchmark
    public int refusedByFirewall() throws Exception {
        return through(refusedByFirewall);
    }

    @Benchmark
    public int refusedByLimits() throws Exception {
        return through(refusedByLimits);
    }
}
