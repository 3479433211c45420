package io.gapura.filters.signing.webhook;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.json.JsonValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request as the check of a delivery reads it: single fields, the raw content, members of it. Belongs to one check. */
final class Incoming {
    private static final int LIMIT_STATUS = WebhookReason.BODY_LIMIT.answer().status();

    private final RequestView request;
    private final int maxBody;
    private final Set<String> wanted;
    private @Nullable ByteBuffer body;
    private @Nullable Map<String, String> members;

    /**
     * A request.
     *
     * @param wanted the members that may be asked for
     */
    Incoming(RequestView request, int maxBody, Set<String> wanted) {
        this.request = request;
        this.maxBody = maxBody;
        this.wanted = wanted;
    }

    RequestView request() {
        return request;
    }

    /** The one value of a field; two lines are malformed, whichever of them is right. */
    Optional<String> field(String name, int longest) throws WebhookRefusedException {
        List<String> lines = request.headers().all(name);
        if (lines.size() > 1) {
            throw WebhookRefusedException.of(WebhookReason.PARSE, name + " stands " + lines.size() + " times");
        }
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            return Optional.empty();
        }
        if (lines.get(0).length() > longest) {
            throw WebhookRefusedException.of(
                    WebhookReason.TOO_LARGE, name + " has " + lines.get(0).length() + " characters");
        }
        return Optional.of(lines.get(0));
    }

    /** The content as it came; read once. */
    ByteBuffer body() throws WebhookRefusedException, IOException {
        ByteBuffer read = body;
        if (read == null) {
            read = readBody();
            body = read;
        }
        return read.duplicate();
    }

    private ByteBuffer readBody() throws WebhookRefusedException, IOException {
        try {
            return request.body().read(maxBody);
        } catch (BodyRejectedException rejected) {
            if (rejected.rejection().status() == LIMIT_STATUS) {
                throw WebhookRefusedException.of(WebhookReason.BODY_LIMIT, "more than " + maxBody + " bytes");
            }
            throw rejected;
        }
    }

    /** A member of the content, which must be JSON. */
    Optional<String> member(String path) throws WebhookRefusedException, IOException {
        Map<String, String> read = members;
        if (read == null) {
            read = readMembers();
            members = read;
        }
        return Optional.ofNullable(read.get(path));
    }

    private Map<String, String> readMembers() throws WebhookRefusedException, IOException {
        ByteBuffer content = body();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        try {
            return JsonValues.read(bytes, wanted);
        } catch (IOException malformed) {
            throw WebhookRefusedException.of(WebhookReason.PARSE, "the content is not strict JSON");
        }
    }
}
