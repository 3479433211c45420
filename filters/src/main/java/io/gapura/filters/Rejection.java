package io.gapura.filters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as a value, for two audiences that never mix: {@link #status} and {@link #code} are public and stable,
 * {@link #reason} and {@link #note} are private and reach the audit record only.
 *
 * <p>Immutable; refining methods return copies. At most 100 violations are kept.
 */
public final class Rejection {
    private static final int MOST_VIOLATIONS = 100;
    private static final int LONGEST_NOTE = 1_024;

    private final int status;
    private final String code;
    private final String reason;
    private final @Nullable String note;
    private final List<HeaderLine> headers;
    private final Shown shown;
    private final boolean hard;

    /** What the answer says besides code and status. */
    private record Shown(List<Violation> violations, boolean truncated, Map<String, Object> members) {
        static final Shown NOTHING = new Shown(List.of(), false, Map.of());
    }

    private Rejection(
            int status,
            String code,
            String reason,
            @Nullable String note,
            List<HeaderLine> headers,
            Shown shown,
            boolean hard) {
        this.status = status;
        this.code = code;
        this.reason = reason;
        this.note = note;
        this.headers = headers;
        this.shown = shown;
        this.hard = hard;
    }

    /**
     * A refusal that a mode may shadow.
     *
     * @param status 400 to 599
     * @param code public kebab-case word from the error catalogue
     * @param reason private word from the closed list of the refusing policy
     */
    public static Rejection of(int status, String code, String reason) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("the status of a rejection must be between 400 and 599");
        }
        if (!isWord(code, '-') || reason.isEmpty() || reason.length() > 64) {
            throw new IllegalArgumentException(
                    "a rejection needs a kebab-case code and a reason of 1 to 64 characters");
        }
        return new Rejection(status, code, reason, null, List.of(), Shown.NOTHING, false);
    }

    /** A request that can be read in two ways, or not at all: 400 {@code request-malformed}, never shadowed. */
    public static Rejection malformed(String reason) {
        return of(400, "request-malformed", reason).asHard();
    }

    /** Our own fault, or that of a policy: 500 {@code internal-error}, never shadowed. */
    public static Rejection internalError(String reason) {
        return of(500, "internal-error", reason).asHard();
    }

    /**
     * What is said in the place of an answer that the application made, one code for one status in every adapter.
     *
     * @param status what was chosen; anything but 400 to 599 is 500
     * @param headers the values of a header of that answer
     */
    public static Rejection ofStatus(int status, Function<String, ? extends Collection<String>> headers) {
        return StatusRejections.of(status, headers);
    }

    /** The same for another private reason. */
    Rejection because(String other) {
        return new Rejection(status, code, other, note, headers, shown, hard);
    }

    /** The same with private text for the operator: lengths, ages and classes, never values. */
    public Rejection note(String text) {
        String bounded = text.length() > LONGEST_NOTE ? text.substring(0, LONGEST_NOTE) : text;
        return new Rejection(status, code, reason, bounded, headers, shown, hard);
    }

    /** The same with one more header line on the answer; a challenge may have several lines. */
    public Rejection header(String name, String value) {
        List<HeaderLine> lines = new ArrayList<>(headers);
        lines.add(new HeaderLine(name, value));
        return new Rejection(status, code, reason, note, List.copyOf(lines), shown, hard);
    }

    /** The same with these lines behind those that it has. */
    public Rejection headers(List<HeaderLine> more) {
        List<HeaderLine> lines = more;
        if (!headers.isEmpty()) {
            lines = new ArrayList<>(headers);
            lines.addAll(more);
        }
        return new Rejection(status, code, reason, note, List.copyOf(lines), shown, hard);
    }

    /** The same without the lines of that header. */
    Rejection without(String name) {
        List<HeaderLine> lines =
                headers.stream().filter(line -> !line.named(name)).toList();
        return new Rejection(status, code, reason, note, lines, shown, hard);
    }

    /** The same with one value of that header instead of whatever was there. */
    Rejection replacing(String name, String value) {
        List<HeaderLine> lines = new ArrayList<>(headers);
        lines.removeIf(line -> line.named(name));
        lines.add(new HeaderLine(name, value));
        return new Rejection(status, code, reason, note, List.copyOf(lines), shown, hard);
    }

    /** The same with places and codes for the client, sorted, at most 100 kept; more are marked as cut. */
    public Rejection violations(List<Violation> found) {
        List<Violation> sorted = found.stream().sorted().distinct().toList();
        boolean cut = sorted.size() > MOST_VIOLATIONS;
        // A copy that List.copyOf need not copy again with each answer.
        List<Violation> kept = List.copyOf(cut ? sorted.subList(0, MOST_VIOLATIONS) : sorted);
        return with(new Shown(kept, shown.truncated || cut, shown.members));
    }

    /** The same for a policy that stopped collecting: the answer says that there is more. */
    public Rejection truncated() {
        return with(new Shown(shown.violations, true, shown.members));
    }

    /** The same with typed values for the answer; what the catalogue does not declare for the code is not shown. */
    public Rejection members(Map<String, Object> values) {
        return with(new Shown(shown.violations, shown.truncated, Map.copyOf(values)));
    }

    private Rejection with(Shown other) {
        return new Rejection(status, code, reason, note, headers, other, hard);
    }

    /** The same, with which no mode can let a request pass. */
    public Rejection asHard() {
        return hard ? this : new Rejection(status, code, reason, note, headers, shown, true);
    }

    public int status() {
        return status;
    }

    /** Public, stable, kebab-case. */
    public String code() {
        return code;
    }

    /** Private closed word. */
    public String reason() {
        return reason;
    }

    /** Private bounded text. */
    public Optional<String> note() {
        return Optional.ofNullable(note);
    }

    public List<HeaderLine> headers() {
        return headers;
    }

    public List<Violation> violations() {
        return shown.violations;
    }

    /** Whether there were more violations than are kept. */
    public boolean isTruncated() {
        return shown.truncated;
    }

    /** Values for the answer, by name. */
    public Map<String, Object> members() {
        return shown.members;
    }

    /** Whether it can be neither shadowed nor sampled. */
    public boolean hard() {
        return hard;
    }

    @Override
    public String toString() {
        return status + " " + code + " (" + reason + ")";
    }

    private static boolean isWord(String text, char joint) {
        if (text.length() < 3 || text.length() > 49 || text.charAt(0) < 'a' || text.charAt(0) > 'z') {
            return false;
        }
        return text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == joint);
    }
}
