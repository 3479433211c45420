package io.gapura.filters.signing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Completion;
import io.gapura.filters.Decision;
import io.gapura.filters.OnCompletion;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.LeasingGuard;
import io.gapura.filters.signing.LocalReplayGuard;
import io.gapura.filters.signing.ReplayKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A delivery is handled once when it went well, and again when it did not. */
class DeliveriesTest {
    private static final String REPLAYED = "401 signature-refused (replay)";
    private static final String RUNNING = "503 store-unavailable (replay)";

    private final Hooks hooks =
            new Hooks(Sender.STRIPE.source(Sender.STRIPE.secrets().get(0)));
    private final Delivery delivery = Sender.STRIPE.delivery();

    private static void end(Verdict verdict, int status, boolean cut) {
        for (OnCompletion told : verdict.onCompletion()) {
            try {
                told.completed(new Completion(status, cut));
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @Test
    void aCopyIsToldToComeBackWhileTheFirstOneRuns() {
        assertThat(hooks.decide(delivery).rejection()).isEmpty();
        Rejection second = hooks.decide(delivery).rejection().orElseThrow();
        assertThat(second).hasToString(RUNNING);
        assertThat(second.headers()).anyMatch(line -> line.named("Retry-After") && Long.parseLong(line.value()) >= 1);
        assertThat(second.note()).contains("the first one still runs");
    }

    @ParameterizedTest
    @CsvSource({
        "200, false, " + REPLAYED,
        "204, false, " + REPLAYED,
        "299, false, " + REPLAYED,
        "200, true, proceeds",
        "199, false, proceeds",
        "302, false, proceeds",
        "403, false, proceeds",
        "500, false, proceeds",
        "503, false, proceeds"
    })
    void aRetryPassesUnlessTheFirstOneWentWell(int status, boolean cut, String outcome) {
        end(hooks.decide(delivery), status, cut);
        assertThat(hooks.outcome(delivery)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "SVIX", "STRIPE", "PADDLE", "TWITCH"})
    void sendersThatSignAnIdAndATimeAreHeldToIt(Sender sender) {
        Hooks own = new Hooks(sender.source(sender.secrets().get(0)));
        end(own.decide(sender.delivery()), 200, false);
        assertThat(own.outcome(sender.delivery())).isEqualTo(REPLAYED);
        Delivery next = sender.sign(sender.secrets().get(0), Sender.NOON.plusSeconds(1), sender.content());
        assertThat(own.outcome(next)).as("a retry that was signed anew").isEqualTo("proceeds");
    }

    @ParameterizedTest
    @EnumSource
    void theOthersAreLeftAlone(Sender sender) {
        if (Dialect.named(sender.dialect()).isReplayable()) {
            return;
        }
        Hooks own = new Hooks(sender.source(sender.secrets().get(0)));
        Verdict first = own.decide(sender.delivery());
        assertThat(first.onCompletion()).isEmpty();
        assertThat(own.outcome(sender.delivery())).isEqualTo("proceeds");
    }

    @Test
    void aForgedCopyTakesNothing() {
        assertThat(hooks.outcome(delivery.content("{\"id\":\"evt_1\"}")))
                .isEqualTo("401 signature-refused (signature)");
        assertThat(hooks.outcome(delivery)).isEqualTo("proceeds");
    }

    @Test
    void aCopyIsRememberedAsLongAsItCouldPass() {
        end(hooks.decide(delivery), 200, false);
        assertThat(hooks.later(300).outcome(delivery)).isEqualTo(REPLAYED);
        assertThat(hooks.later(1).outcome(delivery)).isEqualTo("401 signature-refused (too-old)");
    }

    /** Whoever holds back the content of a copy until the store has forgotten the first one. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            300, proceeds
            301, 401 signature-refused (too-old)
            """)
    void contentThatComesUntilItsDeliveryIsTooOldComesTooLate(long seconds, String outcome) {
        byte[] content = delivery.content().getBytes(StandardCharsets.UTF_8);
        RequestView slow = RequestView.read(
                delivery.method(),
                Target.parse(delivery.target()),
                "http",
                delivery.request().headers(),
                Body.from(
                        () -> {
                            hooks.later(seconds);
                            return new ByteArrayInputStream(content);
                        },
                        content.length),
                Client.unknown());
        assertThat(hooks.outcome(slow)).isEqualTo(outcome);
    }

    @Test
    void ofManyAtOnceOnePasses() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<String>> outcomes = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                outcomes.add(threads.submit(() -> hooks.outcome(delivery)));
            }
            int passed = 0;
            for (Future<String> outcome : outcomes) {
                String seen = outcome.get(5, TimeUnit.MINUTES);
                assertThat(seen).isIn("proceeds", RUNNING);
                passed += seen.equals("proceeds") ? 1 : 0;
            }
            assertThat(passed).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twoSendersOfOneDialectDoNotShareIds() {
        String secret = Sender.STRIPE.secrets().get(0);
        Hooks both = new Hooks(
                Sender.STRIPE.source(secret),
                Sender.STRIPE.source(secret).named("stripe-eu").on("/hooks/eu"));
        assertThat(both.outcome(delivery)).isEqualTo("proceeds");
        assertThat(both.outcome(delivery.to("/hooks/eu"))).isEqualTo("proceeds");
    }

    @ParameterizedTest
    @CsvSource({"FULL, store-full", "QUOTA, quota", "UNAVAILABLE, store-unavailable"})
    void aStoreThatCannotSayIsNoPass(Claim.Outcome outcome, String reason) throws Exception {
        Pipeline pipeline = Pipeline.builder()
                .addAll(Webhooks.serving(
                                Sender.STRIPE.source(Sender.STRIPE.secrets().get(0)))
                        .clock(() -> Sender.NOON)
                        .replay(new Answering(Claim.refused(outcome, Duration.ofSeconds(7))))
                        .policies())
                .build();
        Rejection rejection = pipeline.decide(delivery.request()).rejection().orElseThrow();
        assertThat(rejection).hasToString("503 store-unavailable (" + reason + ")");
        assertThat(rejection.headers())
                .anyMatch(line -> line.named("Retry-After") && line.value().equals("7"));
    }

    @Test
    void theWholeWalkTellsTheGuard() throws Exception {
        LocalReplayGuard guard = LocalReplayGuard.holding(1_000, () -> Sender.NOON);
        Pipeline pipeline = Pipeline.builder()
                .addAll(Webhooks.serving(
                                Sender.STRIPE.source(Sender.STRIPE.secrets().get(0)))
                        .clock(() -> Sender.NOON)
                        .replay(guard)
                        .policies())
                .add(io.gapura.filters.Policy.of("later", request -> Decision.reject(403, "access-denied", "later")))
                .build();
        Verdict refusedLater = pipeline.decide(delivery.request());
        assertThat(refusedLater.rejection()).isPresent();
        end(refusedLater, 403, false);
        assertThat(pipeline.decide(delivery.request()).rejection())
                .as("not a replay")
                .hasToString("Optional[403 access-denied (later)]");
    }

    /** A store with one answer. */
    private record Answering(Claim answer) implements LeasingGuard {
        @Override
        public Claim claim(ReplayKey key, String caller, Instant until) {
            return answer;
        }

        @Override
        public Claim lease(ReplayKey key, String caller, Instant until) {
            return answer;
        }

        @Override
        public Claim confirm(Claim leased) {
            return answer;
        }

        @Override
        public void release(Claim leased) {}
    }
}
