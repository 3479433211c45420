package io.gapura.filters.config;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Mode;
import io.gapura.filters.PathScope;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rules;
import io.gapura.filters.Stage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All settings of one registration, whatever way they were written, and the pipeline they describe. Nothing is on by
 * magic: {@code policies} lists what runs, in order.
 *
 * <p>Immutable; a start-up affair.
 */
public final class Configuration {
    private final String place;
    private final Map<String, String> settings;
    private final Resources resources;

    private Configuration(String place, Map<String, String> settings, Resources resources) {
        this.place = place;
        this.settings = Map.copyOf(settings);
        this.resources = resources;
    }

    /**
     * Settings from init-params, REST properties (without {@code gapura.}) or code. {@code config = REFERENCE} adds the
     * keys of a properties file; a key in both places is an error.
     *
     * @param place where they stand, for messages
     */
    public static Configuration of(String place, Map<String, String> settings, Resources resources) {
        Map<String, String> all = new TreeMap<>(settings);
        String config = all.remove("config");
        if (config == null) {
            return new Configuration(place, all, resources);
        }
        Map<String, String> file = PropertiesFile.read(reference(place, config, resources));
        for (Map.Entry<String, String> line : file.entrySet()) {
            if (all.putIfAbsent(line.getKey(), line.getValue()) != null) {
                throw ConfigurationException.at(place, line.getKey() + " is also set in " + config);
            }
        }
        return new Configuration(place + " with " + config, all, resources);
    }

    private static Reference reference(String place, String text, Resources resources) {
        try {
            return Reference.of(text, resources);
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(place, "config: " + bad.getMessage());
        }
    }

    /** The value of a setting that belongs to the adapter, such as {@code endpoints}; null when it is not set. */
    public @org.jspecify.annotations.Nullable String adapterSetting(String key) {
        return settings.get(key);
    }

    /**
     * The pipeline.
     *
     * @param catalogs the known policies
     * @param adapterKeys the keys without prefix that the adapter reads itself
     * @throws ConfigurationException naming place, key, problem and choices
     */
    public Pipeline pipeline(List<PolicyCatalog> catalogs, Set<String> adapterKeys) {
        Map<String, CatalogEntry<?>> known = entries(catalogs);
        Set<String> listed = listed(known.keySet());
        Map<String, Map<String, String>> sections = sections(known.keySet(), listed, adapterKeys);
        Pipeline.Builder builder = Pipeline.builder();
        for (String name : listed) {
            CatalogEntry<?> entry = java.util.Objects.requireNonNull(known.get(name));
            add(builder, entry, Section.of(name, place, sections.getOrDefault(name, Map.of()), resources));
        }
        try {
            return builder.build();
        } catch (ConfigurationException bad) {
            throw bad.in(place);
        }
    }

    private static void add(Pipeline.Builder builder, CatalogEntry<?> entry, Section section) {
        Mode mode = section.mode();
        PathScope scope = section.scope();
        Contribution made = entry.make(section);
        boolean facility = made.policies().isEmpty();
        boolean plain = mode.equals(Mode.ENFORCE)
                && scope.equals(PathScope.everywhere())
                && section.shadowed().isEmpty();
        if (facility && !plain) {
            throw ConfigurationException.at(
                    section.place(), entry.name() + " belongs to the engine and has neither mode nor on nor shadow");
        }
        try {
            for (Policy policy : shadowed(made.policies(), section)) {
                builder.add(policy, mode, isUnscoped(policy) ? PathScope.everywhere() : scope);
            }
            made.audit().ifPresent(builder::audit);
            made.errors().ifPresent(builder::errors);
            made.proxies().ifPresent(builder::proxies);
        } catch (ConfigurationException bad) {
            throw bad.in(section.place());
        }
    }

    /** What an endpoint demands holds wherever it is called: the scope is for the rule that has paths. */
    private static boolean isUnscoped(Policy policy) {
        return policy.stage() == Stage.ENDPOINT && !policy.rulesOnAccess();
    }

    /** An entry may make several policies: each takes the names that are its own. */
    private static List<Policy> shadowed(List<Policy> policies, Section section) {
        Set<String> known =
                policies.stream().flatMap(policy -> policy.rules().stream()).collect(Collectors.toSet());
        Set<String> names = section.reading("shadow", () -> Rules.checked(section.shadowed(), known));
        return names.isEmpty()
                ? policies
                : policies.stream().map(policy -> shadowed(policy, names)).toList();
    }

    private static Policy shadowed(Policy policy, Set<String> names) {
        Set<String> own = new HashSet<>(names);
        own.retainAll(policy.rules());
        return own.isEmpty() ? policy : policy.shadowing(own);
    }

    private static Map<String, CatalogEntry<?>> entries(List<PolicyCatalog> catalogs) {
        Map<String, CatalogEntry<?>> known = new LinkedHashMap<>();
        for (PolicyCatalog catalog : catalogs) {
            for (CatalogEntry<?> entry : catalog.entries()) {
                if (known.putIfAbsent(entry.name(), entry) != null) {
                    throw ConfigurationException.of("two catalogues have a policy named " + entry.name());
                }
            }
        }
        return known;
    }

    private Set<String> listed(Set<String> known) {
        String policies = settings.get("policies");
        if (policies == null || policies.isBlank()) {
            throw ConfigurationException.at(place, "policies must list what runs; known are " + known);
        }
        Set<String> listed = new LinkedHashSet<>();
        for (String name :
                Arrays.stream(policies.split(",", -1)).map(String::strip).toList()) {
            if (!known.contains(name)) {
                throw ConfigurationException.unknown(place, "'" + shown(name) + "'", "a policy", List.copyOf(known));
            }
            if (!listed.add(name)) {
                throw ConfigurationException.at(place, "policies lists " + name + " twice");
            }
        }
        return listed;
    }

    private Map<String, Map<String, String>> sections(Set<String> known, Set<String> listed, Set<String> adapterKeys) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            if (key.equals("policies") || adapterKeys.contains(key)) {
                return;
            }
            int dot = key.indexOf('.');
            String name = dot < 0 ? key : key.substring(0, dot);
            if (dot < 0 || !known.contains(name)) {
                Set<String> choices = new LinkedHashSet<>(adapterKeys);
                choices.add("policies");
                choices.add("config");
                known.forEach(policy -> choices.add(policy + ".*"));
                throw ConfigurationException.unknown(place, shown(key), "a setting", choices);
            }
            if (!listed.contains(name)) {
                throw ConfigurationException.at(
                        place, shown(key) + " is set, but " + name + " is not in policies " + listed);
            }
            sections.computeIfAbsent(name, absent -> new TreeMap<>()).put(key.substring(dot + 1), value);
        });
        return sections;
    }

    private static String shown(String word) {
        String bounded = word.length() > 64 ? word.substring(0, 64) + "…" : word;
        return bounded.replaceAll("[^\\x20-\\x7E…]", "?");
    }
}
