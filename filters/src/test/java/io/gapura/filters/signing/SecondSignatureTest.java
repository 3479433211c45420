package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.signing.Signing.Message;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signer does beyond its profile: a second signature, a chain, an end, more fields, streamed content. */
class SecondSignatureTest {
    private final Signing signing = new Signing();
    private final SigningKey proxyKey = SigningKey.hmac("proxy-2026", Signing.secret(9));
    private final RequestSigner proxy =
            RequestSigner.with(proxyKey, SignatureProfile.STRICT.tag("proxy")).clock(signing.clock, new SecureRandom());

    private Signatures trustingProxy() {
        KeyRing both = KeyRing.builder()
                .active(signing.key, "orders")
                .active(proxyKey, "proxy")
                .build();
        return Signatures.required(both)
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com")
                .profile(SignatureProfile.STRICT.tag("proxy"));
    }

    @Test
    void aSecondSignatureStandsBesideTheFirst() throws Exception {
        Message message = Signing.post().signed(signing.signer).signed(proxy.beside("proxy"));
        assertThat(message.lines)
                .filteredOn(line -> line.named("Content-Digest"))
                .hasSize(1);
        assertThat(message.lines).filteredOn(line -> line.named("Signature")).hasSize(2);
        assertThat(Signing.reason(trustingProxy(), message.view())).isEmpty();
    }

    @Test
    void theFirstStillCounts() throws Exception {
        Message message = Signing.post().signed(signing.signer).signed(proxy.beside("proxy"));
        assertThat(Signing.reason(signing.policy(), message.view())).isEmpty();
    }

    /** As in a rotation, when a client signs by the old key and by the new one. */
    @Test
    void aMessageOfTwoSignaturesPassesOnceHoweverManyAreTakenOut() throws Exception {
        SigningKey newKey = SigningKey.hmac("orders-2026-12", Signing.secret(9));
        KeyRing both = KeyRing.builder()
                .active(signing.key, "orders")
                .active(newKey, "orders")
                .build();
        Signatures policy = Signatures.required(both)
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com");
        RequestSigner second =
                RequestSigner.with(newKey, SignatureProfile.STRICT).clock(signing.clock, new SecureRandom());
        Message message = Signing.post().signed(signing.signer).signed(second.beside("sig2"));

        assertThat(Signing.reason(policy, message.view())).isEmpty();
        for (String kept : List.of("sig1", "sig2")) {
            Message stripped = Signing.post();
            message.lines.stream()
                    .filter(line -> line.named("Content-Digest") || line.value().startsWith(kept))
                    .forEach(stripped.lines::add);
            assertThat(Signing.reason(policy, stripped.view())).as(kept).contains("replay");
        }
    }

    @Test
    void aChainCoversTheInnerSignatureAndAllThatItCovers() throws Exception {
        RequestSigner inner = signing.signer.covering("x-order");
        Message message = Signing.post().line("X-Order", "7").signed(inner).signed(proxy.over("sig1", "proxy"));
        String last = message.lines.get(message.lines.size() - 2).value();
        assertThat(last).startsWith("proxy=(").contains("\"x-order\" \"signature\";key=\"sig1\")");
        assertThat(Signing.reason(trustingProxy(), message.view())).isEmpty();
    }

    @Test
    void aChainBreaksWithItsInnerSignature() throws Exception {
        Message message = Signing.post().signed(signing.signer).signed(proxy.over("sig1", "proxy"));
        List<HeaderLine> lines = List.copyOf(message.lines);
        HeaderLine inner = lines.stream()
                .filter(line -> line.named("Signature"))
                .findFirst()
                .orElseThrow();
        int at = lines.indexOf(inner);
        char changed = inner.value().charAt(10) == 'A' ? 'B' : 'A';
        message.lines.set(
                at,
                new HeaderLine(
                        "Signature",
                        inner.value().substring(0, 10) + changed + inner.value().substring(11)));
        assertThat(Signing.reason(trustingProxy(), message.view())).contains("signature");
    }

    @Test
    void aLabelThatIsTakenIsRefused() {
        Message message = Signing.post().signed(signing.signer);
        assertThatThrownBy(() -> message.signed(proxy.beside("sig1"))).hasMessageContaining("is taken");
        assertThatThrownBy(() -> message.signed(proxy.over("other", "proxy"))).hasMessageContaining("no signature");
    }

    @ParameterizedTest
    @CsvSource({"'', proxy", "sig1, sig1", "sig1, ''", "Sig1, proxy", "sig1, Proxy", "sig1, 'a b'"})
    void aLabelIsAKeyAndEachHasItsOwn(String inner, String label) {
        assertThatThrownBy(() -> proxy.over(inner, label)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDigestOfOtherContentIsNotSigned() {
        Message message = Signing.post().signed(signing.signer);
        message.content = "other".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> message.signed(proxy.beside("proxy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Content-Digest");
    }

    @Test
    void signaturesThatDoNotParseAreNotJoined() {
        Message message = Signing.post().line("Signature", "sig1=:AAAA:");
        assertThatThrownBy(() -> message.signed(proxy.beside("proxy"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 86_400})
    void anEndIsSaidAfterTheBegin(long seconds) {
        Message message = Signing.get().signed(signing.signer.expiresAfter(Duration.ofSeconds(seconds)));
        long now = Signing.NOON.getEpochSecond();
        assertThat(message.value("Signature-Input"))
                .contains(";created=" + now + ";expires=" + (now + seconds) + ";keyid=");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 86_401})
    void anEndIsBetweenASecondAndADay(long seconds) {
        assertThatThrownBy(() -> signing.signer.expiresAfter(Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreFieldsAreCoveredWhereTheyAreNamed() throws Exception {
        RequestSigner signer = signing.signer.covering("X-Order", "x-order", "accept");
        Message message =
                Signing.get().line("X-Order", "7").line("Accept", "*/*").signed(signer);
        assertThat(message.value("Signature-Input")).contains("\"@query\" \"x-order\" \"accept\")");
        assertThat(Signing.reason(signing.policy(), message.view())).isEmpty();
        assertThatThrownBy(() -> Signing.get().line("Accept", "*/*").signed(signer))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "date",
                "Content-Length",
                "connection",
                "transfer-encoding",
                "te",
                "trailer",
                "upgrade",
                "keep-alive",
                "proxy-authorization",
                "proxy-connection",
                "expect",
                "forwarded",
                "X-Forwarded-For",
                "x-forwarded-anything",
                "via",
                "signature",
                "signature-input",
                "not a token"
            })
    void whatChangesOnItsWayIsNeverSigned(String field) {
        assertThatThrownBy(() -> signing.signer.covering(field)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProfileCannotMakeASignerSignTheHost() {
        RequestSigner signer = RequestSigner.with(signing.key, SignatureProfile.STRICT.coveringIfPresent("date"));
        assertThatThrownBy(() -> Signing.get().line("Date", "x").signed(signer))
                .hasMessageContaining("changes on its way");
    }

    @Test
    void streamedContentIsSignedByItsDigest() throws Exception {
        Message message = Signing.post();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.content);
        message.lines.addAll(signing.signer.signDigest(
                "POST", URI.create("https://api.example.com/orders?dry=1"), List.copyOf(message.lines), digest));
        assertThat(Signing.reason(signing.policy(), message.view())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void aDigestOfAnotherLengthIsNone(int length) {
        URI uri = URI.create("https://api.example.com/");
        assertThatThrownBy(() -> signing.signer.signDigest("POST", uri, List.of(), new byte[length]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aContentThatHasNoDigestByProfileHasOneAllTheSame() {
        Message message = new Message("GET", "/", "content").signed(signing.signer);
        assertThat(message.value("Signature-Input")).contains("\"content-digest\"");
    }
}
