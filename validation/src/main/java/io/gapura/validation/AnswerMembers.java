package io.gapura.validation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The members that JSON of a class has when a binding writes it, as pointers of a {@link ResponseContract}: record
 * components, getters and public fields, under the names that Jackson's or JSON-B's annotations give them. Used once, at
 * the start.
 */
final class AnswerMembers {
    private static final int MOST = 1_000;

    private final MemberNames names;
    private final TreeSet<String> pointers = new TreeSet<>();
    private final Deque<Class<?>> open = new ArrayDeque<>();

    private AnswerMembers(MemberNames names) {
        this.names = names;
    }

    /** One member of a class. */
    private record Member(String property, Type type, List<Annotation> annotations) {}

    /**
     * Sorted.
     *
     * @throws IllegalArgumentException for a class that holds itself, or has over 1,000 members in all
     */
    static String[] of(Class<?> type, MemberNames names) {
        AnswerMembers members = new AnswerMembers(names);
        members.add(type, "");
        return members.pointers.toArray(String[]::new);
    }

    private void add(Type type, String at) {
        Class<?> raw = DeclaredInput.rawOf(type);
        Optional<Type> element = element(type, raw);
        if (element.isPresent()) {
            add(element.get(), at);
        } else if (ScalarForms.of(raw) != null || raw.getName().startsWith("java.util.Optional")) {
            keep(at);
        } else if (isOpen(raw)) {
            keep(at + "/*");
        } else {
            addMembers(raw, at);
        }
    }

    private void keep(String pointer) {
        if (!pointer.isEmpty()) {
            pointers.add(pointer);
        }
        if (pointers.size() > MOST) {
            throw new IllegalArgumentException("a class of more than 1,000 members: name those that may leave");
        }
    }

    private void addMembers(Class<?> raw, String at) {
        if (open.contains(raw)) {
            throw new IllegalArgumentException(raw.getSimpleName()
                    + " holds itself: name the members that may leave, with /* below the first of them");
        }
        open.push(raw);
        keep(at);
        for (Member member : members(raw)) {
            String name = Foreign.memberName(member.annotations()).orElseGet(() -> names.of(member.property()));
            if (!isKept(member.annotations())) {
                add(member.type(), at + "/" + name.replace("~", "~0").replace("/", "~1"));
            }
        }
        open.pop();
    }

    /** Whether it never leaves. */
    private static boolean isKept(List<Annotation> annotations) {
        boolean writeOnly = Foreign.attribute(annotations, "JsonProperty", "access")
                .filter(access -> access.toString().equals("WRITE_ONLY"))
                .isPresent();
        boolean ignored = Foreign.has(annotations, "JsonIgnore")
                && !Foreign.attribute(annotations, "JsonIgnore", "value").equals(Optional.of(false));
        return writeOnly || ignored || Foreign.has(annotations, "JsonbTransient");
    }

    private static Optional<Type> element(Type type, Class<?> raw) {
        if (raw != byte[].class && raw.isArray()) {
            return Optional.of(
                    type instanceof GenericArrayType array ? array.getGenericComponentType() : raw.getComponentType());
        }
        boolean holds = Collection.class.isAssignableFrom(raw) || raw == Optional.class || raw == Iterable.class;
        boolean known = type instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1;
        return holds && known ? Optional.of(((ParameterizedType) type).getActualTypeArguments()[0]) : Optional.empty();
    }

    /** What is below it is said by no class. */
    private static boolean isOpen(Class<?> raw) {
        return Map.class.isAssignableFrom(raw)
                || raw.getName().startsWith("java.")
                || raw.getName().startsWith("jakarta.json.")
                || raw.isInterface()
                || Modifier.isAbstract(raw.getModifiers());
    }

    private static List<Member> members(Class<?> raw) {
        List<Member> members = new ArrayList<>();
        if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                List<Annotation> annotations = new ArrayList<>(List.of(component.getAnnotations()));
                annotations.addAll(List.of(component.getAccessor().getAnnotations()));
                annotations.addAll(ofField(raw, component.getName()));
                members.add(new Member(component.getName(), component.getGenericType(), annotations));
            }
            return members;
        }
        for (Method method : raw.getMethods()) {
            String property = property(method);
            if (!property.isEmpty()) {
                List<Annotation> annotations = new ArrayList<>(List.of(method.getAnnotations()));
                annotations.addAll(ofField(method.getDeclaringClass(), property));
                members.add(new Member(property, method.getGenericReturnType(), annotations));
            }
        }
        for (Field field : raw.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                members.add(new Member(field.getName(), field.getGenericType(), List.of(field.getAnnotations())));
            }
        }
        return members;
    }

    private static List<Annotation> ofField(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .flatMap(field -> Arrays.stream(field.getAnnotations()))
                .toList();
    }

    /** What a getter gets; empty for any other method. */
    private static String property(Method method) {
        boolean plain = method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class
                && !method.isBridge();
        String name = method.getName();
        int prefix =
                name.startsWith("get") ? 3 : name.startsWith("is") && method.getReturnType() == boolean.class ? 2 : 0;
        boolean gets = plain && prefix > 0 && name.length() > prefix && method.getReturnType() != void.class;
        return gets ? name.substring(prefix, prefix + 1).toLowerCase(Locale.ROOT) + name.substring(prefix + 1) : "";
    }
}
