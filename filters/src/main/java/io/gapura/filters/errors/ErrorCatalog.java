package io.gapura.filters.errors;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every public word about a failure: code, status, title. Each module brings {@code errors.properties} ({@code code =
 * status[,status…] [published as]}) and {@code errors_en.properties} (titles); they are read once and merged, and a code
 * in two modules is an error. A code with several statuses may be decided with any of them, the first being the rule.
 *
 * <p>Several codes may be published as one: then their answers are equal byte for byte apart from the incident id.
 * Immutable.
 */
public final class ErrorCatalog {
    static final String UNTYPED = "about:blank";
    static final String INTERNAL = "internal-error";

    private final Map<String, Entry> entries;

    /** Where a module keeps its catalogue. A service; each module's class lends access to its own resources. */
    public interface Source {
        /** The stream of {@code errors.properties} or {@code errors_en.properties}; null when there is none. */
        @Nullable
        InputStream open(String name) throws IOException;
    }

    /**
     * One code.
     *
     * @param code kebab-case word, never renamed
     * @param statuses with which it may be decided; the first is the rule
     * @param type the word that is published as type, or {@code about:blank}
     * @param title constant
     */
    public record Entry(String code, List<Integer> statuses, String type, String title) {
        public Entry {
            statuses = List.copyOf(statuses);
            if (!code.matches("[a-z][a-z0-9-]{2,48}")) {
                throw new IllegalArgumentException("a code must be a kebab-case word of 3 to 49 characters");
            }
            if (statuses.isEmpty() || statuses.stream().anyMatch(status -> status < 400 || status > 599)) {
                throw new IllegalArgumentException(code + " must have a status between 400 and 599");
            }
            if (title.isBlank()) {
                throw new IllegalArgumentException(code + " must have a title");
            }
        }

        public int status() {
            return statuses.get(0);
        }
    }

    private ErrorCatalog(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** That of this module and of every other module on the class path or module path. */
    public static ErrorCatalog shipped() {
        Map<String, Source> sources = new LinkedHashMap<>();
        sources.put(ErrorCatalog.class.getName(), ErrorCatalog.class::getResourceAsStream);
        collect(ErrorCatalog.class.getClassLoader(), sources);
        collect(Thread.currentThread().getContextClassLoader(), sources);
        return of(sources.values());
    }

    private static void collect(@Nullable ClassLoader loader, Map<String, Source> sources) {
        ServiceLoader.load(Source.class, loader)
                .forEach(source -> sources.putIfAbsent(source.getClass().getName(), source));
    }

    /** Merges sources; a code without title or status, or in two of them, is a {@link ConfigurationException}. */
    static ErrorCatalog of(Collection<Source> sources) {
        Map<String, Entry> merged = new TreeMap<>();
        for (Source source : sources) {
            CatalogFile.entries(source).forEach(entry -> {
                if (merged.put(entry.code(), entry) != null) {
                    throw ConfigurationException.of("the error code " + entry.code() + " stands in two catalogues");
                }
            });
        }
        if (!merged.containsKey(INTERNAL)) {
            throw ConfigurationException.of("no catalogue has " + INTERNAL);
        }
        merged.values().forEach(entry -> requirePublished(entry, merged));
        return new ErrorCatalog(Collections.unmodifiableMap(merged));
    }

    private static void requirePublished(Entry entry, Map<String, Entry> merged) {
        if (entry.type().equals(UNTYPED)) {
            return;
        }
        Entry published = merged.get(entry.type());
        if (published == null || published.status() != entry.status()) {
            throw ConfigurationException.of(
                    entry.code() + " must be published as a code of the catalogue that has the same status");
        }
    }

    /** The entry of that very code. */
    public Optional<Entry> find(String code) {
        return Optional.ofNullable(entries.get(code));
    }

    /** All of them, by code. */
    public Collection<Entry> entries() {
        return entries.values();
    }

    /**
     * What is published for a code: an unknown one is {@code internal-error}. A bare status ({@code status-418}) is the
     * untyped entry of that status, so that a thing that does not exist and a thing that is hidden look the same; else
     * the phrase of its class.
     */
    Entry published(String code) {
        Entry entry = entries.get(code);
        if (entry == null) {
            return code.matches("status-[45][0-9][0-9]") ? ofStatus(Integer.parseInt(code.substring(7))) : internal();
        }
        return entry.type().equals(UNTYPED) || entry.type().equals(code)
                ? entry
                : entries.getOrDefault(entry.type(), entry);
    }

    private Entry ofStatus(int status) {
        return entries.values().stream()
                .filter(entry -> entry.type().equals(UNTYPED) && entry.status() == status)
                .findFirst()
                .orElseGet(() -> new Entry(
                        "status-" + status, List.of(status), UNTYPED, status < 500 ? "Client Error" : "Server Error"));
    }

    private Entry internal() {
        return Objects.requireNonNull(entries.get(INTERNAL));
    }
}
