package io.gapura.filters.audit;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How often one rule in shadow would have refused, by endpoint and place. */
final class ShadowTally {
    private static final String OTHERS = "(others)";

    private final String rule;
    private final String endpoint;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private long requests;
    private long refused;
    private final Map<String, Seen> endpoints = new LinkedHashMap<>();

    /** What was seen at one endpoint. */
    private static final class Seen {
        private long requests;
        private long refused;
        private final Map<String, Long> places = new HashMap<>(4);
    }

    /** How many endpoints and places are told apart in one report; what comes later is under one name. */
    static final class Room {
        private static final int MOST = 10_000;

        private int endpoints;
        private int places;
    }

    private ShadowTally(String rule, String endpoint, @Nullable Instant since) {
        this.rule = rule;
        this.endpoint = endpoint;
        this.since = since;
        this.until = since;
    }

    /** Watched from that time on. */
    static ShadowTally of(String rule, String endpoint, Instant since) {
        return new ShadowTally(rule, endpoint, since);
    }

    /** Watched from its first request on: no start has named it. */
    static ShadowTally unwatched(String rule, String endpoint) {
        return new ShadowTally(rule, endpoint, null);
    }

    /** A rule of this policy that refuses for the first time, and was watched as long. */
    ShadowTally partOf(String name) {
        ShadowTally part = new ShadowTally(name, endpoint, since);
        part.requests = requests;
        endpoints.forEach((at, seen) -> {
            Seen same = new Seen();
            same.requests = seen.requests;
            part.endpoints.put(at, same);
        });
        return part;
    }

    static String whole(String rule) {
        return rule.substring(0, rule.indexOf(':')) + ":*";
    }

    String rule() {
        return rule;
    }

    /** The one endpoint that it is shadowed at; empty: everywhere. */
    String endpoint() {
        return endpoint;
    }

    /**
     * So many requests to one endpoint.
     *
     * @param places where it would have refused each of them; null: it would not
     */
    void count(Instant time, long times, String operation, @Nullable Set<String> places, Room room) {
        since = since == null ? time : since;
        until = time;
        requests += times;
        String at = operation;
        if (!endpoints.containsKey(at) && ++room.endpoints > Room.MOST) {
            at = OTHERS;
        }
        Seen seen = endpoints.computeIfAbsent(at, absent -> new Seen());
        seen.requests += times;
        if (places != null) {
            refused += times;
            seen.refused += times;
            places.forEach(place -> count(seen, place, times, room));
        }
    }

    private static void count(Seen seen, String place, long times, Room room) {
        boolean known = place.isEmpty() || seen.places.containsKey(place) || ++room.places <= Room.MOST;
        if (!place.isEmpty()) {
            seen.places.merge(known ? place : OTHERS, times, Long::sum);
        }
    }

    ShadowReport.Observed observed() {
        List<ShadowReport.At> refusing = endpoints.entrySet().stream()
                .filter(each -> each.getValue().refused > 0)
                .map(each -> at(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(ShadowReport.At::refused)
                        .reversed()
                        .thenComparing(ShadowReport.At::endpoint))
                .toList();
        int colon = rule.indexOf(':');
        Instant from = since == null ? Instant.EPOCH : since;
        return new ShadowReport.Observed(
                rule.substring(0, colon),
                rule.substring(colon + 1),
                endpoint,
                from,
                until == null ? from : until,
                refused,
                requests,
                refusing);
    }

    private static ShadowReport.At at(String name, Seen seen) {
        List<ShadowReport.Place> places = seen.places.entrySet().stream()
                .map(each -> new ShadowReport.Place(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(ShadowReport.Place::refused)
                        .reversed()
                        .thenComparing(ShadowReport.Place::name))
                .toList();
        return new ShadowReport.At(name, seen.refused, seen.requests, places);
    }
}
