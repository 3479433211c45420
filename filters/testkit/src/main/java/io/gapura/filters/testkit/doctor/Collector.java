package io.gapura.filters.testkit.doctor;

import java.util.ArrayList;
import java.util.List;

/** Gathers the probes of one area. Used by one thread. */
final class Collector {
    private final Area area;
    private final List<Probe> probes = new ArrayList<>();

    Collector(Area area) {
        this.area = area;
    }

    Collector any(String name, Draft draft) {
        return add(name, Wanted.ANSWER, draft);
    }

    Collector refuse(String name, Draft draft) {
        return add(name, Wanted.REFUSAL, draft);
    }

    Collector add(String name, Wanted wanted, Draft draft) {
        probes.add(Probe.of(name, area, wanted, draft.text()));
        return this;
    }

    List<Probe> probes() {
        return List.copyOf(probes);
    }
}
