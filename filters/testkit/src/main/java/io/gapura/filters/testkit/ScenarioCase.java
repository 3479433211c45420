package io.gapura.filters.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request, or one start, with what must come of it: a scenario file without a table, or one row of its table.
 *
 * @param name of the scenario, a sentence
 * @param row the values of the table's row, empty without a table
 * @param group for the report
 * @param places contexts and drivers in which it runs
 * @param notIn drivers that cannot express it, with the reason
 * @param start present when it is about starting, and then the request is never sent
 * @param declared departures by family, row id, or either with {@code /place}
 * @param known failures that are not mended yet, by the same names, with what is wrong
 */
public record ScenarioCase(
        String name,
        String row,
        String group,
        Set<String> places,
        Map<String, String> notIn,
        RequestText request,
        RawHttp.Then then,
        Optional<Start> start,
        Expectation expectation,
        Map<String, Expectation.Declared> declared,
        Map<String, String> known) {

    /**
     * A deployment that must not start.
     *
     * @param variant which one
     * @param settings over those of the variant
     * @param fails text that the message must hold
     */
    public record Start(String variant, Map<String, String> settings, String fails) {}

    /** Name and row. */
    public String title() {
        return row.isEmpty() ? name : name + " [" + row + "]";
    }

    /** What is known to fail there. */
    Optional<String> knownFor(Set<String> families, String place) {
        return forDriver(known, families, place);
    }

    /** The entry that names the place, else the one for the driver. */
    private static <T> Optional<T> forDriver(Map<String, T> entries, Set<String> families, String place) {
        Optional<String> exact = families.stream()
                .map(name -> name + "/" + place)
                .filter(entries::containsKey)
                .findFirst();
        return exact.or(() -> families.stream().filter(entries::containsKey).findFirst())
                .map(entries::get);
    }

    /** What this driver was declared to do differently there. */
    Optional<Expectation.Declared> declaredFor(Set<String> families, String place) {
        return forDriver(declared, families, place);
    }
}
