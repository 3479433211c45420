package io.gapura.filters.signing.keys;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audit log when keys that a policy trusts came, went or became others: ids and thumbprints, never what they are
 * made of. A source that cannot be read, or whose newer set is not good, is told once for each finding. The policy itself
 * stays: it reads its keys anew by itself, and is asked for them here every 30 seconds even when nobody calls.
 *
 * <p>Belongs to the deployment's renewal thread.
 */
public final class KeyWatch implements Renewal {
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int MOST_SHOWN = 8;

    private final String policy;
    private final List<Place> places;

    /**
     * Where keys come from.
     *
     * @param name as the log calls it
     * @param keys those that count now; empty while there are none that may be trusted
     * @param problem why they cannot be read, or a newer set does not count
     */
    public record Source(String name, Supplier<Optional<List<KeyMark>>> keys, Supplier<Optional<String>> problem) {}

    private static final class Place {
        private final Source source;
        private @Nullable List<KeyMark> told;
        private @Nullable List<KeyMark> seen;

        private Place(Source source) {
            this.source = source;
            this.told = source.keys().get().orElse(null);
        }

        /** Whether there is another set than the one that was told. */
        private boolean isNews() {
            seen = source.keys().get().orElse(told);
            return seen != told && !changes().isEmpty();
        }

        private Map<String, String> changes() {
            Map<String, KeyMark> before = byId(told);
            Map<String, KeyMark> after = byId(seen);
            Map<String, String> facts = new TreeMap<>();
            put(
                    facts,
                    "keys_added",
                    after.entrySet().stream()
                            .filter(each -> !before.containsKey(each.getKey()))
                            .map(each -> each.getValue().toString())
                            .toList());
            put(
                    facts,
                    "keys_dropped",
                    before.entrySet().stream()
                            .filter(each -> !after.containsKey(each.getKey()))
                            .map(each -> each.getValue().toString())
                            .toList());
            put(
                    facts,
                    "keys_changed",
                    after.entrySet().stream()
                            .filter(each -> isOther(before.get(each.getKey()), each.getValue()))
                            .map(each -> each.getValue().toString())
                            .toList());
            return facts;
        }

        private static boolean isOther(@Nullable KeyMark before, KeyMark after) {
            return before != null && !before.compared().equals(after.compared());
        }

        /** An id may stand at keys of several kinds. */
        private static Map<String, KeyMark> byId(@Nullable List<KeyMark> keys) {
            Map<String, KeyMark> found = new TreeMap<>();
            for (KeyMark key : keys == null ? List.<KeyMark>of() : keys) {
                String id = key.id();
                for (int same = 2; found.containsKey(id); same++) {
                    id = key.id() + " " + same;
                }
                found.put(id, key);
            }
            return found;
        }

        private static void put(Map<String, String> facts, String name, List<String> keys) {
            if (!keys.isEmpty()) {
                String more = keys.size() > MOST_SHOWN ? ", and " + (keys.size() - MOST_SHOWN) + " more" : "";
                facts.put(name, keys.stream().limit(MOST_SHOWN).collect(Collectors.joining(", ")) + more);
            }
        }
    }

    private KeyWatch(String policy, List<Place> places) {
        this.policy = policy;
        this.places = places;
    }

    /** Of keys as they are now: what they become is told. */
    public static KeyWatch of(String policy, List<Source> sources) {
        return new KeyWatch(policy, sources.stream().map(Place::new).toList());
    }

    @Override
    public String name() {
        return policy;
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    /** One place at a time; the next look finds the others. */
    @Override
    public Optional<Renewed> look(List<Endpoint> endpoints) {
        List<String> problems = new ArrayList<>();
        for (Place place : places) {
            if (place.isNews()) {
                Map<String, String> facts = new TreeMap<>(place.changes());
                facts.put("policy", policy);
                facts.put("keys_of", place.source.name());
                return Optional.of(new Renewed(List.of(), facts));
            }
            place.source.problem().get().ifPresent(words -> problems.add(place.source.name() + ": " + words));
        }
        if (!problems.isEmpty()) {
            throw ConfigurationException.of("keys of " + String.join("; ", problems));
        }
        return Optional.empty();
    }

    @Override
    public void taken() {
        for (Place place : places) {
            if (place.seen != place.told && !place.changes().isEmpty()) {
                place.told = place.seen;
                return;
            }
        }
    }
}
