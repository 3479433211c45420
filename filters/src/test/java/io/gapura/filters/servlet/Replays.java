package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Policy;
import io.gapura.filters.servlet.FakeApplication.Work;
import java.io.IOException;

/** Runs a request through the filter, with its content read by a policy or by nobody yet. */
final class Replays {
    static final String FORM = "application/x-www-form-urlencoded";

    private Replays() {}

    static FakeResponse run(Policy policy, FakeRequest request, Work work) throws Exception {
        return FakeApplication.of(Rules.pipeline(policy)).run(request, work);
    }

    static FakeResponse untouched(FakeRequest request, Work work) throws Exception {
        return run(Rules.mark("Mark"), request, work);
    }

    static FakeResponse afterReading(FakeRequest request, Work work) throws Exception {
        return run(Rules.reads(10_000), request, work);
    }

    static Work ok(Work work) {
        return (request, answer) -> {
            work.run(request, answer);
            answer.getWriter().print("ok");
        };
    }

    static void assertOk(FakeResponse response) throws IOException {
        assertThat(response.content()).isEqualTo("ok");
    }
}
