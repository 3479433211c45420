package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are called and what clients say they are reaches the application as it was sent. */
class WordsOfPeopleTest {
    private static final Firewall TEXT = Firewall.strict().textHeaders("X-Name", "X-Title");

    @Test
    void aNameOfAnyScriptPassesAndIsReadBackLetterByLetter() throws IOException {
        List<String> names = lines("names.txt");
        assertThat(names).hasSizeGreaterThanOrEqualTo(50);
        for (String name : names) {
            RequestView request = RequestView.get("/").header("X-Name", wire(name));
            assertThat(TEXT.decide(request)).as(name).isSameAs(Decision.proceed());
            assertThat(Firewall.strict().decide(request)).as(name).isSameAs(Decision.proceed());
            assertThat(request.headers().text("x-name")).contains(name);
        }
    }

    @Test
    void noUserAgentIsAnAttack() throws IOException {
        List<String> agents = lines("user-agents.txt");
        assertThat(agents).hasSizeGreaterThanOrEqualTo(100);
        Pipeline pipeline = Pipeline.builder().add(TEXT).add(Limits.defaults()).build();
        for (String agent : agents) {
            RequestView request = RequestView.get("/").header("User-Agent", agent);
            assertThat(pipeline.decide(request).rejection()).as(agent).isEmpty();
            assertThat(request.headers().only("user-agent")).contains(agent);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "\u00c3", "\u00ed\u00a0\u0080", "\u00fe", "a\u0080b"})
    void bytesThatAreNoTextAreRefusedWhereTextWasDeclaredAlone(String bytes) throws IOException {
        assertThat(FirewallTest.refused(TEXT, RequestView.get("/").header("x-title", bytes))
                        .reason())
                .isEqualTo("header.encoding");
        assertThat(TEXT.decide(RequestView.get("/").header("X-Other", bytes))).isSameAs(Decision.proceed());
        assertThat(Firewall.strict().decide(RequestView.get("/").header("X-Title", bytes)))
                .isSameAs(Decision.proceed());
    }

    @Test
    void everyLineOfADeclaredFieldIsLookedAt() throws IOException {
        RequestView request = RequestView.get("/").header("X-Name", "plain").header("X-Name", "caf\u00e9");
        assertThat(FirewallTest.refused(TEXT, request).reason()).isEqualTo("header.encoding");
    }

    /** As containers hand it over: every byte a letter of Latin-1. */
    private static String wire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(WordsOfPeopleTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
