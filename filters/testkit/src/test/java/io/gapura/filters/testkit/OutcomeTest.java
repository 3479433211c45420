package io.gapura.filters.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTest {
    private static final RawAnswer.Field ID = new RawAnswer.Field("X-Request-Id", "id");
    private static final RawAnswer.Field PROBLEM = new RawAnswer.Field("Content-Type", "application/problem+json");

    private static Outcome of(int status, String content, RawAnswer.Field... fields) throws IOException {
        return Outcome.of(RawAnswer.of(status, List.of(fields), content.getBytes(StandardCharsets.UTF_8)), "nonce");
    }

    @Test
    void aDocumentWithAnIncidentIsOurs() throws IOException {
        assertThat(of(400, "{\"code\":\"a-b\",\"status\":400}", ID, PROBLEM).fate())
                .isEqualTo(Fate.OURS);
        assertThat(of(403, "", ID, PROBLEM).fate()).isEqualTo(Fate.OURS);
        assertThat(of(204, "", ID).fate()).isEqualTo(Fate.OURS);
    }

    @Test
    void withoutIncidentOrDocumentItIsTheServers() throws IOException {
        assertThat(of(400, "{\"code\":\"a-b\",\"status\":400}", PROBLEM).fate()).isEqualTo(Fate.SERVER);
        assertThat(of(400, "{\"code\":", ID, PROBLEM).fate()).isEqualTo(Fate.SERVER);
        assertThat(of(500, "<h1>", ID).fate()).isEqualTo(Fate.SERVER);
    }

    /** A container adapter renders as the gate does, and no audit event has its id. */
    @Test
    void aDocumentWithAnIdOfVersionFourIsTheServers() throws IOException {
        RawAnswer.Field four = new RawAnswer.Field("X-Request-Id", "5c0f2f0e-58f2-4e6e-9a55-0d6f3a1f7a11");
        RawAnswer.Field seven = new RawAnswer.Field("X-Request-Id", "0198c1f2-58f2-7e6e-9a55-0d6f3a1f7a11");
        String document = "{\"code\":\"a-b\",\"status\":400}";
        assertThat(of(400, document, four, PROBLEM).fate()).isEqualTo(Fate.SERVER);
        assertThat(of(400, document, seven, PROBLEM).fate()).isEqualTo(Fate.OURS);
    }

    @Test
    void anEmpty200IsARefusalAndAnUnmarkedOneIsNot() throws IOException {
        assertThat(of(200, "").fate()).isEqualTo(Fate.EMPTY);
        assertThat(of(200, "text").fate()).isEqualTo(Fate.SERVED);
        assertThat(of(302, "").fate()).isEqualTo(Fate.SERVED);
        assertThat(Outcome.of(RawAnswer.none(), "nonce").fate()).isEqualTo(Fate.CLOSED);
    }

    @Test
    void aMarkedAnswerWasServedWhateverItsStatusSays() throws IOException {
        RawAnswer.Field probe = new RawAnswer.Field("X-Probe", "A#b");

        assertThat(of(403, "", probe, new RawAnswer.Field("X-Nonce", "nonce"), ID, PROBLEM)
                        .fate())
                .isEqualTo(Fate.SERVED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a stack frame ~ at com.shop.Till.open(Till.java:7)
            an exception ~ IllegalStateException: no
            a class ~ in org.apache.catalina.core
            the canary ~ canary-runtime
            a page ~ <html>
            a banner ~ Apache Tomcat/10
            """)
    void aRefusalThatShowsTooMuchIsFound(String leak, String text) throws IOException {
        assertThat(Leaks.in(of(500, "{\"status\":500,\"code\":\"a-b\",\"x\":\"" + text + "\"}", ID, PROBLEM)))
                .contains(leak);
    }

    @Test
    void aRefusalWithoutAnyOfThatIsClean() throws IOException {
        assertThat(Leaks.in(of(500, "{\"status\":500,\"code\":\"internal-error\"}", ID, PROBLEM)))
                .isEmpty();
    }

    @Test
    void theDocumentMustSayTheStatusOfTheWire() throws IOException {
        assertThat(Leaks.in(of(500, "{\"status\":400,\"code\":\"a-b\"}", ID, PROBLEM)))
                .hasValueSatisfying(leak -> assertThat(leak).contains("400"));
    }

    @Test
    void theServersOwnPageMayNameItselfAndNothingMore() throws IOException {
        assertThat(Leaks.in(of(404, "<h1>Tomcat</h1>"))).isEmpty();
        assertThat(Leaks.in(of(404, "<h1>NullPointerException</h1>"))).contains("an exception");
    }

    @Test
    void aBannerHeaderOnOurAnswerIsFound() throws IOException {
        RawAnswer.Field banner = new RawAnswer.Field("X-Powered-By", "us");

        assertThat(Leaks.in(of(500, "{\"status\":500,\"code\":\"a-b\"}", ID, PROBLEM, banner)))
                .isPresent();
    }
}
