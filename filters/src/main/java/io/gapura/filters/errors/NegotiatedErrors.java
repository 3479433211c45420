package io.gapura.filters.errors;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Headers;
import io.gapura.filters.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Answers a problem in the form and language that the client likes best, from pages that were made when the deployment
 * started. An unknown code, or a status that the catalogue does not allow for its code, is {@code internal-error}.
 * Thread-safe.
 */
final class NegotiatedErrors {
    private static final String BARE_STATUS = "status-";

    private final Wording wording;
    private final Map<String, Page[]> pages;
    private final Page internal;

    private NegotiatedErrors(Wording wording, Map<String, Page[]> pages, Page internal) {
        this.wording = wording;
        this.pages = pages;
        this.internal = internal;
    }

    /** Throws {@link ConfigurationException} when a title is missing. */
    static NegotiatedErrors of(Wording wording) {
        wording.requireWhole();
        Map<String, Page[]> pages = new HashMap<>();
        for (ErrorEntry entry : wording.catalog().entries()) {
            ErrorEntry published = wording.catalog().published(entry.code());
            if (published.equals(entry)) {
                pages.put(entry.code(), pages(wording, entry));
            }
        }
        // Several codes that are published as one share its pages: equal bytes by construction.
        for (ErrorEntry entry : wording.catalog().entries()) {
            Page[] shared = pages.get(wording.catalog().published(entry.code()).code());
            if (shared != null) {
                pages.putIfAbsent(entry.code(), shared);
            }
        }
        Page internal = find(pages, ErrorCatalog.INTERNAL, 500);
        if (internal == null) {
            throw ConfigurationException.of(ErrorCatalog.INTERNAL + " must have the status 500");
        }
        return new NegotiatedErrors(wording, Map.copyOf(pages), internal);
    }

    private static Page[] pages(Wording wording, ErrorEntry entry) {
        Page[] pages = entry.statuses().stream()
                .map(status -> new Page(wording, entry, status))
                .toArray(Page[]::new);
        for (Page page : pages) {
            page.prepare();
        }
        return pages;
    }

    GateAnswer answer(Problem problem, Headers request) {
        Page page = find(pages, problem.code(), problem.status());
        if (page == null && problem.code().equals(BARE_STATUS + problem.status())) {
            page = ofStatus(problem);
        }
        return page == null ? internal.answer(withoutWords(problem), request) : page.answer(problem, request);
    }

    /** What was meant for another code is not shown under this one. */
    private static Problem withoutWords(Problem problem) {
        return new Problem(
                500,
                ErrorCatalog.INTERNAL,
                problem.incident(),
                List.of(),
                false,
                Map.of(),
                problem.traceId(),
                OptionalInt.empty());
    }

    private @Nullable Page ofStatus(Problem problem) {
        ErrorEntry published = wording.catalog().published(problem.code());
        Page known = find(pages, published.code(), problem.status());
        return known == null && published.isUntyped() ? new Page(wording, published, problem.status()) : known;
    }

    private static @Nullable Page find(Map<String, Page[]> pages, String code, int status) {
        Page[] found = pages.get(code);
        if (found != null) {
            for (Page page : found) {
                if (page.status() == status) {
                    return page;
                }
            }
        }
        return null;
    }
}
