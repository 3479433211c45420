package io.gapura.validation;

/**
 * Keys of {@code validation}.
 *
 * @param contentStatus 422, or 400 for clients that expect it
 * @param lint what becomes of open or unconstrained input
 * @param memberNames how the application's JSON library names members
 * @param jsonDepth and the others: see {@link JsonLimits}
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
        int jsonNumber) {
    static final ValidationSettings DEFAULTS =
            of(422, Validation.Lint.FAIL, MemberNames.AS_DECLARED, JsonLimits.DEFAULTS);

    ValidationSettings {
        if (contentStatus != 400 && contentStatus != 422) {
            throw new IllegalArgumentException("content-status must be 400 or 422");
        }
        JsonLimits.requireValid(jsonDepth, jsonTokens, jsonMembers, jsonItems, jsonName, jsonString, jsonNumber);
    }

    private static ValidationSettings of(int contentStatus, Validation.Lint lint, MemberNames names, JsonLimits json) {
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
                json.number());
    }

    ValidationSettings with(int status) {
        return of(status, lint, memberNames, json());
    }

    ValidationSettings with(Validation.Lint word) {
        return of(contentStatus, word, memberNames, json());
    }

    ValidationSettings with(JsonLimits json) {
        return of(contentStatus, lint, memberNames, json);
    }

    ValidationSettings with(MemberNames names) {
        return of(contentStatus, lint, names, json());
    }

    JsonLimits json() {
        return new JsonLimits(jsonDepth, jsonTokens, jsonMembers, jsonItems, jsonName, jsonString, jsonNumber);
    }
}
