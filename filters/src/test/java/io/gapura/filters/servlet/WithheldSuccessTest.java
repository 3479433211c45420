package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Rejection;
import io.gapura.filters.servlet.FakeApplication.Work;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

/** No success leaves while a stage is due or once a late rejection is known. */
class WithheldSuccessTest extends GuardedAnswers {
    private static final Work[] WAYS_OUT = {
        (request, answer) -> answer.getWriter().print("secret"),
        (request, answer) -> answer.getOutputStream().print("secret"),
        (request, answer) -> answer.getOutputStream().write('s'),
        (request, answer) -> answer.getOutputStream().flush(),
        (request, answer) -> answer.getWriter().flush(),
        (request, answer) -> answer.flushBuffer(),
        (request, answer) -> answer.sendRedirect("/secret"),
        (request, answer) -> ((GuardedResponse) answer).sendRedirect("/secret", 301, false),
        (request, answer) -> answer.setStatus(204),
        (request, answer) -> {}
    };

    @Test
    void noSuccessLeavesWhileAStageIsDue() throws Exception {
        for (int i = 0; i < WAYS_OUT.length; i++) {
            Work way = WAYS_OUT[i];
            FakeApplication skipped =
                    FakeApplication.of(Rules.pipeline(Rules.mark("A")), Rules.pipeline(Rules.mark("B")));
            skipped.foreign(
                    1,
                    (request, answer, chain) ->
                            way.run((jakarta.servlet.http.HttpServletRequest) request, (HttpServletResponse) answer));
            FakeResponse response = skipped.run(FakeRequest.get("/app/orders"), (request, answer) -> {
                throw new AssertionError("the application was called");
            });
            assertThat(response.getStatus()).as("way out %d", i).isEqualTo(500);
            assertThat(response.content())
                    .as("way out %d", i)
                    .contains("stage-skipped")
                    .doesNotContain("secret");
            assertThat(response.getHeader("Location")).isNull();
            assertThat(skipped.recording().requests()).hasSize(1);
        }
    }

    @Test
    void aForeignFiltersOwnRefusalIsStillARefusal() throws Exception {
        FakeApplication skipped = FakeApplication.of(Rules.pipeline(Rules.mark("A")), Rules.pipeline(Rules.mark("B")));
        skipped.foreign(1, (request, answer, chain) -> ((HttpServletResponse) answer).sendError(403));
        FakeResponse response = skipped.run(FakeRequest.get("/app/orders"), (request, answer) -> {});
        assertThat(response.getStatus()).isEqualTo(403);
    }

    @Test
    void aLateRejectionStopsAnAnswerThatHadBegun() throws Exception {
        FakeApplication guarded = FakeApplication.of(Rules.pipeline(Rules.guard()));
        FakeResponse response =
                guarded.run(FakeRequest.post("/app/orders", "text/plain", "bad!"), (request, answer) -> {
                    answer.getWriter().print("begun");
                    try {
                        request.getInputStream().readAllBytes();
                    } catch (java.io.IOException swallowed) {
                        answer.getWriter().print("swallowed");
                        answer.getWriter().flush();
                    }
                });
        assertThat(response.getStatus()).isEqualTo(422);
        assertThat(response.content())
                .contains("content-refused")
                .doesNotContain("begun")
                .doesNotContain("swallowed");
        assertThat(guarded.recording().only().rejection())
                .map(Rejection::reason)
                .contains("exclamation");
    }

    @Test
    void aLateRejectionOutranksTheStatusThatTheApplicationMadeOfIt() throws Exception {
        FakeApplication guarded = FakeApplication.of(Rules.pipeline(Rules.guard()));
        FakeResponse response =
                guarded.run(FakeRequest.post("/app/orders", "text/plain", "bad!"), (request, answer) -> {
                    try {
                        request.getInputStream().readAllBytes();
                    } catch (java.io.IOException swallowed) {
                        answer.sendError(400, "cannot parse");
                    }
                });
        assertThat(response.getStatus()).isEqualTo(422);
    }

    @Test
    void aLateRejectionAfterCommitCutsTheAnswerOff() {
        FakeApplication guarded = FakeApplication.of(Rules.pipeline(Rules.guard()));
        FakeResponse response = new FakeResponse();
        assertThatThrownBy(() -> guarded.run(
                        FakeRequest.post("/app/orders", "text/plain", "bad!"), response, (request, answer) -> {
                            answer.getWriter().print("begun");
                            answer.flushBuffer();
                            try {
                                request.getInputStream().readAllBytes();
                            } catch (java.io.IOException swallowed) {
                                answer.getWriter().print("swallowed");
                            }
                        }))
                .isInstanceOf(CutOffException.class);
        assertThat(response.left()).isEqualTo("begun");
        assertThat(guarded.recording().only().kind()).isEqualTo(AuditEvent.Kind.FAILED);
    }
}
