package io.gapura.examples.benchmarks;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RequestView;
import io.gapura.validation.Validation;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.SafeText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
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

/** What it costs to hold five parameters against a contract: four of the query and a header. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ContractBenchmark {
    private final Validation policy = Validation.strict();
    private RequestView keeping;
    private RequestView breaking;

    /** How a list is sorted. */
    public enum Sort {
        NAME,
        DATE
    }

    /** What is called. */
    public static final class Parcels {
        @GET
        public void find(
                @QueryParam("page") @Min(1) @Max(1_000) int page,
                @QueryParam("sort") Sort sort,
                @QueryParam("id") UUID id,
                @QueryParam("q") @SafeText(max = 100) String text,
                @HeaderParam("Idempotency-Key") @Identifier(max = 36) String key) {}
    }

    @Setup
    public void start() {
        Endpoint endpoint = Endpoint.resource(
                "GET",
                "/parcels",
                Parcels.class,
                Arrays.stream(Parcels.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals("find"))
                        .findFirst()
                        .orElseThrow());
        policy.ruling(endpoint); // as every deployment does at start-up
        keeping = request("7", endpoint);
        breaking = request("1001", endpoint);
    }

    private static RequestView request(String page, Endpoint endpoint) {
        RequestView request = RequestView.get("/parcels?page=" + page
                        + "&sort=DATE&id=123e4567-e89b-12d3-a456-426614174000&q=somewhere+in+Surabaya")
                .header("Idempotency-Key", "a1b2c3d4-0001")
                .withEndpoint(endpoint);
        request.query(); // read with the request, by whoever is first
        return request;
    }

    /** All five keep the contract. */
    @Benchmark
    public Decision fiveThatKeepIt() throws IOException {
        return policy.decide(keeping);
    }

    /** One of the five does not. */
    @Benchmark
    public Decision oneThatBreaksIt() throws IOException {
        return policy.decide(breaking);
    }
}
