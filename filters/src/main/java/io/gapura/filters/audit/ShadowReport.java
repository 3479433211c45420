package io.gapura.filters.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Says from an audit log what the rules in shadow would have refused: how many of how many requests, per rule and
 * endpoint, since when. This is what a rule is promoted by.
 *
 * <p>Counting begins with the start-up event that first names the rule as shadowed, and begins anew when a later one no
 * longer does. A line that is no event is counted, not believed: {@link LogVerifier} says whether the log is whole.
 * At most 10,000 pairs of rule and endpoint, and 10,000 places, are told apart; what comes later is under {@code (others)}.
 * Places are names that contracts declare, never values.
 *
 * @param rules in order of policy and rule
 * @param unreadable lines that are no events
 */
public record ShadowReport(List<Observed> rules, long unreadable) {
    public ShadowReport {
        rules = List.copyOf(rules);
    }

    /**
     * One rule in shadow.
     *
     * @param policy as configured
     * @param rule the name of the rule; {@code *} is a policy that is shadowed as a whole, all its rules together
     * @param only the one endpoint that it is shadowed at; empty: everywhere
     * @param endpoints most refusals first; only those where there is one
     * @param refused requests that it would have refused
     * @param requests all that were seen meanwhile
     */
    public record Observed(
            String policy,
            String rule,
            String only,
            Instant since,
            Instant until,
            long refused,
            long requests,
            List<At> endpoints) {
        public Observed {
            endpoints = List.copyOf(endpoints);
        }

        /** Whether it has been watched long and often enough, and would have refused seldom enough. */
        public boolean meets(Promotion promotion) {
            return Duration.between(since, until).compareTo(promotion.window()) >= 0
                    && requests >= promotion.requests()
                    && refused * 1_000_000.0 < promotion.perMillion() * (double) requests;
        }
    }

    /**
     * One endpoint.
     *
     * @param endpoint method and template, or {@code unmatched}
     * @param places most refusals first; where refusals named one
     */
    public record At(String endpoint, long refused, long requests, List<Place> places) {
        public At {
            places = List.copyOf(places);
        }
    }

    /**
     * One place in requests.
     *
     * @param name the part, and the declared name or pointer in it, such as {@code query page} or
     *     <code>body /items/*&#47;grams</code>
     */
    public record Place(String name, long refused) {}

    /**
     * When a rule may be enforced.
     *
     * @param window it must have been in shadow for
     * @param requests it must have seen
     * @param perMillion fewer than so many of a million requests were to be refused
     */
    public record Promotion(Duration window, long requests, long perMillion) {
        /** Seven days, 10,000 requests, under 0.01 %. */
        public static final Promotion DEFAULT = new Promotion(Duration.ofDays(7), 10_000, 100);
    }

    /** Reads all segments of a log, also beside its writer. */
    public static ShadowReport read(Path directory) throws IOException {
        List<Path> segments = LogDirectory.segments(directory);
        ShadowCount count = new ShadowCount();
        for (int i = 0; i < segments.size(); i++) {
            long first = LogDirectory.first(segments.get(i));
            long end = i + 1 < segments.size() ? LogDirectory.first(segments.get(i + 1)) : Long.MAX_VALUE;
            try (SegmentReader reader = SegmentReader.of(segments.get(i))) {
                byte[] line = reader.next();
                for (long sequence = first; line != null && sequence < end; sequence++) {
                    count.line(line);
                    line = reader.next();
                }
            }
        }
        return count.report();
    }
}
