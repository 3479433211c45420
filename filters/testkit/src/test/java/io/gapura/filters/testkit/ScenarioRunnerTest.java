package io.gapura.filters.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.testkit.ScenarioResult.End;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScenarioRunnerTest {
    private static final String HEAD = """
            name:  it
            group: test
            in:    app
            not in bare, servlet, rest: not here
            send:
                GET /x HTTP/1.1
            """;

    private static List<ScenarioResult> run(FakeDriver driver, String rest) throws IOException {
        return ScenarioRunner.run(Scenarios.read("it.txt", HEAD + rest), driver).stream()
                .filter(result -> result.end() != End.NOT_RUN)
                .toList();
    }

    private static void fails(FakeDriver driver, String rest, String message) throws IOException {
        assertThat(run(driver, rest)).anySatisfy(result -> {
            assertThat(result.end()).isEqualTo(End.FAILED);
            assertThat(result.message()).contains(message);
        });
    }

    private static FakeDriver refusing() {
        return new FakeDriver()
                .answer(FakeDriver.refused(400, "request-malformed", "id-1"))
                .event("id-1", "refused", "request-malformed", "uri.percent");
    }

    private static FakeDriver serving() {
        return new FakeDriver().answer(FakeDriver.served("id-1")).event("id-1", "completed", "", "");
    }

    @Test
    void whatIsSeenAsExpectedPasses() throws IOException {
        String all = "expect: 400 OURS\ncode: request-malformed\nviolation: uri.percent\nreason: uri.percent\n"
                + "marker: none\naudit: 1 refused\nheader: X-Request-Id: id-1\nheader part: X-Request-Id: d-\nheader part: X-Request-Id:\nno header: Server\ntext: status\n";

        assertThat(run(refusing(), all)).extracting(ScenarioResult::end).containsExactly(End.PASSED);
        assertThat(run(serving(), "expect: 200 SERVED\nmarker: Open#get\naudit: 1 completed\n"))
                .extracting(ScenarioResult::end)
                .containsExactly(End.PASSED);
    }

    @Test
    void eachPartOfAnExpectationCanFail() throws IOException {
        fails(refusing(), "expect: 401 OURS\n", "expected 401 OURS, got 400 OURS");
        fails(refusing(), "expect: 400 SERVER\n", "got 400 OURS");
        fails(refusing(), "expect: 400 OURS\ncode: other\n", "code is request-malformed");
        fails(refusing(), "expect: 400 OURS\nviolation: uri.utf8\n", "uri.utf8 is missing");
        fails(refusing(), "expect: 400 OURS\nreason: uri.utf8\n", "reason is uri.percent");
        fails(refusing(), "expect: 400 OURS\naudit: 1 completed\n", "says refused");
        fails(refusing(), "expect: 400 OURS\naudit: 0 any\n", "left 1 audit events");
        fails(refusing(), "expect: 400 OURS\nheader: X-A: b\n", "X-A is []");
        fails(refusing(), "expect: 400 OURS\nno header: x-request-id\n", "must not be there");
        fails(
                refusing(),
                "expect: 400 OURS\nheader part: x-request-id: D-\n",
                "header x-request-id is [id-1], without D-");
        fails(refusing(), "expect: 400 OURS\nheader part: x-other:\n", "header x-other is [], without");
        fails(refusing(), "expect: 400 OURS\ntext: nowhere\n", "content lacks");
        fails(refusing(), "expect: 400 OURS\ncut: yes\n", "as if nothing had failed");
        fails(serving(), "expect: 200 SERVED\nmarker: none\n", "marker is Open#get");
        fails(serving(), "expect: 403 OURS\n", "from Open#get");
    }

    @Test
    void anAnswerWithoutItsEventFails() throws IOException {
        fails(new FakeDriver().answer(FakeDriver.served("id-1")), "expect: 200 SERVED\n", "left 0 audit events");
    }

    @Test
    void anEventWithoutARequestFails() throws IOException {
        fails(serving().event("id-9", "refused", "forbidden", "x"), "expect: 200 SERVED\n", "without a request");
    }

    @Test
    void anEventOfAClientThatLeftIsFoundByItsReason() throws IOException {
        FakeDriver driver = new FakeDriver().answer(RawAnswer.none()).event("id-1", "refused", "c", "client-gone");

        assertThat(run(driver, "expect: CLOSED\nthen: leave\nreason: client-gone\naudit: 1 refused\n"))
                .extracting(ScenarioResult::end)
                .containsExactly(End.PASSED);
    }

    @Test
    void aDepartureIsSeenOrNotNeededAnyMore() throws IOException {
        String declared = "expect: 400 OURS\naudit: 1 refused\non jetty: 400 SERVER because it does\n";

        assertThat(run(new FakeDriver().answer(FakeDriver.page(400, "<h1>Bad</h1>")), declared))
                .extracting(ScenarioResult::end)
                .containsExactly(End.DECLARED);
        fails(refusing(), declared, "not needed any more");
        fails(new FakeDriver().answer(FakeDriver.page(404, "")), declared, "declared: expected 400 SERVER");
        fails(serving(), declared, "declared: expected 400 SERVER, got 200 SERVED");
    }

    @Test
    void aDepartureThatIsNotSeenOnEveryTryMayBeMissing() throws IOException {
        String declared = "expect: 400 OURS\naudit: 1 refused\non jetty: sometimes 200 EMPTY because it does\n";

        assertThat(run(new FakeDriver().answer(FakeDriver.page(200, "")), declared))
                .extracting(ScenarioResult::end)
                .containsExactly(End.DECLARED);
        assertThat(run(refusing(), declared)).extracting(ScenarioResult::end).containsExactly(End.PASSED);
        fails(refusing(), declared + "code: other\n", "code is request-malformed");
        fails(refusing(), declared.replace("1 refused", "2 refused"), "left 1 audit events");
        fails(new FakeDriver().answer(FakeDriver.page(404, "")), declared, "declared: expected 200 EMPTY");
        fails(serving(), declared, "declared: expected 200 EMPTY, got 200 SERVED");
    }

    @Test
    void anEventOfWhatWasNotServedIsOneOfARefusalOrAFailure() throws IOException {
        assertThat(run(refusing(), "expect: 400 OURS\naudit: 1 unserved\n"))
                .extracting(ScenarioResult::end)
                .containsExactly(End.PASSED);
        fails(serving(), "expect: 200 SERVED\naudit: 1 unserved\n", "says completed, not unserved");
    }

    @Test
    void whatAServerCannotDoIsNeverServedWhereItHadToBeRefused() throws IOException {
        String declared = "expect: 400 OURS\naudit: 1 refused\non jetty: UNSUPPORTED because it cannot\n";

        assertThat(run(new FakeDriver().answer(FakeDriver.page(500, "<h1>No</h1>")), declared))
                .extracting(ScenarioResult::end)
                .containsExactly(End.DECLARED);
        fails(serving(), declared, "declared as unsupported, and served");
    }

    @Test
    void anAnswerThatNeverCameLeavesItsEventAllTheSame() throws IOException {
        FakeDriver driver = new FakeDriver().answer(RawAnswer.none()).event("id-1", "refused", "c", "body.size");
        String declared = "expect: 413 OURS\nreason: body.size\non jetty: CLOSED because it waits\n";

        assertThat(run(driver, declared)).extracting(ScenarioResult::end).containsExactly(End.DECLARED);
    }

    @Test
    void linesOfAListMayBeJoined() throws IOException {
        RawAnswer answer = RawAnswer.of(
                200,
                List.of(
                        new RawAnswer.Field("X-Probe", "Open#get"),
                        new RawAnswer.Field("X-Nonce", "nonce"),
                        new RawAnswer.Field("X-Request-Id", "id-1"),
                        new RawAnswer.Field("Vary", "Accept,Origin, Cookie")),
                new byte[0]);
        String head = "expect: 200 SERVED\nheader: Vary: Origin\nheader: Vary: Cookie, Accept\n";

        assertThat(run(new FakeDriver().answer(answer).event("id-1", "completed", "", ""), head))
                .extracting(ScenarioResult::end)
                .containsExactly(End.PASSED);
        fails(
                new FakeDriver().answer(answer).event("id-1", "completed", "", ""),
                "expect: 200 SERVED\nheader: Vary: Host\n",
                "header Vary is");
    }

    @Test
    void anotherWayToPutUpAGateRunsTheScenariosOfTheFirst() throws IOException {
        String twice = HEAD.replace("in:    app", "in:    twice") + "expect: 200 SERVED\n";

        assertThat(ScenarioRunner.run(Scenarios.read("it.txt", twice), serving()))
                .filteredOn(result -> result.end() == End.PASSED)
                .extracting(ScenarioResult::place)
                .containsExactly("again");
    }

    @Test
    void theContextAtTheRootTakesItsSlashAlong() throws IOException {
        String head = HEAD.replace("GET /x", "GET /{context}/x") + "expect: 200 SERVED\n";
        FakeDriver named = serving();
        ScenarioRunner.run(Scenarios.read("it.txt", head), named);
        FakeDriver root = serving().context("");
        ScenarioRunner.run(Scenarios.read("it.txt", head), root);

        assertThat(named.sent()).isEqualTo("GET /app/x HTTP/1.1");
        assertThat(root.sent()).isEqualTo("GET /x HTTP/1.1");
    }

    @Test
    void aKnownFailureFailsOrIsMended() throws IOException {
        String known = "expect: 400 OURS\nknown on jetty: not mended yet\n";

        assertThat(run(serving(), known)).extracting(ScenarioResult::end).containsExactly(End.KNOWN);
        fails(refusing(), known, "mended: delete it");
    }

    @Test
    void theSameBytesMayBeAskedForTwice() throws IOException {
        String twice = "first: 200 SERVED\nexpect: 401 OURS\naudit: 2 refused\n";
        FakeDriver driver = serving()
                .answer(FakeDriver.refused(401, "signature-refused", "id-2"))
                .event("id-2", "refused", "signature-refused", "replay");

        assertThat(run(driver, twice)).extracting(ScenarioResult::end).containsExactly(End.PASSED);
        fails(refusing().answer(FakeDriver.refused(401, "signature-refused", "id-2")), twice, "the first time");
    }

    @Test
    void aDriverThatCannotExpressItIsListedWithTheReason() throws IOException {
        assertThat(ScenarioRunner.run(Scenarios.read("it.txt", HEAD + "expect: 200 SERVED\n"), serving()))
                .filteredOn(result -> result.end() == End.NOT_RUN)
                .extracting(ScenarioResult::toString)
                .containsExactly("NOT_RUN jetty12/bare: it - not here");
    }

    @Test
    void aBrokenConnectionIsAFailureAndNotTheEnd() throws IOException {
        fails(new FakeDriver(), "expect: 200 SERVED\n", "nothing listens");
    }

    @Test
    void anotherProcessOnThePortIsAFailure() throws IOException {
        RawAnswer foreign = RawAnswer.of(
                200,
                List.of(new RawAnswer.Field("X-Probe", "Open#get"), new RawAnswer.Field("X-Nonce", "else")),
                new byte[0]);

        fails(new FakeDriver().answer(foreign), "expect: 200 SERVED\n", "another process");
    }

    @Test
    void aStartMustFailWithTheMessage() throws IOException {
        String start = HEAD.substring(0, HEAD.indexOf("send:")) + "start: narrow\nfails: not /*\n";
        List<ScenarioCase> cases = Scenarios.read("it.txt", start);

        assertThat(ScenarioRunner.run(cases, new FakeDriver().startFailure("mapping is not /*"))
                        .get(0)
                        .end())
                .isEqualTo(End.PASSED);
        assertThat(ScenarioRunner.run(cases, new FakeDriver().startFailure("no memory"))
                        .get(0)
                        .message())
                .contains("but with: no memory");
        assertThat(ScenarioRunner.run(cases, new FakeDriver()).get(0).message()).isEqualTo("it started");
    }
}
