package io.gapura.filters.errors;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.Headers;
import io.gapura.filters.Problem;
import io.gapura.filters.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is published as one code with one status, in every form and language. What has no values of its own,
 * and what has one violation of a part without a name, is rendered once and copied; that set is bounded. Thread-safe.
 */
final class Page {
    private static final int FORMS = ProblemForm.values().length;
    private static final ProblemForm[] FORM = ProblemForm.values();
    private static final int MOST_KEPT = 64;

    private final Wording wording;
    private final ErrorEntry entry;
    private final int status;
    private final OptionalInt usualWait;
    private final AtomicReferenceArray<@Nullable Template> plain;

    /** Documents that will be asked for again, by form and language: of one violation, whose word is a constant. */
    private final Map<Violation, AtomicReferenceArray<@Nullable Template>> kept = new ConcurrentHashMap<>();

    Page(Wording wording, ErrorEntry entry, int status) {
        this.wording = wording;
        this.entry = entry;
        this.status = status;
        this.usualWait = status == 429 || status == 503
                ? OptionalInt.of(wording.rules().retryAfterSeconds())
                : OptionalInt.empty();
        this.plain = new AtomicReferenceArray<>(wording.languages().size() * FORMS);
    }

    int status() {
        return status;
    }

    /** Renders what every client may get before the first one asks. */
    void prepare() {
        for (int choice = 0; choice < plain.length(); choice++) {
            plain(choice);
        }
    }

    GateAnswer answer(Problem problem, Headers request) {
        int choice = Preference.language(request, wording.languages()) * FORMS
                + Preference.form(request).place();
        return template(problem, choice).fill(problem.incident());
    }

    private Template template(Problem problem, int choice) {
        boolean usual = problem.members().isEmpty()
                && problem.traceId().isEmpty()
                && !problem.truncated()
                && problem.retryAfter().equals(usualWait);
        List<Violation> violations = isSilent() ? List.of() : problem.violations();
        if (usual && violations.isEmpty()) {
            return plain(choice);
        }
        if (usual && violations.size() == 1 && violations.get(0).at().isEmpty()) {
            return kept(problem, violations.get(0), choice);
        }
        return made(problem, violations, choice);
    }

    private Template plain(int choice) {
        Template made = plain.get(choice);
        if (made == null) {
            made = Template.of(document(Map.of(), usualWait, Optional.empty(), List.of(), false, choice), form(choice));
            plain.set(choice, made);
        }
        return made;
    }

    private Template kept(Problem problem, Violation violation, int choice) {
        AtomicReferenceArray<@Nullable Template> known = kept.get(violation);
        if (known == null) {
            known = new AtomicReferenceArray<>(plain.length());
            if (kept.size() < MOST_KEPT) {
                kept.put(violation, known);
            }
        }
        Template found = known.get(choice);
        if (found == null) {
            found = made(problem, List.of(violation), choice);
            known.set(choice, found);
        }
        return found;
    }

    private Template made(Problem problem, List<Violation> violations, int choice) {
        return Template.of(
                document(
                        problem.members(),
                        problem.retryAfter(),
                        problem.traceId(),
                        violations,
                        problem.truncated() && !isSilent(),
                        choice),
                form(choice));
    }

    /** A fault is ours, not the request's; and a thing that is hidden is answered as one that does not exist. */
    private boolean isSilent() {
        return status >= 500 || status == 404;
    }

    private static ProblemForm form(int choice) {
        return FORM[choice % FORMS];
    }

    private Document document(
            Map<String, Object> values,
            OptionalInt wait,
            Optional<String> traceId,
            List<Violation> violations,
            boolean truncated,
            int choice) {
        String language = wording.languages().get(choice / FORMS);
        String standard = wording.languages().get(0);
        Map<String, Object> members = entry.members().of(values);
        int most = Math.min(violations.size(), wording.rules().maxViolations());
        List<Document.Place> places = new ArrayList<>(most);
        for (Violation violation : violations.subList(0, most)) {
            places.add(Document.Place.of(violation, wording.detail(violation, language)));
        }
        Sentence detail = Language.in(entry.details(), language, standard);
        return new Document(
                entry.isUntyped() ? entry.type() : wording.typeBase() + entry.code(),
                entry.code(),
                Objects.requireNonNullElse(wording.title(entry, language), entry.code()),
                status,
                detail == null ? null : detail.fill(members),
                traceId.orElse(null),
                wait,
                places,
                truncated || most < violations.size(),
                members,
                wording.spoken(entry, language));
    }
}
