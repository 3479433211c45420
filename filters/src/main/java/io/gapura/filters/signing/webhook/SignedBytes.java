package io.gapura.filters.signing.webhook;

import io.gapura.filters.Query;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the bytes that a sender signed of a request: a list of pieces, so that the content is not copied. */
final class SignedBytes {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Dialect dialect;
    private final @Nullable PublicUrl base;

    SignedBytes(Dialect dialect, @Nullable PublicUrl base) {
        if ((dialect.url() != null) != (base != null)) {
            throw new IllegalArgumentException(
                    base == null
                            ? "url must be set: " + dialect + " signs the address that it calls"
                            : "url cannot be set: " + dialect + " does not sign the address that it calls");
        }
        this.dialect = dialect;
        this.base = base;
    }

    /** The candidates, of which one was signed: as many as there are ways to write the address. */
    List<List<ByteBuffer>> of(Incoming request, String timestamp, String id)
            throws WebhookRefusedException, IOException {
        List<List<ByteBuffer>> candidates = new ArrayList<>(2);
        for (String url : urls(request.request())) {
            List<ByteBuffer> pieces = new ArrayList<>(dialect.signed().size());
            for (Part part : dialect.signed()) {
                pieces.add(piece(part, request, timestamp, id, url));
            }
            candidates.add(pieces);
        }
        return candidates;
    }

    private List<String> urls(RequestView request) {
        UrlForm form = dialect.url();
        if (form == null || base == null) {
            return List.of("");
        }
        return form.texts(
                base, request.target().rawQuery().map(query -> "?" + query).orElse(""));
    }

    private ByteBuffer piece(Part part, Incoming request, String timestamp, String id, String url)
            throws WebhookRefusedException, IOException {
        if (part instanceof Part.Literal literal) {
            return bytes(literal.text());
        }
        if (part instanceof Part.Member member) {
            return bytes(request.member(member.path()).orElse(""));
        }
        return switch ((Part.Value) part) {
            case BODY -> request.body();
            case TIMESTAMP -> bytes(timestamp);
            case ID -> bytes(id);
            case METHOD -> bytes(request.request().method());
            case URL -> bytes(url);
            case FORM -> bytes(form(request));
        };
    }

    /** Twilio: parameters by name, each value of one name once and in order, nothing between them. */
    private static String form(Incoming request) throws WebhookRefusedException, IOException {
        ByteBuffer content = request.body();
        if (content.hasRemaining() && !isForm(request)) {
            throw WebhookRefusedException.of(WebhookReason.PARAMETER, "the content is no form");
        }
        StringBuilder text = new StringBuilder();
        Map<String, List<String>> sorted = new TreeMap<>(parameters(content).asMap());
        sorted.forEach((name, values) ->
                new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
        return text.toString();
    }

    private static boolean isForm(Incoming request) throws WebhookRefusedException {
        String type = request.field("content-type", SignatureForm.LONGEST).orElse("");
        int parameters = type.indexOf(';');
        String essence = parameters < 0 ? type : type.substring(0, parameters);
        return essence.strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private static Query parameters(ByteBuffer content) throws WebhookRefusedException {
        try {
            return Query.form(StandardCharsets.ISO_8859_1.decode(content).toString());
        } catch (RefusedException malformed) {
            throw WebhookRefusedException.of(WebhookReason.PARSE, "the form does not decode");
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(Part.bytes(text));
    }
}
