package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.signing.webhook.WebhookDelivery.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers ask before they trust an address, and what the application is told to answer. */
class ChallengeTest {
    private static Optional<Answer> answer(Sender sender, Delivery delivery) {
        return new Hooks(sender.source(sender.secrets().get(0)))
                .decide(delivery)
                .request()
                .caller()
                .proof(WebhookDelivery.class)
                .orElseThrow()
                .answerToChallenge();
    }

    private static Delivery sign(Sender sender, String content) {
        return sender.sign(sender.secrets().get(0), Sender.NOON, content);
    }

    @Test
    void zoomWantsTheCodeOfItsToken() {
        String token = "qgg8vlvZRS6UYooatFL8Aw";
        String question = "{\"payload\":{\"plainToken\":\"" + token + "\"},\"event_ts\":1654503849680,"
                + "\"event\":\"endpoint.url_validation\"}";
        String code = Sender.hex(
                Sender.hmac("HmacSHA256", Sender.text(Sender.ZOOM.secrets().get(0)), token));
        assertThat(answer(Sender.ZOOM, sign(Sender.ZOOM, question)))
                .contains(new Answer(
                        "application/json", "{\"plainToken\":\"" + token + "\",\"encryptedToken\":\"" + code + "\"}"));
    }

    @Test
    void zoomIsAnsweredWithTheSecretThatProvedTheQuestion() {
        String token = "qgg8vlvZRS6UYooatFL8Aw";
        String question = "{\"payload\":{\"plainToken\":\"" + token + "\"},\"event\":\"endpoint.url_validation\"}";
        String second = Sender.ZOOM.secrets().get(1);
        Answer answer = new Hooks(Sender.ZOOM.source(Sender.ZOOM.secrets().get(0), second))
                .decide(Sender.ZOOM.sign(second, Sender.NOON, question))
                .request()
                .caller()
                .proof(WebhookDelivery.class)
                .orElseThrow()
                .answerToChallenge()
                .orElseThrow();
        assertThat(answer.body()).contains(Sender.hex(Sender.hmac("HmacSHA256", Sender.text(second), token)));
    }

    @Test
    void slackAndTwitchWantTheirTextBack() {
        String slack = "{\"token\":\"x\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY\",\"type\":\"url_verification\"}";
        assertThat(answer(Sender.SLACK, sign(Sender.SLACK, slack)))
                .contains(new Answer("text/plain", "3eZbrw1aBm2rZgRNFdxV2595E9CY"));
        Delivery twitch = sign(Sender.TWITCH, "{\"challenge\":\"pogchamp-kappa-360noscope-vohiyo\"}");
        assertThat(answer(Sender.TWITCH, twitch.field("Twitch-Eventsub-Message-Type", "webhook_callback_verification")))
                .contains(new Answer("text/plain", "pogchamp-kappa-360noscope-vohiyo"));
        assertThat(answer(Sender.TWITCH, twitch.field("Twitch-Eventsub-Message-Type", "notification")))
                .isEmpty();
        assertThat(answer(Sender.TWITCH, twitch)).isEmpty();
    }

    @Test
    void discordIsAnsweredInKindAndItsWrongSignatureIsRefused() {
        Delivery ping = sign(Sender.DISCORD, "{\"id\":\"1\",\"type\":1,\"version\":1}");
        assertThat(answer(Sender.DISCORD, ping)).contains(new Answer("application/json", "{\"type\":1}"));
        String wrong = ping.fields().get("X-Signature-Ed25519");
        String flipped = (wrong.charAt(0) == '0' ? "1" : "0") + wrong.substring(1);
        assertThat(new Hooks(Sender.DISCORD.source(Sender.DISCORD.secrets().get(0)))
                        .outcome(ping.field("X-Signature-Ed25519", flipped)))
                .isEqualTo("401 signature-refused (signature)");
        String longer = wrong + "00";
        assertThat(new Hooks(Sender.DISCORD.source(Sender.DISCORD.secrets().get(0)))
                        .outcome(ping.field("X-Signature-Ed25519", longer)))
                .as("65 bytes")
                .isEqualTo("401 signature-refused (signature)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ZOOM    | {"event":"meeting.started","payload":{"plainToken":"abc"}}
            ZOOM    | {"event":"endpoint.url_validation","payload":{"plainToken":"a\\"b"}}
            ZOOM    | {"event":"endpoint.url_validation"}
            SLACK   | {"type":"event_callback","challenge":"abc"}
            SLACK   | {"type":"url_verification","challenge":"<script>"}
            SLACK   | token=abc&team_id=1
            SLACK   | {"type":"url_verification","challenge":"abc"
            SLACK   | ''
            DISCORD | {"type":2}
            DISCORD | {"data":{"type":1}}
            """)
    void everythingElseIsForTheApplication(Sender sender, String content) {
        assertThat(answer(sender, sign(sender, content))).isEmpty();
    }
}
