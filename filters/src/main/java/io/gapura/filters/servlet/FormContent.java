package io.gapura.filters.servlet;

import io.gapura.filters.Body;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Query;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a urlencoded form for {@code getParameter}, strictly and as UTF-8; the container's parser is never asked. */
final class FormContent {
    /** The largest form that is read here when no policy set a lower bound: 2 MiB. */
    static final int LARGEST = 2 * 1024 * 1024;

    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

    private FormContent() {}

    static boolean isForm(String method, @Nullable String contentType) {
        return METHODS.contains(method) && isType(contentType, "application/x-www-form-urlencoded");
    }

    static boolean isMultipart(@Nullable String contentType) {
        return isType(contentType, "multipart/form-data");
    }

    private static boolean isType(@Nullable String contentType, String type) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String essence = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return essence.strip().toLowerCase(Locale.ROOT).equals(type);
    }

    /** All of a form, with whoever watches the stream watching. */
    static byte[] read(InputStream in) throws IOException {
        byte[] content = in.readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw new BodyRejectedException(Body.tooLarge());
        }
        return content;
    }

    /** Throws {@link RefusedException} for anything but UTF-8 with whole escapes. */
    static Query parse(byte[] content, @Nullable String declaredCharset) {
        if (declaredCharset != null && !isUtf8(declaredCharset)) {
            throw new RefusedException(Rejection.malformed("form.charset"));
        }
        try {
            return Query.form(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException malformed) {
            throw new RefusedException(Rejection.malformed("form.encoding"));
        }
    }

    private static boolean isUtf8(String charset) {
        return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("us-ascii");
    }
}
