package io.gapura.filters.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the request events of an audit log that nobody writes any more. Looks at the lines, not at the chain. */
public final class AuditFolder {
    private static final JsonFactory JSON = new JsonFactory();

    private AuditFolder() {}

    /** All request events below a folder, in the order in which they were written. */
    public static List<AuditLine> read(Path folder) throws IOException {
        List<AuditLine> lines = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return lines;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                for (String line :
                        Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
                    if (line.startsWith("{")) {
                        event(line, lines);
                    }
                }
            }
        }
        return lines;
    }

    private static void event(String line, List<AuditLine> lines) throws IOException {
        Map<String, String> members = flat(line);
        if (!members.containsKey("http_response.code")) {
            return; // beside the one event of each request, such as of a new credential
        }
        String code = members.getOrDefault("firewall_rule.uid", "");
        boolean completed = "gapura_access".equals(members.get("metadata.event_code"));
        String kind = !code.isEmpty() ? "refused" : completed ? "completed" : "failed";
        lines.add(new AuditLine(
                members.getOrDefault("metadata.correlation_uid", members.getOrDefault("metadata.uid", "")),
                kind,
                code,
                members.getOrDefault("status_detail", ""),
                members.getOrDefault("http_request.url.path", "")));
    }

    /** Scalars by their names joined with dots; arrays are skipped. */
    private static Map<String, String> flat(String line) throws IOException {
        Map<String, String> members = new HashMap<>();
        List<String> path = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    parser.skipChildren();
                } else if (token == JsonToken.START_OBJECT) {
                    path.add(parser.currentName());
                } else if (token == JsonToken.END_OBJECT && !path.isEmpty()) {
                    path.remove(path.size() - 1);
                } else if (token.isScalarValue()) {
                    String prefix = path.isEmpty() ? "" : String.join(".", path) + ".";
                    members.put(prefix + parser.currentName(), parser.getText());
                }
            }
        }
        return members;
    }
}
