package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Verdict;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every dialect against its own sender: what it signs passes, and nothing that it signs can be changed. */
class DialectsTest {
    private static final String SIGNATURE = "401 signature-refused (signature)";

    @Test
    void everyDialectThatShipsHasItsSenderHere() {
        assertThat(Webhooks.dialects())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Sender.values()).map(Sender::dialect).toList());
    }

    private static Hooks hooks(Sender sender) {
        return new Hooks(sender.source(sender.secrets().get(0)));
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryPassesAsTheCallerThatItsSenderIs(Sender sender) {
        Verdict verdict = hooks(sender).decide(sender.delivery());
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller()).hasToString("webhook:" + sender.dialect());
        WebhookDelivery delivery =
                verdict.request().caller().proof(WebhookDelivery.class).orElseThrow();
        assertThat(delivery.dialect()).isEqualTo(sender.dialect());
        assertThat(verdict.attributes()).containsEntry(WebhookDelivery.ATTRIBUTE, delivery);
    }

    @ParameterizedTest
    @EnumSource
    void anotherContentIsRefused(Sender sender) {
        Delivery good = sender.delivery();
        Delivery changed = good.content(
                sender == Sender.ADYEN_STANDARD ? good.content().replace("1130", "1131") : sender.otherContent());
        String digestOnly = "401 signature-refused (digest)";
        assertThat(hooks(sender).outcome(changed)).isEqualTo(sender == Sender.TWILIO_JSON ? digestOnly : SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource
    void anotherSecretIsRefused(Sender sender) {
        Hooks other = new Hooks(sender.source(sender.secrets().get(1)));
        assertThat(other.outcome(sender.delivery())).isEqualTo(SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource
    void eachOfSeveralSecretsProves(Sender sender) {
        String first = sender.secrets().get(0);
        String second = sender.secrets().get(1);
        assertThat(new Hooks(sender.source(second, first)).outcome(sender.delivery()))
                .isEqualTo("proceeds");
        assertThat(new Hooks(sender.source(first, second)).outcome(sender.delivery()))
                .isEqualTo("proceeds");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADYEN_STANDARD")
    void withoutSignatureItIsRefused(Sender sender) {
        assertThat(hooks(sender).outcome(sender.delivery().without(sender.signatureField())))
                .isEqualTo("401 signature-refused (missing)");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADYEN_STANDARD")
    void twoFieldsOfOneNameAreMalformed(Sender sender) {
        String field = sender.signatureField();
        String value = sender.delivery().fields().get(field);
        assertThat(hooks(sender).outcome(sender.delivery().request(field, value)))
                .isEqualTo("400 signature-malformed (parse)");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADYEN_STANDARD")
    void everyCharacterOfTheSignatureCounts(Sender sender) {
        String field = sender.signatureField();
        String value = sender.delivery().fields().get(field);
        for (int i = 0; i < value.length(); i++) {
            char other = value.charAt(i) == 'A' ? 'B' : 'A';
            boolean ignored =
                    sender == Sender.STRIPE && i >= value.indexOf(",v0") + 1 || sameDigit(value.charAt(i), other);
            if (!ignored) {
                String changed = value.substring(0, i) + other + value.substring(i + 1);
                assertThat(hooks(sender).outcome(sender.delivery().field(field, changed)))
                        .as("%s at %d", sender, i)
                        .isIn(
                                SIGNATURE,
                                "400 signature-malformed (parse)",
                                "401 signature-refused (missing)",
                                "401 signature-refused (parameter)");
            }
        }
    }

    private static boolean sameDigit(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADYEN_STANDARD")
    void whatIsNoEncodingIsMalformed(Sender sender) {
        String field = sender.signatureField();
        String value = sender.delivery().fields().get(field);
        boolean listed = sender == Sender.STRIPE;
        String cut = listed ? value.replace(",v0=beef", "") : value;
        for (String wrong : new String[] {cut.substring(0, cut.length() - 1), cut + "!", cut + "="}) {
            assertThat(hooks(sender).outcome(sender.delivery().field(field, wrong)))
                    .as("%s %s", sender, wrong)
                    .isEqualTo("400 signature-malformed (parse)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTooLongIsMalformedBeforeItIsRead(Sender sender) {
        String long4k = "A".repeat(SignatureForm.LONGEST + 1);
        Delivery tooLong = sender == Sender.ADYEN_STANDARD
                ? Delivery.of(Sender.notification("1130", long4k))
                : sender.delivery().field(sender.signatureField(), long4k);
        assertThat(hooks(sender).outcome(tooLong)).isEqualTo("400 signature-malformed (too-large)");
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryAsOldAsIsToleratedPassesAndNoOlder(Sender sender) {
        TimeSource time = Dialect.named(sender.dialect()).time();
        if (time == null) {
            return; // nothing says when it was made: start-up tells
        }
        long seconds = time.tolerance().toSeconds();
        Delivery delivery = sender.delivery();
        boolean fraction = sender == Sender.TWITCH; // 0.63 s behind noon
        assertThat(hooks(sender).later(seconds).outcome(delivery)).isEqualTo("proceeds");
        assertThat(hooks(sender).later(seconds + (fraction ? 2 : 1)).outcome(delivery))
                .isEqualTo("401 signature-refused (too-old)");
        assertThat(hooks(sender).later(-seconds + (fraction ? 1 : 0)).outcome(delivery))
                .isEqualTo("proceeds");
        assertThat(hooks(sender).later(-seconds - 1).outcome(delivery)).isEqualTo("401 signature-refused (future)");
    }

    @ParameterizedTest
    @EnumSource
    void anotherTimeOrNoneIsRefused(Sender sender) {
        TimeSource time = Dialect.named(sender.dialect()).time();
        if (time == null) {
            return;
        }
        Delivery good = sender.delivery();
        Delivery later = sender.sign(sender.secrets().get(0), Sender.NOON.plusSeconds(1), sender.content());
        String field = time.field().isEmpty() ? sender.signatureField() : time.field();
        String said = time.field().isEmpty()
                ? timeOf(later, field, good)
                : later.fields().get(field);
        assertThat(hooks(sender).outcome(good.field(field, said))).as(said).isEqualTo(SIGNATURE);
        Delivery timeless = time.field().isEmpty()
                ? good.field(field, good.fields().get(field).replaceFirst("^ts?=[0-9]+[,;]", ""))
                : good.without(field);
        assertThat(hooks(sender).outcome(timeless)).isEqualTo("401 signature-refused (parameter)");
    }

    /** The time of one with the signature of the other. */
    private static String timeOf(Delivery later, String field, Delivery good) {
        String time = later.fields().get(field).replaceFirst("[,;].*", "");
        return good.fields().get(field).replaceFirst("^[^,;]+", time);
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfTheSecretIsInAnAnswer(Sender sender) {
        Verdict verdict = hooks(sender).decide(sender.delivery().content("{}"));
        String all =
                verdict.rejection().map(r -> r + " " + r.note() + r.headers()).orElse("");
        assertThat(all).doesNotContain(sender.secrets().get(0));
    }
}
