package io.gapura.validation;

import io.gapura.validation.constraints.TextConstraints;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members that content of an endpoint may have: those of the class that it becomes, or that {@link Contract#shape}
 * names. Nothing where no class says it: bytes, text, and what {@link OpenMembers} opens. Immutable.
 *
 * @param most members of one object, where the client chooses their names
 */
record EntityStructure(@Nullable JsonShape shape, int most) {
    static final EntityStructure NONE = new EntityStructure(null, Integer.MAX_VALUE);

    /** What a runtime hands over as it came, whatever its media type is. */
    private static final Set<String> UNBOUND = Set.of(
            "java.lang.String",
            "byte[]",
            "java.io.InputStream",
            "java.io.Reader",
            "java.io.File",
            "jakarta.ws.rs.core.MultivaluedMap",
            "jakarta.ws.rs.core.Form",
            "jakarta.activation.DataSource",
            "javax.xml.transform.Source");

    /**
     * Compiles it.
     *
     * @throws io.gapura.filters.ConfigurationException when constraints of the class contradict each other
     */
    static EntityStructure of(
            EndpointContract contract, InputReader.@Nullable Entity entity, MemberNames names, TextConstraints texts) {
        Optional<BodyRule> rule = contract.body().filter(EntityStructure::takesJson);
        Optional<Type> type = rule.flatMap(BodyRule::shape).filter(each -> isBound(each, rule.get()));
        Optional<OpenMembers> open = entity == null
                ? Optional.empty()
                : entity.annotations().stream()
                        .filter(OpenMembers.class::isInstance)
                        .map(OpenMembers.class::cast)
                        .findFirst();
        if (type.isEmpty() || open.isPresent()) {
            return new EntityStructure(null, open.map(OpenMembers::max).orElse(Integer.MAX_VALUE));
        }
        return new EntityStructure(JsonShape.of(type.get(), names, texts), Integer.MAX_VALUE);
    }

    private static boolean takesJson(BodyRule rule) {
        return rule.mediaTypes().isEmpty()
                || rule.mediaTypes().stream()
                        .anyMatch(type -> type.endsWith("json") || type.equals("*/*") || type.equals("application/*"));
    }

    /** Text is bound to text where no media type says that it is JSON. */
    private static boolean isBound(Type type, BodyRule rule) {
        boolean saysJson = rule.mediaTypes().stream().anyMatch(each -> each.endsWith("json"));
        return saysJson || !UNBOUND.contains(DeclaredInput.rawOf(type).getTypeName());
    }

    /** What the start-up check says of it: of all that holds the content, what nobody of them closes or bounds. */
    List<Finding> findings(EndpointContract contract) {
        List<ContentSchema> schemas = contract.body().map(BodyRule::schemas).orElse(List.of());
        Stream<JsonShape.Finding> found = schemas.isEmpty()
                ? Stream.of(shape).flatMap(each -> each == null ? Stream.empty() : each.findings().stream())
                : schemas.stream().flatMap(each -> left(each.findings()));
        return found.map(each -> new Finding(each.code(), contract.name(), "body " + each.at(), each.fix()))
                .distinct()
                .toList();
    }

    /** What neither a schema nor the class settles; each schema speaks of a media type of its own. */
    private Stream<JsonShape.Finding> left(List<JsonShape.Finding> ofSchema) {
        if (shape == null) {
            boolean opened = most < Integer.MAX_VALUE;
            return ofSchema.stream().filter(each -> !opened || !each.code().equals("lint.open-object"));
        }
        List<JsonShape.Finding> ofClass = shape.findings();
        return Stream.concat(
                ofSchema.stream().filter(each -> leave(ofClass, each)),
                ofClass.stream().filter(each -> leave(ofSchema, each)));
    }

    /** Whether there is nothing among these that settles it: they find the same, or end above it. */
    private static boolean leave(List<JsonShape.Finding> these, JsonShape.Finding found) {
        return these.stream()
                .anyMatch(each -> each.at().equals(found.at()) && each.code().equals(found.code())
                        || each.code().equals("lint.open-object") && (found.at() + "/").startsWith(each.at() + "/"));
    }

    /** Structure is bounded by the setting, and tightened by the contract. */
    JsonGuard guard(EndpointContract contract, JsonLimits limits) {
        int depth = contract.body()
                .flatMap(rule -> rule.depth().stream().boxed().findFirst())
                .orElse(Integer.MAX_VALUE);
        JsonLimits bounds = limits.depth(Math.min(depth, limits.depth())).members(Math.min(most, limits.members()));
        return shape == null ? JsonGuard.of(bounds) : JsonGuard.of(bounds, shape);
    }
}
