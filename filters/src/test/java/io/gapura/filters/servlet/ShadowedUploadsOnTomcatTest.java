package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.TomcatWork.does;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.TomcatServer.Reply;
import io.gapura.filters.servlet.TomcatWork.Work;
import jakarta.servlet.MultipartConfigElement;
import java.util.List;
import org.apache.catalina.Wrapper;
import org.junit.jupiter.api.Test;

/** What only observes takes no uploads away from an application, and says that it would. */
class ShadowedUploadsOnTomcatTest {
    private static final String TYPE = "multipart/form-data; boundary=x";
    private static final String PARTS = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n";

    private static final Work PARTS_AND_FIELD = (request, response) ->
            response.getWriter().print("parts " + request.getParts().size() + " a=" + request.getParameter("a"));
    private static final Work FIELD =
            (request, response) -> response.getWriter().print("a=" + request.getParameter("a"));
    private static final Work QUERY =
            (request, response) -> response.getWriter().print("q=" + request.getParameter("q"));

    private record Seen(Reply reply, List<String> found) {}

    private static Seen post(Work work, boolean parsing, Pipeline pipeline) throws Exception {
        try (TomcatServer server = new TomcatServer().gate("gapura", pipeline).servlet("s", "/s/*", does(work))) {
            if (parsing) {
                ((Wrapper) server.context().findChild("s")).setMultipartConfigElement(new MultipartConfigElement(""));
            }
            server.start();
            Reply reply = server.post("/app/s?q=2", TYPE, PARTS);
            return new Seen(
                    reply,
                    server.events(1).get(0).shadowed().stream()
                            .map(would ->
                                    would.policy() + ":" + would.rejection().reason())
                            .toList());
        }
    }

    private static Pipeline shadow(Policy... policies) {
        Pipeline.Builder builder = Pipeline.builder();
        List.of(policies).forEach(builder::shadow);
        return builder.build();
    }

    @Test
    void partsAreTheContainersPastLimitsInShadowAndTheEventSaysSo() throws Exception {
        Seen seen = post(PARTS_AND_FIELD, true, shadow(Limits.defaults()));
        assertThat(seen.reply().body()).contains("parts 1 a=1");
        assertThat(seen.found()).containsExactly("limits:media.multipart");
    }

    @Test
    void fieldsOfPartsAreParametersInShadowAndTheEventSaysSo() throws Exception {
        Seen seen = post(FIELD, true, shadow(Limits.defaults()));
        assertThat(seen.reply().body()).contains("a=1");
        assertThat(seen.found()).containsExactly("limits:media.multipart");
    }

    @Test
    void whoAsksForTheQueryOfAnUploadAloneFindsNothing() throws Exception {
        Seen seen = post(QUERY, false, shadow(Limits.defaults()));
        assertThat(seen.reply().body()).contains("q=2");
        assertThat(seen.found()).isEmpty();
    }

    @Test
    void partsOfDeclaredLengthAreNoFindingWhereTheyAreLeftToTheContainer() throws Exception {
        Seen seen = post(PARTS_AND_FIELD, true, shadow(Limits.defaults().multipartByTheContainer()));
        assertThat(seen.reply().body()).contains("parts 1 a=1");
        assertThat(seen.found()).isEmpty();
    }

    @Test
    void oneEnforcedGuardBehindAnotherInShadowKeepsTheContainerOut() throws Exception {
        Pipeline both = Pipeline.builder()
                .add(Limits.defaults(), Mode.SHADOW)
                .add(Rules.guard())
                .build();
        assertThat(post(PARTS_AND_FIELD, true, both).reply().status()).isEqualTo(415);
        assertThat(post(FIELD, true, both).reply().body()).contains("a=null");
    }

    @Test
    void contentThatAPolicyHasReadStaysReadInShadow() throws Exception {
        assertThat(post(PARTS_AND_FIELD, true, shadow(Rules.reads(1_000)))
                        .reply()
                        .status())
                .isEqualTo(415);
    }
}
