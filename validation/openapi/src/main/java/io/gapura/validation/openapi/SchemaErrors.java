package io.gapura.validation.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.gapura.filters.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a validator found, in the words of contracts: a code and a JSON Pointer, no message, no value, no text of a schema,
 * and no name that only the client knows.
 */
final class SchemaErrors {
    private static final int LONGEST_POINTER = 128;
    private static final int ENOUGH = 21;

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("type", "body.type"),
            Map.entry("required", "body.missing"),
            Map.entry("dependentRequired", "body.missing"),
            Map.entry("enum", "body.enum"),
            Map.entry("const", "body.enum"),
            Map.entry("minLength", "text.length"),
            Map.entry("maxLength", "text.length"),
            Map.entry("pattern", "body.pattern"),
            Map.entry("format", "body.pattern"),
            Map.entry("minimum", "body.range"),
            Map.entry("maximum", "body.range"),
            Map.entry("exclusiveMinimum", "body.range"),
            Map.entry("exclusiveMaximum", "body.range"),
            Map.entry("multipleOf", "body.range"),
            Map.entry("minItems", "list.size"),
            Map.entry("maxItems", "list.size"),
            Map.entry("minContains", "list.size"),
            Map.entry("maxContains", "list.size"),
            Map.entry("uniqueItems", "list.size"),
            Map.entry("minProperties", "list.size"),
            Map.entry("maxProperties", "list.size"),
            Map.entry("additionalProperties", "body.unknown"),
            Map.entry("unevaluatedProperties", "body.unknown"),
            Map.entry("unevaluatedItems", "list.size"),
            Map.entry("propertyNames", "body.unknown"),
            Map.entry("false", "body.unknown"));

    private final List<Error> errors;
    private final Set<String> names;

    SchemaErrors(List<Error> errors, Set<String> names) {
        this.errors = errors;
        this.names = names;
    }

    /** At most one more than an answer shows. */
    List<Violation> violations() {
        List<Violation> found = new ArrayList<>();
        Map<String, NodePath> alternatives = new LinkedHashMap<>();
        for (Error each : errors) {
            String within = alternative(each.getEvaluationPath());
            if (within != null) {
                alternatives.merge(within, each.getInstanceLocation(), SchemaErrors::common);
            } else if (!isConsequence(each)) {
                found.add(violation(each));
            }
        }
        alternatives.values().forEach(at -> found.add(at(at, null, "body.rule")));
        return found.stream().distinct().limit(ENOUGH).toList();
    }

    /**
     * A member that is wrong counts as one that nothing has described, and so does all that stands beside it: told is what
     * is wrong.
     */
    private boolean isConsequence(Error error) {
        if (!error.getKeyword().equals("unevaluatedProperties")) {
            return false;
        }
        NodePath at = error.getInstanceLocation();
        return errors.stream()
                .anyMatch(other -> other.getInstanceLocation().startsWith(at)
                        && !(other.getKeyword().equals("unevaluatedProperties")
                                && other.getInstanceLocation().getNameCount() == at.getNameCount()));
    }

    /** Which alternatives an error is among, by where they stand in the schema; null: among none. */
    private static @Nullable String alternative(NodePath evaluated) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < evaluated.getNameCount(); i++) {
            String step = String.valueOf(evaluated.getElement(i));
            path.append('/').append(step);
            boolean named = i > 0 && isByName(String.valueOf(evaluated.getElement(i - 1)), evaluated, i);
            if (!named && (step.equals("anyOf") || step.equals("oneOf"))) {
                return path.toString();
            }
        }
        return null;
    }

    /** Whether a step is the name of a member and no word of a schema. */
    private static boolean isByName(String before, NodePath evaluated, int at) {
        boolean container =
                before.equals("properties") || before.equals("patternProperties") || before.equals("dependentSchemas");
        boolean escaped = at > 1 && isByName(String.valueOf(evaluated.getElement(at - 2)), evaluated, at - 1);
        return container && !escaped;
    }

    /** What both are in. */
    private static NodePath common(NodePath one, NodePath other) {
        NodePath at = one;
        while (at.getNameCount() > 0 && !other.startsWith(at)) {
            at = at.getParent();
        }
        return at;
    }

    private Violation violation(Error error) {
        String keyword = error.getKeyword();
        String missing = keyword.equals("required") ? error.getProperty() : null;
        return at(error.getInstanceLocation(), missing, WORDS.getOrDefault(keyword, "body.rule"));
    }

    private Violation at(NodePath place, @Nullable String member, String code) {
        StringBuilder pointer = new StringBuilder();
        boolean told = true;
        for (int i = 0; told && i < place.getNameCount(); i++) {
            told = step(place.getElement(i), pointer);
        }
        if (told && member != null) {
            step(member, pointer);
        }
        return new Violation(Violation.Place.BODY, pointer.toString(), code);
    }

    /** A pointer ends where a client chose the name, and where it would grow too long. */
    private boolean step(Object element, StringBuilder pointer) {
        String name = String.valueOf(element);
        String escaped = name.replace("~", "~0").replace("/", "~1");
        boolean known = element instanceof Integer || names.contains(name);
        if (!known || pointer.length() + 1 + escaped.length() > LONGEST_POINTER) {
            return false;
        }
        pointer.append('/').append(escaped);
        return true;
    }
}
