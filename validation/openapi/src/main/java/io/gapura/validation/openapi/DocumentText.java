package io.gapura.validation.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.yaml.YamlNode;
import io.gapura.filters.yaml.YamlTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads the text of a document: JSON when it begins with a brace and a quote, else YAML 1.2 without anchors, aliases and
 * tags. What two readers could read differently is refused, such as a key that stands twice. At most 4 MiB of UTF-8, 64
 * levels deep, of 200,000 values. Belongs to one reading.
 */
final class DocumentText {
    /** Bytes. */
    static final int LONGEST = 4 << 20;

    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 200_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(1_024)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(100)
                    .maxDocumentLength(LONGEST)
                    .build())
            .build();

    private final String name;
    private int values;

    private DocumentText(String name) {
        this.name = name;
    }

    /** The root of the document. */
    static JsonNode read(String name, byte[] content) {
        if (content.length > LONGEST) {
            throw ConfigurationException.at(name, "the document is longer than " + LONGEST + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw ConfigurationException.at(name, "the document is not UTF-8");
        }
        DocumentText reading = new DocumentText(name);
        return looksLikeJson(text) ? reading.json(text) : reading.yaml(text);
    }

    /** A brace and a quote: what begins so in YAML is read alike, or refused. */
    private static boolean looksLikeJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") && start.substring(1).stripLeading().startsWith("\"");
    }

    private JsonNode json(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            parser.nextToken();
            JsonNode root = value(parser);
            if (parser.nextToken() != null) {
                throw ConfigurationException.at(name, "something stands behind the document");
            }
            return root;
        } catch (IOException malformed) { // its text quotes the document
            throw ConfigurationException.at(name, "this is not JSON, stands twice in one object, or is over a bound");
        }
    }

    private JsonNode value(JsonParser parser) throws IOException {
        count();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            ObjectNode object = NODES.objectNode();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                object.set(key, value(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode array = NODES.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        return scalar(parser);
    }

    private JsonNode scalar(JsonParser parser) throws IOException {
        return switch (Objects.requireNonNull(parser.currentToken())) {
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private JsonNode yaml(String text) {
        YamlNode root = YamlTree.read(name, text, DEEPEST, (place, code, message) -> {
                    throw ConfigurationException.at(place, code + " " + message);
                })
                .orElseThrow(() -> ConfigurationException.at(name, "the document is empty"));
        return value(root);
    }

    private JsonNode value(YamlNode node) {
        count();
        if (node instanceof YamlNode.Entries entries) {
            ObjectNode object = NODES.objectNode();
            entries.entries().forEach(entry -> object.set(entry.key().text(), value(entry.value())));
            return object;
        }
        if (node instanceof YamlNode.Items items) {
            ArrayNode array = NODES.arrayNode();
            items.items().forEach(item -> array.add(value(item)));
            return array;
        }
        YamlNode.Scalar scalar = (YamlNode.Scalar) node;
        return scalar.isText() ? NODES.textNode(scalar.text()) : literal(scalar.text());
    }

    private JsonNode literal(String text) {
        return switch (text) {
            case "", "null" -> NODES.nullNode();
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            default -> number(text);
        };
    }

    private JsonNode number(String text) {
        JsonNode number = Numbers.of(text);
        if (number == null) {
            throw ConfigurationException.at(name, "a number has an exponent over 1,000");
        }
        return number;
    }

    private void count() {
        if (++values > MOST_VALUES) {
            throw ConfigurationException.at(name, "the document has more than " + MOST_VALUES + " values");
        }
    }
}
