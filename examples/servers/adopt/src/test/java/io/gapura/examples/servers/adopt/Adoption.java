package io.gapura.examples.servers.adopt;

import io.gapura.filters.audit.ShadowReport;
import io.gapura.filters.testkit.RawAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The steps of the guide, one after the other: each starts a server with all applications anew. */
final class Adoption {
    private static final int WARMING = 300;
    private static final int MEASURED = 600;

    /** With which settings the gate stands before the applications. */
    enum Step {
        BARE,
        SHADOW,
        SETTLED,
        ENFORCED
    }

    /**
     * What came of an application in one step.
     *
     * @param requests that its users sent
     * @param wrong what they saw otherwise than expected
     * @param served names of attacks that were answered below 400
     * @param refusals attacks that were not, by who refused
     * @param found by rule, what shadow would have refused
     * @param seen requests that reached the gate
     * @param micros the median of one page
     */
    record Outcome(
            int requests,
            List<String> wrong,
            List<String> served,
            Map<String, Integer> refusals,
            Map<String, Long> found,
            long seen,
            long micros) {
        private Outcome reported(Map<String, Long> rules, long reached) {
            return new Outcome(requests, wrong, served, refusals, rules, reached, micros);
        }
    }

    private final Path target;
    private final Path home;
    private final Path leash;
    private final Map<String, Integer> attacks = new TreeMap<>();

    private Adoption(Path target, Path home, Path leash) {
        this.target = target;
        this.home = home;
        this.leash = leash;
    }

    /** In a module's folder of results, with its server and applications fetched. */
    static Adoption in(Path target, String tomcat, Path leash) throws IOException {
        Path all = target.toAbsolutePath().normalize();
        return new Adoption(
                all,
                all.resolve("dist/apache-tomcat-" + tomcat),
                leash.toAbsolutePath().normalize());
    }

    /** How many attacks were tried on one. */
    int attacksOn(String context) {
        return attacks.getOrDefault(context, 0);
    }

    Map<String, Outcome> run(Step step) throws IOException {
        Path base = Tomcat.base(home, target.resolve("adopt/" + step));
        Path webapps = base.resolve("webapps");
        Applications.unpack(target.resolve("dist"), home, webapps);
        for (Application each : Applications.ALL) {
            if (step != Step.BARE) {
                Mount.gate(webapps.resolve(each.context()), jars(), settings(step, each, base));
            }
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        try (Tomcat tomcat = Tomcat.start(home, base, leash)) {
            for (Application each : Applications.ALL) {
                outcomes.put(each.context(), outcome(step, each, tomcat));
            }
        }
        if (step == Step.SHADOW || step == Step.SETTLED) {
            outcomes.replaceAll((context, outcome) -> reported(outcome, base.resolve("audit/" + context)));
        }
        return outcomes;
    }

    /** Those of the guide first, then those of the application: in shadow once more, or as they are. */
    private static Map<String, String> settings(Step step, Application on, Path base) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(read("shadow"));
        if (step == Step.ENFORCED) {
            all.clear();
        }
        if (step != Step.SHADOW) {
            all.putAll(read(on.context()));
        }
        all.put("audit.directory", base.resolve("audit/" + on.context()).toString());
        return all;
    }

    private static Map<String, String> read(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Adoption.class.getResourceAsStream("/settings/" + name + ".properties")) {
            properties.load(in);
        }
        Map<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
        return all;
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(target.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private Outcome outcome(Step step, Application application, Tomcat tomcat) throws IOException {
        Browser browser = application.browser(tomcat.uri());
        application.use().accept(browser);
        List<String> served = new ArrayList<>();
        Map<String, Integer> refusals = new TreeMap<>();
        long micros = 0;
        if (step == Step.BARE || step == Step.ENFORCED) {
            micros = median(application, tomcat);
            List<Attack> all = Applications.attacks(application);
            attacks.put(application.context(), all.size());
            for (Attack attack : all) {
                judge(attack, attack.send(tomcat.http(), tomcat.authority()), served, refusals);
            }
        }
        return new Outcome(browser.requests(), browser.wrong(), served, refusals, Map.of(), 0, micros);
    }

    private static void judge(Attack attack, RawAnswer answer, List<String> served, Map<String, Integer> refusals) {
        if (answer.status() > 0 && answer.status() < 400) {
            served.add(attack.name());
            return;
        }
        boolean ours = answer.all("Content-Type").contains("application/problem+json");
        refusals.merge(ours ? "gate" : "server", 1, Integer::sum);
    }

    /** Of one page, asked again and again on one connection. */
    private static long median(Application application, Tomcat tomcat) {
        Browser browser = application.browser(tomcat.uri());
        long[] nanos = new long[MEASURED];
        for (int i = -WARMING; i < MEASURED; i++) {
            long begun = System.nanoTime();
            browser.open(application.page(), 200);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begun;
            }
        }
        Arrays.sort(nanos);
        return nanos[MEASURED / 2] / 1_000;
    }

    private static Outcome reported(Outcome outcome, Path log) {
        try {
            Map<String, Long> found = new TreeMap<>();
            long seen = 0;
            for (ShadowReport.Observed rule : ShadowReport.read(log).rules()) {
                seen = Math.max(seen, rule.requests());
                if (!rule.rule().equals("*") && rule.refused() > 0) {
                    found.put(rule.policy() + " " + rule.rule(), rule.refused());
                }
            }
            return outcome.reported(found, seen);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
