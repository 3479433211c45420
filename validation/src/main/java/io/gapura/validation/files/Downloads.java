package io.gapura.validation.files;

import io.gapura.filters.HeaderLine;
import io.gapura.validation.encode.HeaderParameter;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The header fields under which a file of a client can be handed out and do no harm to whoever opens it: with the type
 * that was verified, to be saved and not shown, in a sandbox if it is shown all the same, for pages of this site alone.
 *
 * <p>Stateless.
 */
public final class Downloads {
    private Downloads() {}

    /** All of them, in the order in which they are to be set. */
    public static List<HeaderLine> attachment(StoredFile file) {
        String type = file.type().mediaType();
        return List.of(
                new HeaderLine("Content-Type", type.startsWith("text/") ? type + "; charset=utf-8" : type),
                new HeaderLine("Content-Length", Long.toString(file.length())),
                new HeaderLine("Content-Disposition", disposition(file.name())),
                new HeaderLine("X-Content-Type-Options", "nosniff"),
                new HeaderLine("Content-Security-Policy", "sandbox; default-src 'none'"),
                new HeaderLine("Cross-Origin-Resource-Policy", "same-origin"));
    }

    /** The same for a response: {@code attachment(file, response::setHeader)}. */
    public static void attachment(StoredFile file, BiConsumer<String, String> set) {
        attachment(file).forEach(line -> set.accept(line.name(), line.value()));
    }

    /** RFC 6266 §4.3. */
    static String disposition(String name) {
        return "attachment; " + HeaderParameter.of("filename", name);
    }
}
