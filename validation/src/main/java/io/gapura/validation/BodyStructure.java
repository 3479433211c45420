package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the content of a request claims to be, and puts the guard on it that such content needs.
 *
 * @param records whether not everything that is found is refused
 * @param rule whose schemas JSON is held against
 */
record BodyStructure(
        JsonGuard json,
        XmlGuard xml,
        boolean records,
        @Nullable BodyRule rule) {
    /** Why nobody can say what the content is, or read it as it says: a soft refusal. */
    Optional<Rejection> unreadable(RequestView request) {
        Optional<MediaType> type = type(request);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        if (!type.get().isReadable()) {
            return MediaTypes.isAnnounced(request) ? Optional.of(MediaTypes.TYPE.rejection()) : Optional.empty();
        }
        boolean structured = type.get().isJson() || type.get().isXml();
        return structured && !type.get().isUtf8() ? Optional.of(MediaTypes.CHARSET.rejection()) : Optional.empty();
    }

    /**
     * What the decision becomes once content is looked after. What only claims to be coded, or to be of another charset, is
     * looked at all the same: a guard that a header can switch off is none.
     */
    Decision watch(RequestView request, Decision.Proceed otherwise) throws IOException {
        Optional<MediaType> type = type(request).filter(MediaType::isReadable);
        if (type.isPresent() && type.get().isJson()) {
            return otherwise.bodyGuard(json(type.get()));
        }
        return type.isPresent() && type.get().isXml() ? xml(request, otherwise) : otherwise;
    }

    /** Whether an empty document would be none. */
    boolean isJson(RequestView request) {
        return type(request).filter(MediaType::isJson).isPresent();
    }

    private BodyGuard json(MediaType type) {
        List<ContentSchema> schemas = rule == null ? List.of() : rule.schemas(type.essence());
        return records ? json.openToRecord(schemas) : json.open(schemas);
    }

    private static Optional<MediaType> type(RequestView request) {
        return request.declaredLength() == 0 ? Optional.empty() : MediaType.of(request);
    }

    /** What is forwarded was read before it was. */
    private Decision xml(RequestView request, Decision.Proceed otherwise) throws IOException {
        boolean forwarded = request.isDispatched();
        return forwarded ? otherwise : xml.check(request, otherwise);
    }
}
