package io.gapura.filters.audit.ship;

import io.gapura.filters.audit.Anchor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * A line as RFC 5424 wants it: facility 13 (log audit), severity and time of the event, its code as MSGID, where it
 * stands in the log as structured data, and the stored bytes as MSG. A message that would be too long announces the line
 * instead of cutting it: half a JSON document helps nobody, and the log has the whole one.
 *
 * <p>The enterprise number of the structured data is the one for documentation (32473): Gapura has none of its own.
 */
final class SyslogMessage {
    private static final int AUDIT = 13;
    private static final int NOTICE = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String host;
    private final long process;
    private final long most;

    /**
     * Messages of one process.
     *
     * @param host name of this machine, or {@code -}
     * @param most bytes of one message
     */
    SyslogMessage(String host, long process, long most) {
        this.host = printable(host, 255);
        this.process = process;
        this.most = most;
    }

    /** The message with its length before it (RFC 5425 §4.3). */
    byte[] framed(ShippedLine line) throws IOException {
        byte[] message = of(line, false);
        if (message.length > most) {
            message = of(line, true);
        }
        return framed(message);
    }

    private static byte[] framed(byte[] message) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 8);
        frame.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(message);
        return frame.toByteArray();
    }

    /** A checkpoint, which is never cut: half a note proves nothing. */
    byte[] framed(byte[] note, Instant now) {
        String[] lines = new String(note, StandardCharsets.UTF_8).split("\n", 3); // origin, size (C2SP tlog-checkpoint)
        String head = "<" + (8 * AUDIT + NOTICE) + ">1 " + TIME.format(now) + " " + host + " gapura " + process
                + " checkpoint [gapura@32473 chain=\""
                + printable(lines[0], 255).replaceAll("[\"\\\\\\]]", "?")
                + "\" size=\"" + printable(lines.length > 1 ? lines[1] : "", 20) + "\"] ";
        byte[] line = Anchor.line(note);
        ByteArrayOutputStream message = new ByteArrayOutputStream(head.length() + line.length);
        message.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        message.write(line, 0, line.length - 1);
        return framed(message.toByteArray());
    }

    private byte[] of(ShippedLine line, boolean leftOut) throws IOException {
        Map<String, Object> event = line.event();
        if (!(event.get("severity_id") instanceof Long severity)
                || !(event.get("time") instanceof Long time)
                || !(event.get("metadata") instanceof Map<?, ?> metadata)) {
            throw new IOException("a line without severity, time or metadata");
        }
        String head = "<" + (8 * AUDIT + severity(severity)) + ">1 " + TIME.format(Instant.ofEpochMilli(time)) + " "
                + host + " gapura " + process + " " + printable(String.valueOf(metadata.get("event_code")), 32)
                + " [gapura@32473 chain=\"" + line.chain() + "\" sequence=\"" + line.sequence() + "\" uid=\""
                + line.uid()
                + "\" fingerprint=\"" + line.fingerprint() + "\" leaf=\""
                + line.leaf().base64() + "\" whole=\""
                + !leftOut + "\"] ";
        ByteArrayOutputStream message = new ByteArrayOutputStream(head.length() + line.length());
        message.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(leftOut ? announced(line) : line.bytes());
        return message.toByteArray();
    }

    /** What stands for a line that is too long. */
    private static byte[] announced(ShippedLine line) {
        String text = "{\"bytes\":" + line.length() + ",\"chain_uid\":\"" + line.chain() + "\",\"fingerprint\":\""
                + line.fingerprint() + "\",\"left_out\":true,\"sequence\":" + line.sequence() + ",\"uid\":\""
                + line.uid() + "\"}";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** From OCSF (1 informational to 6 fatal) to RFC 5424 (6 informational to 1 alert). */
    private static long severity(long ocsf) {
        return ocsf < 1 || ocsf > 6 ? 6 : 7 - ocsf;
    }

    /** Header fields are visible ASCII without blanks (RFC 5424 §6); absent ones are a hyphen. */
    private static String printable(String text, int most) {
        String visible = text.replaceAll("[^!-~]", "?");
        return visible.isEmpty() ? "-" : visible.substring(0, Math.min(most, visible.length()));
    }
}
