package io.gapura.filters.testkit.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of settings that close findings, per server. Immutable. */
final class Remedies {
    private static final String FILE = "remedies.txt";
    private static final Pattern LINE = Pattern.compile("([a-z]+)(?:/([a-z]+))? ([a-z]+|\\*): (.+)");
    private static final String GATE = "gapura";
    /** What the gate let through: either it is not told to refuse it, or the connector had repaired it before. */
    private static final Set<Symptom> OF_THE_REQUEST = EnumSet.of(
            Symptom.ACCEPTED,
            Symptom.BYPASS,
            Symptom.DIFFERS,
            Symptom.ECHO,
            Symptom.FORWARDED,
            Symptom.SMUGGLED,
            Symptom.SILENT);

    private final Map<String, String> lines;

    private Remedies(Map<String, String> lines) {
        this.lines = Map.copyOf(lines);
    }

    static Remedies shipped() {
        try (InputStream in = Objects.requireNonNull(Remedies.class.getResourceAsStream(FILE), FILE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, String> lines = new HashMap<>();
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> read(line, lines));
            return new Remedies(lines);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void read(String line, Map<String, String> lines) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("not a remedy: " + line);
        }
        Symptom symptom = Symptom.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
        Optional<Area> area =
                Optional.ofNullable(parts.group(2)).map(word -> Area.valueOf(word.toUpperCase(Locale.ROOT)));
        String who = parts.group(3);
        if (!who.equals(GATE) && !who.equals("*")) {
            who = Server.valueOf(who.toUpperCase(Locale.ROOT)).word();
        }
        if (lines.put(key(symptom, area, who), parts.group(4)) != null) {
            throw new IllegalStateException("twice: " + line);
        }
    }

    private static String key(Symptom symptom, Optional<Area> area, String who) {
        return symptom.word() + area.map(a -> "/" + a.word()).orElse("") + " " + who;
    }

    /** What the operator sets: on the server, in the gate, or either where no gate was seen. */
    String against(Finding finding, Server server) {
        String ofServer = first(finding, server.word(), "*");
        String ofGate = first(finding, GATE, GATE);
        return switch (finding.source()) {
            case CONNECTOR -> ofServer;
            case GATE ->
                OF_THE_REQUEST.contains(finding.symptom())
                        ? ofServer + " (what it repairs, no filter sees); with Gapura: " + ofGate
                        : ofGate;
            case SERVER -> ofServer + "; with Gapura: " + ofGate;
        };
    }

    private String first(Finding finding, String who, String any) {
        Optional<Area> area = Optional.of(finding.area());
        return Optional.ofNullable(lines.get(key(finding.symptom(), area, who)))
                .or(() -> Optional.ofNullable(lines.get(key(finding.symptom(), area, any))))
                .or(() -> Optional.ofNullable(lines.get(key(finding.symptom(), Optional.empty(), who))))
                .or(() -> Optional.ofNullable(lines.get(key(finding.symptom(), Optional.empty(), any))))
                .orElseThrow(() -> new IllegalStateException("no remedy for " + finding.symptom() + " on " + who));
    }
}
