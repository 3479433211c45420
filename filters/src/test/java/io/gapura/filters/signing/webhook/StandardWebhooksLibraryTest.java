package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the library that the authors of the specification publish: what it signs passes here, and it agrees on ours. */
class StandardWebhooksLibraryTest {
    private static final String SECRET = Sender.STANDARD.secrets().get(0);

    private static HttpHeaders headers(Delivery delivery) {
        Map<String, List<String>> fields = new TreeMap<>();
        delivery.fields().forEach((name, value) -> fields.put(name, List.of(value)));
        return HttpHeaders.of(fields, (name, value) -> true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"invoice.paid\"}", "", "ünïcode ☃", "a.b.c"})
    void whatTheLibrarySignsPasses(String content) throws Exception {
        Instant now = Instant.now();
        String signature = new Webhook(SECRET).sign("msg_27", now.getEpochSecond(), content);
        Delivery delivery = Delivery.of(
                content,
                "webhook-id",
                "msg_27",
                "webhook-timestamp",
                Long.toString(now.getEpochSecond()),
                "webhook-signature",
                signature);
        Hooks hooks = new Hooks(Sender.STANDARD.source(SECRET)).at(now);
        assertThat(hooks.outcome(delivery)).isEqualTo("proceeds");
        assertThat(hooks.outcome(delivery.content(content + " "))).isEqualTo("401 signature-refused (signature)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"invoice.paid\"}", "", "ünïcode ☃", "a.b.c"})
    void theLibraryAgreesOnWhatOurSenderSigns(String content) throws Exception {
        Delivery delivery = Sender.STANDARD.sign(SECRET, Instant.now(), content);
        Webhook library = new Webhook(SECRET);
        assertThatCode(() -> library.verify(content, headers(delivery))).doesNotThrowAnyException();
        assertThatThrownBy(() -> library.verify(content + " ", headers(delivery)))
                .isInstanceOf(WebhookVerificationException.class);
    }
}
