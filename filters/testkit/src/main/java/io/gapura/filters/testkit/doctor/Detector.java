package io.gapura.filters.testkit.doctor;

import java.util.Map;

/** Looks at one answer; gives what it found, with what was seen. */
@FunctionalInterface
interface Detector {
    void look(Sighting sighting, Map<Symptom, String> found);
}
