package io.gapura.filters.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as it stands in a scenario file: literal, but for {@code \xHH} and {@code {placeholders}}. Head lines end in
 * CR LF; lines of the content are joined by CR LF and nothing ends them.
 *
 * <p>Its own placeholders: {@code {length}}, bytes of the content; {@code {a*900}}, a character repeated. All others are
 * asked of the driver. Immutable.
 */
public final class RequestText {
    static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z](?:[a-z0-9:-]*|\\*[0-9]{1,6}))\\}");
    /** Nothing, slash and all, for the context at the root. */
    private static final String CONTEXT = "/{context}";

    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9A-Fa-f]{2})");

    private final List<String> head;
    private final String content;

    private RequestText(List<String> head, String content) {
        this.head = head;
        this.content = content;
    }

    static RequestText of(List<String> lines) {
        int blank = lines.indexOf("");
        return new RequestText(
                List.copyOf(lines.subList(0, blank)), String.join("\r\n", lines.subList(blank + 1, lines.size())));
    }

    /** What is known of the request at a placeholder: its first line, the fields above, its content. Immutable. */
    public static final class Draft {
        private final String method;
        private final String target;
        private final List<RawAnswer.Field> headers;
        private final byte[] content;

        private Draft(String method, String target, List<RawAnswer.Field> headers, byte[] content) {
            this.method = method;
            this.target = target;
            this.headers = List.copyOf(headers);
            this.content = content;
        }

        public String method() {
            return method;
        }

        /** As it will be sent. */
        public String target() {
            return target;
        }

        public List<RawAnswer.Field> headers() {
            return headers;
        }

        public byte[] content() {
            return content.clone();
        }
    }

    /** Knows what a driver's placeholders stand for. */
    @FunctionalInterface
    public interface Placeholders {
        /**
         * The text for {@code {name}}; it may hold further header lines, joined by CR LF.
         *
         * @throws IllegalArgumentException when the driver does not know the name
         */
        String value(String name, Draft draft);
    }

    /** The bytes to send. */
    byte[] bytes(Placeholders placeholders) {
        byte[] body = unescaped(expanded(content, placeholders, new Draft("", "", List.of(), new byte[0])));
        List<RawAnswer.Field> fields = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String method = "";
        String target = "";
        for (String line : head) {
            String full = expanded(line, placeholders, new Draft(method, target, fields, body));
            if (text.length() == 0) {
                String[] words = full.split(" ", 3);
                method = words[0];
                target = words.length > 1 ? words[1] : "";
            }
            text.append(full).append("\r\n");
            addField(fields, full);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(unescaped(text.append("\r\n").toString()));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static void addField(List<RawAnswer.Field> fields, String line) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.indexOf(' ') > colon) {
            fields.add(new RawAnswer.Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
    }

    private static String expanded(String text, Placeholders placeholders, Draft draft) {
        boolean root =
                text.contains(CONTEXT) && placeholders.value("context", draft).isEmpty();
        Matcher found = PLACEHOLDER.matcher(root ? text.replace(CONTEXT, "") : text);
        StringBuilder full = new StringBuilder();
        while (found.find()) {
            found.appendReplacement(full, Matcher.quoteReplacement(value(found.group(1), placeholders, draft)));
        }
        return found.appendTail(full).toString();
    }

    private static String value(String name, Placeholders placeholders, Draft draft) {
        if (name.equals("length")) {
            return Integer.toString(draft.content().length);
        }
        if (name.length() > 2 && name.charAt(1) == '*') {
            return name.substring(0, 1).repeat(Integer.parseInt(name.substring(2)));
        }
        return placeholders.value(name, draft);
    }

    private static byte[] unescaped(String text) {
        Matcher found = ESCAPE.matcher(text);
        StringBuilder full = new StringBuilder();
        while (found.find()) {
            String character = String.valueOf((char) Integer.parseInt(found.group(1), 16));
            found.appendReplacement(full, Matcher.quoteReplacement(character));
        }
        return found.appendTail(full).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
