package io.gapura.filters.errors;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said about one word of a violation, by language, and the values of the contract that the text may name. */
record ViolationText(String word, Declared params, Map<String, Sentence> texts) {
    private static final String GRAMMAR = "[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+";

    ViolationText {
        if (!word.matches(GRAMMAR) || word.length() > 64) {
            throw new IllegalArgumentException("a violation must be a dotted lower-case word");
        }
    }

    ViolationText text(String language, String text) {
        Sentence sentence = Sentence.of(text);
        params.require(sentence);
        return new ViolationText(word, params, Language.plus(texts, language, sentence));
    }

    /** Null when there is no text, or a value for it is missing. */
    @Nullable
    String in(String language, String standard, Map<String, Object> values) {
        Sentence sentence = Language.in(texts, language, standard);
        return sentence == null ? null : sentence.fill(params.of(values));
    }
}
