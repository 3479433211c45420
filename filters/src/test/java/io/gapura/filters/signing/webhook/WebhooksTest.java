package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that hold for all senders. */
class WebhooksTest {
    private static final String SECRET = Sender.STRIPE.secrets().get(0);

    private final WebhookSource stripe = Sender.STRIPE.source(SECRET);
    private final Delivery good = Sender.STRIPE.delivery();

    @Test
    void otherPathsAreNotLookedAt() {
        assertThat(new Hooks(stripe).outcome(Delivery.of("{}").to("/orders"))).isEqualTo("proceeds");
        assertThat(new Hooks(stripe)
                        .decide(good.to("/orders"))
                        .request()
                        .caller()
                        .isAnonymous())
                .isTrue();
    }

    @Test
    void theCallerSaysWhatIsKnownOfTheDelivery() {
        Verdict verdict = new Hooks(stripe.named("stripe-eu")).decide(good);
        WebhookDelivery delivery =
                verdict.request().caller().proof(WebhookDelivery.class).orElseThrow();
        assertThat(verdict.request().caller()).hasToString("webhook:stripe-eu");
        assertThat(delivery.name()).isEqualTo("stripe-eu");
        assertThat(delivery.dialect()).isEqualTo("stripe");
        assertThat(delivery.idempotencyKey()).contains("evt_1");
        assertThat(delivery.isIdSigned()).isTrue();
        assertThat(delivery.isContentSigned()).isTrue();
        assertThat(delivery.timestamp()).contains(Sender.NOON);
        assertThat(delivery.answerToChallenge()).isEmpty();
        assertThat(delivery).hasToString("WebhookDelivery[stripe-eu]");
    }

    @Test
    void anIdThatNobodySignedSaysSo() {
        WebhookDelivery delivery = (WebhookDelivery) new Hooks(Sender.GITHUB.source(SECRET))
                .decide(Sender.GITHUB.delivery())
                .attributes()
                .get(WebhookDelivery.ATTRIBUTE);
        assertThat(delivery.idempotencyKey()).contains("72d3162e-cc78-11e3-81ab-4c9367dc0958");
        assertThat(delivery.isIdSigned()).isFalse();
        assertThat(delivery.timestamp()).isEmpty();
    }

    @Test
    void adyenProvesNotAllOfItsContent() {
        WebhookDelivery delivery = (WebhookDelivery) new Hooks(Sender.ADYEN_STANDARD.source(SenderKeys.HEX_ONE))
                .decide(Sender.ADYEN_STANDARD.delivery())
                .attributes()
                .get(WebhookDelivery.ATTRIBUTE);
        assertThat(delivery.isContentSigned()).isFalse();
        assertThat(delivery.idempotencyKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "post"})
    void anotherMethodIsNoDelivery(String method) {
        assertThat(new Hooks(stripe).outcome(good.method(method))).isEqualTo("401 signature-refused (parameter)");
    }

    @Test
    void theMethodCountsWhereItIsSigned() {
        Hooks hubspot = new Hooks(Sender.HUBSPOT.source(SECRET));
        assertThat(hubspot.outcome(Sender.HUBSPOT.delivery().method("PUT")))
                .isEqualTo("401 signature-refused (signature)");
    }

    @Test
    void codedContentIsRefusedBecauseNobodySignsThatItIs() {
        assertThat(new Hooks(stripe).outcome(good.field("Content-Encoding", "gzip")))
                .isEqualTo("401 signature-refused (parameter)");
    }

    @ParameterizedTest
    @CsvSource({"BOX-SIGNATURE-VERSION,2", "BOX-SIGNATURE-ALGORITHM,HmacSHA1", "BOX-SIGNATURE-VERSION,''"})
    void boxMustSayWhatItSigned(String field, String value) {
        Hooks box = new Hooks(Sender.BOX.source(SECRET));
        assertThat(box.outcome(Sender.BOX.delivery().field(field, value)))
                .isEqualTo("401 signature-refused (parameter)");
    }

    @Test
    void boxIsProvenByEitherOfItsTwoSignatures() {
        String primary = Sender.BOX.delivery().fields().get("BOX-SIGNATURE-PRIMARY");
        Delivery secondary =
                Sender.BOX.delivery().without("BOX-SIGNATURE-PRIMARY").field("BOX-SIGNATURE-SECONDARY", primary);
        assertThat(new Hooks(Sender.BOX.source(SECRET)).outcome(secondary)).isEqualTo("proceeds");
    }

    @Test
    void theContentMayBeAsLargeAsIsSaidAndNoLarger() {
        int length = Sender.text(good.content()).length;
        assertThat(new Hooks(stripe.maxBody(DataSize.bytes(length))).outcome(good))
                .isEqualTo("proceeds");
        Verdict larger = new Hooks(stripe.maxBody(DataSize.bytes(length - 1))).decide(good);
        assertThat(larger.rejection()).hasToString("Optional[413 body-too-large (body-limit)]");
        assertThat(larger.rejection().map(Rejection::hard)).contains(true);
    }

    @Test
    void contentThatBreaksOffIsWhatItIsAnywhere() {
        RequestView broken = good.request().withBody(Body.from(() -> new ByteArrayInputStream(new byte[3]), 100));
        assertThat(new Hooks(stripe).outcome(broken)).isEqualTo("400 request-malformed (body.short)");
    }

    @Test
    void refusalsOfOneStatusAreAlike() {
        Hooks hooks = new Hooks(stripe);
        List<List<HeaderLine>> shown = List.of(
                        good.content("{}"),
                        good.without("Stripe-Signature"),
                        Sender.STRIPE.sign("another-secret-of-good-length", Sender.NOON, good.content()),
                        Sender.STRIPE.sign(SECRET, Sender.NOON.minusSeconds(301), good.content()))
                .stream()
                .map(delivery -> hooks.decide(delivery).rejection().orElseThrow())
                .peek(rejection ->
                        assertThat(rejection.status() + rejection.code()).isEqualTo("401signature-refused"))
                .map(Rejection::headers)
                .distinct()
                .toList();
        assertThat(shown).containsExactly(List.of(new HeaderLine("WWW-Authenticate", "Webhook realm=\"stripe\"")));
    }

    @Test
    void atMostEightSignaturesAreListedAndFourLookedAt() {
        String good1 = good.fields().get("Stripe-Signature").replace(",v0=beef", "");
        Hooks hooks = new Hooks(stripe);
        assertThat(hooks.outcome(good.field("Stripe-Signature", good1 + ",x=1".repeat(6))))
                .isEqualTo("proceeds");
        assertThat(hooks.outcome(good.field("Stripe-Signature", good1 + ",x=1".repeat(7))))
                .isEqualTo("400 signature-malformed (too-many)");
        String other = ",v1=" + "ab".repeat(32);
        Hooks fresh = new Hooks(stripe);
        assertThat(fresh.outcome(good.field("Stripe-Signature", good1 + other.repeat(3))))
                .isEqualTo("proceeds");
        assertThat(fresh.outcome(good.field("Stripe-Signature", good1 + other.repeat(4))))
                .isEqualTo("400 signature-malformed (too-many)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v1=ab,t=1,t=1                      | 400 signature-malformed (parse)
            t=1795262400                       | 401 signature-refused (missing)
            t=1795262400,v0=ab                 | 401 signature-refused (missing)
            v1=ab                              | 401 signature-refused (parameter)
            t=,v1=ab                           | 401 signature-refused (parameter)
            t=1795262400, v1=ab                | 401 signature-refused (missing)
            t=1795262400,v1=                   | 401 signature-refused (signature)
            t=1795262400,v1=zz                 | 400 signature-malformed (parse)
            t=1795262400,v1=abc                | 400 signature-malformed (parse)
            t=+1795262400,v1=ab                | 400 signature-malformed (parse)
            t=-1,v1=ab                         | 400 signature-malformed (parse)
            t=1795262400.0,v1=ab               | 400 signature-malformed (parse)
            t=١٧٩٥٢٦٢٤٠٠,v1=ab                 | 400 signature-malformed (parse)
            t=9999999999999,v1=ab              | 400 signature-malformed (parse)
            t=999999999999,v1=ab               | 401 signature-refused (future)
            t=0,v1=ab                          | 401 signature-refused (too-old)
            t=1795262400;v1=ab                 | 401 signature-refused (missing)
            t=1795262400,v1                    | 400 signature-malformed (parse)
            t=1795262400,=ab                   | 400 signature-malformed (parse)
            ,                                  | 400 signature-malformed (parse)
            """)
    void aListThatCanBeReadInTwoWaysIsNotRead(String field, String outcome) {
        assertThat(Sender.NOON.getEpochSecond()).isEqualTo(1_795_262_400);
        assertThat(new Hooks(stripe).outcome(good.field("Stripe-Signature", field)))
                .as(field)
                .isEqualTo(outcome);
    }

    @Test
    void theTextOfTheTimeIsWhatWasSigned() {
        String t = "0" + Sender.NOON.getEpochSecond();
        String signature = Sender.hex(Sender.hmac("HmacSHA256", Sender.text(SECRET), t + "." + good.content()));
        Delivery padded = good.field("Stripe-Signature", "t=" + t + ",v1=" + signature);
        assertThat(new Hooks(stripe).outcome(padded)).isEqualTo("proceeds");
    }

    @Test
    void standardWebhooksAreProvenByEitherVersion() {
        WebhookSource both = Sender.STANDARD.source(Sender.STANDARD.secrets().get(0), SenderKeys.WHPK_ONE);
        Delivery v1 = Sender.STANDARD.delivery();
        String signed = v1.fields().get("webhook-id") + "." + v1.fields().get("webhook-timestamp") + "." + v1.content();
        String v1a = "v1a," + Sender.base64(SenderKeys.sign("Ed25519", SenderKeys.WHPK_ONE, signed));
        assertThat(new Hooks(both).outcome(v1)).isEqualTo("proceeds");
        assertThat(new Hooks(both).outcome(v1.field("webhook-signature", v1a))).isEqualTo("proceeds");
        assertThat(new Hooks(both).outcome(v1.field("webhook-signature", "v9,AAAA " + v1a)))
                .isEqualTo("proceeds");
        assertThat(new Hooks(both).outcome(v1.field("webhook-signature", v1a.replace("v1a", "v1"))))
                .isEqualTo("401 signature-refused (signature)");
    }

    @Test
    void aPublicKeyIsNoSecret() {
        String id = "msg_1";
        long t = Sender.NOON.getEpochSecond();
        byte[] point = java.util.Base64.getDecoder().decode(SenderKeys.WHPK_ONE.substring(5));
        String forged = "v1," + Sender.base64(Sender.hmac("HmacSHA256", point, id + "." + t + ".{}"));
        Delivery delivery =
                Delivery.of("{}", "webhook-id", id, "webhook-timestamp", "" + t, "webhook-signature", forged);
        assertThat(new Hooks(Sender.STANDARD.source(SenderKeys.WHPK_ONE)).outcome(delivery))
                .isEqualTo("401 signature-refused (signature)");
    }

    @Test
    void anIdWithADotCouldEndElsewhere() {
        Delivery moved = Sender.STANDARD.delivery().field("webhook-id", "msg_1.1795262400");
        assertThat(new Hooks(Sender.STANDARD.source(Sender.STANDARD.secrets().get(0))).outcome(moved))
                .isEqualTo("400 signature-malformed (parse)");
    }

    @Test
    void aSignedIdThatIsAbsentIsRefused() {
        Delivery nameless = Sender.STANDARD.delivery().without("webhook-id");
        assertThat(new Hooks(Sender.STANDARD.source(Sender.STANDARD.secrets().get(0))).outcome(nameless))
                .isEqualTo("401 signature-refused (component-absent)");
        Delivery noEvent = Sender.STRIPE.sign(SECRET, Sender.NOON, "{\"object\":\"event\"}");
        assertThat(new Hooks(stripe).outcome(noEvent)).isEqualTo("401 signature-refused (component-absent)");
    }

    @Test
    void contentInWhichTheIdStandsTwiceIsMalformed() {
        Delivery twice = Sender.STRIPE.sign(SECRET, Sender.NOON, "{\"id\":\"evt_1\",\"id\":\"evt_2\"}");
        assertThat(new Hooks(stripe).outcome(twice)).isEqualTo("400 signature-malformed (parse)");
    }

    @Test
    void twilioReadsFormsAloneAndOnlyAsForms() {
        Hooks hooks = new Hooks(Sender.TWILIO.source(SECRET));
        Delivery form = Sender.TWILIO.delivery();
        assertThat(hooks.outcome(form.field("Content-Type", "text/plain")))
                .isEqualTo("401 signature-refused (parameter)");
        assertThat(hooks.outcome(form.content("From=%2"))).isEqualTo("400 signature-malformed (parse)");
        assertThat(hooks.outcome(form.to(Delivery.PATH + "?a=1"))).isEqualTo("401 signature-refused (signature)");
    }

    @Test
    void twilioMayAskWithGet() {
        String signature = Sender.base64(Sender.hmac("HmacSHA1", Sender.text(SECRET), Delivery.URL + "?Body=1"));
        Delivery asked =
                Delivery.of("", "X-Twilio-Signature", signature).method("GET").to(Delivery.PATH + "?Body=1");
        assertThat(new Hooks(Sender.TWILIO.source(SECRET)).outcome(asked)).isEqualTo("proceeds");
    }

    @Test
    void twilioJsonNeedsItsDigestOnce() {
        String query = "?bodySHA256=" + "00".repeat(32);
        for (String target : new String[] {"", query + "&bodySHA256=" + "00".repeat(32)}) {
            String signature = Sender.base64(Sender.hmac("HmacSHA1", Sender.text(SECRET), Delivery.URL + target));
            Delivery delivery =
                    Delivery.of("{}", "X-Twilio-Signature", signature).to(Delivery.PATH + target);
            assertThat(new Hooks(Sender.TWILIO_JSON.source(SECRET)).outcome(delivery))
                    .isEqualTo("401 signature-refused (digest-missing)");
        }
    }

    @Test
    void aSecondCallerIsOneTooMany() throws Exception {
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of(
                        "bearer", request -> Decision.proceed(request.withCaller(Caller.of("bearer", "somebody")))))
                .addAll(Webhooks.serving(stripe).clock(() -> Sender.NOON).policies())
                .build();
        Verdict verdict = pipeline.decide(good.request());
        assertThat(verdict.rejection()).hasToString("Optional[400 credential-ambiguous (two-callers)]");
        assertThat(verdict.onCompletion()).as("nothing is leased for it").isEmpty();
    }

    @Test
    void anyPolicyOfTheTableSaysWhatItCannotDo() {
        assertThat(posture(Sender.STRIPE)).isEqualTo("webhook-stripe enforce");
        assertThat(posture(Sender.GITHUB))
                .isEqualTo("webhook-github enforce (a copy of a delivery passes: github signs no id with a time)");
        assertThat(posture(Sender.SLACK)).contains("a copy of a delivery passes");
        assertThat(posture(Sender.TWILIO)).contains("twilio knows nothing better than SHA-1");
        assertThat(posture(Sender.ADYEN_STANDARD)).contains("adyen-standard proves parts of the content alone");
    }

    private static String posture(Sender sender) {
        return new Hooks(sender.source(sender.secrets().get(0)))
                .pipeline()
                .posture()
                .get(0);
    }

    @Test
    void whatCannotWorkIsNotMade() {
        WebhookSecrets secrets = WebhookSecrets.of(Sender.text(SECRET));
        assertThatThrownBy(() -> Webhooks.from("strip", secrets))
                .hasMessageStartingWith("there is no such dialect; known are [adyen-platform, ")
                .hasMessageNotContaining("strip,");
        assertThatThrownBy(
                        () -> Webhooks.serving(Webhooks.from("stripe", secrets)).policies())
                .hasMessage("stripe: path must be set: where stripe delivers");
        assertThatThrownBy(
                        () -> Webhooks.serving(Webhooks.from("square", secrets).on("/a"))
                                .policies())
                .hasMessage("square: url must be set: square signs the address that it calls");
        assertThatThrownBy(() -> Webhooks.serving(stripe.url(Delivery.URL)).policies())
                .hasMessage("stripe: url cannot be set: stripe does not sign the address that it calls");
        assertThatThrownBy(() -> Webhooks.serving(Sender.SQUARE.source(SECRET).on("/hooks/**"))
                        .policies())
                .hasMessage("square: path must be one path: square signs the address that it calls");
        assertThatThrownBy(() -> Webhooks.serving(stripe, stripe).policies())
                .hasMessage("two senders are named stripe");
        assertThatThrownBy(() -> Webhooks.serving(stripe, stripe.named("other")).policies())
                .hasMessage("other: path is where another one delivers");
        assertThatThrownBy(() -> stripe.named("Stripe")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stripe.maxBody(DataSize.of("65MiB"))).hasMessage("max-body must be at most 64MiB");
    }

    @Test
    void theToleranceHasBoundsAndNoOffSwitch() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(999), Duration.ofSeconds(901))) {
            assertThatThrownBy(() -> stripe.tolerance(wrong))
                    .hasMessage("tolerance must be between 1s and 15m; nothing switches it off");
        }
        assertThatThrownBy(() -> Sender.GITHUB.source(SECRET).tolerance(Duration.ofSeconds(1)))
                .hasMessage("tolerance cannot be set: github does not sign a time");
        Hooks narrow = new Hooks(stripe.tolerance(Duration.ofSeconds(1)));
        assertThat(narrow.later(2).outcome(good)).isEqualTo("401 signature-refused (too-old)");
        assertThat(narrow.later(-1).outcome(good)).isEqualTo("proceeds");
        Hooks wide = new Hooks(stripe.tolerance(Duration.ofMinutes(15)));
        assertThat(wide.later(900).outcome(good)).isEqualTo("proceeds");
    }
}
