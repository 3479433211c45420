package io.gapura.filters.jaxrs;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Stage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The filters of one gate, called by hand, and two policies that tell who was there. */
abstract class FilterCalls {
    final Recording recording = new Recording();
    final AtomicInteger arrivals = new AtomicInteger();
    final Policy arrival = Policy.of("arrival", request -> {
        arrivals.incrementAndGet();
        return Decision.proceed(request).responseHeader("X-Gate", "closed");
    });
    final Policy access = Policy.of(
            "access",
            Stage.ENDPOINT,
            request -> request.endpoint().orElseThrow().method().isPresent()
                    ? Decision.proceed()
                    : Decision.reject(403, "forbidden", "uncovered"));

    Gate gate(Policy... policies) {
        Pipeline.Builder builder = Pipeline.builder();
        for (Policy policy : policies) {
            builder.add(policy);
        }
        return new Gate(Setup.in(recording.deployment(), builder.build()));
    }

    static FakeRequest arrive(Gate gate, FakeRequest request) throws IOException {
        new ArrivalFilter(gate).filter(request);
        return request;
    }

    static FakeResponse complete(Gate gate, FakeRequest request, FakeResponse response) throws IOException {
        new CompletionFilter(gate).filter(request, response);
        return response;
    }
}
