package io.gapura.validation.uploads;

import io.gapura.validation.files.ReceivedParts;
import io.gapura.validation.files.StoredFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came in a request to an endpoint with {@link Uploads}: files that are kept already, and fields. A file that the
 * endpoint does not want it deletes; when the answer is an error, all of them are deleted.
 *
 * <p>Immutable and thread-safe.
 */
public final class Uploaded implements ReceivedParts {
    /** The request attribute, and under Jakarta REST the request property, that it is handed over by. */
    public static final String ATTRIBUTE = ReceivedParts.ATTRIBUTE;

    private final Map<String, List<StoredFile>> files;
    private final Map<String, String> fields;

    Uploaded(Map<String, List<StoredFile>> files, Map<String, String> fields) {
        this.files = Map.copyOf(files);
        this.fields = Map.copyOf(fields);
    }

    /**
     * That of a request: {@code Uploaded.of(request::getAttribute)} with an {@code HttpServletRequest}, which resources
     * have injected as {@code @Context}; {@code Uploaded.of(request::getProperty)} with a {@code ContainerRequestContext}.
     *
     * @throws IllegalStateException when the endpoint has no {@link Uploads}, or the method is none that they are for
     */
    public static Uploaded of(Function<String, @Nullable Object> attributes) {
        if (attributes.apply(ATTRIBUTE) instanceof Uploaded uploaded) {
            return uploaded;
        }
        throw new IllegalStateException("the endpoint declares no @Uploads");
    }

    /** The files of all parts. */
    public List<StoredFile> files() {
        return files.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public List<StoredFile> files(String part) {
        return files.getOrDefault(part, List.of());
    }

    @Override
    public Optional<StoredFile> file(String part) {
        return files(part).stream().findFirst();
    }

    @Override
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
