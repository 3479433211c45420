package io.gapura.validation;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one parameter may be: its type, whether it must be there and how often it may, and the range, length, pattern and
 * words of each value. Immutable; refining methods return copies.
 *
 * <p>A maximum of a length counts UTF-16 units and a minimum counts code points: whoever counts otherwise refuses no more.
 *
 * <pre>{@code ParameterRule.of(ParameterType.INT).range(1, 100).required()}</pre>
 */
public final class ParameterRule {
    private final ParameterType type;
    private final boolean required;
    private final int most;
    private final Bounds bounds;
    private final int minLength;
    private final int maxLength;
    private final @Nullable Set<String> words;
    private final List<TextCheck> checks;
    private final boolean free;

    /** What a copy changes. */
    private static final class Draft {
        private ParameterType type;
        private boolean required;
        private int most;
        private Bounds bounds;
        private int minLength;
        private int maxLength;
        private @Nullable Set<String> words;
        private List<TextCheck> checks;
        private boolean free;

        private Draft(ParameterRule from) {
            this.type = from.type;
            this.required = from.required;
            this.most = from.most;
            this.bounds = from.bounds;
            this.minLength = from.minLength;
            this.maxLength = from.maxLength;
            this.words = from.words;
            this.checks = from.checks;
            this.free = from.free;
        }
    }

    private ParameterRule(ParameterType type) {
        this.type = type;
        this.required = false;
        this.most = 1;
        this.bounds = Bounds.NONE;
        this.minLength = 0;
        this.maxLength = Integer.MAX_VALUE;
        this.words = null;
        this.checks = List.of();
        this.free = false;
    }

    private ParameterRule(Draft draft) {
        this.type = draft.type;
        this.required = draft.required;
        this.most = draft.most;
        this.bounds = draft.bounds;
        this.minLength = draft.minLength;
        this.maxLength = draft.maxLength;
        this.words = draft.words;
        this.checks = draft.checks;
        this.free = draft.free;
    }

    /** Of a type, at most once, and nothing more. */
    public static ParameterRule of(ParameterType type) {
        return new ParameterRule(type);
    }

    /** One of these exact words. */
    public static ParameterRule oneOf(String... words) {
        return of(ParameterType.TEXT).words(Arrays.asList(words));
    }

    private ParameterRule with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new ParameterRule(draft);
    }

    /** The same, and refused with {@code param.required} when it is missing. */
    public ParameterRule required() {
        return with(draft -> draft.required = true);
    }

    /** The same, with something that stands in for it when it is missing. */
    ParameterRule optional() {
        return required ? with(draft -> draft.required = false) : this;
    }

    /** The same, up to so many times; over that {@code param.count}. */
    public ParameterRule many(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a parameter must be allowed once at least");
        }
        return with(draft -> draft.most = count);
    }

    /** The same within a range, ends included; else {@code param.range}. */
    public ParameterRule range(long min, long max) {
        return range(BigDecimal.valueOf(min), BigDecimal.valueOf(max));
    }

    /** The same within a range whose ends are included, or open where they are null. */
    public ParameterRule range(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        if (!type.isNumber()) {
            throw new IllegalArgumentException("a range is for numbers");
        }
        Bounds both = bounds.and(Bounds.of(min, max));
        if (both.isEmpty()) {
            throw new IllegalArgumentException("a range must not be empty");
        }
        return with(draft -> draft.bounds = both);
    }

    /** The same, and not this number, such as the open end of a range; else {@code param.range}. */
    public ParameterRule except(BigDecimal value) {
        if (!type.isNumber()) {
            throw new IllegalArgumentException("a range is for numbers");
        }
        return check(TextChecks.not(value));
    }

    /** The same with so many characters; else {@code param.length}. */
    public ParameterRule length(int min, int max) {
        int least = Math.max(minLength, min);
        int greatest = Math.min(maxLength, max);
        if (least > greatest || min < 0) {
            throw new IllegalArgumentException("a length must be possible");
        }
        return with(draft -> {
            draft.minLength = least;
            draft.maxLength = greatest;
        });
    }

    /** The same, matching a pattern as a whole; else {@code param.pattern}. */
    public ParameterRule pattern(SafePattern pattern) {
        return check(TextChecks.matching(pattern));
    }

    /** The same, and only these exact words; else {@code param.enum}. */
    public ParameterRule words(Collection<String> allowed) {
        Set<String> both = new TreeSet<>(allowed);
        if (words != null) {
            both.retainAll(words);
        }
        if (both.isEmpty()) {
            throw new IllegalArgumentException("some word must be allowed");
        }
        return with(draft -> draft.words = Set.copyOf(both));
    }

    /** The same, and this as well. */
    ParameterRule check(TextCheck more) {
        List<TextCheck> both = new ArrayList<>(checks);
        both.add(more);
        return with(draft -> draft.checks = List.copyOf(both));
    }

    /** The same, said to be free text on purpose: the start-up check lists it instead of failing. */
    public ParameterRule freeText() {
        return with(draft -> draft.free = true);
    }

    /**
     * Both together: refuses whatever one of them refuses.
     *
     * @throws ConfigurationException when nothing could keep both
     */
    ParameterRule and(ParameterRule other, String place) {
        ParameterType narrower = type.isWithin(other.type) ? type : other.type;
        boolean contradict = !type.isWithin(other.type) && !other.type.isWithin(type);
        Bounds range = bounds.and(other.bounds);
        int least = Math.max(minLength, other.minLength);
        int greatest = Math.min(maxLength, other.maxLength);
        Set<String> both = words == null ? other.words : new TreeSet<>(words);
        if (both != null && other.words != null) {
            both = new TreeSet<>(both);
            both.retainAll(other.words);
        }
        if (contradict || range.isEmpty() || least > greatest || both != null && both.isEmpty()) {
            throw ConfigurationException.at(
                    place, "lint.contradiction no value keeps what two sources declare: make them agree");
        }
        List<TextCheck> all = new ArrayList<>(checks);
        all.addAll(other.checks);
        Set<String> kept = both == null ? null : Set.copyOf(both);
        return with(draft -> {
            draft.type = narrower;
            draft.required = required || other.required;
            draft.most = Math.min(most, other.most);
            draft.bounds = range;
            draft.minLength = least;
            draft.maxLength = greatest;
            draft.words = kept;
            draft.checks = List.copyOf(all);
            draft.free = free || other.free;
        });
    }

    /** What one value breaks first, as a word; null when it keeps all. Allocates nothing for a value that is not converted. */
    @Nullable
    String refusal(String value, Caller caller) {
        if (!type.accepts(value)) {
            return "param.type";
        }
        if (words != null && !words.contains(value)) {
            return "param.enum";
        }
        if (type.isNumber() && !bounds.contains(value, type)) {
            return "param.range";
        }
        if (value.length() > maxLength || minLength > 0 && value.codePointCount(0, value.length()) < minLength) {
            return "param.length";
        }
        for (int i = 0; i < checks.size(); i++) { // an iterator would be one object more
            String broken = checks.get(i).refusal(value, caller);
            if (broken != null) {
                return broken.indexOf('.') < 0 ? "param." + broken : broken;
            }
        }
        return null;
    }

    public ParameterType type() {
        return type;
    }

    public boolean isRequired() {
        return required;
    }

    /** How often it may come. */
    public int most() {
        return most;
    }

    /** The words that are allowed, sorted; empty when they are not listed. */
    public Optional<List<String>> words() {
        return words == null
                ? Optional.empty()
                : Optional.of(words.stream().sorted().toList());
    }

    Bounds bounds() {
        return bounds;
    }

    int minLength() {
        return minLength;
    }

    int maxLength() {
        return maxLength;
    }

    List<TextCheck> checks() {
        return checks;
    }

    boolean isFree() {
        return free;
    }

    /** Whether text of it is anything at all. */
    boolean isUnconstrained() {
        return type == ParameterType.TEXT
                && words == null
                && maxLength == Integer.MAX_VALUE
                && checks.stream().noneMatch(TextCheck::isBound);
    }

    /** As the catalogue of contracts shows it. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        text.add(
                words == null
                        ? type.name().toLowerCase(Locale.ROOT)
                        : "one of " + String.join(" | ", words().orElseThrow()));
        text.add(required ? "required" : "optional");
        if (most > 1) {
            text.add("at most " + (most == Integer.MAX_VALUE ? "any number of" : Integer.toString(most)) + " times");
        }
        if (bounds.min() != null || bounds.max() != null) {
            text.add(end(bounds.min()) + ".." + end(bounds.max()));
        }
        if (minLength > 0 || maxLength < Integer.MAX_VALUE) {
            text.add(minLength + ".." + (maxLength == Integer.MAX_VALUE ? "" : Integer.toString(maxLength))
                    + " characters");
        }
        checks.forEach(check -> text.add(check.title()));
        if (free) {
            text.add("free text");
        }
        return text.toString();
    }

    private static String end(@Nullable BigDecimal end) {
        return end == null ? "" : end.toPlainString();
    }
}
