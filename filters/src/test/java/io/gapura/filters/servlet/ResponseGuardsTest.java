package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Completion;
import io.gapura.filters.Decision;
import io.gapura.filters.Endings;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.ResponseGuard;
import io.gapura.filters.ResponseView;
import io.gapura.filters.Stage;
import io.gapura.filters.servlet.FakeApplication.Work;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What guards of the answer are shown, what they may do, and what leaves. */
class ResponseGuardsTest {
    private static final int BOUND = 20;

    private final List<String> shown = new ArrayList<>();
    private final Endings endings = new Endings();
    private final FakeRequest request = FakeRequest.get("/app/orders");
    private final FakeResponse response = new FakeResponse();
    private FakeApplication application = application(Decision.proceed().responseHeader("X-Seen", "yes"));

    private Policy guarding(Decision ruling) {
        ResponseGuard guard = new ResponseGuard() {
            @Override
            public int bound() {
                return BOUND;
            }

            @Override
            public Decision decide(ResponseView view) {
                String content = view.content()
                        .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
                        .orElse("unseen");
                shown.add(view.status() + " " + content);
                if (ruling instanceof Decision.Answer) {
                    throw new IllegalStateException("canary");
                }
                return ruling;
            }
        };
        return Policy.of("guarding", view -> Decision.proceed().responseGuard(guard));
    }

    private FakeApplication application(Decision ruling, Policy... more) {
        Pipeline.Builder builder = Pipeline.builder().add(endings).add(guarding(ruling));
        for (Policy policy : more) {
            builder.add(policy);
        }
        return FakeApplication.of(builder.build());
    }

    private void run(Work work) throws Exception {
        application.run(request, response, work);
    }

    private void assertLeft(String left, String... views) throws Exception {
        assertThat(response.content()).isEqualTo(left);
        assertThat(shown).containsExactly(views);
    }

    @Test
    void aWholeAnswerIsShownBeforeItLeaves() throws Exception {
        run((given, answer) -> {
            answer.getOutputStream().print("ab");
            answer.getOutputStream().write('c');
            answer.getOutputStream().flush();
            answer.flushBuffer();
            assertThat(shown).isEmpty();
            assertThat(answer.isCommitted()).isFalse();
        });
        assertThat(response.getHeader("X-Seen")).isEqualTo("yes");
        assertLeft("abc", "200 abc");
        assertThat(endings.seen()).containsExactly(new Completion(200, false));
    }

    @Test
    void charactersAreShownAsTheBytesThatLeave() throws Exception {
        run((given, answer) -> {
            answer.setCharacterEncoding("UTF-8");
            answer.getWriter().print("\u00FC\uD83D");
            answer.getWriter().print("\uDE00");
            answer.getWriter().flush();
        });
        assertLeft("\u00FC\uD83D\uDE00", "200 \u00FC\uD83D\uDE00");
    }

    @Test
    void anAnswerOfTheBoundIsHeldAndOneByteMoreIsNot() throws Exception {
        run((given, answer) -> answer.getOutputStream().print("x".repeat(BOUND)));
        assertLeft("x".repeat(BOUND), "200 " + "x".repeat(BOUND));
        shown.clear();
        FakeResponse larger = application.run(FakeRequest.get("/app/orders"), (given, answer) -> {
            answer.getOutputStream().print("x".repeat(BOUND));
            answer.getOutputStream().print("y");
            assertThat(shown).containsExactly("200 unseen");
        });
        assertThat(larger.content()).isEqualTo("x".repeat(BOUND) + "y");
        assertThat(larger.getHeader("X-Seen")).isEqualTo("yes");
        assertThat(shown).hasSize(1);
    }

    @Test
    void whatAGuardOnlyRecordsIsRecordedAndTheAnswerLeaves() throws Exception {
        Rejection would = Rejection.of(500, "internal-error", "answer.seen");
        application = application(Decision.proceed().observing(would).responseHeader("X-Seen", "yes"));
        run((given, answer) -> answer.getOutputStream().print("abc"));
        assertThat(response.getHeader("X-Seen")).isEqualTo("yes");
        assertLeft("abc", "200 abc");
        assertThat(application.recording().only().shadowed())
                .containsExactly(new AuditEvent.WouldReject("guarding", would));
    }

    @Test
    void eventsLeaveAsTheyCome() throws Exception {
        run((given, answer) -> {
            answer.setContentType("text/event-stream;charset=utf-8");
            answer.getWriter().print("data: 1");
            answer.getWriter().flush();
            assertThat(response.left()).isEqualTo("data: 1");
            answer.getWriter().print("+");
        });
        assertLeft("data: 1+", "200 unseen");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void whatHasNoContentIsShownAsEmpty(int status) throws Exception {
        run((given, answer) -> {
            answer.setStatus(status);
            answer.getOutputStream().print("dropped");
        });
        assertThat(shown).containsExactly(status + " ");
    }

    @Test
    void toHeadNothingIsShown() throws Exception {
        application.run(
                FakeRequest.of("HEAD", "/app/orders"),
                response,
                (given, answer) -> answer.getOutputStream().print("abc"));
        assertThat(shown).containsExactly("200 ");
        assertThat(response.getHeader("X-Seen")).isEqualTo("yes");
    }

    @Test
    void anAnswerWithoutAWordIsShown() throws Exception {
        run((given, answer) -> answer.setStatus(201));
        assertLeft("", "201 ");
    }

    @Test
    void aRedirectIsShownBeforeItLeaves() throws Exception {
        run((given, answer) -> {
            answer.getOutputStream().print("dropped");
            answer.sendRedirect("/elsewhere");
        });
        assertThat(response.getHeader("X-Seen")).isEqualTo("yes");
        assertThat(response.getHeader("Location")).isEqualTo("/elsewhere");
        assertThat(shown).containsExactly("302 ");
    }

    @Test
    void whatWasResetIsNotShown() throws Exception {
        run((given, answer) -> {
            answer.getOutputStream().print("first");
            answer.resetBuffer();
            answer.getOutputStream().print("second");
        });
        assertLeft("second", "200 second");
    }

    @Test
    void anAnswerOfTheGateIsShownAndLeaves() throws Exception {
        run((given, answer) -> answer.sendError(404));
        assertThat(shown).hasSize(1).allMatch(view -> view.startsWith("404 {") && view.contains("not-found"));
        assertThat(response.getHeader("X-Seen")).isEqualTo("yes");
        assertThat(response.content()).contains("not-found");
    }

    @Test
    void aRefusalOfALaterPolicyIsShownAndLeaves() throws Exception {
        application = application(Decision.proceed().responseHeader("X-Seen", "yes"), Rules.closed());
        run((given, answer) -> {
            throw new AssertionError("the application was called");
        });
        assertThat(shown).hasSize(1).allMatch(view -> view.startsWith("403 {"));
        assertThat(response.getHeader("X-Seen")).isEqualTo("yes");
    }

    @Test
    void aGuardThatRefusesOrThrowsKeepsTheAnswerBackAndLosesNoRefusal() throws Exception {
        for (Decision ruling :
                List.of(Decision.reject(500, "internal-error", "unsigned"), new Decision.Answer(List.of()))) {
            application = application(ruling);
            FakeResponse refused = application.run(
                    FakeRequest.get("/app/orders"),
                    (given, answer) -> answer.getWriter().print("secret"));
            assertThat(refused.getStatus()).isEqualTo(500);
            assertThat(refused.content()).contains("internal-error").doesNotContain("secret", "canary");
            assertThat(application.recording().only().status()).isEqualTo(500);
            application = application(ruling, Rules.closed());
            FakeResponse closed = application.run(FakeRequest.get("/app/orders"), (given, answer) -> {});
            assertThat(closed.getStatus()).isEqualTo(403);
            assertThat(closed.content()).contains("access-denied");
        }
    }

    @Test
    void aGuardThatRefusesWhatItCannotSeeStopsAStream() throws Exception {
        application = application(Decision.reject(500, "internal-error", "unsigned"));
        run((given, answer) -> {
            for (int i = 0; i < 10; i++) {
                answer.getOutputStream().print("secret secret");
            }
        });
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.content()).doesNotContain("secret");
        assertThat(application.recording().only().rejection().orElseThrow().reason())
                .isEqualTo("unsigned");
    }

    @Test
    void aShadowedGuardIsRecordedAndTheAnswerLeaves() throws Exception {
        FakeApplication shadowed = FakeApplication.of(Pipeline.builder()
                .shadow(guarding(Decision.reject(500, "internal-error", "unsigned")))
                .build());
        FakeResponse left =
                shadowed.run(request, (given, answer) -> answer.getWriter().print("abc"));
        assertThat(left.getStatus()).isEqualTo(200);
        assertThat(left.content()).isEqualTo("abc");
        assertThat(shadowed.recording().only().shadowed()).hasSize(1);
    }

    @Test
    void anEndThatCannotBeRecordedIsShownAs503() throws Exception {
        run((given, answer) -> {
            answer.getWriter().print("paid");
            application.recording().breakDown();
        });
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.content()).doesNotContain("paid");
        assertThat(shown).hasSize(2).last().asString().startsWith("503 {");
    }

    @Test
    void anAsynchronousAnswerLeavesWhenItIsCompleted() throws Exception {
        AsyncContext[] started = new AsyncContext[1];
        run((given, answer) -> started[0] = given.startAsync());
        AsyncContext given = started[0];
        HttpServletResponse later = (HttpServletResponse) request.async().getResponse();
        later.getWriter().print("later");
        later.getWriter().flush();
        assertThat(response.left()).isEmpty();
        assertThat(endings.seen()).isEmpty();
        given.complete();
        assertLeft("later", "200 later");
        assertThat(endings.seen()).containsExactly(new Completion(200, false));
    }

    @Test
    void anErrorPageOfTheApplicationIsAStream() throws Exception {
        application
                .recording()
                .rules(new ErrorRules(
                        "X-Request-Id", ErrorRules.Trace.RESTART, ErrorRules.Scrub.ENFORCE, true, Set.of(), 5, 100));
        run((given, answer) -> answer.sendError(404));
        assertThat(shown).containsExactly("404 unseen");
        assertThat(response.getStatus()).isEqualTo(404);
    }

    @Test
    void aForwardIsPartOfOneAnswer() throws Exception {
        run((given, answer) -> {
            answer.getOutputStream().print("dropped");
            answer.resetBuffer();
            request.dispatched(DispatcherType.FORWARD, FakeRequest.mapping("other", "/other"));
            application.run(
                    request,
                    response,
                    (inner, forwarded) -> forwarded.getOutputStream().print("forwarded"));
            request.dispatched(DispatcherType.REQUEST, FakeRequest.mapping("orders", "/orders/*"));
            assertThat(shown).isEmpty();
        });
        assertLeft("forwarded", "200 forwarded");
    }

    @Test
    void whatHadBegunBeforeAGuardCameIsAStream() throws Exception {
        Policy guarding = guarding(Decision.proceed());
        Policy late = Policy.of(
                "late",
                Stage.ENDPOINT,
                view -> view.endpoint()
                                .orElseThrow()
                                .type()
                                .filter(FakeApplication.Other.class::equals)
                                .isPresent()
                        ? guarding.decide(view)
                        : Decision.proceed());
        application = FakeApplication.of(Rules.pipeline(late));
        for (boolean writer : new boolean[] {true, false}) {
            shown.clear();
            FakeRequest twice = FakeRequest.get("/app/orders");
            FakeResponse left = new FakeResponse();
            twice.attribute(RequestDispatcher.FORWARD_REQUEST_URI, "/app/orders");
            application.run(twice, left, (given, answer) -> {
                if (writer) {
                    answer.getWriter().print("before ");
                } else {
                    answer.getOutputStream().print("before ");
                }
                twice.dispatched(DispatcherType.FORWARD, FakeRequest.mapping("other", "/other"));
                application.run(twice, left, (inner, forwarded) -> {});
                twice.dispatched(DispatcherType.REQUEST, FakeRequest.mapping("orders", "/orders/*"));
                if (writer) {
                    answer.getWriter().print("after");
                } else {
                    answer.getOutputStream().print("after");
                }
            });
            assertThat(left.content()).isEqualTo("before after");
            assertThat(shown).containsExactly("200 unseen");
        }
    }

    @Test
    void aClientThatIsGoneWhenItLeavesIsSaidSo() throws Exception {
        response.leaving();
        run((given, answer) -> answer.getOutputStream().print("abc"));
        assertThat(endings.seen()).hasSize(1);
    }
}
