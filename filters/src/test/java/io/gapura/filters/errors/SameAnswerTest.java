package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.filters.UriViolation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not tell things apart: pairs of answers, compared byte for byte and line for line but for the id. */
class SameAnswerTest {
    private static final String ID = "[0-9a-f]{8}-[0-9a-f-]{27}";
    private static final List<String> ACCEPTS = List.of("*/*", "text/html", "application/xml", "text/plain");

    private final Facilities facilities = new Facilities(ProblemErrors.standard());

    @ParameterizedTest
    @EnumSource(ProblemForm.class)
    void everyCauseOf401OfOneCredentialIsOneAnswer(ProblemForm form) throws Exception {
        String accept = ACCEPTS.get(form.place());
        List<String> answers = Stream.of("unknown-user", "wrong-secret", "expired", "replayed", "key-unknown")
                .map(reason -> Rejection.of(401, "token-refused", reason)
                        .note("private: " + reason)
                        .header("WWW-Authenticate", "Bearer"))
                .map(rejection -> refused(rejection, accept))
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/html", "application/xml", "text/plain"})
    void aHiddenThingIsAMissingThing(String accept) throws Exception {
        String hidden =
                refused(Rejection.of(404, "not-found", "tenant-mismatch").note("exists"), accept);
        String missing = refused(Rejection.ofStatus(404, name -> List.of()), accept);

        assertThat(hidden).isEqualTo(missing).doesNotContain("WWW-Authenticate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/html", "application/xml", "text/plain"})
    void aNameThatToolsHideIsAMissingThing(String accept) throws Exception {
        Rejection hidden = UriViolation.HIDDEN_SEGMENT.rejection();
        String missing = refused(Rejection.ofStatus(404, name -> List.of()), accept);

        assertThat(hidden.violations()).as("kept for the audit").hasSize(1);
        assertThat(refused(hidden, accept)).isEqualTo(missing);
        assertThat(refused(hidden.truncated(), accept)).isEqualTo(missing);
    }

    @Test
    void aFaultNeverDependsOnTheTextOfTheException() throws Exception {
        String brief = failed(new IllegalStateException("x"));
        String endless = failed(new IllegalStateException("x".repeat(100_000), new RuntimeException("y")));
        String silent = failed(new NullPointerException());

        assertThat(brief).isEqualTo(endless).isEqualTo(silent);
    }

    @Test
    void aForbiddenCallerIsNotToldWhichRuleItWas() throws Exception {
        String role = refused(Rejection.of(403, "forbidden", "role-missing").note("needs admin"), "*/*");
        String rule = refused(Rejection.of(403, "forbidden", "deny-all"), "*/*");

        assertThat(role).isEqualTo(rule).doesNotContain("admin", "role");
    }

    @Test
    void noAnswerDependsOnTheLocaleOfTheMachine() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ROOT);
            String root = everything();
            for (String tag : List.of("tr-TR", "ar", "ar-u-nu-arab", "th-TH-u-nu-thai", "de")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(everything()).as(tag).isEqualTo(root);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private String everything() throws Exception {
        StringBuilder all = new StringBuilder();
        Facilities fresh = new Facilities(ProblemErrors.standard());
        for (String language : List.of("en", "de", "id", "tr", "ar")) {
            for (String accept : ACCEPTS) {
                RequestView request =
                        RequestView.get("/").header("Accept", accept).header("Accept-Language", language);
                Rejection rate = Rejection.of(429, "rate-exceeded", "rate").header("Retry-After", "1234567");
                all.append(plain(fresh.arrived(request).refuse(rate)));
            }
        }
        return all.toString();
    }

    @Test
    void eachLanguageSpeaksAndSaysSo() throws Exception {
        assertThat(refused("de")).contains("Content-Language: de", "Das dürfen Sie nicht tun.");
        assertThat(refused("id")).contains("Content-Language: id", "Anda tidak boleh melakukan ini.");
        assertThat(refused("en-GB, de")).contains("Content-Language: en", "You may not do this.");
        assertThat(refused("fr")).contains("Content-Language: en");
    }

    private String refused(String language) throws Exception {
        RequestView request = RequestView.get("/").header("Accept-Language", language);
        return plain(facilities.arrived(request).refuse(Rejection.of(403, "forbidden", "x")));
    }

    private String failed(Throwable thrown) throws Exception {
        return plain(facilities.arrived(RequestView.get("/")).fail(thrown));
    }

    private String refused(Rejection rejection, String accept) {
        try {
            Policy policy = Policy.of("the-policy", Stage.ARRIVAL, request -> Decision.reject(rejection));
            Exchange exchange = facilities.arrived(RequestView.get("/").header("Accept", accept), policy);
            return plain(exchange.decided().orElseThrow());
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Status, header lines, bytes and their number. */
    private static String plain(GateAnswer answer) {
        StringBuilder out = new StringBuilder().append(answer.status()).append('\n');
        for (HeaderLine line : answer.headers()) {
            out.append(line.name()).append(": ").append(line.value()).append('\n');
        }
        out.append(answer.length()).append('\n').append(ParsedBack.text(answer));
        return out.toString().replaceAll(ID, "ID");
    }
}
