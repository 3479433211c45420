package io.gapura.filters.testkit.doctor;

/**
 * One thing that an answer should not have been or held.
 *
 * @param symptom what
 * @param probe name of the probe that brought it out
 * @param area of that probe
 * @param status of the answer, 0 for none
 * @param source whose answer it was
 * @param seen what was seen: printable ASCII, at most 100 characters
 */
public record Finding(Symptom symptom, String probe, Area area, int status, Source source, String seen) {
    public Finding {
        seen = Printable.of(seen, 100);
    }

    public Severity severity() {
        return symptom.severity();
    }
}
