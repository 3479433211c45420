package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapura.filters.Violation;
import io.gapura.filters.json.JsonPieces;
import io.gapura.validation.ContentSchema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tree of one document, because a schema may speak of all of it at once: of what the one parser found, bounded
 * in tokens, depth and text as that is.
 */
final class TreeReading implements ContentSchema.Reading {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final BodySchema schema;
    private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private @Nullable JsonNode root;
    private int tokens;
    private boolean outOfRange;

    TreeReading(BodySchema schema) {
        this.schema = schema;
    }

    @Override
    public void token(JsonPieces.Kind kind, JsonPieces at) {
        tokens++;
        switch (kind) {
            case NAME -> names.push(at.name());
            case START_OBJECT -> start(NODES.objectNode());
            case START_ARRAY -> start(NODES.arrayNode());
            case END_OBJECT, END_ARRAY -> add(open.pop());
            case STRING -> add(NODES.textNode(at.string()));
            case INTEGER, DECIMAL -> add(number(at.string()));
            case TRUE -> add(NODES.booleanNode(true));
            case FALSE -> add(NODES.booleanNode(false));
            default -> add(NODES.nullNode());
        }
    }

    private void start(ContainerNode<?> container) {
        open.push(container);
    }

    private JsonNode number(String text) {
        JsonNode number = Numbers.of(text);
        outOfRange |= number == null;
        return number == null ? NODES.nullNode() : number;
    }

    private void add(JsonNode value) {
        ContainerNode<?> parent = open.peek();
        if (parent == null) {
            root = value;
        } else if (parent instanceof ObjectNode object) {
            object.set(names.pop(), value);
        } else {
            ((ArrayNode) parent).add(value);
        }
    }

    @Override
    public List<Violation> violations() {
        if (outOfRange) {
            return List.of(new Violation(Violation.Place.BODY, "", "body.range"));
        }
        return schema.violations(Objects.requireNonNull(root), tokens);
    }
}
