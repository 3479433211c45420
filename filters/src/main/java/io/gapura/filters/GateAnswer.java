package io.gapura.filters;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gate answers instead of the application: status, headers and bytes, ready to be written once. Immutable. */
public final class GateAnswer {
    /** When rendering itself failed: static bytes that need no catalogue, no id and no negotiation. */
    static final GateAnswer EMERGENCY = of(
            500,
            List.of(
                    new HeaderLine("Content-Type", "application/problem+json"),
                    new HeaderLine("Cache-Control", "no-store"),
                    new HeaderLine("X-Content-Type-Options", "nosniff")),
            "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500}"
                    .getBytes(StandardCharsets.US_ASCII));

    private static final byte[] NOTHING = {};

    private final int status;
    private final List<HeaderLine> headers;
    private final byte[] content;
    private final @Nullable IncidentId incident;
    private final byte[] after;

    private GateAnswer(
            int status, List<HeaderLine> headers, byte[] content, @Nullable IncidentId incident, byte[] after) {
        this.status = status;
        this.headers = headers;
        this.content = content;
        this.incident = incident;
        this.after = after;
    }

    /** Takes the content over: it must not be changed afterwards. */
    public static GateAnswer of(int status, List<HeaderLine> headers, byte[] content) {
        return new GateAnswer(status, List.copyOf(headers), content, null, NOTHING);
    }

    /** Content that was prepared but for the incident's id between its two halves; takes both over and copies neither. */
    public static GateAnswer of(
            int status, List<HeaderLine> headers, byte[] before, IncidentId incident, byte[] after) {
        return new GateAnswer(status, List.copyOf(headers), before, incident, after);
    }

    /** The same with these headers instead, which nobody changes any more. */
    GateAnswer with(List<HeaderLine> lines) {
        return new GateAnswer(status, lines, content, incident, after);
    }

    /** As guards see it when it answers that method. */
    ResponseView view(String method) throws IOException {
        String[] fields = new String[headers.size() * 2];
        for (int i = 0; i < headers.size(); i++) {
            fields[2 * i] = headers.get(i).name();
            fields[2 * i + 1] = headers.get(i).value();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length());
        if (!ResponseView.isEmpty(method, status)) {
            writeTo(bytes);
        }
        return ResponseView.of(status, Headers.of(fields), ByteBuffer.wrap(bytes.toByteArray()));
    }

    public int status() {
        return status;
    }

    /** In order; a name may stand on several lines. */
    public List<HeaderLine> headers() {
        return headers;
    }

    public int length() {
        return incident == null ? content.length : content.length + IncidentId.LENGTH + after.length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(content);
        if (incident != null) {
            out.write(incident.octets());
            out.write(after);
        }
    }
}
