package io.gapura.filters.origin;

import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the token that came with a request: in the header, or, where that is absent, in a field of its form. */
final class SubmittedToken {
    /** What no token can be: there were two, or they could not be read. */
    private static final String NO_TOKEN = "";

    private SubmittedToken() {}

    /**
     * The text of the token, null when there is none.
     *
     * @throws IOException by which an over-long form is refused: 413
     */
    static @Nullable String find(RequestView request, CsrfSettings settings) throws IOException {
        List<String> lines = request.headers().all(settings.header());
        if (!lines.isEmpty()) {
            return only(lines);
        }
        if (settings.field().isEmpty() || !isForm(request)) {
            return null;
        }
        String field = settings.field().get();
        Optional<Query> known = request.form();
        List<String> values = known.isPresent()
                ? known.get().all(field)
                : inForm(request, field, (int) settings.maxForm().toBytes());
        return values.isEmpty() ? null : only(values);
    }

    private static String only(List<String> values) {
        return values.size() == 1 ? values.get(0) : NO_TOKEN;
    }

    private static boolean isForm(RequestView request) {
        List<String> types = request.headers().all("Content-Type");
        if (types.size() != 1) {
            return false;
        }
        int semicolon = types.get(0).indexOf(';');
        String essence = semicolon < 0 ? types.get(0) : types.get(0).substring(0, semicolon);
        return essence.strip().toLowerCase(Locale.ROOT).equals("application/x-www-form-urlencoded");
    }

    /** A form that is not UTF-8 has no token; one with broken escapes is refused as what it is. */
    private static List<String> inForm(RequestView request, String field, int most) throws IOException {
        try {
            String content = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(request.body().read(most))
                    .toString();
            return Query.form(content).all(field);
        } catch (CharacterCodingException malformed) {
            return List.of();
        }
    }
}
