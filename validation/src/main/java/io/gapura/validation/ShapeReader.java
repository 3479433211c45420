package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.validation.ShapeNode.Form;
import io.gapura.validation.constraints.FreeText;
import io.gapura.validation.constraints.TextConstraints;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a type of Java to the form of JSON that is bound to it. Used once, at the start. */
final class ShapeReader {
    private static final int DEEPEST = 32;

    private final MemberNames names;
    private final TextConstraints constraints;
    private final Map<Class<?>, ShapeNode> known = new HashMap<>();
    private final List<JsonShape.Finding> findings = new ArrayList<>();
    private int depth;

    ShapeReader(MemberNames names, TextConstraints constraints) {
        this.names = names;
        this.constraints = constraints;
    }

    List<JsonShape.Finding> findings() {
        return List.copyOf(findings);
    }

    /** Of what no annotation says more. */
    ShapeSlot root(Type type) {
        Class<?> raw = raw(type);
        if (raw == String.class
                || raw == byte[].class
                || java.io.InputStream.class.isAssignableFrom(raw)
                || java.io.Reader.class.isAssignableFrom(raw)) {
            return ShapeSlot.of(open("", "content is handed over unbound"));
        }
        if (type instanceof ParameterizedType generic && !Map.class.isAssignableFrom(raw)) {
            Type[] given = generic.getActualTypeArguments();
            if (Collection.class.isAssignableFrom(raw) && given.length == 1) {
                return ShapeSlot.of(ShapeNode.holding(Form.ARRAY, root(given[0])));
            }
        }
        return ShapeSlot.of(node(raw, null, Map.of(), Set.of(), ""));
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }

    private ShapeSlot slot(
            AnnotatedType declared,
            Map<TypeVariable<?>, AnnotatedType> bindings,
            Set<Annotation> annotations,
            String at) {
        Set<Annotation> all = new LinkedHashSet<>(annotations);
        all.addAll(List.of(declared.getAnnotations()));
        AnnotatedType type = declared;
        for (int i = 0; i < DEEPEST && !isConcrete(type); i++) {
            type = bound(type, bindings);
            all.addAll(List.of(type.getAnnotations()));
        }
        Class<?> raw = raw(type.getType());
        if (raw.getName().startsWith("java.util.Optional")) {
            return optional(type, raw, bindings, all, at);
        }
        ShapeSlot slot = ShapeSlot.of(node(raw, type, bindings, all, at)).with(all, constraints);
        slot = raw.isPrimitive() ? slot.ofPrimitive() : slot;
        slot = Foreign.attribute(all, "JsonProperty", "required").equals(Optional.of(true)) ? slot.required() : slot;
        slot.requirePossible(at);
        lint(slot, all, at);
        return slot;
    }

    private static boolean isConcrete(AnnotatedType type) {
        return !(type instanceof AnnotatedTypeVariable) && !(type instanceof AnnotatedWildcardType);
    }

    private static AnnotatedType bound(AnnotatedType type, Map<TypeVariable<?>, AnnotatedType> bindings) {
        if (type instanceof AnnotatedWildcardType wildcard) {
            return wildcard.getAnnotatedUpperBounds()[0];
        }
        AnnotatedTypeVariable variable = (AnnotatedTypeVariable) type;
        AnnotatedType given = bindings.get((TypeVariable<?>) variable.getType());
        return given == null ? variable.getAnnotatedBounds()[0] : given;
    }

    private ShapeSlot optional(
            AnnotatedType type,
            Class<?> raw,
            Map<TypeVariable<?>, AnnotatedType> bindings,
            Set<Annotation> all,
            String at) {
        if (type instanceof AnnotatedParameterizedType generic) {
            return slot(generic.getAnnotatedActualTypeArguments()[0], bindings, Set.of(), at);
        }
        Form form = raw.getSimpleName().equals("OptionalDouble") ? Form.NUMBER : Form.INTEGER;
        return ShapeSlot.of(ShapeNode.of(raw == Optional.class ? Form.OPEN : form))
                .with(all, constraints);
    }

    private ShapeNode node(
            Class<?> raw,
            @Nullable AnnotatedType type,
            Map<TypeVariable<?>, AnnotatedType> bindings,
            Set<Annotation> all,
            String at) {
        ShapeNode scalar = ScalarForms.of(raw);
        if (Foreign.has(
                all, "JsonDeserialize", "JsonbTypeDeserializer", "JsonbTypeAdapter", "JsonTypeInfo", "JsonUnwrapped")) {
            return opened(all, at, "a deserializer of its own");
        }
        if (scalar != null) {
            return scalar;
        }
        if (raw.isArray() || Iterable.class.isAssignableFrom(raw) && !isBean(raw)) {
            return ShapeNode.holding(Form.ARRAY, element(type, raw, bindings, at));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return map(type, bindings, all, at);
        }
        String reason = openness(raw);
        return reason.isEmpty() ? object(raw, type, bindings, at) : opened(all, at, reason);
    }

    /** A class of the application that happens to be iterable is bound by its members. */
    private static boolean isBean(Class<?> raw) {
        return !Collection.class.isAssignableFrom(raw) && raw != Iterable.class;
    }

    private ShapeSlot element(
            @Nullable AnnotatedType type, Class<?> raw, Map<TypeVariable<?>, AnnotatedType> bindings, String at) {
        if (type instanceof AnnotatedArrayType array) {
            return slot(array.getAnnotatedGenericComponentType(), bindings, Set.of(), at + "/*");
        }
        if (raw.isArray()) {
            return ShapeSlot.of(node(raw.getComponentType(), null, bindings, Set.of(), at + "/*"));
        }
        return argument(type, 0, 1, bindings, at);
    }

    private ShapeSlot argument(
            @Nullable AnnotatedType type, int index, int of, Map<TypeVariable<?>, AnnotatedType> bindings, String at) {
        if (type instanceof AnnotatedParameterizedType generic
                && generic.getAnnotatedActualTypeArguments().length == of) {
            return slot(generic.getAnnotatedActualTypeArguments()[index], bindings, Set.of(), at + "/*");
        }
        return ShapeSlot.of(open(at + "/*", "its elements have no type"));
    }

    private ShapeNode map(
            @Nullable AnnotatedType type,
            Map<TypeVariable<?>, AnnotatedType> bindings,
            Set<Annotation> all,
            String at) {
        int most = openMembers(all);
        if (most < 0) {
            find("lint.open-object", at, "a Map: add @OpenMembers(max = …), or declare its members");
        }
        ShapeSlot value = argument(type, 1, 2, bindings, at);
        ShapeNode node = ShapeNode.holding(Form.MAP, value);
        return most < 0 ? node : ShapeNode.bounded(node, most);
    }

    /** What {@code @OpenMembers} says, or -1. */
    private static int openMembers(Set<Annotation> annotations) {
        return annotations.stream()
                .filter(each -> each.annotationType().getSimpleName().equals("OpenMembers"))
                .findFirst()
                .flatMap(each -> Foreign.attribute(each, "max"))
                .map(max -> (int) max)
                .orElse(-1);
    }

    private ShapeNode opened(Set<Annotation> annotations, String at, String reason) {
        return openMembers(annotations) < 0 ? open(at, reason) : ShapeNode.open(openMembers(annotations));
    }

    private ShapeNode open(String at, String reason) {
        find("lint.open-object", at, reason + ": add @OpenMembers(max = …), or name a type by @Contract(shape = …)");
        return ShapeNode.of(Form.OPEN);
    }

    /** Why nobody can say which members it has; empty when its class does. */
    private static String openness(Class<?> raw) {
        List<Annotation> on = List.of(raw.getAnnotations());
        if (raw == Object.class
                || raw.getName().startsWith("java.")
                || raw.getName().startsWith("jakarta.json.")
                || raw.getName().contains(".jackson.databind.")) {
            return "any value";
        }
        if (Foreign.has(on, "JsonTypeInfo", "JsonbTypeInfo", "JsonSubTypes")
                || raw.isInterface()
                || Modifier.isAbstract(raw.getModifiers())) {
            return "a polymorphic type";
        }
        if (Foreign.has(on, "JsonDeserialize", "JsonbTypeDeserializer", "JsonbTypeAdapter") || hasDelegate(raw)) {
            return "a deserializer of its own";
        }
        return "";
    }

    /** A creator of one parameter without a name takes the value as it stands; a setter of any name takes all names. */
    private static boolean hasDelegate(Class<?> raw) {
        boolean any = Arrays.stream(raw.getMethods())
                .anyMatch(method -> Foreign.has(List.of(method.getAnnotations()), "JsonAnySetter"));
        return any
                || Arrays.stream(raw.getDeclaredMethods()).anyMatch(ShapeReader::delegates)
                || Arrays.stream(raw.getDeclaredConstructors()).anyMatch(ShapeReader::delegates);
    }

    private static boolean delegates(java.lang.reflect.Executable executable) {
        List<Annotation> on = List.of(executable.getAnnotations());
        return Foreign.has(on, "JsonCreator")
                && executable.getParameterCount() == 1
                && Foreign.memberName(List.of(executable.getParameters()[0].getAnnotations()))
                        .isEmpty();
    }

    private ShapeNode object(
            Class<?> raw, @Nullable AnnotatedType type, Map<TypeVariable<?>, AnnotatedType> bindings, String at) {
        ShapeNode before = known.get(raw);
        if (before != null) {
            return before;
        }
        if (++depth > DEEPEST) {
            depth--;
            return open(at, "a type that holds itself in ever new ways");
        }
        ShapeNode node = ShapeNode.of(Form.OBJECT);
        node.title = raw.getSimpleName().replaceAll("[^A-Za-z0-9]", "");
        if (raw.getTypeParameters().length == 0) {
            known.put(raw, node);
        }
        members(raw, node, bindings(raw, type, bindings), at);
        node.seal();
        depth--;
        return node;
    }

    private static Map<TypeVariable<?>, AnnotatedType> bindings(
            Class<?> raw, @Nullable AnnotatedType type, Map<TypeVariable<?>, AnnotatedType> outer) {
        if (!(type instanceof AnnotatedParameterizedType generic)) {
            return Map.of();
        }
        Map<TypeVariable<?>, AnnotatedType> inner = new HashMap<>();
        AnnotatedType[] given = generic.getAnnotatedActualTypeArguments();
        for (int i = 0; i < given.length; i++) {
            boolean passedOn = given[i] instanceof AnnotatedTypeVariable;
            inner.put(raw.getTypeParameters()[i], passedOn ? bound(given[i], outer) : given[i]);
        }
        return inner;
    }

    private void members(Class<?> raw, ShapeNode node, Map<TypeVariable<?>, AnnotatedType> bindings, String at) {
        MemberNames naming = naming(raw, at);
        Set<String> ignored = ignored(raw);
        int index = 0;
        for (BeanMembers.Found member : BeanMembers.of(raw, bindings)) {
            String name = Foreign.memberName(member.annotations()).orElseGet(() -> naming.of(member.property()));
            if (Foreign.isHidden(member.annotations()) || ignored.contains(name)) {
                continue;
            }
            ShapeSlot slot = slot(member.type(), member.bindings(), member.annotations(), at + "/" + name);
            if (node.members.containsKey(name)) {
                throw ConfigurationException.at(raw.getName(), "lint.contradiction two members have the name " + name);
            }
            ShapeNode.Member made = new ShapeNode.Member(index++, name, slot);
            node.members.put(name, made);
            aliases(member).forEach(alias -> node.members.putIfAbsent(alias, made));
        }
    }

    private static List<String> aliases(BeanMembers.Found member) {
        return Foreign.attribute(member.annotations(), "JsonAlias", "value")
                .map(all -> List.of((String[]) all))
                .orElse(List.of());
    }

    private static Set<String> ignored(Class<?> raw) {
        return Foreign.attribute(List.of(raw.getAnnotations()), "JsonIgnoreProperties", "value")
                .map(all -> Set.of((String[]) all))
                .orElse(Set.of());
    }

    private MemberNames naming(Class<?> raw, String at) {
        Optional<Object> strategy = Foreign.attribute(List.of(raw.getAnnotations()), "JsonNaming", "value");
        if (strategy.isEmpty()) {
            return names;
        }
        return switch (((Class<?>) strategy.get()).getSimpleName()) {
            case "SnakeCaseStrategy" -> MemberNames.SNAKE_CASE;
            case "KebabCaseStrategy" -> MemberNames.KEBAB_CASE;
            case "LowerCamelCaseStrategy", "PropertyNamingStrategy" -> MemberNames.AS_DECLARED;
            default ->
                throw ConfigurationException.at(
                        raw.getName() + at,
                        "lint.member-names @JsonNaming is none of snake, kebab or lower camel case");
        };
    }

    private void lint(ShapeSlot slot, Set<Annotation> all, String at) {
        boolean free = all.stream().anyMatch(FreeText.class::isInstance);
        boolean bounded = !slot.texts().isEmpty() || slot.sizes().most() < Integer.MAX_VALUE;
        ShapeNode node = slot.node();
        switch (node.form) {
            case TEXT -> {
                if (!free && !bounded && node.words == null && ScalarForms.isFree(node)) {
                    find(
                            "lint.unconstrained-parameter",
                            at,
                            "a text without a constraint: add @SafeText(max = …) or @FreeText");
                }
            }
            case INTEGER, NUMBER -> {
                if (!slot.number().isBounded()) {
                    find("lint.number-range", at, "a number without a range: add @Min and @Max");
                }
            }
            case ARRAY -> {
                if (!bounded) {
                    find("lint.array-length", at, "a list without a maximum: add @Size(max = …)");
                }
            }
            default -> {}
        }
    }

    private void find(String code, String at, String fix) {
        findings.add(new JsonShape.Finding(code, at, fix));
    }

    /** Names of an enum's constants as they are bound; null when something else decides. */
    static @Nullable Set<String> words(Class<?> type) {
        Set<String> words = new LinkedHashSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                words.add(Foreign.memberName(List.of(field.getAnnotations())).orElse(field.getName()));
            }
        }
        boolean own = Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method ->
                        Foreign.has(List.of(method.getAnnotations()), "JsonValue", "JsonCreator", "JsonbCreator"));
        return own
                        || !List.of(type.getAnnotations()).isEmpty()
                                && Foreign.has(
                                        List.of(type.getAnnotations()),
                                        "JsonDeserialize",
                                        "JsonFormat",
                                        "JsonbTypeAdapter",
                                        "JsonbTypeDeserializer")
                ? null
                : words;
    }
}
