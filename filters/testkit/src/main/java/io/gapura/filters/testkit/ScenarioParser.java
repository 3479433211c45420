package io.gapura.filters.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Turns a scenario file into cases, one for each row of its table. Keys are closed: a key, fate, driver or placeholder
 * that is not known, a column that is never used, a driver that is neither in nor out, fails the file.
 */
final class ScenarioParser {
    /** Drivers that must say why when they cannot express a scenario. */
    static final List<String> DRIVERS = List.of("bare", "servlet", "rest");

    private static final Set<String> SINGLE = Set.of(
            "name",
            "group",
            "in",
            "with",
            "send",
            "then",
            "first",
            "expect",
            "code",
            "violation",
            "reason",
            "marker",
            "text",
            "audit",
            "cut",
            "start",
            "fails");
    private static final Set<String> REPEATED =
            Set.of("header", "header part", "no header", "on", "known on", "not in");
    /** Signatures of callers and of senders, which each driver makes for itself; a repeated character. */
    private static final Pattern OF_DRIVERS = Pattern.compile("signed:|webhook:|.\\*");

    /** Before a departure that is not seen on every try. */
    private static final String SOMETIMES = "sometimes ";

    private static final Set<String> SERVERS = Set.of(
            "tomcat",
            "jetty",
            "undertow",
            "liberty",
            "wildfly",
            "payara",
            "glassfish",
            "tomee",
            "jersey",
            "resteasy",
            "cxf",
            "bare",
            "servlet",
            "rest");

    private final String file;
    private final Map<String, ScenarioLines.Entry> single = new LinkedHashMap<>();
    private final List<ScenarioLines.Entry> repeated = new ArrayList<>();

    ScenarioParser(String file, String text) {
        this.file = file;
        for (ScenarioLines.Entry entry : ScenarioLines.read(file, text)) {
            if (SINGLE.contains(entry.key())) {
                if (single.put(entry.key(), entry) != null) {
                    throw wrong("the key " + entry.key() + " stands twice");
                }
            } else if (REPEATED.stream().anyMatch(key -> keyIs(entry, key))) {
                repeated.add(entry);
            } else {
                throw wrong(entry.key() + " is not a key; known are "
                        + SINGLE.stream().sorted().toList() + " and "
                        + REPEATED.stream().sorted().toList());
            }
        }
    }

    private static boolean keyIs(ScenarioLines.Entry entry, String key) {
        boolean argument = key.equals("on") || key.equals("known on") || key.equals("not in");
        return argument ? entry.key().startsWith(key + " ") : entry.key().equals(key);
    }

    private ScenarioException wrong(String what) {
        return new ScenarioException(file, what);
    }

    List<ScenarioCase> cases() {
        ScenarioLines.Entry table = single.get("with");
        if (table == null) {
            return List.of(row("", text -> text));
        }
        List<String> columns = split(table.value());
        requireUsed(columns);
        List<ScenarioCase> cases = new ArrayList<>();
        for (String line : table.block()) {
            List<String> values = split(line);
            if (values.size() != columns.size()) {
                throw wrong("a row has " + values.size() + " values for " + columns.size() + " columns: " + line);
            }
            cases.add(row(label(columns, values), text -> filled(text, columns, values)));
        }
        if (cases.isEmpty()) {
            throw wrong("the table has no row");
        }
        return cases;
    }

    /** The values that make this request another one: those that are sent. */
    private String label(List<String> columns, List<String> values) {
        String sent = String.join("\n", required("send").block());
        List<String> own = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (sent.contains("{" + columns.get(i) + "}")) {
                own.add(values.get(i));
            }
        }
        return String.join(" ", own);
    }

    private void requireUsed(List<String> columns) {
        StringBuilder all = new StringBuilder();
        single.forEach((key, entry) -> all.append(entry.value()).append(String.join("\n", entry.block())));
        repeated.forEach(entry -> all.append(entry.value()));
        for (String column : columns) {
            if (all.indexOf("{" + column + "}") < 0) {
                throw wrong("the column " + column + " is never used");
            }
        }
    }

    private static String filled(String text, List<String> columns, List<String> values) {
        String full = text;
        for (int i = 0; i < columns.size(); i++) {
            full = full.replace("{" + columns.get(i) + "}", values.get(i));
        }
        return full;
    }

    private static List<String> split(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    private ScenarioCase row(String label, UnaryOperator<String> fill) {
        Set<String> places =
                new LinkedHashSet<>(Arrays.stream(required("in").value().split(",", -1))
                        .map(String::strip)
                        .toList());
        Map<String, String> notIn = notIn();
        for (String driver : DRIVERS) {
            if (places.contains(driver) == notIn.containsKey(driver)) {
                throw wrong(driver + " must stand in `in:`, or in `not in " + driver + ":` with the reason");
            }
        }
        return new ScenarioCase(
                required("name").value(),
                label,
                required("group").value(),
                places,
                notIn,
                RequestText.of(send(fill)),
                then(),
                start(fill),
                expectation(fill),
                declared(fill),
                known(fill));
    }

    private ScenarioLines.Entry required(String key) {
        return Optional.ofNullable(single.get(key)).orElseThrow(() -> wrong("the key " + key + " is missing"));
    }

    private Optional<String> value(String key, UnaryOperator<String> fill) {
        return Optional.ofNullable(single.get(key)).map(entry -> fill.apply(entry.value()));
    }

    private Map<String, String> notIn() {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (ScenarioLines.Entry entry : repeated) {
            if (!keyIs(entry, "not in")) {
                continue;
            }
            for (String driver : entry.key().substring("not in ".length()).split(",", -1)) {
                if (entry.value().isEmpty() || reasons.put(driver.strip(), entry.value()) != null) {
                    throw wrong("`not in` needs one reason for each driver");
                }
            }
        }
        return reasons;
    }

    private List<String> send(UnaryOperator<String> fill) {
        if (single.containsKey("start")) {
            return List.of("");
        }
        List<String> lines = required("send").block().stream().map(fill).toList();
        Set<String> known = new HashSet<>(Set.of("length", "host", "context", "nonce"));
        for (String line : lines) {
            RequestText.PLACEHOLDER
                    .matcher(line)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name ->
                            !known.contains(name) && !OF_DRIVERS.matcher(name).lookingAt())
                    .findFirst()
                    .ifPresent(name -> {
                        throw wrong("{" + name + "} is neither a column nor a placeholder");
                    });
        }
        return lines;
    }

    private RawHttp.Then then() {
        String word = Optional.ofNullable(single.get("then"))
                .map(ScenarioLines.Entry::value)
                .orElse("wait");
        return switch (word) {
            case "wait" -> RawHttp.Then.WAIT;
            case "half-close" -> RawHttp.Then.HALF_CLOSE;
            case "leave" -> RawHttp.Then.LEAVE;
            default -> throw wrong("then: must be wait, half-close or leave");
        };
    }

    private boolean cut() {
        ScenarioLines.Entry entry = single.get("cut");
        if (entry != null && !entry.value().equals("yes")) {
            throw wrong("cut: must be yes, or absent");
        }
        return entry != null;
    }

    private Optional<ScenarioCase.Start> start(UnaryOperator<String> fill) {
        ScenarioLines.Entry entry = single.get("start");
        if (entry == null) {
            return Optional.empty();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : entry.block()) {
            String full = fill.apply(line);
            int equals = full.indexOf('=');
            if (equals < 1) {
                throw wrong("a setting is `key = value`: " + line);
            }
            settings.put(
                    full.substring(0, equals).strip(),
                    full.substring(equals + 1).strip());
        }
        String fails = value("fails", fill).orElseThrow(() -> wrong("start: needs fails:"));
        return Optional.of(new ScenarioCase.Start(entry.value(), settings, fails));
    }

    private Expectation expectation(UnaryOperator<String> fill) {
        Expectation.Seen answer = single.containsKey("start")
                ? new Expectation.Seen(0, Fate.CLOSED)
                : seen(fill.apply(required("expect").value()));
        return new Expectation(
                value("first", fill).map(this::seen),
                answer,
                value("code", fill),
                value("violation", fill),
                value("reason", fill),
                value("marker", fill),
                fields("header", fill),
                fields("header part", fill),
                values("no header", fill),
                value("text", fill),
                cut(),
                value("audit", fill).map(this::audit));
    }

    private List<String> values(String key, UnaryOperator<String> fill) {
        return repeated.stream()
                .filter(entry -> keyIs(entry, key))
                .map(entry -> fill.apply(entry.value()))
                .toList();
    }

    private List<RawAnswer.Field> fields(String key, UnaryOperator<String> fill) {
        return values(key, fill).stream().map(this::field).toList();
    }

    private RawAnswer.Field field(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw wrong("header: must be `Name: value`");
        }
        return new RawAnswer.Field(
                line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private Expectation.Seen seen(String text) {
        String[] words = text.split(" ", -1);
        try {
            Fate fate = Fate.valueOf(words[words.length - 1]);
            return new Expectation.Seen(words.length == 1 ? 0 : Integer.parseInt(words[0]), fate);
        } catch (IllegalArgumentException unknown) {
            throw wrong("must be `status FATE` or a fate: " + text);
        }
    }

    private Expectation.Audit audit(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 2
                || !words[0].matches("[0-9]")
                || !words[1].matches("refused|completed|failed|unserved|any")) {
            throw wrong("audit: must be a count and refused, completed, failed, unserved or any");
        }
        return new Expectation.Audit(Integer.parseInt(words[0]), words[1]);
    }

    private Map<String, Expectation.Declared> declared(UnaryOperator<String> fill) {
        Map<String, Expectation.Declared> all = new LinkedHashMap<>();
        for (ScenarioLines.Entry entry : repeated) {
            if (!keyIs(entry, "on")) {
                continue;
            }
            String value = fill.apply(entry.value());
            if (value.startsWith("- ")) {
                continue;
            }
            for (String name : entry.key().substring("on ".length()).split(",", -1)) {
                all.put(server(name.strip()), declaration(value));
            }
        }
        return all;
    }

    private Map<String, String> known(UnaryOperator<String> fill) {
        Map<String, String> all = new LinkedHashMap<>();
        for (ScenarioLines.Entry entry : repeated) {
            String value = fill.apply(entry.value());
            if (keyIs(entry, "known on") && !value.startsWith("- ") && !value.equals("-")) {
                for (String name : entry.key().substring("known on ".length()).split(",", -1)) {
                    all.put(server(name.strip()), value);
                }
            }
        }
        return all;
    }

    private String server(String name) {
        if (Arrays.stream(name.split("[-/]")).noneMatch(part -> SERVERS.contains(part.replaceAll("[0-9]+$", "")))) {
            throw wrong(name + " is no server or runtime");
        }
        return name;
    }

    private Expectation.Declared declaration(String value) {
        int because = value.indexOf(" because ");
        if (because < 0) {
            throw wrong("a departure needs `because` and the reason");
        }
        boolean sometimes = value.startsWith(SOMETIMES);
        Expectation.Seen seen = seen(value.substring(sometimes ? SOMETIMES.length() : 0, because));
        if (!seen.fate().declarable()) {
            throw wrong("a server may only be declared to answer SERVER, EMPTY, CLOSED or UNSUPPORTED");
        }
        return new Expectation.Declared(seen, value.substring(because + " because ".length()), sometimes);
    }
}
