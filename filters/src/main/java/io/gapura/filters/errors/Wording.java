package io.gapura.filters.errors;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as one deployment speaks it: which languages, of which the first is the default, below which base of
 * types, and by which rules. Immutable.
 */
record Wording(ErrorCatalog catalog, String typeBase, List<String> languages, ErrorRules rules) {
    /** Throws when a code has no title in the default language, or a language has no text at all. */
    void requireWhole() {
        String standard = languages.get(0);
        for (ErrorEntry entry : catalog.entries()) {
            if (!entry.isPublishedAsAnother() && entry.title(standard).isEmpty()) {
                throw ConfigurationException.of(
                        "the error code " + entry.code() + " has no title in " + standard + ", the default language");
            }
        }
        for (String language : languages) {
            if (catalog.entries().stream()
                    .allMatch(entry -> entry.title(language).isEmpty())) {
                throw ConfigurationException.of("errors.languages names " + language + ", and no catalogue has "
                        + CatalogFile.ofLanguage(language));
            }
        }
    }

    @Nullable
    String title(ErrorEntry entry, String language) {
        String title = Language.in(entry.titles(), language, languages.get(0));
        return title == null ? entry.titles().get(ErrorCatalog.LANGUAGES.get(0)) : title;
    }

    /** The language that the title is really in. */
    String spoken(ErrorEntry entry, String language) {
        if (entry.titles().containsKey(language)) {
            return language;
        }
        String standard = languages.get(0);
        return entry.titles().containsKey(standard) ? standard : ErrorCatalog.LANGUAGES.get(0);
    }

    @Nullable
    String detail(Violation violation, String language) {
        ViolationText text = catalog.violations().get(violation.code());
        return text == null ? null : text.in(language, languages.get(0), violation.params());
    }
}
