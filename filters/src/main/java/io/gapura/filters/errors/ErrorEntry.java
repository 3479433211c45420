package io.gapura.filters.errors;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may be said about one code: statuses, type, titles and details by language, and the values that a document may
 * carry. Immutable; refining methods return copies and throw {@link IllegalArgumentException} for what no document may
 * hold.
 */
public final class ErrorEntry {
    static final String UNTYPED = "about:blank";
    private static final int LONGEST_TITLE = 160;

    private final String code;
    private final List<Integer> statuses;
    private final String type;
    private final Map<String, String> titles;
    private final Map<String, Sentence> details;
    private final Declared members;

    private ErrorEntry(
            String code,
            List<Integer> statuses,
            String type,
            Map<String, String> titles,
            Map<String, Sentence> details,
            Declared members) {
        this.code = code;
        this.statuses = statuses;
        this.type = type;
        this.titles = titles;
        this.details = details;
        this.members = members;
    }

    static ErrorEntry of(String code, Integer... statuses) {
        if (!code.matches("[a-z][a-z0-9-]{2,48}")) {
            throw new IllegalArgumentException("a code must be a kebab-case word of 3 to 49 characters");
        }
        if (statuses.length == 0 || Arrays.stream(statuses).anyMatch(status -> status < 400 || status > 599)) {
            throw new IllegalArgumentException(code + " must have a status between 400 and 599");
        }
        return new ErrorEntry(code, List.of(statuses), code, Map.of(), Map.of(), Declared.NOTHING);
    }

    /** The constant title in one language, such as {@code de}; at most 160 characters. */
    public ErrorEntry title(String language, String text) {
        if (text.isBlank() || text.length() > LONGEST_TITLE || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(code + " must have titles of 1 to 160 characters on one line");
        }
        return new ErrorEntry(code, statuses, type, Language.plus(titles, language, text), details, members);
    }

    /** What helps a client with this occurrence, in one language; {@code {name}} stands for a declared member. */
    public ErrorEntry detail(String language, String text) {
        Sentence sentence = Sentence.of(text);
        return new ErrorEntry(code, statuses, type, titles, Language.plus(details, language, sentence), members);
    }

    /**
     * Declares a value: long, boolean, String of at most 128 characters, Instant, DataSize or an enum.
     *
     * @param name letter first, then letters, digits and {@code _}; 3 to 32 characters (RFC 9457 §3.2)
     */
    public ErrorEntry member(String name, Class<?> valueType) {
        return member(name, MemberType.of(valueType));
    }

    ErrorEntry member(String name, MemberType valueType) {
        return new ErrorEntry(code, statuses, type, titles, details, members.with(name, valueType));
    }

    /** Answers as that other code does, byte for byte: which of them it was stays private. */
    public ErrorEntry publishedAs(String otherCode) {
        return new ErrorEntry(code, statuses, otherCode, titles, details, members);
    }

    /** The same with {@code about:blank} for a type: the code says no more than the status. */
    public ErrorEntry untyped() {
        return publishedAs(UNTYPED);
    }

    /** The same in other words: titles and details of another entry where it has some. */
    ErrorEntry reworded(ErrorEntry by) {
        return new ErrorEntry(
                code,
                statuses,
                type,
                Language.plusAll(titles, by.titles),
                Language.plusAll(details, by.details),
                by.members.types().isEmpty() ? members : by.members);
    }

    boolean meansTheSameAs(ErrorEntry other) {
        return statuses.equals(other.statuses) && type.equals(other.type);
    }

    /** Throws {@link IllegalArgumentException} when a detail asks for what is not declared. */
    void requireWhole() {
        details.values().forEach(members::require);
    }

    /** Kebab-case word, never renamed. */
    public String code() {
        return code;
    }

    /** With which it may be decided; the first is the rule. */
    public List<Integer> statuses() {
        return statuses;
    }

    public int status() {
        return statuses.get(0);
    }

    /** The code that is published as type, or {@code about:blank}. */
    public String type() {
        return type;
    }

    boolean isUntyped() {
        return type.equals(UNTYPED);
    }

    /** Whether its answers are those of another code. */
    boolean isPublishedAsAnother() {
        return !isUntyped() && !type.equals(code);
    }

    /** The title in exactly that language. */
    public Optional<String> title(String language) {
        return Optional.ofNullable(titles.get(language));
    }

    Map<String, String> titles() {
        return titles;
    }

    Map<String, Sentence> details() {
        return details;
    }

    Declared members() {
        return members;
    }
}
