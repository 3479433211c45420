package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What providers print in their documentation and test in their own libraries, secrets included. Some of those are too
 * short for anything but an example: these are checked below the gate that would refuse them.
 */
class PrintedExamplesTest {
    private static final String TWILIO = "https://mycompany.com/myapp.php";

    private static DeliveryCheck.Proven prove(String dialect, String secret, String url, Delivery delivery)
            throws Exception {
        return prove(dialect, secret, url, Sender.NOON, delivery);
    }

    private static DeliveryCheck.Proven prove(String dialect, String secret, String url, Instant now, Delivery delivery)
            throws Exception {
        Dialect read = Dialect.named(dialect);
        KeyKind kind = read.keys().stream()
                .filter(each -> each.fits(Sender.text(secret)))
                .findFirst()
                .orElseThrow();
        PublicUrl base = url.isEmpty() ? null : PublicUrl.of(url);
        return new DeliveryCheck(dialect, read, base, 100_000, () -> now)
                .prove(delivery.request(), List.of(kind.key(Sender.text(secret))));
    }

    /** docs.github.com, Validating webhook deliveries, "Testing the webhook payload validation". */
    @Test
    void gitHub() {
        Delivery printed = Delivery.of(
                "Hello, World!",
                "X-Hub-Signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
        assertThatCode(() -> prove("github", "It's a Secret to Everybody", "", printed))
                .doesNotThrowAnyException();
    }

    /** Slack, Verifying requests from Slack, the worked example. */
    @Test
    void slack() {
        Delivery printed = Delivery.of(
                "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                        + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                        + "%2F96rGlfmibIGlgcZRskXaIFfN"
                        + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
                "X-Slack-Request-Timestamp",
                "1531420618",
                "X-Slack-Signature",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
        Instant then = Instant.ofEpochSecond(1_531_420_618);
        assertThatCode(() -> prove("slack", "8f742231b10e8888abcd99yyyzzz85a5", "", then, printed))
                .doesNotThrowAnyException();
    }

    /** standard-webhooks, the specification and the tests of its libraries. */
    @Test
    void standardWebhooks() throws Exception {
        Delivery printed = Delivery.of(
                "{\"test\": 2432232314}",
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        DeliveryCheck.Proven proven = prove(
                "standard-webhooks",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "",
                Instant.ofEpochSecond(1_614_265_330),
                printed);
        assertThat(proven.delivery().idempotencyKey()).contains("msg_p5jXN8AQM9LWM0D4loKWxJek");
    }

    private static Delivery twilioForm(String signature) {
        return Delivery.of(
                        "Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309"
                                + "&CallSid=CA1234567890ABCDE",
                        "X-Twilio-Signature", signature, "Content-Type", "application/x-www-form-urlencoded")
                .to("/myapp.php?foo=1&bar=2");
    }

    /** twilio-python, tests of the request validator: without port, with 443 and with 80 of plain http. */
    @Test
    void twilioForms() {
        assertThatCode(() -> prove("twilio", "12345", TWILIO, twilioForm("RSOYDt4T1cUTdK1PDd93/VVr8B8=")))
                .doesNotThrowAnyException();
        assertThatCode(() -> prove(
                        "twilio",
                        "12345",
                        TWILIO.replace(".com", ".com:443"),
                        twilioForm("RSOYDt4T1cUTdK1PDd93/VVr8B8=")))
                .doesNotThrowAnyException();
        assertThatCode(() -> prove(
                        "twilio", "12345", TWILIO.replace("https", "http"), twilioForm("0ZXoZLH/DfblKGATFgpif+LLRf4=")))
                .as("signed with :80")
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> prove("twilio", "12345", TWILIO + "/", twilioForm("RSOYDt4T1cUTdK1PDd93/VVr8B8=")))
                .isInstanceOf(WebhookRefusedException.class);
    }

    /** twilio-php and others: a parameter that comes several times is unique and in order. */
    @Test
    void twilioRepeatedParameters() {
        Delivery printed = Delivery.of(
                        "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234",
                        "X-Twilio-Signature",
                        "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .to("/myapp.php?foo=1&bar=2");
        assertThatCode(() -> prove("twilio", "12345", TWILIO, printed)).doesNotThrowAnyException();
    }

    /** twilio-python and others: content that is no form. */
    @ParameterizedTest
    @ValueSource(strings = {"foo=1&bar=2& a9nBmqA0ju/hNViExpshrM61xv4=", " y77kIzt2vzLz71DgmJGsen2scGs="})
    void twilioJson(String queryAndSignature) {
        String[] parts = queryAndSignature.split(" ", -1);
        String hash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
        Delivery printed = Delivery.of("{\"property\": \"value\", \"boolean\": true}", "X-Twilio-Signature", parts[1])
                .to("/myapp.php?" + parts[0] + "bodySHA256=" + hash);
        assertThatCode(() -> prove("twilio-json", "12345", TWILIO, printed)).doesNotThrowAnyException();
    }

    /** developer.squareup.com, Validate an event notification, and the tests of Square's libraries. */
    @Test
    void square() {
        Delivery printed = Delivery.of(
                "{\"hello\":\"world\"}",
                "x-square-hmacsha256-signature",
                "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=");
        assertThatCode(() -> prove("square", "asdf1234", "https://example.com/webhook", printed))
                .doesNotThrowAnyException();
    }

    /** docs.adyen.com, Verify HMAC signatures, and the tests of Adyen's libraries. */
    @Test
    void adyenStandard() {
        String notification = Sender.notification("1130", "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=")
                .replace("TestPayment-1", "TestPayment-1407325143704");
        assertThatCode(() -> prove("adyen-standard", SenderKeys.HEX_ONE, "", Delivery.of(notification)))
                .doesNotThrowAnyException();
    }

    /** sendgrid-python and others, tests of the event webhook. */
    @Test
    void sendGrid() {
        Delivery printed = Delivery.of(
                "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\","
                        + "\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\","
                        + "\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\","
                        + "\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\","
                        + "\"timestamp\":1600112492}]\r\n",
                "X-Twilio-Email-Event-Webhook-Signature",
                "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=",
                "X-Twilio-Email-Event-Webhook-Timestamp",
                "1600112502");
        String key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw"
                + "+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
        Instant then = Instant.ofEpochSecond(1_600_112_502);
        assertThatCode(() -> prove("sendgrid", key, "", then, printed)).doesNotThrowAnyException();
    }

    @Test
    void anExampleWhoseContentIsChangedIsRefused() {
        Delivery changed = Delivery.of(
                "Hello, World?",
                "X-Hub-Signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
        assertThatThrownBy(() -> prove("github", "It's a Secret to Everybody", "", changed))
                .isInstanceOf(WebhookRefusedException.class)
                .hasMessage("signature");
    }
}
