package io.gapura.filters.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The scenarios: those shipped with the testkit, or those of a folder. */
public final class Scenarios {
    private static final String FOLDER = "scenarios/";

    private Scenarios() {}

    /** All that ship with the testkit, in the order of their index. */
    public static List<ScenarioCase> shipped() {
        List<ScenarioCase> cases = new ArrayList<>();
        for (String file : resource("index").lines().toList()) {
            cases.addAll(read(file, resource(file)));
        }
        return List.copyOf(cases);
    }

    /** Those of a folder, for an application's own table. */
    public static List<ScenarioCase> in(Path folder) throws IOException {
        List<ScenarioCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                cases.addAll(read(String.valueOf(file.getFileName()), Files.readString(file)));
            }
        }
        return List.copyOf(cases);
    }

    /**
     * Reads one file.
     *
     * @param file its name, which must be the scenario's name with hyphens
     * @throws ScenarioException when anything in it is not understood
     */
    public static List<ScenarioCase> read(String file, String text) {
        List<ScenarioCase> cases = new ScenarioParser(file, text).cases();
        String expected = cases.get(0).name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".txt";
        if (!file.equals(expected)) {
            throw new ScenarioException(file, "must be called " + expected);
        }
        return cases;
    }

    private static String resource(String name) {
        try (InputStream in = Scenarios.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new ScenarioException(name, "is not among the scenarios of the testkit");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .collect(java.util.stream.Collectors.joining("\n"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
