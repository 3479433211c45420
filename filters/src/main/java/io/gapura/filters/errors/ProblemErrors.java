package io.gapura.filters.errors;

import io.gapura.filters.Endpoint;
import io.gapura.filters.ErrorRenderer;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Headers;
import io.gapura.filters.Problem;
import io.gapura.filters.Rejection;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/**
 * Answers every refusal with an RFC 9457 document of at most 16 KiB, in the form and language that the client likes best,
 * made from the {@link ErrorCatalog} and the incident id. The status in the document is the status of the answer. What
 * has no values of its own was rendered at start-up and is copied.
 *
 * <p>Immutable and thread-safe. Never throws for a problem: an unknown code, or a status that the catalogue does not
 * allow for its code, is 500 {@code internal-error}.
 */
public final class ProblemErrors implements ErrorRenderer {
    private final ErrorCatalog catalog;
    private final ErrorSettings settings;
    private final ErrorRules rules;
    private final NegotiatedErrors negotiated;

    private ProblemErrors(ErrorCatalog catalog, ErrorSettings settings) {
        this.catalog = catalog;
        this.settings = settings;
        this.rules = settings.rules();
        this.negotiated = NegotiatedErrors.of(new Wording(catalog, settings.typeBase(), settings.languages(), rules));
    }

    /** With the catalogues of all modules, in English, German and Indonesian. */
    public static ProblemErrors standard() {
        return with(ErrorCatalog.shipped());
    }

    /** With a catalogue that knows codes of yours: {@code ErrorCatalog.shipped().with(…)}. */
    public static ProblemErrors with(ErrorCatalog catalog) {
        return new ProblemErrors(catalog, ErrorSettings.DEFAULTS);
    }

    /** Facility {@code errors}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "errors",
                "answers refusals with RFC 9457 documents",
                MethodHandles.lookup(),
                ErrorSettings.class,
                ErrorSettings.DEFAULTS,
                settings -> Contribution.errors(new ProblemErrors(settings.words(), settings)));
    }

    /**
     * The same with types below a URI of yours, such as {@code https://api.example.com/problems/}, where {@link
     * ErrorCatalog#document} stands. Clients key on types: set it before there are clients.
     */
    public ProblemErrors typeBase(String absoluteUri) {
        return new ProblemErrors(
                catalog, ErrorSettings.of(absoluteUri, settings.languages(), settings.catalog(), rules));
    }

    /** The same in these languages, of which the first is the default; the catalogue must have all titles in that one. */
    public ProblemErrors languages(String... tags) {
        return new ProblemErrors(
                catalog, ErrorSettings.of(settings.typeBase(), List.of(tags), settings.catalog(), rules));
    }

    /** The same with other rules for those who do not write documents. */
    public ProblemErrors rules(ErrorRules other) {
        return new ProblemErrors(
                catalog, ErrorSettings.of(settings.typeBase(), settings.languages(), settings.catalog(), other));
    }

    @Override
    public GateAnswer render(Problem problem, Headers request) {
        return negotiated.answer(problem, request);
    }

    @Override
    public ErrorRules rules() {
        return rules;
    }

    @Override
    public Optional<Rejection> meaningOf(Throwable thrown) {
        return Meanings.problemIn(thrown).map(problem -> Meanings.rejection(problem, catalog));
    }

    @Override
    public boolean leavesAlone(Endpoint endpoint) {
        return Meanings.leavesAlone(endpoint);
    }

    /** The words behind the answers. */
    public ErrorCatalog catalog() {
        return catalog;
    }

    ErrorSettings settings() {
        return settings;
    }
}
