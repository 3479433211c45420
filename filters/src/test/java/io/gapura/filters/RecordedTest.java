package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies and faults say of a request in its one event. */
class RecordedTest {
    private final Recording audit = new Recording();

    private static final Policy STORING = Policy.of(
            "storing", request -> Decision.proceed().recordedAs(AuditWord.UPLOAD_STORED, Map.of("files", "1")));

    /** A fault that knows its reason. */
    private static final class Known extends RuntimeException implements AuditedFault {
        private static final long serialVersionUID = 1L;

        private final String reason;

        private Known(String reason) {
            this.reason = reason;
        }

        @Override
        public String auditReason() {
            return reason;
        }
    }

    private Exchange begun(Policy policy) throws Exception {
        Pipeline pipeline = Pipeline.builder().add(policy).build();
        Exchange exchange = audit.deployment(pipeline).begin(RequestView.post("/files"));
        exchange.arrive(pipeline);
        return exchange;
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 303})
    void aRequestThatSucceedsIsRecordedAsWhatItHasDone(int status) throws Exception {
        begun(STORING).complete(status);
        assertThat(audit.only().word()).contains(AuditWord.UPLOAD_STORED);
        assertThat(audit.only().facts()).containsEntry("files", "1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 503})
    void aRequestThatFailsHasNotDoneIt(int status) throws Exception {
        begun(STORING).complete(status);
        assertThat(audit.only().word()).isEmpty();
        assertThat(audit.only().facts()).isEmpty();
    }

    @Test
    void theLaterPolicyThatSaysWhatWasDoneIsBelieved() throws Exception {
        Policy later = Policy.of(
                "later", request -> Decision.proceed().recordedAs(AuditWord.UPLOAD_DELETE, Map.of("files", "2")));
        Pipeline pipeline = Pipeline.builder().add(STORING).add(later).build();
        Exchange exchange = audit.deployment(pipeline).begin(RequestView.post("/files"));
        exchange.arrive(pipeline);
        exchange.complete(204);
        assertThat(audit.only().word()).contains(AuditWord.UPLOAD_DELETE);
        assertThat(audit.only().facts()).containsEntry("files", "2");
    }

    @Test
    void anAnswerOfAPolicyHasItsWords() throws Exception {
        Decision answer = new Decision.Answer(List.of(), Map.of("directives", "script-src"));
        begun(Policy.of("reports", request -> answer));
        assertThat(audit.only().facts()).containsEntry("directives", "script-src");
        assertThat(audit.only().policy()).contains("reports");
    }

    @Test
    void aFaultThatKnowsItsReasonIsRecordedByItHoweverDeepItLies() throws Exception {
        GateAnswer answer = begun(Policy.of("open", request -> Decision.proceed()))
                .fail(new IllegalStateException(new RuntimeException(new Known("crypt.altered"))));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(audit.only().rejection().orElseThrow().reason()).isEqualTo("crypt.altered");
        assertThat(audit.only().rejection().orElseThrow().code()).isEqualTo("internal-error");
    }

    @Test
    void soIsTheFaultOfAPolicy() throws Exception {
        begun(Policy.of("broken", request -> {
            throw new Known("crypt.unknown-key");
        }));
        assertThat(audit.only().rejection().orElseThrow().reason()).isEqualTo("crypt.unknown-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A Sentence", "x\ny", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"})
    void aReasonThatIsNoWordDoesNotCount(String reason) throws Exception {
        begun(Policy.of("open", request -> Decision.proceed())).fail(new Known(reason));
        assertThat(audit.only().rejection().orElseThrow().reason()).isEqualTo("exception");
    }
}
