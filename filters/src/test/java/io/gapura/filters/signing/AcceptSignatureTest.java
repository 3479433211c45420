package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9421 §5: how the other side would like to have it signed. */
class AcceptSignatureTest {
    private static AcceptSignature read(String... lines) throws Exception {
        String[] flat = new String[lines.length * 2];
        for (int i = 0; i < lines.length; i++) {
            flat[2 * i] = "Accept-Signature";
            flat[2 * i + 1] = lines[i];
        }
        return AcceptSignature.read(Headers.of(flat));
    }

    /** The example of §5.1. */
    @Test
    void theExampleOfTheRfcIsReadAndWrittenAgain() throws Exception {
        String text = "sig1=(\"@method\" \"@target-uri\" \"@authority\" \"content-digest\" \"cache-control\")"
                + ";keyid=\"test-key-rsa-pss\";created;tag=\"app-123\"";
        AcceptSignature accept = read(text);

        assertThat(accept.wishes()).hasSize(1);
        AcceptSignature.Wish wish = accept.wishes().get(0);
        assertThat(wish.label()).isEqualTo("sig1");
        assertThat(wish.components()).hasSize(5).contains(Component.of("cache-control"));
        assertThat(wish.created()).isTrue();
        assertThat(wish.expires()).isFalse();
        assertThat(wish.keyId()).contains("test-key-rsa-pss");
        assertThat(wish.tag()).contains("app-123");
        assertThat(wish.nonce()).isEmpty();
        assertThat(wish.alg()).isEmpty();
        assertThat(accept.text()).isEqualTo(text);
    }

    @Test
    void severalWishesOnSeveralLinesAreReadInOrder() throws Exception {
        AcceptSignature accept = read("a=(\"@method\");created", "b=(\"@status\" \"@method\";req);expires;nonce=\"n\"");
        assertThat(accept.wishes()).extracting(AcceptSignature.Wish::label).containsExactly("a", "b");
        assertThat(accept.wishes().get(1).nonce()).contains("n");
        assertThat(accept.wishes().get(1).expires()).isTrue();
        assertThat(read("a=();alg=\"ed25519\"").wishes().get(0).alg()).contains("ed25519");
    }

    @Test
    void withoutTheFieldNothingIsWished() throws Exception {
        assertThat(AcceptSignature.read(Headers.of("Host", "a")).wishes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no dictionary        | s=(                       | parse
            no list              | s=1                       | parse
            an item              | s                         | parse
            created with value   | s=();created=1            | parse
            created false        | s=();created=?0           | parse
            expires with value   | s=();expires=1            | parse
            nonce without value  | s=();nonce                | parse
            nonce as token       | s=();nonce=a              | parse
            tag as number        | s=();tag=1                | parse
            unknown parameter    | s=();x                    | parse
            parameter twice      | s=();created;created      | parse
            label twice          | s=(), s=()                | label
            component twice      | s=("a" "a")               | component-duplicate
            unknown component    | s=("@x")                  | component-unknown
            component as token   | s=(a)                     | parse
            """)
    void whatIsNotUnderstoodIsNoWish(String name, String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SignatureRefusedException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({"8, true", "9, false"})
    void atMostEightAreRead(int count, boolean read) throws Exception {
        String text = IntStream.range(0, count).mapToObj(i -> "s" + i + "=()").collect(Collectors.joining(", "));
        if (read) {
            assertThat(read(text).wishes()).hasSize(count);
        } else {
            assertThatThrownBy(() -> read(text)).hasMessage("too-many");
        }
    }

    private static String wished(Signatures policy, RequestView request) throws Exception {
        Decision.Reject refused = (Decision.Reject) policy.decide(request);
        return refused.rejection().headers().stream()
                .filter(line -> line.named("Accept-Signature"))
                .map(HeaderLine::value)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a401WishesWhatTheProfileWantsOfThatRequestAndNamesNoKey() throws Exception {
        Signing signing = new Signing();
        RequestView get = Signing.get().line("Authorization", "x").view();
        assertThat(wished(signing.policy(), get))
                .isEqualTo("sig1=(\"@method\" \"@authority\" \"@path\" \"@query\" \"authorization\");created");
        assertThat(wished(signing.policy().profile(SignatureProfile.FAPI2), get))
                .isEqualTo("sig1=(\"@method\" \"@target-uri\" \"authorization\");created;tag=\"fapi-2-request\"");
        assertThat(wished(signing.policy().profile(SignatureProfile.WEB_BOT_AUTH), get))
                .isEqualTo("sig1=(\"@authority\");created;expires;tag=\"web-bot-auth\"");
    }

    @Test
    void aProfileOfTwoTagsWishesTwoSignatures() throws Exception {
        Signing signing = new Signing();
        SignatureProfile both = SignatureProfile.GNAP.all("client", "proxy");
        assertThat(wished(signing.policy().profile(both), Signing.get().view()))
                .isEqualTo("sig1=(\"@method\" \"@target-uri\");created;tag=\"client\","
                        + " sig2=(\"@method\" \"@target-uri\");created;tag=\"proxy\"");
    }

    @Test
    void aNonceOfTheServerIsHandedOutWithEachAnswer() {
        int[] count = {0};
        SignatureAnswers answers = new SignatureAnswers(
                new Challenge(Challenge.SCHEME, "r", java.time.InstantSource.fixed(Signing.NOON)),
                SignatureProfile.STRICT,
                () -> Optional.of("nonce-" + ++count[0]));
        assertThat(answers.challenges(Signing.get().view()))
                .anyMatch(line -> line.value().endsWith(";created;nonce=\"nonce-1\""));
        assertThat(answers.challenges(Signing.get().view()))
                .anyMatch(line -> line.value().endsWith(";created;nonce=\"nonce-2\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "fapi2", "gnap", "web-bot-auth", "mastodon"})
    void whatWeWishWeCanRead(String name) throws Exception {
        SignatureProfile profile = SignatureSettings.Profile.valueOf(
                        name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'))
                .profile();
        assertThat(profile.name()).isEqualTo(name);
        SignatureAnswers answers = new SignatureAnswers(
                new Challenge(Challenge.SCHEME, "r", java.time.InstantSource.fixed(Signing.NOON)),
                profile,
                Optional::empty);
        String text = answers.challenges(Signing.post().view()).get(1).value();
        assertThat(read(text).text()).isEqualTo(text);
    }
}
