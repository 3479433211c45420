package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what the content of a request claims to be, and puts the guard on it that such content needs. */
record BodyStructure(JsonGuard json, XmlGuard xml, @Nullable BodyRule rule) {
    /**
     * What the decision becomes once content is looked after. What only claims to be coded is looked at all the same: a
     * guard that a header can switch off is none.
     */
    Decision watch(RequestView request, Decision.Proceed otherwise) throws IOException {
        if (request.declaredLength() == 0) {
            return otherwise;
        }
        Optional<MediaType> type = MediaType.of(request);
        return type.isEmpty() ? otherwise : watch(type.get(), request, otherwise);
    }

    private Decision watch(MediaType type, RequestView request, Decision.Proceed otherwise) throws IOException {
        if (!type.isReadable()) {
            return MediaTypes.isAnnounced(request) ? MediaTypes.TYPE : otherwise;
        }
        if (!type.isJson() && !type.isXml()) {
            return otherwise;
        }
        if (!type.isUtf8()) {
            return MediaTypes.CHARSET;
        }
        return type.isJson() ? otherwise.bodyGuard(json(type)) : xml(request, otherwise);
    }

    private BodyGuard json(MediaType type) {
        return rule == null ? json.open() : json.open(rule.schemas(type.essence()));
    }

    /** What is forwarded was read before it was. */
    private Decision xml(RequestView request, Decision.Proceed otherwise) throws IOException {
        boolean forwarded = request.isDispatched();
        return forwarded ? otherwise : xml.check(request, otherwise);
    }
}
