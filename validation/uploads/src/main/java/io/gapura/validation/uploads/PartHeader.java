package io.gapura.validation.uploads;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one part, RFC 7578 §4: a disposition with one name, at most one file name, a type, no coding. Whatever
 * two readers could read in two ways is refused: repeated and folded fields, {@code filename*}, escapes.
 *
 * @param name of the part
 * @param filename null for a part that is no file
 * @param type null when nothing was declared
 */
record PartHeader(
        String name, @Nullable String filename, @Nullable String type) {
    private static final int MOST_FIELDS = 8;
    private static final Set<String> CODINGS = Set.of("binary", "7bit", "8bit");
    private static final Set<String> PARAMETERS = Set.of("name", "filename");

    /** Reads what stands before the empty line, each character one byte. */
    static PartHeader read(String block) {
        Map<String, String> fields = fields(block);
        String coding = fields.getOrDefault("content-transfer-encoding", "binary");
        require(CODINGS.contains(coding.toLowerCase(Locale.ROOT)));
        String type = fields.get("content-type");
        require(type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/"));
        Map<String, String> parameters = parameters(fields.getOrDefault("content-disposition", ""));
        String name = parameters.get("name");
        if (name == null) {
            throw MultipartViolation.HEADER.refused();
        }
        return new PartHeader(name, parameters.get("filename"), type);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw MultipartViolation.HEADER.refused();
        }
    }

    private static Map<String, String> fields(String block) {
        Map<String, String> fields = new HashMap<>();
        String text = utf8(block);
        while (text.endsWith("\r\n")) {
            text = text.substring(0, text.length() - 2);
        }
        for (String line : text.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            require(colon > 0 && line.substring(0, colon).chars().allMatch(PartHeader::isToken));
            String value = line.substring(colon + 1).strip();
            require(value.chars().noneMatch(c -> c < ' ' || c == 0x7F));
            require(fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT), value) == null);
        }
        require(fields.size() <= MOST_FIELDS);
        return fields;
    }

    private static boolean isToken(int c) {
        return c > ' ' && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
    }

    /** Browsers write names as UTF-8 (RFC 7578 §5.1). */
    private static String utf8(String latin1) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException other) {
            throw MultipartViolation.HEADER.refused();
        }
    }

    /** RFC 6266 §4.1 without its extended values; a quoted string ends at the next quote, and nothing is unescaped. */
    private static Map<String, String> parameters(String disposition) {
        String lower = disposition.toLowerCase(Locale.ROOT);
        require(lower.startsWith("form-data") && (lower.length() == 9 || " ;".indexOf(lower.charAt(9)) >= 0));
        Map<String, String> parameters = new HashMap<>();
        int at = 9;
        while (at < disposition.length()) {
            at = pastBlanks(disposition, at);
            require(at < disposition.length() && disposition.charAt(at) == ';');
            at = pastBlanks(disposition, at + 1);
            int equals = disposition.indexOf('=', at);
            require(equals > at);
            String name = disposition.substring(at, equals).toLowerCase(Locale.ROOT);
            int end = end(disposition, equals + 1);
            String value = disposition.substring(equals + 1, end).replace("\"", "");
            require(PARAMETERS.contains(name) && parameters.put(name, value) == null);
            at = end;
        }
        return parameters;
    }

    private static int pastBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int end(String text, int from) {
        if (from < text.length() && text.charAt(from) == '"') {
            int quote = text.indexOf('"', from + 1);
            require(quote > 0);
            return quote + 1;
        }
        int at = from;
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
        require(at > from);
        return at;
    }
}
