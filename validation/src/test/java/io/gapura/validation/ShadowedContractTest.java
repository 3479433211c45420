package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contract that is not enforced yet: all of it is found, nothing of it is felt, and what is hard is refused. */
class ShadowedContractTest {
    private static final String JSON = "application/json";

    public record Parcel(
            @NotNull @Size(max = 200_000) String to,
            @Min(1) @Max(9) int grams) {}

    public static final class Resource {
        @POST
        @Consumes(JSON)
        public void strict(@QueryParam("page") @Min(1) @Max(9) int page, @NotNull Parcel parcel) {}

        @POST
        @Consumes(JSON)
        @Contract(mode = Contract.Adoption.SHADOW, maxBody = "200B")
        public void adopted(@QueryParam("page") @Min(1) @Max(9) int page, @NotNull Parcel parcel) {}

        @POST
        @Consumes(JSON)
        @Contract(shadow = {"json.duplicate-key", "body.unknown", "param.unknown"})
        public void inPart(@QueryParam("page") @Min(1) @Max(9) int page, @NotNull Parcel parcel) {}

        @POST
        @Consumes("application/xml")
        @Contract(mode = Contract.Adoption.SHADOW)
        public void xml(String document) {}

        @GET
        @Contract(shadow = "xml.dtd")
        public void impossible() {}
    }

    private final List<AuditEvent> events = new ArrayList<>();
    private Optional<GateAnswer> answer = Optional.empty();
    private Optional<Rejection> late = Optional.empty();
    private String seen = "";

    private static RequestView post(String content) {
        return post(content.getBytes(StandardCharsets.UTF_8)).header("Content-Type", JSON);
    }

    private static RequestView post(byte[] content) {
        return RequestView.post("/").withBody(io.gapura.filters.Body.of(content));
    }

    /** As an adapter does: decides, lets the application read so many bytes, and reads the rest when it is done. */
    private void send(Policy policy, Mode mode, RequestView request, String name, int read, boolean mayBlock)
            throws IOException {
        Pipeline pipeline =
                Pipeline.builder().add(policy, mode).audit(events::add).build();
        Endpoint endpoint = Decided.endpoint(request.method(), Resource.class, name);
        try (Deployment deployment = Deployment.of(pipeline)) {
            Exchange exchange = deployment.begin(request);
            exchange.arrive(pipeline);
            answer = exchange.enter(endpoint);
            if (answer.isEmpty()) {
                try (InputStream in = exchange.openBody()) {
                    seen = new String(in.readNBytes(read), StandardCharsets.UTF_8);
                    if (!mayBlock) {
                        exchange.readRest(false);
                    }
                } catch (BodyRejectedException stopped) {
                    seen = "";
                }
                exchange.readRest(mayBlock);
            }
            late = exchange.lateRejection();
            exchange.complete(200);
        }
    }

    private void shadowed(RequestView request) throws IOException {
        send(Validation.strict(), Mode.SHADOW, request, "strict", Integer.MAX_VALUE, true);
    }

    private void adopted(RequestView request) throws IOException {
        send(Validation.strict(), Mode.ENFORCE, request, "adopted", Integer.MAX_VALUE, true);
    }

    private List<String> found() {
        return events.stream()
                .filter(event -> event.kind() == AuditEvent.Kind.COMPLETED)
                .flatMap(event -> event.shadowed().stream())
                .flatMap(would -> would.rejection().violations().isEmpty()
                        ? java.util.stream.Stream.of(would.rejection().reason())
                        : Decided.words(would.rejection()).stream())
                .distinct()
                .toList();
    }

    private void assertPassed(String content) {
        assertThat(answer).isEmpty();
        assertThat(late.map(each -> each + " " + each.note())).isEmpty();
        assertThat(seen).isEqualTo(content);
    }

    private String refused() {
        return answer.isPresent()
                ? Integer.toString(answer.get().status())
                : late.map(Rejection::reason).orElse("nothing");
    }

    @Test
    void allThatIsWrongIsFoundInOneReadingThatTheApplicationDoesNotFeel() throws IOException {
        String content = "{\"to\":\"a\",\"to\":\"b\",\"grams\":\"7\",\"admin\":true}";
        RequestView request = RequestView.post("/?page=x&other=1")
                .header("Content-Type", JSON)
                .body(content);
        for (boolean whole : new boolean[] {true, false}) {
            events.clear();
            if (whole) {
                shadowed(request);
            } else {
                adopted(request);
            }
            assertPassed(content);
            assertThat(found())
                    .containsExactlyInAnyOrder(
                            "QUERY page param.type",
                            "QUERY param.unknown",
                            "BODY json.duplicate-key",
                            "BODY body.unknown",
                            "BODY /grams body.type");
        }
    }

    @Test
    void theSameIsRefusedForItsFirstMistakeWhereItIsEnforced() throws IOException {
        send(
                Validation.strict(),
                Mode.ENFORCE,
                post("{\"to\":\"a\",\"to\":\"b\",\"admin\":true}"),
                "strict",
                Integer.MAX_VALUE,
                true);
        assertThat(refused()).isEqualTo("json.duplicate-key");
        assertThat(seen).isEmpty();
    }

    /** Not only in the same piece: what the application reads in single bytes is watched in single bytes. */
    @Test
    void aHardFindingBehindASoftOneIsRefusedInShadow() throws IOException {
        String half = "{\"to\":\"a\",\"to\":\"\\ud800\",\"grams\":1}";
        shadowed(post(half));
        assertThat(refused()).isEqualTo("text.surrogate");
        adopted(post(half));
        assertThat(refused()).isEqualTo("text.surrogate");
        send(Validation.strict(), Mode.SHADOW, post(half), "strict", 12, true);
        assertThat(refused()).isEqualTo("text.surrogate");
    }

    @Test
    void bytesThatAreNoTextAreRefusedBehindWhatIsNoJson() throws IOException {
        byte[] content = "{]     \"x\" ".getBytes(StandardCharsets.UTF_8);
        content[content.length - 1] = (byte) 0xC0;
        shadowed(post(content).header("Content-Type", JSON));
        assertThat(refused()).isEqualTo("json.encoding");
    }

    @Test
    void whatIsNoJsonIsRecordedOnceAndReadOn() throws IOException {
        shadowed(post("{]}}{[,,"));
        assertPassed("{]}}{[,,");
        assertThat(found()).containsExactly("BODY json.syntax");
    }

    @Test
    void aTokenThatIsTooLongDoesNotHideWhatComesAfterIt() throws IOException {
        String content = "{\"to\":\"" + "a".repeat(70_000) + "\",\"grams\":" + "1".repeat(101) + ",\"" + "n".repeat(129)
                + "\":1}";
        shadowed(post(content));
        assertPassed(content);
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "BODY json.string",
                        "BODY json.number",
                        "BODY json.name",
                        "BODY body.unknown",
                        "BODY /grams body.range");
    }

    /** Up to the ceilings of what is only recorded: behind them the bytes alone are looked at. */
    @Test
    void beyondEveryCeilingOnlyTheBytesAreWatched() throws IOException {
        String content = "[".repeat(1_002) + "\"\\ud800\"";
        shadowed(post(content));
        assertPassed(content);
        assertThat(found()).contains("BODY json.depth").doesNotContain("BODY json.syntax");
        String within = "[".repeat(900) + "\"\\ud800\"" + "]".repeat(900);
        shadowed(post(within));
        assertThat(refused()).isEqualTo("text.surrogate");
        shadowed(post("{\"to\":\"" + "a".repeat((1 << 20) + 1) + "\",\"x\":\"\\ud800\"}"));
        assertThat(late.map(each -> each + " " + each.note())).isEmpty();
    }

    @Test
    void boundsOfAnObjectAreRecordedOnce() throws IOException {
        StringBuilder content = new StringBuilder("{\"to\":\"a\",\"grams\":1");
        for (int i = 0; i < 1_100; i++) {
            content.append(",\"m").append(i).append("\":[]");
        }
        shadowed(post(content.append('}').toString()));
        assertThat(late.map(each -> each + " " + each.note())).isEmpty();
        assertThat(found()).contains("BODY json.members", "BODY body.unknown");
    }

    @Test
    void contentOverTheBoundOfTheContractIsRecordedAndWatchedOn() throws IOException {
        String content = "{\"to\":\"a\",\"grams\":1,\"admin\":1}" + " ".repeat(200);
        adopted(post(content));
        assertPassed(content);
        assertThat(found()).containsExactly("BODY body.size", "BODY body.unknown");
    }

    @Test
    void contentOfAnotherTypeIsRecordedAndNotTakenForJson() throws IOException {
        adopted(post("plain".getBytes(StandardCharsets.UTF_8)).header("Content-Type", "text/plain"));
        assertPassed("plain");
        assertThat(found()).containsExactly("HEADER media.type");
    }

    @Test
    void anotherCharsetSwitchesNothingOff() throws IOException {
        String content = "{\"to\":\"a\",\"grams\":1,\"admin\":1}";
        adopted(post(content.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "application/json; charset=iso-8859-1"));
        assertPassed(content);
        assertThat(found()).containsExactly("HEADER media.charset", "BODY body.unknown");
        adopted(post(new byte[] {'"', (byte) 0xE9, '"'})
                .header("Content-Type", "application/json; charset=iso-8859-1"));
        assertThat(refused()).isEqualTo("json.encoding");
    }

    /** Parsers stop at the end of a value; a report that did not see the rest would promise too much. */
    @Test
    void whatTheApplicationLeavesUnreadIsLookedAtWhereThatHarmsNobody() throws IOException {
        String content = "{\"to\":\"a\",\"grams\":1}{}";
        send(Validation.strict(), Mode.SHADOW, post(content), "strict", content.length() - 2, true);
        assertThat(late.map(each -> each + " " + each.note())).isEmpty();
        assertThat(found()).containsExactly("BODY json.syntax");
        events.clear();
        for (Mode mode : List.of(Mode.SHADOW, Mode.ENFORCE)) {
            String name = mode.equals(Mode.SHADOW) ? "strict" : "adopted";
            send(Validation.strict(), mode, post(content), name, 3, false);
            assertThat(late.map(each -> each + " " + each.note())).isEmpty();
            assertThat(found()).contains("body-unread");
        }
        send(Validation.strict(), Mode.ENFORCE, post(content), "strict", 3, false);
        assertThat(refused()).isEqualTo("body-unread");
    }

    @Test
    void someRulesOfOneEndpointAreRecordedAndTheOthersEnforced() throws IOException {
        String content = "{\"to\":\"a\",\"to\":\"b\",\"grams\":1,\"admin\":1}";
        send(
                Validation.strict(),
                Mode.ENFORCE,
                RequestView.post("/?x=1").header("Content-Type", JSON).body(content),
                "inPart",
                Integer.MAX_VALUE,
                true);
        assertPassed(content);
        assertThat(found()).containsExactly("QUERY param.unknown", "BODY json.duplicate-key", "BODY body.unknown");
        send(
                Validation.strict(),
                Mode.ENFORCE,
                post("{\"to\":\"a\",\"to\":\"b\",\"grams\":\"1\"}"),
                "inPart",
                Integer.MAX_VALUE,
                true);
        assertThat(refused()).isEqualTo("body.type");
        send(Validation.strict(), Mode.ENFORCE, RequestView.post("/?page=x"), "inPart", 1, true);
        assertThat(refused()).isEqualTo("400");
        send(
                Validation.strict().shadowing(Set.of("body.required")),
                Mode.ENFORCE,
                RequestView.post("/?x=1"),
                "inPart",
                1,
                true);
        assertThat(refused()).isEqualTo("nothing");
    }

    @Test
    void whatIsOnlyRecordedWhereIsKnownToTheReport() {
        Validation policy = Validation.strict();
        for (String name : List.of("strict", "adopted", "inPart")) {
            policy.ruling(Decided.endpoint("POST", Resource.class, name));
        }
        assertThat(policy.observedAt())
                .isEqualTo(Map.of(
                        "POST /adopted", Set.of("*"),
                        "POST /inPart", Set.of("json.duplicate-key", "body.unknown", "param.unknown")));
        assertThat(policy.remarks())
                .containsExactly("contracts that only record: POST /adopted: *,"
                        + " POST /inPart: body.unknown json.duplicate-key param.unknown");
    }

    @Test
    void aRuleThatIsHardIsNeverOnlyRecorded() {
        assertThatThrownBy(() -> Validation.strict().ruling(Decided.endpoint("GET", Resource.class, "impossible")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("@Contract: shadow must be made of");
        assertThatThrownBy(() -> EndpointContract.named("a").shadowing(Set.of("json.encoding")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(EndpointContract.named("a")
                        .shadowing(Set.of("param.type"))
                        .and(EndpointContract.named("b").shadowing(Set.of("param.range")))
                        .observed())
                .containsExactlyInAnyOrder("param.type", "param.range");
    }

    private void xml(byte[] document) throws IOException {
        send(
                Validation.strict(),
                Mode.ENFORCE,
                post(document).header("Content-Type", "application/xml"),
                "xml",
                Integer.MAX_VALUE,
                true);
    }

    @Test
    void aDocumentTypeBehindASoftFindingIsRefusedInShadow() throws IOException {
        xml("<?pi a?><a/>".getBytes(StandardCharsets.UTF_8));
        assertPassed("<?pi a?><a/>");
        assertThat(found()).containsExactly("BODY xml.syntax");
        events.clear();
        xml("<?pi a?><!DOCTYPE a><a/>".getBytes(StandardCharsets.UTF_8));
        assertThat(refused()).isEqualTo("400");
        assertThat(events)
                .anySatisfy(event ->
                        assertThat(event.rejection().map(Rejection::reason)).contains("xml.dtd"));
    }

    /** Who reads it in that encoding sees a document type that nobody here has seen. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-32LE"})
    void xmlInAnotherEncodingIsRefusedInShadow(String charset) throws IOException {
        xml("<!DOCTYPE a><a/>".getBytes(java.nio.charset.Charset.forName(charset)));
        assertThat(refused()).isEqualTo("400");
    }

    @Test
    void xmlThatNamesAnotherEncodingIsRefusedInShadow() throws IOException {
        xml("<?xml version=\"1.0\" encoding=\"UTF-7\"?><a>+ADw-</a>".getBytes(StandardCharsets.US_ASCII));
        assertThat(refused()).isEqualTo("400");
        xml("<?xml version=\"1.1\"?><a/>".getBytes(StandardCharsets.US_ASCII));
        assertThat(refused()).isEqualTo("nothing");
    }
}
