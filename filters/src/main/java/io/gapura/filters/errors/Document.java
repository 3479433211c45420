package io.gapura.filters.errors;

import io.gapura.filters.Violation;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A problem in one language, before it has a form: all that any writer may write, in the order of the page.
 *
 * @param type absolute URI or {@code about:blank}
 * @param language of title, detail and the texts of places
 * @param truncated whether places were left out
 * @param members declared ones, by name
 */
record Document(
        String type,
        String code,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String traceId,
        OptionalInt retryAfter,
        List<Place> places,
        boolean truncated,
        Map<String, Object> members,
        String language) {
    /**
     * One violation with its text.
     *
     * @param in the part of the request; null for content
     * @param at a pointer as URI fragment for content, else a declared name, which may be empty
     */
    record Place(
            @Nullable String in,
            String at,
            String code,
            @Nullable String detail) {
        static Place of(Violation violation, @Nullable String detail) {
            if (violation.place() == Violation.Place.BODY) {
                // What is no pointer is not echoed: the whole content is meant.
                String pointer = violation.at().startsWith("/") ? violation.at() : "";
                return new Place(null, JsonText.fragment(pointer), violation.code(), detail);
            }
            return new Place(in(violation.place()), violation.at(), violation.code(), detail);
        }

        private static String in(Violation.Place place) {
            return switch (place) {
                case TARGET -> "path";
                case QUERY -> "query";
                case HEADER -> "header";
                case COOKIE -> "cookie";
                case FORM -> "form";
                case PART -> "part";
                case BODY -> "body";
            };
        }

        /** For people: where, then what. */
        String words() {
            String where = in == null ? at : at.isEmpty() ? in : in + " " + at;
            return where + ": " + (detail == null ? code : detail);
        }
    }

    /** The same with that many places, and the mark that there are more. */
    Document first(int count) {
        return new Document(
                type,
                code,
                title,
                status,
                detail,
                traceId,
                retryAfter,
                places.subList(0, count),
                true,
                members,
                language);
    }

    /** The same with nothing that an application or a request could have made long. */
    Document bare() {
        return new Document(type, code, title, status, null, traceId, retryAfter, List.of(), true, Map.of(), language);
    }
}
