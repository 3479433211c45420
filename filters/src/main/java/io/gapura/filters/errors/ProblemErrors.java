package io.gapura.filters.errors;

import io.gapura.filters.Endpoint;
import io.gapura.filters.ErrorRenderer;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Headers;
import io.gapura.filters.Problem;
import io.gapura.filters.Rejection;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers every refusal with an RFC 9457 document: {@code application/problem+json} of at most 16 KiB, made from the
 * {@link ErrorCatalog} and the incident id. The status in the document is the status of the answer. What has no
 * violations was rendered at start-up and is copied.
 *
 * <p>Immutable and thread-safe. Never throws for a problem: an unknown code, or a status that the catalogue does not
 * allow for its code, is 500 {@code internal-error}.
 */
public final class ProblemErrors implements ErrorRenderer {
    private static final String BARE_STATUS = "status-";

    private final ErrorCatalog catalog;
    private final Settings settings;
    private final Map<String, Map<Integer, ProblemTemplate>> templates;
    private final ProblemTemplate internal;

    /** Section {@code errors}. */
    record Settings(String typeBase) {
        static final Settings DEFAULTS = new Settings("urn:gapura:problem:");

        Settings {
            if (!isAbsolute(typeBase)) {
                throw new IllegalArgumentException("type-base must be an absolute URI of at most 256 characters");
            }
        }

        private static boolean isAbsolute(String text) {
            try {
                boolean ascii = text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
                return ascii
                        && text.length() <= 256
                        && URI.create(text + "code").isAbsolute();
            } catch (IllegalArgumentException malformed) {
                return false;
            }
        }
    }

    private ProblemErrors(ErrorCatalog catalog, Settings settings) {
        this.catalog = catalog;
        this.settings = settings;
        this.templates = rendered();
        this.internal = template(catalog.published(ErrorCatalog.INTERNAL), 500);
    }

    /** With the catalogues of all modules and the type base {@code urn:gapura:problem:}. */
    public static ProblemErrors standard() {
        return with(ErrorCatalog.shipped());
    }

    /** With a catalogue of your own. */
    public static ProblemErrors with(ErrorCatalog catalog) {
        return new ProblemErrors(catalog, Settings.DEFAULTS);
    }

    /** Facility {@code errors}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "errors",
                "answers refusals with RFC 9457 documents",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.errors(new ProblemErrors(ErrorCatalog.shipped(), settings)));
    }

    /**
     * The same with types below a URI of yours, such as {@code https://api.example.com/problems/}. Clients key on types:
     * set it before there are clients.
     */
    public ProblemErrors typeBase(String absoluteUri) {
        return new ProblemErrors(catalog, new Settings(absoluteUri));
    }

    private Map<String, Map<Integer, ProblemTemplate>> rendered() {
        Map<String, Map<Integer, ProblemTemplate>> all = new HashMap<>();
        for (ErrorCatalog.Entry entry : catalog.entries()) {
            Map<Integer, ProblemTemplate> byStatus = new HashMap<>();
            ErrorCatalog.Entry published = catalog.published(entry.code());
            entry.statuses().forEach(status -> byStatus.put(status, template(published, status)));
            all.put(entry.code(), Map.copyOf(byStatus));
        }
        return Map.copyOf(all);
    }

    private ProblemTemplate template(ErrorCatalog.Entry entry, int status) {
        return ProblemTemplate.of(entry, status, settings.typeBase);
    }

    @Override
    public GateAnswer render(Problem problem, Headers request) {
        return find(problem).fill(problem.incident(), problem.violations());
    }

    @Override
    public Optional<Rejection> meaningOf(Throwable thrown) {
        return Meanings.problemIn(thrown).map(problem -> Meanings.rejection(problem, catalog));
    }

    @Override
    public boolean leavesAlone(Endpoint endpoint) {
        return Meanings.leavesAlone(endpoint);
    }

    private ProblemTemplate find(Problem problem) {
        Map<Integer, ProblemTemplate> known = templates.get(problem.code());
        if (known == null && problem.code().equals(BARE_STATUS + problem.status())) {
            return template(catalog.published(problem.code()), problem.status());
        }
        return known == null ? internal : known.getOrDefault(problem.status(), internal);
    }

    /** The words behind the answers. */
    public ErrorCatalog catalog() {
        return catalog;
    }

    Settings settings() {
        return settings;
    }
}
