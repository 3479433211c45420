package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a stranger sends to whichever dialect: an answer out of four, and never an exception. */
class WebhookPropertyTest {
    private static final Map<Sender, Hooks> HOOKS = new ConcurrentHashMap<>();

    private static Hooks hooks(Sender sender) {
        return HOOKS.computeIfAbsent(
                sender, each -> new Hooks(each.source(each.secrets().get(0))));
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> pieces = Arbitraries.of(
                "t=",
                "v1=",
                "v1,",
                "v1a,",
                "ts=",
                ";",
                ",",
                " ",
                "=",
                "sha256=",
                "v0=",
                "1795262400",
                "1795262400000",
                "2026-11-21T12:00:00Z",
                "aGVsbG8=",
                "deadbeef",
                "%2",
                "msg_1",
                ".",
                "é",
                "+",
                "-",
                "0".repeat(64));
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> contents() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                "\"id\"",
                ":",
                ",",
                "\"notificationItems\"",
                "\"NotificationRequestItem\"",
                "null",
                "1e9",
                "true",
                "\"\\ud800\"",
                "a=b&",
                "%41",
                "\u0000",
                "\"type\":1",
                "{\"challenge\":\"x\"}");
        return pieces.list().ofMaxSize(16).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<Delivery> strangers() {
        return Combinators.combine(Arbitraries.of(Sender.values()), values(), values(), values(), contents())
                .as((sender, one, two, three, content) -> {
                    List<String> values = List.of(one, two, three);
                    Delivery delivery = sender.delivery().content(content);
                    int at = 0;
                    for (String field : List.copyOf(delivery.fields().keySet())) {
                        delivery = delivery.field(field, values.get(at++ % values.size()));
                    }
                    return delivery;
                });
    }

    @Property(tries = 2_000)
    void aStrangerIsAnsweredAndNothingElseHappens(@ForAll Sender sender, @ForAll("strangers") Delivery delivery) {
        assertThat(hooks(sender).outcome(delivery))
                .isIn(
                        "400 signature-malformed (parse)",
                        "400 signature-malformed (too-many)",
                        "400 signature-malformed (too-large)",
                        "401 signature-refused (missing)",
                        "401 signature-refused (parameter)",
                        "401 signature-refused (component-absent)",
                        "401 signature-refused (too-old)",
                        "401 signature-refused (future)",
                        "401 signature-refused (signature)");
    }

    /** With everything else as it was signed. */
    @Property(tries = 1_000)
    void oneChangedFieldIsNeverBelieved(@ForAll Sender sender, @ForAll("values") String value) {
        String field = sender.signatureField();
        Delivery good = sender.delivery();
        if (field.isEmpty() || value.equals(good.fields().get(field))) {
            return;
        }
        Verdict verdict = hooks(sender).decide(good.field(field, value));
        assertThat(verdict.rejection()).isPresent();
        assertThat(verdict.rejection().orElseThrow().status()).isIn(400, 401);
        assertThat(verdict.request().caller().isAnonymous()).isTrue();
    }

    @Property(tries = 1_000)
    void anyOtherContentIsNeverBelieved(@ForAll Sender sender, @ForAll("contents") String content) {
        Delivery changed = sender.delivery().content(content);
        assertThat(hooks(sender).decide(changed).rejection()).isPresent();
    }
}
