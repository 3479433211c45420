package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.validation.constraints.TextConstraints;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/**
 * The members that JSON for a type of Java may have, and what its constraints say of them, checked while the document
 * streams by ({@link JsonGuard#of(JsonLimits, JsonShape)}): so the same rules hold whatever library binds it, and before
 * it does. A member that nobody declared is refused, which makes mass assignment (CWE-915) impossible, a text is no
 * number, and no value is put right.
 *
 * <p>Read from record components, setters, public fields and named parameters of creators; names are those that
 * Jackson's or JSON-B's annotations give, else those of the class. Constraints of Jakarta Validation and of {@link
 * io.gapura.validation.constraints} that look at one value are held here; others are left to the check of the bound
 * entity. Refuses with 422 {@code content-refused}: {@code body.unknown}, {@code body.missing}, {@code body.type} and the
 * words of the constraints, each with a JSON Pointer, at most 20. A name that only the client knows is never repeated.
 *
 * <p>Immutable and thread-safe; compile it at start-up.
 */
public final class JsonShape {
    private final ShapeSlot root;
    private final List<Finding> findings;

    /**
     * What keeps a shape from being closed or bounded, for the lint.
     *
     * @param code such as {@code lint.open-object}
     * @param at pointer into the document, with {@code *} for each element of a list
     * @param fix why, and the shortest way out
     */
    public record Finding(String code, String at, String fix) {}

    private JsonShape(ShapeSlot root, List<Finding> findings) {
        this.root = root;
        this.findings = findings;
    }

    /**
     * With names as they are declared.
     *
     * @throws ConfigurationException when its constraints contradict each other
     */
    public static JsonShape of(Type type) {
        return of(type, MemberNames.AS_DECLARED, TextConstraints.standard());
    }

    /**
     * With names as the binding makes them, and constraints as the deployment has them.
     *
     * @throws ConfigurationException when its constraints contradict each other, or lack what they need
     */
    public static JsonShape of(Type type, MemberNames names, TextConstraints constraints) {
        ShapeReader reader = new ShapeReader(names, constraints);
        ShapeSlot root = reader.root(type);
        return new JsonShape(root, reader.findings());
    }

    /** Where it is open or unbounded. */
    public List<Finding> findings() {
        return findings;
    }

    /** In JSON Schema, with a component for each class. */
    Map<String, Object> schema(EntitySchema schemas) {
        return schemas.of(root.required());
    }

    ShapeWalk walk() {
        return new ShapeWalk(root);
    }
}
