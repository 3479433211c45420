package io.gapura.validation;

import io.gapura.filters.Endpoint;
import io.gapura.filters.json.JsonPrint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What every endpoint may be sent, for reviewers and for a build that compares it: as Markdown, and as an OpenAPI 3.1
 * document whose schemas are closed. Says what is enforced, because it is printed from the contracts that are (OWASP ASVS
 * 5.0, 2.1.1 to 2.1.3). Sorted; immutable.
 */
public final class InputCatalogue {
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\s*([\\w.-]+)\\s*:(?:[^{}]|\\{[^{}]*})*}");

    private static final Pattern NAME = Pattern.compile("\\{([^{}]+)}");

    private final List<Entry> entries;

    private record Entry(Endpoint endpoint, EndpointInput input) {}

    private InputCatalogue(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Of these endpoints as a policy holds them. What no contract is made for is left out: locators, files, what a runtime
     * generates, and servlets of the server.
     *
     * @throws io.gapura.filters.ConfigurationException when sources of one contradict each other
     */
    public static InputCatalogue of(Validation policy, List<Endpoint> endpoints) {
        List<Entry> entries = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            EndpointInput input = policy.input(endpoint);
            if (input.contract().isClosed()) {
                entries.add(new Entry(endpoint, input));
            }
        }
        entries.sort(Comparator.comparing((Entry entry) -> entry.endpoint().template())
                .thenComparing(entry -> entry.endpoint().id()));
        return new InputCatalogue(List.copyOf(entries));
    }

    /** What the start-up check finds in them, sorted. */
    public List<Finding> findings() {
        return entries.stream()
                .flatMap(entry -> entry.input().findings().stream())
                .sorted()
                .toList();
    }

    /** One table per endpoint. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder("# What comes in\n");
        for (Entry entry : entries) {
            EndpointContract contract = entry.input().contract();
            text.append("\n## ")
                    .append(entry.endpoint().httpMethod())
                    .append(" `")
                    .append(entry.endpoint().template())
                    .append("`\n\n`")
                    .append(entry.endpoint().id())
                    .append("`")
                    .append(contract.isShadowed() ? ", recorded and not enforced yet" : "")
                    .append("\n\n");
            List<String> rows = rows(contract);
            if (rows.isEmpty()) {
                text.append("Nothing.\n");
            } else {
                text.append("| where | name | rule |\n|---|---|---|\n");
                rows.forEach(text::append);
            }
        }
        return text.toString();
    }

    private static List<String> rows(EndpointContract contract) {
        List<String> rows = new ArrayList<>();
        for (ParameterPlace place : ParameterPlace.values()) {
            contract.parameters(place)
                    .forEach((name, rule) ->
                            rows.add("| " + place + " | `" + name + "` | " + cell(rule.toString()) + " |\n"));
        }
        contract.body().ifPresent(rule -> rows.add("| content | | " + cell(content(rule)) + " |\n"));
        return rows;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String content(BodyRule rule) {
        StringJoiner text = new StringJoiner(", ");
        text.add(rule.mediaTypes().isEmpty() ? "any media type" : String.join(" or ", rule.mediaTypes()));
        text.add(rule.isRequired() ? "required" : "optional");
        rule.maxBody().ifPresent(most -> text.add("at most " + most + " bytes"));
        rule.depth().ifPresent(most -> text.add("at most " + most + " deep"));
        rule.shape().ifPresent(shape -> text.add("`" + shape.getTypeName() + "`"));
        return text.toString();
    }

    /** An OpenAPI 3.1 document; endpoints of one template and method beyond the first are left out. */
    public String toOpenApi(String title, String version) {
        return toOpenApi(title, version, "");
    }

    /**
     * The same as seen from one place.
     *
     * @param server the path that Jakarta REST is mapped to, such as {@code /api}: servlets outside of it are left out
     */
    public String toOpenApi(String title, String version, String server) {
        EntitySchema schemas = new EntitySchema();
        Map<String, Object> paths = new TreeMap<>();
        for (Entry entry : entries) {
            boolean servlet = entry.endpoint().method().isEmpty();
            String template = entry.endpoint().template();
            if (servlet && !template.startsWith(server + "/")) {
                continue;
            }
            String path = EXPRESSION
                    .matcher(servlet ? template.substring(server.length()) : template)
                    .replaceAll("{$1}");
            @SuppressWarnings("unchecked") // nothing else is put there
            Map<String, Object> operations =
                    (Map<String, Object>) paths.computeIfAbsent(path, absent -> new TreeMap<String, Object>());
            String method = entry.endpoint().httpMethod().toLowerCase(Locale.ROOT);
            if (!method.equals("*")) {
                operations.putIfAbsent(method, operation(entry, path, schemas));
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", new TreeMap<>(Map.of("title", title, "version", version)));
        if (!server.isEmpty()) {
            document.put("servers", List.of(Map.of("url", server)));
        }
        document.put("paths", paths);
        if (!schemas.components().isEmpty()) {
            document.put("components", Map.of("schemas", schemas.components()));
        }
        return JsonPrint.of(document);
    }

    private static Map<String, Object> operation(Entry entry, String path, EntitySchema schemas) {
        EndpointContract contract = entry.input().contract();
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", entry.endpoint().id());
        List<Object> parameters = new ArrayList<>();
        for (ParameterPlace place :
                List.of(ParameterPlace.PATH, ParameterPlace.QUERY, ParameterPlace.HEADER, ParameterPlace.COOKIE)) {
            contract.parameters(place).forEach((name, rule) -> parameters.add(parameter(place, name, rule)));
        }
        parameters.addAll(unread(path, contract));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        contract.body().ifPresent(rule -> operation.put("requestBody", requestBody(entry, rule, schemas)));
        operation.put("responses", Map.of("default", Map.of("description", "see the application")));
        return operation;
    }

    /** Names in the path that no code reads: a document must declare them all the same. */
    private static List<Object> unread(String path, EndpointContract contract) {
        List<Object> parameters = new ArrayList<>();
        NAME.matcher(path).results().map(found -> found.group(1)).forEach(name -> {
            if (!contract.parameters(ParameterPlace.PATH).containsKey(name)) {
                parameters.add(parameter(ParameterPlace.PATH, name, ParameterRule.of(ParameterType.TEXT)));
            }
        });
        return parameters;
    }

    private static Map<String, Object> parameter(ParameterPlace place, String name, ParameterRule rule) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", place.toString());
        parameter.put("required", rule.isRequired() || place == ParameterPlace.PATH);
        parameter.put("schema", ParameterSchema.of(rule));
        return parameter;
    }

    private static Map<String, Object> requestBody(Entry entry, BodyRule rule, EntitySchema schemas) {
        Map<String, Object> content = new TreeMap<>();
        List<String> types = rule.mediaTypes().isEmpty() ? List.of("*/*") : rule.mediaTypes();
        for (String type : types) {
            content.put(type, media(entry, type, rule, schemas));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("required", rule.isRequired());
        body.put("content", content);
        return body;
    }

    /** JSON that no class describes is anything. */
    private static Map<String, Object> media(Entry entry, String type, BodyRule rule, EntitySchema schemas) {
        if (type.equals("application/x-www-form-urlencoded")) {
            return Map.of("schema", ParameterSchema.form(entry.input().contract()));
        }
        if (type.startsWith("multipart/")) {
            return rule.parts()
                    .map(parts -> Map.<String, Object>of("schema", parts.schema()))
                    .orElse(Map.of());
        }
        if (!type.endsWith("json")) {
            return Map.of();
        }
        Map<String, Object> schema =
                entry.input().shape().map(shape -> shape.schema(schemas)).orElse(Map.of());
        return Map.of("schema", schema);
    }
}
