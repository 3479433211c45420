package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.config.Reference;
import io.gapura.validation.ContractSource;
import io.gapura.validation.EndpointContract;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The contracts of an OpenAPI 3.1 document, in YAML or JSON: parameters, media types, and JSON Schema 2020-12 of content.
 * Each operation belongs to the endpoint of its method and path template; the path of a request is never looked at.
 * Endpoints of Jakarta REST are found by the path alone, servlets by the path behind that of the one server that the
 * document may name; servlets elsewhere are none of its business.
 *
 * <p>At most 4 MiB, 64 levels, 200,000 values. What is not held is refused when the document is read, with the place.
 * Immutable and thread-safe.
 */
public final class OpenApi implements ContractSource {
    private static final Set<String> KNOWN = Set.of(
            "openapi",
            "info",
            "servers",
            "paths",
            "components",
            "security",
            "tags",
            "externalDocs",
            "webhooks",
            "jsonSchemaDialect");
    private static final List<String> DIALECTS =
            List.of("https://spec.openapis.org/oas/3.1/dialect/base", "https://json-schema.org/draft/2020-12/schema");
    private static final Set<String> NO_REFERENCES = Set.of("example", "examples", "default", "const", "enum");

    private final String name;
    private final String base;
    private final Map<String, Operation> operations;

    private OpenApi(String name, String base, Map<String, Operation> operations) {
        this.name = name;
        this.base = base;
        this.operations = operations;
    }

    /**
     * The document that a reference leads to.
     *
     * @throws ConfigurationException when it is none, or says what cannot be held
     */
    public static OpenApi read(Reference document) {
        return of(document.place(), document.read(DocumentText.LONGEST));
    }

    /**
     * The same from its text.
     *
     * @param name what it is called in messages
     */
    public static OpenApi of(String name, byte[] content) {
        JsonNode root = DocumentText.read(name, content);
        Place place = Place.root(name);
        requireVersion(root, place);
        requireLocal(root, place);
        Fields document = Fields.of(root, place, KNOWN);
        if (!DIALECTS.contains(document.text("jsonSchemaDialect", DIALECTS.get(0)))) {
            throw document.at("jsonSchemaDialect").refused("schemas are of JSON Schema 2020-12");
        }
        Place components = place.at("components").at("schemas");
        SchemaReader schemas = new SchemaReader(document.get("components").path("schemas"), components);
        OperationReader reader = new OperationReader(root, schemas);
        Map<String, Operation> operations = new HashMap<>();
        if (!document.get("paths").isObject()) {
            throw document.at("paths").refused("the document must have paths");
        }
        document.get("paths").properties().forEach(each -> {
            Place at = place.at("paths").at(each.getKey());
            reader.read(each.getKey(), each.getValue(), at).forEach((method, operation) -> {
                if (operations.put(method + " " + operation.path().form(), operation) != null) {
                    throw at.refused("lint.contradiction two paths that differ in the names alone are the same");
                }
            });
        });
        requireUnique(operations, place);
        return new OpenApi(name, base(document), Map.copyOf(operations));
    }

    private static void requireVersion(JsonNode root, Place place) {
        String version = root.path("openapi").asText();
        if (root.has("swagger") || version.startsWith("3.0")) {
            throw place.refused("OpenAPI 2 and 3.0 have another schema language: convert the document to 3.1");
        }
        if (!version.matches("3\\.1\\.[0-9]{1,3}")) {
            throw place.refused("openapi must be 3.1.x");
        }
    }

    /** Nothing is fetched: a reference that leads out of the document is never followed, wherever it stands. */
    private static void requireLocal(JsonNode node, Place at) {
        JsonNode reference = node.path("$ref");
        if (reference.isTextual() && !reference.textValue().startsWith("#/")) {
            throw at.refused("lint.remote-ref a $ref must lead into this document: #/components/...");
        }
        node.properties().forEach(each -> {
            if (!NO_REFERENCES.contains(each.getKey())) {
                requireLocal(each.getValue(), at.at(each.getKey()));
            }
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireLocal(node.get(i), at.at(i));
            }
        }
    }

    private static void requireUnique(Map<String, Operation> operations, Place place) {
        Set<String> ids = new TreeSet<>();
        operations.values().forEach(each -> {
            if (!each.id().isEmpty() && !ids.add(each.id())) {
                throw place.refused("lint.contradiction two operations have one operationId");
            }
        });
    }

    /** The path of the server, without a slash at its end. */
    private static String base(Fields document) {
        Set<String> bases = new TreeSet<>();
        for (JsonNode server : document.get("servers")) {
            String url = server.path("url").asText("/");
            try {
                String path = URI.create(url).getRawPath();
                bases.add(path == null || path.equals("/") ? "" : path.replaceFirst("/$", ""));
            } catch (IllegalArgumentException unreadable) {
                throw document.at("servers").refused("the address of a server must be one, without variables");
            }
        }
        if (bases.size() > 1) {
            throw document.at("servers").refused("servers must have one path");
        }
        return bases.stream().findFirst().orElse("");
    }

    @Override
    public Optional<EndpointContract> of(Endpoint endpoint) {
        @Nullable String path = path(endpoint);
        if (path == null) {
            return Optional.empty();
        }
        PathTemplate template = PathTemplate.of(path);
        Operation operation = operations.get(endpoint.httpMethod() + " " + template.form());
        if (operation == null && endpoint.httpMethod().equals("HEAD")) {
            operation = operations.get("GET " + template.form());
        }
        if (operation == null) {
            throw ConfigurationException.at(
                    endpoint.id(),
                    "lint.missing-contract " + name + " has no operation " + endpoint.httpMethod() + " " + path
                            + ": describe it there");
        }
        if (!operation.path().names().equals(template.names())) {
            throw ConfigurationException.at(
                    endpoint.id(),
                    "lint.contradiction the names in the path are " + template.names() + ", and in " + name + " "
                            + operation.path().names());
        }
        return Optional.of(operation.contract());
    }

    /** As the document writes it; null when it does not speak of it. */
    private @Nullable String path(Endpoint endpoint) {
        if (endpoint.method().isPresent()) {
            return endpoint.template();
        }
        String pattern = endpoint.template();
        boolean within = pattern.startsWith(base + "/") && endpoint.type().isPresent();
        return within ? pattern.substring(base.length()) : null;
    }

    @Override
    public Optional<EndpointContract> named(String id) {
        return operations.values().stream()
                .filter(each -> each.id().equals(id) && !id.isEmpty())
                .map(Operation::contract)
                .findFirst();
    }

    @Override
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        operations.values().forEach(each -> names.add(each.contract().name()));
        return names;
    }

    @Override
    public String toString() {
        return name;
    }
}
