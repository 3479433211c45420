package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.ResponseGuard;
import io.gapura.filters.ResponseView;
import io.gapura.filters.config.DataSize;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint may answer, recorded or refused. */
class ResponseContractTest {
    private static final ResponseContract PARCELS = ResponseContract.of("application/json")
            .headers("X-Total")
            .members("/id", "/items/name", "/a~1b", "/labels/*");

    @ValidatedBy("parcels")
    static final class Parcels {
        public void list() {}
    }

    private static EndpointContract named(ResponseContract contract) {
        return EndpointContract.named("parcels").answers(contract);
    }

    private static List<ResponseGuard> guards(Validation validation) throws Exception {
        Endpoint endpoint = Decided.endpoint("GET", Parcels.class, "list");
        return Pipeline.builder()
                .add(validation)
                .build()
                .decide(RequestView.get("/list").withEndpoint(endpoint))
                .responseGuards();
    }

    private static Decision decide(Validation validation, ResponseView answer) throws Exception {
        List<ResponseGuard> guards = guards(validation);
        assertThat(guards).hasSize(1);
        return guards.get(0).decide(answer);
    }

    private static ResponseView answer(int status, String content, String... fields) {
        return ResponseView.of(status, Headers.of(fields), ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static ResponseView json(String content) {
        return answer(200, content, "Content-Type", "application/json");
    }

    /** The reason of the refusal, {@code passes} where there is none. */
    private static String enforced(ResponseContract contract, ResponseView answer) throws Exception {
        Decision decision = decide(Validation.strict().contract(named(contract.enforced())), answer);
        if (decision instanceof Decision.Reject refused) {
            assertThat(refused.rejection().status()).isEqualTo(500);
            assertThat(refused.rejection().code()).isEqualTo("internal-error");
            return refused.rejection().reason();
        }
        assertThat(decision).isSameAs(Decision.proceed());
        return "passes";
    }

    private static List<String> recorded(Validation validation, ResponseView answer) throws Exception {
        Decision decision = decide(validation, answer);
        assertThat(decision).isInstanceOf(Decision.Proceed.class);
        return ((Decision.Proceed) decision)
                .observed().stream().map(Rejection::reason).toList();
    }

    @Test
    void whereNothingIsDeclaredNoAnswerIsHeld() throws Exception {
        assertThat(guards(Validation.strict().contract(EndpointContract.named("parcels"))))
                .isEmpty();
    }

    @Test
    void itRecordsUntilItIsEnforced() throws Exception {
        ResponseView leak = answer(200, "{\"secret\":1}", "Content-Type", "application/problem+json", "X-Debug", "on");
        assertThat(recorded(Validation.strict().contract(named(PARCELS)), leak))
                .containsExactly("answer.type", "answer.header", "answer.members");
        assertThat(enforced(PARCELS, leak)).isEqualTo("answer.type");
    }

    @Test
    void aContractThatOnlyRecordsRecordsItsAnswersToo() throws Exception {
        Validation adopting =
                Validation.strict().contract(named(PARCELS.enforced()).shadowed());
        assertThat(recorded(adopting, json("{\"secret\":1}"))).containsExactly("answer.members");
    }

    @Test
    void oneRuleCanBeShadowedAlone() throws Exception {
        Validation lenient =
                Validation.strict().contract(named(PARCELS.enforced())).shadowing(Set.of("answer.header"));
        ResponseView chatty = answer(200, "{}", "Content-Type", "application/json", "X-Debug", "on");
        assertThat(recorded(lenient, chatty)).containsExactly("answer.header");
        assertThat(decide(lenient, json("[{\"secret\":1}]"))).isInstanceOf(Decision.Reject.class);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, passes",
        "APPLICATION/JSON; charset=utf-8, passes",
        "text/html, answer.type",
        "application/problem+json, answer.type",
        "application/json garbage, answer.type",
        "'', answer.type"
    })
    void theMediaTypeIsDeclared(String type, String expected) throws Exception {
        assertThat(enforced(PARCELS, answer(200, "{}", "Content-Type", type))).isEqualTo(expected);
        assertThat(enforced(PARCELS, ResponseView.ofStream(200, Headers.of("Content-Type", type))))
                .isEqualTo(expected);
    }

    @Test
    void contentWithoutAMediaTypeOrWithTwoIsNotDeclared() throws Exception {
        assertThat(enforced(PARCELS, answer(200, "{}"))).isEqualTo("answer.type");
        assertThat(enforced(PARCELS, ResponseView.ofStream(200, Headers.of()))).isEqualTo("answer.type");
        String json = "application/json";
        assertThat(enforced(PARCELS, answer(200, "{}", "Content-Type", json, "Content-Type", json)))
                .isEqualTo("answer.type");
    }

    @Test
    void anAnswerWithoutContentNeedsNoMediaType() throws Exception {
        assertThat(enforced(PARCELS, answer(204, ""))).isEqualTo("passes");
        assertThat(enforced(ResponseContract.of(), answer(302, "", "Location", "/")))
                .isEqualTo("passes");
        assertThat(enforced(ResponseContract.of(), json("1"))).isEqualTo("answer.type");
    }

    @Test
    void anErrorMayBeAProblemAndThePageOfTheContainer() throws Exception {
        String problem = "application/problem+json";
        assertThat(enforced(PARCELS, answer(400, "{\"title\":1}", "Content-Type", problem)))
                .isEqualTo("passes");
        assertThat(enforced(PARCELS, answer(399, "{}", "Content-Type", problem)))
                .isEqualTo("answer.type");
        assertThat(enforced(PARCELS, ResponseView.ofStream(404, Headers.of()))).isEqualTo("passes");
        assertThat(enforced(PARCELS, answer(500, "trace", "Content-Type", "text/html")))
                .isEqualTo("answer.type");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Total, passes",
        "x-total, passes",
        "ETag, passes",
        "Strict-Transport-Security, passes",
        "Access-Control-Allow-Origin, passes",
        "X-Powered-By, answer.header",
        "X-Totals, answer.header",
        "Set-Cookie, answer.header"
    })
    void fieldsOfTheApplicationAreDeclared(String name, String expected) throws Exception {
        assertThat(enforced(PARCELS, answer(200, "{}", "Content-Type", "application/json", name, "1")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"secret\"",
                "{\"id\":1,\"items\":[{\"name\":\"a\"},{\"name\":{}}],\"a/b\":[[{}]]}",
                "[{\"id\":1},[{\"id\":{}}]]",
                "{\"labels\":{\"secret\":{\"deeper\":[{\"x\":1}]}},\"id\":2}",
                "{\"labels\":1}"
            })
    void declaredMembersPass(String content) throws Exception {
        assertThat(enforced(PARCELS, json(content))).isEqualTo("passes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"secret\":1}",
                "{\"ID\":1}",
                "{\"id\":{\"secret\":1}}",
                "{\"items\":[{\"name\":\"a\"},{\"name\":\"b\",\"secret\":1}]}",
                "{\"name\":1}",
                "{\"items\":{\"name\":{\"x\":1}}}",
                "[[{\"id\":1,\"x\":{}}]]",
                "{\"a\":{\"b\":1}}",
                "{\"labels\":{\"x\":{}},\"x\":1}",
                "{\"i\\u0064\":1,\"\\u0073ecret\":2}",
                "{} {\"secret\":1}",
                "{\"id\":1",
                "<html>",
                "{\"id\":\"\uD83D\"}{"
            })
    void othersDoNotAndWhatIsNoJsonIsNotKnown(String content) throws Exception {
        assertThat(enforced(PARCELS, json(content))).isEqualTo("answer.members");
    }

    @Test
    void membersOfErrorsStreamsAndCodedContentAreNotRead() throws Exception {
        String json = "application/json";
        assertThat(enforced(PARCELS, answer(409, "{\"x\":1}", "Content-Type", json)))
                .isEqualTo("passes");
        assertThat(enforced(PARCELS, ResponseView.ofStream(200, Headers.of("Content-Type", json))))
                .isEqualTo("passes");
        assertThat(enforced(PARCELS, answer(200, "{\"x\":1}", "Content-Type", json, "Content-Encoding", "gzip")))
                .isEqualTo("passes");
        ResponseContract text = ResponseContract.of("text/plain").members("/id");
        assertThat(enforced(text, answer(200, "{\"x\":1}", "Content-Type", "text/plain")))
                .isEqualTo("passes");
    }

    @Test
    void anAnswerIsHeldOnlyWhereItsMembersAreDeclared() throws Exception {
        ResponseContract open = ResponseContract.of("application/json");
        assertThat(guards(Validation.strict().contract(named(open))).get(0).bound())
                .isZero();
        assertThat(enforced(open, json("{\"x\":1}"))).isEqualTo("passes");
        assertThat(guards(Validation.strict().contract(named(PARCELS))).get(0).bound())
                .isEqualTo(64 << 10);
        ResponseContract small = PARCELS.held(DataSize.of("1KiB"));
        assertThat(guards(Validation.strict().contract(named(small))).get(0).bound())
                .isEqualTo(1024);
    }

    @Test
    void twoContractsAreMergedToTheStricter() throws Exception {
        ResponseContract other =
                ResponseContract.of("application/json", "text/csv").members("/id", "/secret");
        EndpointContract both =
                EndpointContract.named("parcels").answers(PARCELS).answers(other.enforced());
        Map<String, ResponseView> answers = Map.of(
                "passes", json("{\"id\":1}"),
                "answer.members", json("{\"secret\":1}"),
                "answer.type", answer(200, "a", "Content-Type", "text/csv"),
                "answer.header", answer(200, "{}", "Content-Type", "application/json", "X-Total", "1"));
        assertThat(both.answers().orElseThrow().isEnforced()).isTrue();
        for (Map.Entry<String, ResponseView> each : answers.entrySet()) {
            assertThat(enforced(both.answers().orElseThrow(), each.getValue())).isEqualTo(each.getKey());
        }
        assertThat(enforced(both.answers().orElseThrow(), json("{\"labels\":1}")))
                .isEqualTo("answer.members");
    }

    @Test
    void contractsWithoutACommonTypeStopTheStart() {
        EndpointContract json = named(PARCELS);
        assertThatThrownBy(() -> json.answers(ResponseContract.of("text/csv")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lint.contradiction");
        assertThat(named(ResponseContract.of()).answers(ResponseContract.of()).answers())
                .isPresent();
    }

    @Test
    void whatIsNoContractIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ResponseContract.of("application/*"));
        assertThatIllegalArgumentException().isThrownBy(() -> PARCELS.members("id"));
        assertThatIllegalArgumentException().isThrownBy(() -> PARCELS.held(DataSize.bytes(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> PARCELS.held(DataSize.bytes((16 << 20) + 1)));
        assertThat(PARCELS.held(DataSize.of("16MiB")).held(DataSize.of("1B"))).isNotNull();
    }

    /** Nothing of the answer is in what is recorded of it. */
    @Test
    void theReasonSaysNothingOfTheAnswer() throws Exception {
        Decision decision = decide(
                Validation.strict().contract(named(PARCELS)), answer(200, "{\"canary\":1}", "X-Canary", "canary"));
        ((Decision.Proceed) decision)
                .observed()
                .forEach(each -> assertThat(each.toString() + each.note()).doesNotContainIgnoringCase("canary"));
    }
}
