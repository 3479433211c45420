package io.gapura.rbac;

import io.gapura.rbac.PolicyStore.Stored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a newer text of a policy would do, found out before it is written: what is wrong with it, what looks like a slip,
 * which cells of the matrix it opens and closes, and who could administer afterwards. Immutable; made by
 * {@link PolicyAdministration#dryRun} alone.
 */
public final class PolicyChange {
    private final Stored replaced;
    private final String text;
    private final List<String> problems;
    private final List<Lint> lints;
    private final Optional<MatrixDiff> diff;
    private final List<String> administrators;

    PolicyChange(
            Stored replaced,
            String text,
            List<String> problems,
            List<Lint> lints,
            Optional<MatrixDiff> diff,
            List<String> administrators) {
        this.replaced = replaced;
        this.text = text;
        this.problems = List.copyOf(problems);
        this.lints = List.copyOf(lints);
        this.diff = diff;
        this.administrators = List.copyOf(administrators);
    }

    /** Whether it may be written. */
    public boolean isSound() {
        return problems.isEmpty();
    }

    /** The version that it replaces. */
    public String replaces() {
        return replaced.version();
    }

    /** What would be written. */
    public String text() {
        return text;
    }

    /** SHA-256 of the text. */
    public String digest() {
        return PolicyText.of(text.getBytes(StandardCharsets.UTF_8)).digest();
    }

    /** Why it may not be written, as the start would say it: {@code file:line:column code message}. */
    public List<String> problems() {
        return problems;
    }

    /** What somebody should look at, in the document and in what the endpoints ask of it. */
    public List<Lint> lints() {
        return lints;
    }

    /** Cells that it opens and closes, against the text that it replaces; empty when it cannot be loaded. */
    public Optional<MatrixDiff> diff() {
        return diff;
    }

    /** Who may administer by it: callers that it names, and issuers whose claims lead to such a role. */
    public List<String> administrators() {
        return administrators;
    }

    /** All of it, a line each. For operators: it names roles and endpoints. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add("problem " + problem));
        lints.forEach(lint -> lines.add("lint    " + lint));
        diff.filter(some -> !some.isEmpty()).ifPresent(some -> lines.add(some.toString()));
        administrators.forEach(who -> lines.add("admin   " + who));
        return String.join("\n", lines);
    }
}
