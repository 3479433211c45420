package io.gapura.examples.servers.adopt;

import io.gapura.examples.servers.adopt.Adoption.Outcome;
import io.gapura.examples.servers.adopt.Adoption.Step;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of all steps, as Markdown: what must be the same in every run, and what time it took. */
record AdoptionReport(String figures, String costs) {
    static AdoptionReport of(Adoption adoption, Map<Step, Map<String, Outcome>> all) {
        StringBuilder figures = new StringBuilder("""
                | application | requests | reached the gate | would refuse in shadow | with its settings | as expected, enforced \
                | attacks | served without the gate | served by it | refused by gate / server |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        StringBuilder costs = new StringBuilder("""
                | page | without the gate, µs | enforced, µs |
                |---|---|---|
                """);
        for (Application each : Applications.ALL) {
            String context = each.context();
            Outcome bare = all.get(Step.BARE).get(context);
            Outcome shadow = all.get(Step.SHADOW).get(context);
            Outcome settled = all.get(Step.SETTLED).get(context);
            Outcome enforced = all.get(Step.ENFORCED).get(context);
            figures.append("| ")
                    .append(String.join(
                            " | ",
                            each.version(),
                            "" + shadow.requests(),
                            "" + shadow.seen(),
                            found(shadow),
                            found(settled),
                            (enforced.wrong().isEmpty() ? "all " : "not all ") + enforced.requests(),
                            "" + adoption.attacksOn(context),
                            "" + bare.served().size(),
                            "" + enforced.served().size(),
                            enforced.refusals().getOrDefault("gate", 0) + " / "
                                    + enforced.refusals().getOrDefault("server", 0)))
                    .append(" |\n");
            costs.append("| `" + each.page() + "` | " + bare.micros() + " | " + enforced.micros() + " |\n");
        }
        return new AdoptionReport(figures.toString(), costs.toString());
    }

    private static String found(Outcome outcome) {
        return outcome.found().isEmpty()
                ? "0"
                : outcome.found().entrySet().stream()
                        .map(each -> each.getValue() + " `" + each.getKey() + "`")
                        .collect(Collectors.joining(", "));
    }
}
