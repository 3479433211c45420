package io.gapura.validation;

import io.gapura.validation.constraints.TextViolation;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request or an answer can break of its contract, beside its structure ({@link StructureViolation}) and its texts
 * ({@link TextViolation}). The words are public and stable; each is a rule that may be shadowed alone.
 */
public enum ContractViolation {
    /** A parameter that nobody declared: what is not read today is read tomorrow, by somebody who trusts it. */
    PARAM_UNKNOWN("param.unknown"),
    /** Twice, where one is read: the first by one reader, the last by another (CWE-235). */
    PARAM_REPEATED("param.repeated"),
    /** More values than one list may have. */
    PARAM_COUNT("param.count"),
    PARAM_REQUIRED("param.required"),
    /** Not the text of a value of its type: runtimes read {@code +7} and digits of other scripts as numbers. */
    PARAM_TYPE("param.type"),
    PARAM_RANGE("param.range"),
    PARAM_LENGTH("param.length"),
    PARAM_PATTERN("param.pattern"),
    /** None of the words that are allowed. */
    PARAM_ENUM("param.enum"),
    PARAM_MISSING("param.missing"),
    PARAM_NOT_NULL("param.not-null"),
    PARAM_EMAIL("param.email"),
    PARAM_RULE("param.rule"),
    PARAM_TIME("param.time"),
    /** A constraint of the application's own. */
    PARAM_CONSTRAINT("param.constraint"),
    /** A declared cookie twice: one of them is not from the server (CWE-784). */
    COOKIE_REPEATED("cookie.repeated"),
    /** Content where nobody reads any: it may be the next request of another connection (CWE-444). */
    BODY_UNEXPECTED("body.unexpected"),
    /** No content where the code needs some: runtimes hand over null. */
    BODY_REQUIRED("body.required"),
    BODY_SIZE("body.size"),
    /** Content of a length that is not declared. */
    BODY_LENGTH_REQUIRED("body.length-required"),
    /** A member that nobody declared, and a binding might set all the same (CWE-915). */
    BODY_UNKNOWN("body.unknown"),
    BODY_MISSING("body.missing"),
    BODY_NOT_NULL("body.not-null"),
    /** A value of another JSON type, which a binding would turn into something. */
    BODY_TYPE("body.type"),
    BODY_RANGE("body.range"),
    BODY_PATTERN("body.pattern"),
    BODY_ENUM("body.enum"),
    BODY_EMAIL("body.email"),
    BODY_RULE("body.rule"),
    BODY_TIME("body.time"),
    /** A constraint of the application's own. */
    BODY_CONSTRAINT("body.constraint"),
    /** Lists in lists, deeper than anybody looks. */
    BODY_DEPTH("body.depth"),
    /** Too few or too many elements. */
    LIST_SIZE("list.size"),
    /** A media type that the endpoint does not take, or that cannot be read in one way. */
    MEDIA_TYPE("media.type"),
    /** Another charset than UTF-8: who believes it reads another document than was checked. */
    MEDIA_CHARSET("media.charset"),
    /** An answer of a media type that the contract does not declare. */
    ANSWER_TYPE("answer.type"),
    ANSWER_HEADER("answer.header"),
    /** A member of an answer that nobody declared: a field that should not leave (CWE-213). */
    ANSWER_MEMBERS("answer.members");

    private final String word;

    ContractViolation(String word) {
        this.word = word;
    }

    /** The dotted word of the answer and of the audit record. */
    public String word() {
        return word;
    }

    /** The words that may be shadowed alone: all but those that are hard. */
    static Set<String> soft() {
        Stream<String> contract = Arrays.stream(values()).map(ContractViolation::word);
        Stream<String> structure = Arrays.stream(StructureViolation.values())
                .filter(each -> !each.hard())
                .map(StructureViolation::word);
        Stream<String> texts =
                Arrays.stream(TextViolation.values()).map(TextViolation::word).filter(word -> word.indexOf('.') > 0);
        Set<String> words = Stream.of(contract, structure, texts)
                .flatMap(each -> each)
                .collect(Collectors.toCollection(TreeSet::new));
        words.remove(StructureViolation.TEXT_SURROGATE.word());
        return words;
    }

    @Override
    public String toString() {
        return word;
    }
}
