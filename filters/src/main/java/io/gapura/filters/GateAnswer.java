package io.gapura.filters;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the gate answers instead of the application: status, headers and bytes, ready to be written once. Immutable. */
public final class GateAnswer {
    /** When rendering itself failed: static bytes that need no catalogue, no id and no negotiation. */
    static final GateAnswer EMERGENCY = new GateAnswer(
            500,
            List.of(
                    new HeaderLine("Content-Type", "application/problem+json"),
                    new HeaderLine("Cache-Control", "no-store")),
            "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500}"
                    .getBytes(StandardCharsets.US_ASCII));

    private final int status;
    private final List<HeaderLine> headers;
    private final byte[] content;

    private GateAnswer(int status, List<HeaderLine> headers, byte[] content) {
        this.status = status;
        this.headers = headers;
        this.content = content;
    }

    /** Takes the content over: it must not be changed afterwards. */
    public static GateAnswer of(int status, List<HeaderLine> headers, byte[] content) {
        return new GateAnswer(status, List.copyOf(headers), content);
    }

    /** The same with these headers instead, which nobody changes any more. */
    GateAnswer with(List<HeaderLine> lines) {
        return new GateAnswer(status, lines, content);
    }

    public int status() {
        return status;
    }

    /** In order; a name may stand on several lines. */
    public List<HeaderLine> headers() {
        return headers;
    }

    public int length() {
        return content.length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(content);
    }
}
