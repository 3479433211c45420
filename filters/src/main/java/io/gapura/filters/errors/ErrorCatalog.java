package io.gapura.filters.errors;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.ApplicationLoaders;
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
 * Every public word about a failure. Each module brings {@code errors.properties} (no language: {@code code =
 * status[,status…] [published as]}, {@code member.CODE.NAME = type}, {@code violation.WORD = name:type, …}) and {@code
 * errors_<tag>.properties} for each language (titles, {@code detail.CODE}, {@code violation.WORD}); they are read once
 * and merged, and a code in two modules is an error. A code with several statuses may be decided with any of them, the
 * first being the rule.
 *
 * <p>Several codes may be published as one: then their answers are equal byte for byte apart from the incident id.
 * Immutable.
 */
public final class ErrorCatalog {
    static final String INTERNAL = "internal-error";

    /** Languages that this project ships; the first is that of codes whose text is missing elsewhere. */
    static final List<String> LANGUAGES = List.of("en", "de", "id");

    private final Map<String, ErrorEntry> entries;
    private final Map<String, ViolationText> violations;

    /** Where a module keeps its catalogue. A service; each module's class lends access to its own resources. */
    public interface Source {
        /** The stream of {@code errors.properties} or {@code errors_<tag>.properties}; null when there is none. */
        @Nullable
        InputStream open(String name) throws IOException;
    }

    private ErrorCatalog(Map<String, ErrorEntry> entries, Map<String, ViolationText> violations) {
        this.entries = entries;
        this.violations = violations;
    }

    /** That of this module and of every other module on the class path or module path, in English, German and Indonesian. */
    public static ErrorCatalog shipped() {
        return shipped(LANGUAGES);
    }

    /** The same in these languages besides. */
    static ErrorCatalog shipped(List<String> languages) {
        Map<String, Source> sources = new LinkedHashMap<>();
        sources.put(ErrorCatalog.class.getName(), ErrorCatalog.class::getResourceAsStream);
        ApplicationLoaders.of(Source.class).forEach(loader -> collect(loader, sources));
        return of(sources.values(), languages);
    }

    private static void collect(ClassLoader loader, Map<String, Source> sources) {
        ServiceLoader.load(Source.class, loader)
                .forEach(source -> sources.putIfAbsent(source.getClass().getName(), source));
    }

    /** Merges sources; a code in two of them, or published as one that is not there, is a {@link ConfigurationException}. */
    static ErrorCatalog of(Collection<Source> sources, List<String> languages) {
        CatalogDraft draft = new CatalogDraft(Map.of(), Map.of());
        sources.forEach(source -> draft.module(CatalogFile.read(source, languages)));
        return draft.finish();
    }

    static ErrorCatalog of(Map<String, ErrorEntry> entries, Map<String, ViolationText> violations) {
        ErrorCatalog catalog = new ErrorCatalog(
                Collections.unmodifiableMap(new TreeMap<>(entries)),
                Collections.unmodifiableMap(new TreeMap<>(violations)));
        if (!entries.containsKey(INTERNAL)) {
            throw ConfigurationException.of("no catalogue has " + INTERNAL);
        }
        entries.values().forEach(catalog::requireWhole);
        return catalog;
    }

    private void requireWhole(ErrorEntry entry) {
        if (entry.isPublishedAsAnother()) {
            ErrorEntry published = entries.get(entry.type());
            if (published == null
                    || published.isPublishedAsAnother()
                    || !published.statuses().containsAll(entry.statuses())) {
                throw ConfigurationException.of(
                        entry.code() + " must be published as a code of the catalogue that has the same status");
            }
        } else if (entry.titles().isEmpty()) {
            throw ConfigurationException.of("the error code " + entry.code() + " has no title");
        }
        try {
            entry.requireWhole();
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.of("the error code " + entry.code() + ": " + bad.getMessage());
        }
    }

    /** Begins an entry of your own: {@code entry("out-of-credit", 403).title("en", "You do not have enough credit.")}. */
    public static ErrorEntry entry(String code, int status) {
        return ErrorEntry.of(code, status);
    }

    /**
     * The same with one more code, or with a known code in other words.
     *
     * @throws ConfigurationException when the code is known with another status or type, or has no title
     */
    public ErrorCatalog with(ErrorEntry entry) {
        return new CatalogDraft(entries, violations).put(entry).finish();
    }

    /** The same with what an application's files say. */
    ErrorCatalog with(CatalogFile application) {
        return new CatalogDraft(entries, violations).application(application).finish();
    }

    /** The entry of that very code. */
    public Optional<ErrorEntry> find(String code) {
        return Optional.ofNullable(entries.get(code));
    }

    /** All of them, by code. */
    public Collection<ErrorEntry> entries() {
        return entries.values();
    }

    Map<String, ViolationText> violations() {
        return violations;
    }

    /** The page to serve at the base of the types, so that a client's developer finds what a type means (RFC 9457 §3.1.1). */
    public String document() {
        return CatalogPage.of(this, LANGUAGES.get(0));
    }

    /**
     * What is published for a code: an unknown one is {@code internal-error}. A bare status ({@code status-418}) is the
     * untyped entry of that status, so that a thing that does not exist and a thing that is hidden look the same; else
     * the phrase of its class.
     */
    ErrorEntry published(String code) {
        ErrorEntry entry = entries.get(code);
        if (entry == null) {
            return code.matches("status-[45][0-9][0-9]") ? ofStatus(Integer.parseInt(code.substring(7))) : internal();
        }
        return entry.isPublishedAsAnother() ? entries.getOrDefault(entry.type(), entry) : entry;
    }

    private ErrorEntry ofStatus(int status) {
        return entries.values().stream()
                .filter(entry -> entry.isUntyped() && entry.status() == status)
                .findFirst()
                .orElseGet(() -> ErrorEntry.of("status-" + status, status)
                        .untyped()
                        .title(LANGUAGES.get(0), status < 500 ? "Client Error" : "Server Error"));
    }

    private ErrorEntry internal() {
        return Objects.requireNonNull(entries.get(INTERNAL));
    }
}
