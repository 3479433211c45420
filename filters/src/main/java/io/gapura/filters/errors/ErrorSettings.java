package io.gapura.filters.errors;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Section {@code errors}. The first language is the default. */
record ErrorSettings(
        String typeBase,
        List<String> languages,
        Reference catalog,
        int maxViolations,
        String incidentHeader,
        ErrorRules.Trace trace,
        ErrorRules.Scrub scrub,
        boolean applicationPages,
        Set<String> keepCookies,
        Duration retryAfter) {
    private static final int LONGEST_BASE = 256;
    private static final int LARGEST = 256 * 1024;
    private static final String USUAL_CATALOG = "/WEB-INF/errors";

    static final ErrorSettings DEFAULTS = of(
            "urn:gapura:problem:",
            ErrorCatalog.LANGUAGES,
            Reference.of(USUAL_CATALOG, Resources.ofSystem()),
            ErrorRules.DEFAULTS);

    ErrorSettings {
        if (!isAbsolute(typeBase)) {
            throw new IllegalArgumentException("type-base must be an absolute URI of at most 256 characters");
        }
        languages = List.copyOf(languages);
        languages.forEach(Language::tag);
        if (languages.isEmpty()
                || languages.size() > 20
                || Set.copyOf(languages).size() < languages.size()) {
            throw new IllegalArgumentException("languages must be 1 to 20 tags, each once");
        }
        if (catalog.place().startsWith("env:")) {
            throw new IllegalArgumentException("catalog must be file:PATH or /WEB-INF/NAME, without _de.properties");
        }
        if (retryAfter.toMillis() % 1_000 != 0 || retryAfter.toSeconds() > 86_400) {
            throw new IllegalArgumentException("retry-after must be whole seconds, at most 86400s");
        }
    }

    static ErrorSettings of(String typeBase, List<String> languages, Reference catalog, ErrorRules rules) {
        return new ErrorSettings(
                typeBase,
                languages,
                catalog,
                rules.maxViolations(),
                rules.incidentHeader(),
                rules.trace(),
                rules.scrub(),
                rules.applicationPages(),
                rules.keptCookies(),
                Duration.ofSeconds(rules.retryAfterSeconds()));
    }

    private static boolean isAbsolute(String text) {
        try {
            boolean ascii = text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
            return ascii
                    && text.length() <= LONGEST_BASE
                    && URI.create(text + "code").isAbsolute();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    ErrorRules rules() {
        return new ErrorRules(
                incidentHeader,
                trace,
                scrub,
                applicationPages,
                keepCookies,
                (int) retryAfter.toSeconds(),
                maxViolations);
    }

    /** What is shipped and what the application adds; a catalogue that was named and is not there stops the start. */
    ErrorCatalog words() {
        Set<String> tags = new LinkedHashSet<>(ErrorCatalog.LANGUAGES);
        tags.addAll(languages);
        List<String> read = new ArrayList<>(tags);
        CatalogFile application = CatalogFile.read(this::open, read);
        if (application.isEmpty() && !catalog.place().equals(USUAL_CATALOG)) {
            throw ConfigurationException.of(
                    "errors.catalog: there is no " + catalog.place() + ".properties, nor one for a language");
        }
        ErrorCatalog shipped = ErrorCatalog.shipped(read);
        return application.isEmpty() ? shipped : shipped.with(application);
    }

    /** {@code errors_de.properties} is the catalogue's name and the rest of this one. */
    private java.io.@org.jspecify.annotations.Nullable InputStream open(String name) {
        return catalog.plus(name.substring("errors".length()))
                .find(LARGEST)
                .map(ByteArrayInputStream::new)
                .orElse(null);
    }
}
