package io.gapura.validation;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.util.Optional;

/**
 * Keys of {@code validation}.
 *
 * @param contentStatus 422, or 400 for clients that expect it
 * @param lint what becomes of open or unconstrained input
 * @param memberNames how the application's JSON library names members
 * @param jsonDepth and the others: see {@link JsonLimits}
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
        Optional<Reference> document) {
    static final ValidationSettings DEFAULTS = of(
            422,
            Validation.Lint.FAIL,
            MemberNames.AS_DECLARED,
            JsonLimits.DEFAULTS,
            DataSize.of("64KiB"),
            Optional.empty());

    private static final long LARGEST = 16L << 20;

    ValidationSettings {
        if (contentStatus != 400 && contentStatus != 422) {
            throw new IllegalArgumentException("content-status must be 400 or 422");
        }
        if (xmlBody.toBytes() < 1 || xmlBody.toBytes() > LARGEST) {
            throw new IllegalArgumentException("xml-body must be at least 1B and at most 16MiB");
        }
        JsonLimits.requireValid(jsonDepth, jsonTokens, jsonMembers, jsonItems, jsonName, jsonString, jsonNumber);
    }

    private static ValidationSettings of(
            int contentStatus,
            Validation.Lint lint,
            MemberNames names,
            JsonLimits json,
            DataSize xmlBody,
            Optional<Reference> document) {
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
                document);
    }

    ValidationSettings with(int status) {
        return of(status, lint, memberNames, json(), xmlBody, document);
    }

    ValidationSettings with(Validation.Lint word) {
        return of(contentStatus, word, memberNames, json(), xmlBody, document);
    }

    ValidationSettings with(JsonLimits json) {
        return of(contentStatus, lint, memberNames, json, xmlBody, document);
    }

    ValidationSettings with(MemberNames names) {
        return of(contentStatus, lint, names, json(), xmlBody, document);
    }

    ValidationSettings with(DataSize xml) {
        return of(contentStatus, lint, memberNames, json(), xml, document);
    }

    JsonLimits json() {
        return new JsonLimits(jsonDepth, jsonTokens, jsonMembers, jsonItems, jsonName, jsonString, jsonNumber);
    }
}
