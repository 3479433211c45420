package io.gapura.validation;

import io.gapura.validation.constraints.TextConstraints;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** What the start-up check says of it. */
    List<Finding> findings(String endpoint) {
        return shape == null
                ? List.of()
                : shape.findings().stream()
                        .map(each -> new Finding(each.code(), endpoint, "body " + each.at(), each.fix()))
                        .toList();
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
