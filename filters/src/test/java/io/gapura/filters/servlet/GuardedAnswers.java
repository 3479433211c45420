package io.gapura.filters.servlet;

import io.gapura.filters.servlet.FakeApplication.Work;

/** An application behind the gate whose answers are looked at. */
abstract class GuardedAnswers {
    final FakeApplication application = FakeApplication.of(Rules.pipeline(Rules.mark("Mark")));

    FakeResponse run(Work work) throws Exception {
        return application.run(FakeRequest.get("/app/orders"), work);
    }
}
