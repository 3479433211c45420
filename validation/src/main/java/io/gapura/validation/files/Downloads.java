package io.gapura.validation.files;

import io.gapura.filters.HeaderLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The header fields under which a file of a client can be handed out and do no harm to whoever opens it: with the type
 * that was verified, to be saved and not shown, in a sandbox if it is shown all the same, for pages of this site alone.
 *
 * <p>Stateless.
 */
public final class Downloads {
    private static final String UNRESERVED = "!#$&+-.^_`|~";

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

    /**
     * RFC 6266 §4.3 and appendix D: a name in ASCII without quotes and escapes for everybody, the name itself (RFC 8187)
     * where the first is not the same.
     */
    static String disposition(String name) {
        String plain = ascii(name);
        String field = "attachment; filename=\"" + plain + "\"";
        return plain.equals(name) ? field : field + "; filename*=UTF-8''" + extended(name);
    }

    private static String ascii(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            boolean quiet = c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '%';
            plain.append(quiet ? (char) c : '_');
        });
        return plain.toString();
    }

    private static String extended(String name) {
        StringBuilder escaped = new StringBuilder(name.length() * 3);
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return escaped.toString();
    }
}
