package io.gapura.validation;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import io.gapura.filters.Violation.Place;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The media types that an endpoint takes: exactly these, in UTF-8, with no parameter but {@code charset} and, for
 * multipart, {@code boundary}, each at most once. Content without a media type is none of them.
 *
 * <p>Immutable and thread-safe. Refuses with 415 {@code media-type-refused} ({@code media.type}, {@code media.charset}) and,
 * where the length has to be declared, 411 {@code length-required} ({@code body.length-required}).
 */
public final class MediaTypes {
    /** RFC 2046 §5.1.1. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

    static final Decision.Reject TYPE = refusal(415, "media-type-refused", "media.type");
    static final Decision.Reject CHARSET = refusal(415, "media-type-refused", "media.charset");
    private static final Decision.Reject LENGTH = refusal(411, "length-required", "body.length-required");

    private final Set<String> accepted;
    private final boolean declared;

    private MediaTypes(Set<String> accepted, boolean declared) {
        this.accepted = accepted;
        this.declared = declared;
    }

    /**
     * These alone.
     *
     * @throws IllegalArgumentException for what is no single type: a wildcard, or one with parameters
     */
    public static MediaTypes accepting(String... types) {
        return accepting(List.of(types));
    }

    /** The same. */
    public static MediaTypes accepting(List<String> types) {
        Set<String> essences = new TreeSet<>();
        for (String type : types) {
            essences.add(essence(type));
        }
        return new MediaTypes(essences, false);
    }

    private static String essence(String type) {
        return MediaType.read(type)
                .filter(read -> read.parameters().isEmpty() && type.indexOf('*') < 0)
                .map(MediaType::essence)
                .orElseThrow(() -> new IllegalArgumentException("a media type must be one, such as application/json"));
    }

    /** The same, for content of a declared length alone: none that comes in chunks. */
    public MediaTypes withDeclaredLength() {
        return new MediaTypes(accepted, true);
    }

    /** The types in lower case. */
    public Set<String> types() {
        return Set.copyOf(accepted);
    }

    /** Proceeds when there is no content, or when it is of one of these types. */
    public Decision check(RequestView request) {
        boolean announced = isAnnounced(request);
        if (declared && announced && request.declaredLength() < 0) {
            return LENGTH;
        }
        if (request.declaredLength() == 0) {
            return Decision.proceed();
        }
        return MediaType.of(request).map(this::check).orElse(announced ? TYPE : Decision.proceed());
    }

    private Decision check(MediaType type) {
        if (!accepted.contains(type.essence())) {
            return TYPE;
        }
        if (!type.isUtf8()) {
            return CHARSET;
        }
        int boundaries = 0;
        for (MediaType.Parameter parameter : type.parameters()) {
            boolean boundary = parameter.is("boundary") && type.isMultipart();
            if (!boundary && !parameter.is("charset")
                    || boundary && !BOUNDARY.matcher(parameter.value()).matches()) {
                return TYPE;
            }
            boundaries += boundary ? 1 : 0;
        }
        return boundaries == (type.isMultipart() ? 1 : 0) ? Decision.proceed() : TYPE;
    }

    /** Whether content is sure to come; over HTTP/2 it may come unannounced. */
    static boolean isAnnounced(RequestView request) {
        return request.declaredLength() > 0 || request.headers().isChunked();
    }

    private static Decision.Reject refusal(int status, String code, String word) {
        return Decision.reject(
                Rejection.of(status, code, word).violations(List.of(new Violation(Place.HEADER, "", word))));
    }
}
