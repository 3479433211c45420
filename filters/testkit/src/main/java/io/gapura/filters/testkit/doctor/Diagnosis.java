package io.gapura.filters.testkit.doctor;

import java.util.List;

/**
 * What an examination found. Immutable.
 *
 * @param server recognised, or given
 * @param gated whether Gapura was seen in at least one answer
 * @param checks one for each probe that ran, in order
 * @param notRun names of probes that did not run, because time was over or nobody listened any more
 */
public record Diagnosis(Server server, boolean gated, List<Check> checks, List<String> notRun) {
    /**
     * One probe's part.
     *
     * @param end {@code answered}, {@code closed}, {@code silent} or {@code garbled}
     */
    public record Check(String probe, Area area, int status, String end, List<Finding> findings) {
        public Check {
            findings = List.copyOf(findings);
        }
    }

    public Diagnosis {
        checks = List.copyOf(checks);
        notRun = List.copyOf(notRun);
    }

    /** False when nobody answered at all. */
    public boolean reached() {
        return checks.stream().anyMatch(check -> check.status() > 0);
    }

    /** Whether every probe ran: only then is the absence of findings worth something. */
    public boolean finished() {
        return reached() && notRun.isEmpty();
    }

    public List<Finding> findings() {
        return checks.stream().flatMap(check -> check.findings().stream()).toList();
    }

    public boolean has(Severity severity) {
        return findings().stream().anyMatch(finding -> finding.severity() == severity);
    }

    /** The setting that closes it, on this server. */
    public String remedy(Finding finding) {
        return Remedies.shipped().against(finding, server);
    }
}
