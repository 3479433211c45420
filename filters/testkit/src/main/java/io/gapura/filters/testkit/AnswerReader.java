package io.gapura.filters.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one HTTP/1.1 answer (RFC 9112) from a stream, as strictly as a test needs: by Content-Length, chunked, or to the
 * end. Interim answers are skipped. Lines are at most 64 KiB, content at most 1 MiB.
 */
final class AnswerReader {
    private static final int LONGEST_LINE = 65_536;
    private static final int MOST_CONTENT = 1 << 20;

    private final InputStream in;
    private final boolean cutting;
    private List<RawAnswer.Field> trailers = List.of();

    AnswerReader(InputStream in) {
        this(in, false);
    }

    /**
     * A reader of several answers in a row.
     *
     * @param cutting whether content over the limit is cut there, instead of being an error
     */
    AnswerReader(InputStream in, boolean cutting) {
        this.in = in;
        this.cutting = cutting;
    }

    /** More content than is read. */
    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("content over 1 MiB");
        }
    }

    /**
     * Reads the final answer.
     *
     * @param withoutContent for the answer to HEAD
     * @throws IOException when what came is not HTTP
     */
    RawAnswer read(boolean withoutContent) throws IOException {
        while (true) {
            Optional<String> first = line();
            if (first.isEmpty()) {
                return RawAnswer.NONE;
            }
            int status = status(first.get());
            List<RawAnswer.Field> fields = fields();
            if (status >= 200) {
                RawAnswer head = RawAnswer.of(status, fields, new byte[0]).saying(reason(first.get()));
                return withoutContent || status == 204 || status == 304 ? head : content(head);
            }
        }
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("not a status line of HTTP/1");
        }
        return Integer.parseInt(parts[1]);
    }

    private static String reason(String line) {
        String[] parts = line.split(" ", 3);
        return parts.length < 3 ? "" : parts[2];
    }

    private List<RawAnswer.Field> fields() throws IOException {
        List<RawAnswer.Field> fields = new ArrayList<>();
        for (String line = required(); !line.isEmpty(); line = required()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header line");
            }
            fields.add(new RawAnswer.Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return fields;
    }

    private RawAnswer content(RawAnswer head) throws IOException {
        trailers = List.of();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        boolean complete;
        try {
            complete = head.all("Transfer-Encoding").isEmpty() ? plain(head, content) : chunks(content);
        } catch (EOFException | SocketException cut) {
            complete = false;
        } catch (TooLong tooLong) {
            if (!cutting) {
                throw tooLong;
            }
            complete = false;
        }
        return head.with(content.toByteArray(), trailers, complete);
    }

    private boolean plain(RawAnswer head, ByteArrayOutputStream content) throws IOException {
        List<String> lengths = head.all("Content-Length");
        if (lengths.isEmpty()) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                keep(content, b);
            }
            return true;
        }
        copy(Long.parseLong(lengths.get(0)), content);
        return true;
    }

    private boolean chunks(ByteArrayOutputStream content) throws IOException {
        while (true) {
            String line = required();
            int semicolon = line.indexOf(';');
            String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
            long length = Long.parseLong(size.toLowerCase(Locale.ROOT), 16);
            copy(length, content);
            if (length == 0) {
                trailers = fields();
                return true;
            }
            if (!required().isEmpty()) {
                throw new IOException("a chunk does not end where it said");
            }
        }
    }

    private void copy(long length, ByteArrayOutputStream content) throws IOException {
        for (long i = 0; i < length; i++) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("content is shorter than declared");
            }
            keep(content, b);
        }
    }

    private static void keep(ByteArrayOutputStream content, int b) throws IOException {
        if (content.size() >= MOST_CONTENT) {
            throw new TooLong();
        }
        content.write(b);
    }

    private String required() throws IOException {
        return line().orElseThrow(() -> new EOFException("the answer ends inside its head"));
    }

    /** Without its CR LF; empty at the end of the stream. A line that is cut is an error. */
    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && line.size() == 0) {
                return Optional.empty();
            }
            if (b < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("a line is cut or over 64 KiB");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
