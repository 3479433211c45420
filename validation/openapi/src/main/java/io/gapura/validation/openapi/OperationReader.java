package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapura.validation.BodyRule;
import io.gapura.validation.EndpointContract;
import io.gapura.validation.ParameterPlace;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes contracts of the operations of a document. Used by one thread, at the start. */
final class OperationReader {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> ITEM = with(METHODS, "summary", "description", "parameters");
    private static final Set<String> KNOWN = Set.of(
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "deprecated",
            "security");
    private static final Set<String> BODY = Set.of("description", "content", "required");
    private static final Set<String> MEDIA = Set.of("schema", "example", "examples", "encoding");

    private final JsonNode root;
    private final SchemaReader schemas;
    private final ParameterReader parameters;
    private final PartReader parts;
    private final JsonSchemas compiler = new JsonSchemas();

    OperationReader(JsonNode root, SchemaReader schemas) {
        this.root = root;
        this.schemas = schemas;
        this.parameters = new ParameterReader(schemas);
        this.parts = new PartReader(schemas);
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }

    /** By method, in upper case. */
    Map<String, Operation> read(String path, JsonNode written, Place at) {
        if (!path.startsWith("/")) {
            throw at.refused("a path must begin with a slash");
        }
        Map.Entry<JsonNode, Place> item = Fields.followed(written, at, root, "pathItems");
        Fields fields = Fields.of(item.getKey(), item.getValue(), ITEM);
        Map<String, Operation> all = new LinkedHashMap<>();
        fields.object().fieldNames().forEachRemaining(method -> {
            if (METHODS.contains(method)) {
                String upper = method.toUpperCase(Locale.ROOT);
                all.put(upper, operation(upper + " " + path, PathTemplate.of(path), fields, method));
            }
        });
        return all;
    }

    private Operation operation(String name, PathTemplate path, Fields item, String method) {
        Fields fields = Fields.of(item.get(method), item.at(method), KNOWN);
        EndpointContract contract = EndpointContract.of(name).closed();
        for (ParameterReader.Declared each : declared(item, fields).values()) {
            contract = contract.parameter(each.place(), each.name(), each.rule());
        }
        requireSame(path, contract, fields);
        if (!fields.get("requestBody").isMissingNode()) {
            contract = content(fields, contract);
        }
        return new Operation(path, fields.text("operationId", ""), contract);
    }

    /** Of the path, and of the operation, which says it anew. */
    private Map<String, ParameterReader.Declared> declared(Fields item, Fields operation) {
        Map<String, ParameterReader.Declared> all = list(item);
        all.putAll(list(operation));
        return all;
    }

    private Map<String, ParameterReader.Declared> list(Fields fields) {
        Map<String, ParameterReader.Declared> all = new LinkedHashMap<>();
        JsonNode list = fields.get("parameters");
        Place at = fields.at("parameters");
        if (!list.isMissingNode() && !list.isArray()) {
            throw at.refused("a list must stand here");
        }
        for (int i = 0; i < list.size(); i++) {
            Place here = at.at(i);
            Map.Entry<JsonNode, Place> found = Fields.followed(list.get(i), here, root, "parameters");
            parameters.read(found.getKey(), found.getValue()).ifPresent(each -> {
                if (all.put(each.place() + " " + each.name(), each) != null) {
                    throw here.refused("this parameter is declared twice");
                }
            });
        }
        return all;
    }

    private static void requireSame(PathTemplate path, EndpointContract contract, Fields fields) {
        Set<String> declared = contract.parameters(ParameterPlace.PATH).keySet();
        if (!declared.equals(Set.copyOf(path.names()))) {
            throw fields.place()
                    .refused("lint.contradiction the names in the path and its parameters differ: " + declared + " and "
                            + path.names());
        }
    }

    private EndpointContract content(Fields operation, EndpointContract contract) {
        Map.Entry<JsonNode, Place> found =
                Fields.followed(operation.get("requestBody"), operation.at("requestBody"), root, "requestBodies");
        Fields body = Fields.of(found.getKey(), found.getValue(), BODY);
        JsonNode content = body.get("content");
        if (!content.isObject() || content.isEmpty()) {
            throw body.place().refused("content must name a media type at least");
        }
        EndpointContract made = contract;
        BodyRule rule;
        try {
            rule = BodyRule.of(names(content));
        } catch (IllegalArgumentException unreadable) {
            throw body.at("content").refused(String.valueOf(unreadable.getMessage()));
        }
        for (Map.Entry<String, JsonNode> each : content.properties()) {
            Fields media = Fields.of(each.getValue(), body.at("content").at(each.getKey()), MEDIA);
            if (each.getKey().equals("application/x-www-form-urlencoded")) {
                made = form(media, made);
            } else {
                rule = schema(each.getKey(), media, rule);
            }
        }
        return made.body(body.flag("required", false) ? rule.required() : rule);
    }

    private static String[] names(JsonNode content) {
        return content.properties().stream().map(Map.Entry::getKey).toArray(String[]::new);
    }

    private EndpointContract form(Fields media, EndpointContract contract) {
        EndpointContract made = contract;
        for (ParameterReader.Declared each : parameters.form(media.get("schema"), media.at("schema"))) {
            made = made.form(each.name(), each.rule());
        }
        return made;
    }

    private BodyRule schema(String type, Fields media, BodyRule rule) {
        JsonNode schema = media.get("schema");
        if (type.endsWith("/json") || type.endsWith("+json")) {
            if (schema.isMissingNode()) {
                throw media.place().refused("lint.open-object JSON must have a schema");
            }
            Place at = media.at("schema");
            return rule.schema(
                    type,
                    new BodySchema(
                            compiler.compiled(schemas.content(schema, at)),
                            schemas.names(),
                            SchemaLint.of(schemas, schema, at)));
        }
        if (type.startsWith("multipart/")) {
            return schema.isMissingNode() // its parts are what @Uploads says
                    ? rule
                    : rule.describing(parts.read(schema, media.at("schema")));
        }
        boolean says = !schema.isMissingNode()
                && !(schema.path("type").asText("string").equals("string")
                        && says(schema).isEmpty());
        if (says || type.indexOf('*') >= 0 && !schema.isMissingNode()) {
            throw media.place().refused("content of this type is not held against a schema: leave it out");
        }
        return rule;
    }

    /** The words of a schema that ask for something. */
    private static Set<String> says(JsonNode schema) {
        Set<String> words = new HashSet<>();
        schema.fieldNames().forEachRemaining(words::add);
        words.removeIf(each -> each.equals("type")
                || each.equals("format")
                || Keyword.of(each)
                        .filter(word -> word.form() == Keyword.Form.NOTE)
                        .isPresent());
        return words;
    }
}
