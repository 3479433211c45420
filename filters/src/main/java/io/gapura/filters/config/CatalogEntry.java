package io.gapura.filters.config;

import io.gapura.filters.ConfigurationException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Function;

/**
 * One name in the list of policies: what it does, its settings and how it is made of them. The settings record is the
 * only place that knows a key, its type, its default and its bounds.
 *
 * @param <S> the settings record
 */
public final class CatalogEntry<S extends Record> {
    private final String name;
    private final String summary;
    private final RecordBinding<S> binding;
    private final Function<S, Contribution> maker;

    /**
     * One key, for the generated table.
     *
     * @param key with its prefix
     * @param type in words
     * @param standard the default, or empty when it must be set or is off
     */
    public record Setting(String key, String type, String standard) {}

    private CatalogEntry(String name, String summary, RecordBinding<S> binding, Function<S, Contribution> maker) {
        this.name = name;
        this.summary = summary;
        this.binding = binding;
        this.maker = maker;
    }

    /**
     * An entry for a record that the caller can see: it lends its lookup, nothing is forced open.
     *
     * @param maker makes the policies; may throw {@link ConfigurationException} or {@link IllegalArgumentException}
     */
    public static <S extends Record> CatalogEntry<S> of(
            String name,
            String summary,
            MethodHandles.Lookup lookup,
            Class<S> type,
            S defaults,
            Function<S, Contribution> maker) {
        return new CatalogEntry<>(name, summary, RecordBinding.of(name, lookup, type, defaults), maker);
    }

    public String name() {
        return name;
    }

    public String summary() {
        return summary;
    }

    public List<Setting> settings() {
        return binding.settings();
    }

    /** The settings that a section says, for tests of equality between the ways to write them. */
    public S bind(Section section) {
        return binding.bind(section);
    }

    Contribution make(Section section) {
        S settings = bind(section);
        try {
            return maker.apply(settings);
        } catch (ConfigurationException bad) {
            throw bad.in(section.place());
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(section.place(), name + ": " + bad.getMessage());
        }
    }
}
