package io.gapura.validation;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import io.gapura.validation.constraints.PasswordRules;
import io.gapura.validation.constraints.TextConstraints;
import java.util.Optional;
import java.util.Set;

/**
 * Keys of {@code validation}.
 *
 * @param contentStatus 422, or 400 for clients that expect it
 * @param lint what becomes of open or unconstrained input
 * @param memberNames how the application's JSON library names members
 * @param jsonDepth and the others: see {@link JsonLimits}
 * @param commonPasswords one a line, UTF-8, 3,000 at least: what {@code @NewPassword} refuses; without it none can be used
 * @param contextWords of this application, which a new password must not hold: 100 at most, of 64 characters at most
 * @param xmlBody how large XML may be, decoded: it is read whole before the application sees it
 * @param document that the endpoints keep as well: of OpenAPI 3.1, with {@code gapura-validation-openapi}
 */
record ValidationSettings(
        int contentStatus,
        Validation.Lint lint,
        MemberNames memberNames,
        int jsonDepth,
        int jsonTokens,
        int jsonMembers,
        int jsonItems,
        int jsonName,
        int jsonString,
        int jsonNumber,
        DataSize xmlBody,
        Optional<Reference> commonPasswords,
        Set<String> contextWords,
        Optional<Reference> document) {
    static final ValidationSettings DEFAULTS = of(
            422,
            Validation.Lint.FAIL,
            MemberNames.AS_DECLARED,
            JsonLimits.DEFAULTS,
            DataSize.of("64KiB"),
            Elsewhere.NOTHING);

    private static final int MOST_WORDS = 100;
    private static final int LONGEST_WORD = 64;

    /** What stands in places of its own: what a new password must not be, and contracts. */
    private record Elsewhere(Optional<Reference> common, Set<String> ofContext, Optional<Reference> document) {
        private static final Elsewhere NOTHING = new Elsewhere(Optional.empty(), Set.of(), Optional.empty());
    }

    private static final long LARGEST = 16L << 20;

    ValidationSettings {
        if (contentStatus != 400 && contentStatus != 422) {
            throw new IllegalArgumentException("content-status must be 400 or 422");
        }
        if (xmlBody.toBytes() < 1 || xmlBody.toBytes() > LARGEST) {
            throw new IllegalArgumentException("xml-body must be at least 1B and at most 16MiB");
        }
        contextWords = Set.copyOf(contextWords);
        boolean fit = contextWords.stream().allMatch(word -> !word.isBlank() && word.length() <= LONGEST_WORD);
        if (!fit || contextWords.size() > MOST_WORDS) {
            throw new IllegalArgumentException("context-words must be at most 100 words of 1 to 64 characters");
        }
        if (commonPasswords.isEmpty() && !contextWords.isEmpty()) {
            throw new IllegalArgumentException("context-words is for new passwords: set common-passwords as well");
        }
        JsonLimits.requireValid(jsonDepth, jsonTokens, jsonMembers, jsonItems, jsonName, jsonString, jsonNumber);
    }

    private static ValidationSettings of(
            int contentStatus,
            Validation.Lint lint,
            MemberNames names,
            JsonLimits json,
            DataSize xmlBody,
            Elsewhere elsewhere) {
        return new ValidationSettings(
                contentStatus,
                lint,
                names,
                json.depth(),
                json.tokens(),
                json.members(),
                json.items(),
                json.name(),
                json.string(),
                json.number(),
                xmlBody,
                elsewhere.common(),
                elsewhere.ofContext(),
                elsewhere.document());
    }

    private Elsewhere elsewhere() {
        return new Elsewhere(commonPasswords, contextWords, document);
    }

    ValidationSettings with(int status) {
        return of(status, lint, memberNames, json(), xmlBody, elsewhere());
    }

    ValidationSettings with(Validation.Lint word) {
        return of(contentStatus, word, memberNames, json(), xmlBody, elsewhere());
    }

    ValidationSettings with(JsonLimits json) {
        return of(contentStatus, lint, memberNames, json, xmlBody, elsewhere());
    }

    ValidationSettings with(MemberNames names) {
        return of(contentStatus, lint, names, json(), xmlBody, elsewhere());
    }

    ValidationSettings with(DataSize xml) {
        return of(contentStatus, lint, memberNames, json(), xml, elsewhere());
    }

    ValidationSettings with(Reference common, Set<String> context) {
        return of(
                contentStatus,
                lint,
                memberNames,
                json(),
                xmlBody,
                new Elsewhere(Optional.of(common), context, document));
    }

    /** What the annotations mean: reads the list. */
    TextConstraints texts() {
        TextConstraints standard = TextConstraints.standard();
        return commonPasswords
                .map(list -> standard.passwords(PasswordRules.of(list, contextWords)))
                .orElse(standard);
    }

    JsonLimits json() {
        return new JsonLimits(jsonDepth, jsonTokens, jsonMembers, jsonItems, jsonName, jsonString, jsonNumber);
    }
}
