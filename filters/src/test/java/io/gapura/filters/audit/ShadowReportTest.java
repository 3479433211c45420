package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.DefaultFacilities;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rules;
import io.gapura.filters.Stage;
import io.gapura.filters.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowReportTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Endpoint ORDERS = Endpoint.servlet("GET", "/orders", ShadowReportTest.class);
    private static final Endpoint PEOPLE = Endpoint.servlet("GET", "/people", ShadowReportTest.class);

    @TempDir
    private Path folder;

    private Instant now = START;

    /** Refuses by the query: {@code ?one} by rule.one, {@code ?two} by rule.two. */
    private record Gate(Set<String> observed) implements Policy {
        @Override
        public String name() {
            return "gate";
        }

        @Override
        public Set<String> rules() {
            return Set.of("rule.one", "rule.two");
        }

        @Override
        public Policy shadowing(Set<String> names) {
            return new Gate(names);
        }

        @Override
        public Decision decide(RequestView request) throws IOException {
            return Rules.of(observed, view -> rule("one", view), view -> rule("two", view))
                    .decide(request);
        }

        private static Decision rule(String name, RequestView view) {
            return view.query().all(name).isEmpty()
                    ? Decision.proceed()
                    : Decision.reject(403, "forbidden", "rule." + name);
        }
    }

    /** Shadows one rule at one endpoint alone, and tells where it has found it. */
    private record Adopting(Map<String, Set<String>> observedAt) implements Policy {
        @Override
        public String name() {
            return "contract";
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Decision decide(RequestView request) {
            List<Violation> found = request.query().asMap().keySet().stream()
                    .map(name -> new Violation(Violation.Place.QUERY, name, "param.type"))
                    .toList();
            return found.isEmpty()
                    ? Decision.proceed()
                    : Decision.proceed()
                            .observing(Rejection.of(400, "parameters-refused", "param.type")
                                    .violations(found));
        }
    }

    private final class Run implements AutoCloseable {
        private final Pipeline pipeline;
        private final Deployment deployment;

        Run(Policy policy, Mode mode) {
            pipeline = Pipeline.builder()
                    .add(policy, mode)
                    .audit(JsonLinesSink.to(folder.resolve("audit"))
                            .on(JsonLinesSinkTest.platform(SegmentFile::onDisk, 2_500)))
                    .build();
            deployment = Deployment.create(() -> now, new SecureRandom(), DefaultFacilities.load());
            deployment.join("test", pipeline);
            deployment.open();
        }

        Run ask(String target, Endpoint endpoint, int times) throws IOException {
            for (int i = 0; i < times; i++) {
                now = now.plusSeconds(1);
                Exchange exchange = deployment.begin(RequestView.get(target));
                if (exchange.arrive(pipeline).isEmpty()) {
                    exchange.enter(endpoint);
                    exchange.complete(200);
                }
            }
            return this;
        }

        @Override
        public void close() {
            deployment.close();
        }
    }

    private ShadowReport report() throws IOException {
        return ShadowReport.read(folder.resolve("audit"));
    }

    @Test
    void oneRuleInShadowIsCountedPerEndpointOutOfAllRequestsThere() throws IOException {
        try (Run run = new Run(new Gate(Set.of("rule.one")), Mode.ENFORCE)) {
            run.ask("/orders", ORDERS, 20).ask("/orders?one=1", ORDERS, 3).ask("/people?one=1", PEOPLE, 1);
        }
        assertThat(report().unreadable()).isZero();
        assertThat(report().rules())
                .containsExactly(new ShadowReport.Observed(
                        "gate",
                        "rule.one",
                        "",
                        START,
                        START.plusSeconds(24),
                        4,
                        24,
                        List.of(
                                new ShadowReport.At("GET /orders", 3, 23, List.of()),
                                new ShadowReport.At("GET /people", 1, 1, List.of()))));
    }

    @Test
    void aRuleThatRefusesNothingIsReportedWithItsRequests() throws IOException {
        try (Run run = new Run(new Gate(Set.of("rule.one")), Mode.ENFORCE)) {
            run.ask("/orders", ORDERS, 5);
        }
        assertThat(report().rules()).singleElement().satisfies(rule -> {
            assertThat(rule.refused()).isZero();
            assertThat(rule.requests()).isEqualTo(5);
            assertThat(rule.endpoints()).isEmpty();
        });
    }

    @Test
    void aPolicyInShadowIsCountedWholeAndByRule() throws IOException {
        try (Run run = new Run(new Gate(Set.of()), Mode.SHADOW)) {
            run.ask("/orders", ORDERS, 6).ask("/orders?one=1", ORDERS, 3).ask("/orders?two=1", ORDERS, 1);
        }
        assertThat(report().rules())
                .extracting(rule -> rule.rule() + " " + rule.refused() + "/" + rule.requests())
                .containsExactly("* 4/10", "rule.one 3/10", "rule.two 1/10");
    }

    @Test
    void aRuleInShadowAtOneEndpointIsCountedByTheRequestsThereAlone() throws IOException {
        Policy adopting = new Adopting(Map.of("GET /orders", Set.of("param.type", "param.range")));
        for (int i = 0; i < 2; i++) {
            try (Run run = new Run(adopting, Mode.ENFORCE)) {
                run.ask("/orders", ORDERS, 7).ask("/people", PEOPLE, 50).ask("/orders?page=x", ORDERS, 2);
            }
        }
        assertThat(report().rules())
                .extracting(rule -> rule.rule() + " at " + rule.only() + " " + rule.refused() + "/" + rule.requests())
                .containsExactly("param.range at GET /orders 0/18", "param.type at GET /orders 4/18");
        assertThat(report().rules()).allSatisfy(rule -> assertThat(rule.since()).isEqualTo(START));
    }

    @Test
    void aContractInShadowAsAWholeIsCountedWholeAndByRule() throws IOException {
        try (Run run = new Run(new Adopting(Map.of("GET /orders", Set.of("*"))), Mode.ENFORCE)) {
            run.ask("/orders", ORDERS, 3).ask("/people", PEOPLE, 5).ask("/orders?page=x", ORDERS, 1);
        }
        assertThat(report().rules())
                .extracting(rule -> rule.rule() + " at " + rule.only() + " " + rule.refused() + "/" + rule.requests())
                .containsExactly("* at GET /orders 1/4", "param.type at GET /orders 1/4");
    }

    @Test
    void aContractThatIsEnforcedSinceIsNoLongerReported() throws IOException {
        try (Run run = new Run(new Adopting(Map.of("GET /orders", Set.of("*"))), Mode.ENFORCE)) {
            run.ask("/orders?page=x", ORDERS, 1);
        }
        try (Run run = new Run(new Adopting(Map.of()), Mode.ENFORCE)) {
            run.ask("/people", PEOPLE, 1);
        }
        assertThat(report().rules()).isEmpty();
    }

    @Test
    void whatIsFoundIsCountedByItsPlace() throws IOException {
        try (Run run = new Run(new Adopting(Map.of("GET /orders", Set.of("param.type"))), Mode.ENFORCE)) {
            run.ask("/orders?page=x", ORDERS, 3).ask("/orders?size=y&page=x", ORDERS, 1);
        }
        assertThat(report().rules())
                .singleElement()
                .extracting(ShadowReport.Observed::endpoints)
                .isEqualTo(List.of(new ShadowReport.At(
                        "GET /orders",
                        4,
                        4,
                        List.of(new ShadowReport.Place("query page", 4), new ShadowReport.Place("query size", 1)))));
    }

    /** As many as there is room for are named by the start; the others are counted all the same. */
    @Test
    void manyContractsInShadowAreNamedInSeveralFacts() throws IOException {
        Map<String, Set<String>> all = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            all.put("GET /orders/{id: [0-9]+}/" + "x".repeat(20) + i, Set.of("param.type", "param.unknown"));
        }
        try (Run run = new Run(new Adopting(all), Mode.ENFORCE)) {
            run.ask("/people", PEOPLE, 1);
        }
        assertThat(report().rules()).hasSizeBetween(60, 120).allSatisfy(rule -> {
            assertThat(all).containsKey(rule.only());
            assertThat(rule.requests()).isZero();
        });
        assertThat(report().unreadable()).isZero();
    }

    @Test
    void aRestartWithTheSameShadowGoesOnCounting() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (Run run = new Run(new Gate(Set.of("rule.one")), Mode.ENFORCE)) {
                run.ask("/orders?one=1", ORDERS, 2);
            }
        }
        assertThat(report().rules()).singleElement().satisfies(rule -> {
            assertThat(rule.since()).isEqualTo(START);
            assertThat(rule.refused()).isEqualTo(4);
        });
    }

    @Test
    void aRuleThatIsEnforcedOrTakenOutIsNoLongerReported() throws IOException {
        try (Run run = new Run(new Gate(Set.of("rule.one")), Mode.ENFORCE)) {
            run.ask("/orders?one=1", ORDERS, 2);
        }
        try (Run run = new Run(new Gate(Set.of("rule.two")), Mode.ENFORCE)) {
            run.ask("/orders?one=1", ORDERS, 2);
        }
        assertThat(report().rules()).extracting(ShadowReport.Observed::rule).containsExactly("rule.two");
    }

    @Test
    void linesThatAreNoEventsAreCountedAndNotBelieved() throws IOException {
        try (Run run = new Run(new Gate(Set.of("rule.one")), Mode.ENFORCE)) {
            run.ask("/orders?one=1", ORDERS, 1);
        }
        try (var segments = Files.list(folder.resolve("audit/segment"))) {
            Path last = segments.sorted().reduce((a, b) -> b).orElseThrow();
            Files.writeString(last, "{\"time\":1.5}\n[]\n{\"api\":{\"operation\":\"x\"}}\n", StandardOpenOption.APPEND);
        }
        assertThat(report().unreadable()).isEqualTo(3);
        assertThat(report().rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.requests()).isEqualTo(1));
    }

    @Test
    void anEmptyFolderHasNothingInShadow() throws IOException {
        assertThat(report()).isEqualTo(new ShadowReport(List.of(), 0));
    }

    @Test
    void aRuleIsPromotedByTimeRequestsAndRateTogether() {
        ShadowReport.Promotion promotion = new ShadowReport.Promotion(Duration.ofDays(7), 10_000, 100);
        assertThat(ShadowReport.Promotion.DEFAULT).isEqualTo(promotion);
        assertThat(observed(Duration.ofDays(7), 0, 10_000).meets(promotion)).isTrue();
        assertThat(observed(Duration.ofDays(7).minusMillis(1), 0, 10_000).meets(promotion))
                .isFalse();
        assertThat(observed(Duration.ofDays(7), 0, 9_999).meets(promotion)).isFalse();
        assertThat(observed(Duration.ofDays(7), 1, 10_001).meets(promotion)).isTrue();
        assertThat(observed(Duration.ofDays(7), 1, 10_000).meets(promotion)).isFalse();
    }

    private static ShadowReport.Observed observed(Duration watched, long refused, long requests) {
        return new ShadowReport.Observed("gate", "rule", "", START, START.plus(watched), refused, requests, List.of());
    }
}
