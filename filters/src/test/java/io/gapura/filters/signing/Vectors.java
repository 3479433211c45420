package io.gapura.filters.signing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Published vectors, read in place; a test that does not find them is skipped and says so. */
final class Vectors {
    private Vectors() {}

    /** A file below {@code data/signing} as maps, lists, strings, numbers, booleans and null. */
    static Object read(String file) {
        Path folder = folder();
        try (JsonParser parser =
                new JsonFactory().createParser(folder.resolve(file).toFile())) {
            parser.nextToken();
            return value(parser);
        } catch (IOException unreadable) {
            throw new IllegalStateException(file, unreadable);
        }
    }

    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared").resolve("data").resolve("signing");
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        assumeTrue(false, "skipped: there is no folder shared/data/signing above the working directory");
        throw new IllegalStateException();
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    static List<Map<String, Object>> maps(Object value) {
        return list(value).stream().map(Vectors::map).toList();
    }

    static String text(Map<String, Object> map, String name) {
        return (String) map.get(name);
    }

    /** The request or response that a vector describes, with the request that a response answers if there is one. */
    static Message message(Map<String, Object> described, @Nullable Object answered, String... more) {
        if (!described.containsKey("status")) {
            return Message.of(request(described, more));
        }
        int status = ((Long) described.get("status")).intValue();
        Headers headers = Headers.of(lines(described.get("headers"), more));
        Message message = answered == null
                ? Message.response(status, headers)
                : Message.response(status, headers, request(map(answered)));
        return described.get("trailers") == null
                ? message
                : message.withTrailers(Headers.of(lines(described.get("trailers"))));
    }

    private static String[] lines(@Nullable Object fields, String... more) {
        List<String> lines = new ArrayList<>();
        for (Object line : list(fields)) {
            lines.add((String) list(line).get(0));
            lines.add((String) list(line).get(1));
        }
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    /** The request that a vector describes. */
    static RequestView request(Map<String, Object> message, String... more) {
        String body = (String) message.getOrDefault("body", "");
        return RequestView.read(
                text(message, "method"),
                Target.parse(text(message, "target")),
                text(message, "scheme"),
                Headers.of(lines(message.get("headers"), more)),
                body.isEmpty() ? Body.none() : Body.of(body.getBytes(StandardCharsets.UTF_8)),
                Client.unknown());
    }
}
