package io.gapura.validation;

import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.filters.json.JsonPieces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One document that is held against what is said of its members, here and there: the same of one place is told once. */
final class HeldDocument {
    private static final int ENOUGH = 20;

    private final @Nullable ShapeWalk shape;
    private final int status;
    private List<ContentSchema.Reading> trees;

    /** Null when nothing is said of it. */
    static @Nullable HeldDocument against(@Nullable JsonShape shape, List<ContentSchema> schemas, int status) {
        boolean said = shape != null || !schemas.isEmpty();
        return said ? new HeldDocument(shape == null ? null : shape.walk(), schemas, status) : null;
    }

    /**
     * @param shape what a class says of the members; null: nothing
     * @param schemas what is said elsewhere
     * @param status what breaks one of them is answered with
     */
    private HeldDocument(@Nullable ShapeWalk shape, List<ContentSchema> schemas, int status) {
        this.shape = shape;
        this.trees = schemas.stream().map(ContentSchema::open).toList();
        this.status = status;
    }

    /** What is over a bound, and only recorded, is kept in no tree. */
    void endTrees() {
        trees = List.of();
    }

    void token(JsonPieces.Kind kind, JsonPieces at) {
        if (shape != null) {
            shape.token(kind, at);
        }
        for (ContentSchema.Reading each : trees) {
            each.token(kind, at);
        }
    }

    /** Of the whole document; null: nothing. */
    @Nullable
    Rejection rejection() {
        Map<String, Violation> found = new LinkedHashMap<>(0);
        if (shape != null) {
            add(shape.violations(), found);
        }
        trees.forEach(each -> add(each.violations(), found));
        if (found.isEmpty()) {
            return null;
        }
        List<Violation> sorted = found.values().stream().sorted().limit(ENOUGH).toList();
        Rejection all =
                Rejection.of(status, "content-refused", sorted.get(0).code()).violations(sorted);
        return found.size() > ENOUGH ? all.truncated() : all;
    }

    private static void add(List<Violation> more, Map<String, Violation> found) {
        more.forEach(each -> found.putIfAbsent(each.code() + " " + each.at(), each));
    }
}
