package io.gapura.rbac;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A class hierarchy as a description: class C extends B extends A, interface I on C or B, interface J above I or on C.
 * Says its Java source, and what the rules of the package mean for it, told without reflection.
 */
record Shape(Kind kind, Node c, Node b, Node a, Node i, Node j, boolean interfaceOnC, boolean jAboveI) {
    /** How the parameter of the method is written along the hierarchy. */
    enum Kind {
        PLAIN,
        GENERIC,
        BOUNDED,
        ARRAY,
        RAW,
        COVARIANT,
        MIXED
    }

    /** One type of the hierarchy: whether it declares the method, with a body or without. */
    record Node(String name, boolean declares, boolean body, ShapeMark onType, ShapeMark onMethod) {
        /** Method over class. */
        Said said() {
            Said type = type();
            return Said.of(onMethod).over(type);
        }

        Said type() {
            return Said.of(onType);
        }
    }

    static Shape random(Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        boolean jAboveI = random.nextBoolean();
        Node c = node("C", random, random.nextInt(3) == 0, true);
        Node b = node("B", random, random.nextInt(2) == 0, true);
        Node a = node("A", random, random.nextInt(2) == 0, random.nextInt(3) > 0);
        boolean inClasses = c.declares || b.declares || a.declares;
        Node i = node("I", random, !inClasses || random.nextBoolean(), random.nextInt(3) == 0);
        // Two unrelated interfaces that both declare it need a class that does, or javac refuses.
        boolean jMay = inClasses || jAboveI;
        Node j = node("J", random, jMay && random.nextBoolean(), random.nextInt(3) == 0);
        return new Shape(kind, c, b, a, i, j, random.nextBoolean(), jAboveI);
    }

    private static Node node(String name, Random random, boolean declares, boolean body) {
        ShapeMark onType = random.nextInt(5) < 3 ? ShapeMark.NONE : mark(random);
        ShapeMark onMethod = random.nextInt(2) == 0 ? ShapeMark.NONE : mark(random);
        return new Node(name, declares, declares && body, onType, declares ? onMethod : ShapeMark.NONE);
    }

    /** One in sixteen contradicts itself: more would hide what all others mean. */
    private static ShapeMark mark(Random random) {
        ShapeMark[] marks = ShapeMark.values();
        ShapeMark mark = marks[random.nextInt(marks.length)];
        return mark.part() == ShapeMark.Part.CONFLICT && random.nextInt(4) > 0 ? ShapeMark.ROLE_A : mark;
    }

    // What the rules mean.

    private List<Node> classes() {
        return List.of(c, b, a);
    }

    private Node target() {
        return classes().stream().filter(Node::declares).findFirst().orElse(i.declares ? i : j);
    }

    /** {@code conflict}, {@code uncovered}, or the rule with {@code own} or {@code inherited} in front. */
    String expected() {
        try {
            Node target = target();
            Said own = target.body ? target.said() : Said.NOTHING;
            if (own.isNothing()) {
                return inherited(target);
            }
            return own.isPartial() ? added(target, own) : own(target, own);
        } catch (Said.Conflict twoMeanings) {
            return "conflict";
        }
    }

    /** The same by the letter of the specification. */
    String expectedBySpecification() {
        try {
            Node target = target();
            Said own = target.body ? target.said() : Said.NOTHING;
            if (own.isNothing()) {
                return "uncovered";
            }
            around(target); // whatever is overridden is looked at, to point out what became weaker
            return "own " + own.rule();
        } catch (Said.Conflict twoMeanings) {
            return "conflict";
        }
    }

    private String own(Node target, Said own) {
        around(target);
        boolean bypassed = target != c && !c.type().isNothing() && !c.type().same(own);
        return bypassed ? "conflict" : "own " + own.rule();
    }

    private String inherited(Node target) {
        List<Said> candidates = candidates(c.type(), target);
        if (candidates.size() > 1) {
            return "conflict";
        }
        boolean open = candidates.isEmpty() || candidates.get(0).opens();
        return open ? "uncovered" : "inherited " + candidates.get(0).rule();
    }

    private String added(Node target, Said own) {
        Said onType = target == c ? Said.NOTHING : c.type();
        if (onType.opens()) {
            return "conflict";
        }
        List<Said> candidates = candidates(onType, target);
        if (candidates.size() > 1) {
            return "conflict";
        }
        Said all = candidates.isEmpty() || candidates.get(0).same(own) ? own : own.and(candidates.get(0));
        return "own " + all.rule();
    }

    /** Those that differ. */
    private List<Said> candidates(Said onType, Node target) {
        List<Said> different = new ArrayList<>();
        List<Said> all = new ArrayList<>(List.of(onType));
        all.addAll(around(target));
        for (Said said : all) {
            if (!said.isNothing() && different.stream().noneMatch(said::same)) {
                different.add(said);
            }
        }
        return different;
    }

    /** What superclasses and interfaces say of the method that runs. */
    private List<Said> around(Node target) {
        List<Said> found = new ArrayList<>();
        if (classes().contains(target)) {
            List<Node> line = classes().subList(classes().indexOf(target), 3).stream()
                    .filter(node -> node.declares && (node != target || !target.body))
                    .toList();
            found.add(line(line));
        }
        List<Node> ofI = i.declares && (i != target || !i.body) ? List.of(i) : List.of();
        List<Node> ofJ = j.declares && (j != target || !j.body) ? List.of(j) : List.of();
        if (jAboveI) {
            found.add(line(Stream.concat(ofI.stream(), ofJ.stream()).toList()));
        } else {
            found.add(line(ofI));
            found.add(line(ofJ));
        }
        return found;
    }

    /** The nearest that says something, and as long as it leaves open who comes in, those above it too. */
    private static Said line(List<Node> nodes) {
        Said found = Said.NOTHING;
        for (Node node : nodes) {
            if (!found.isNothing() && !found.isPartial()) {
                return found;
            }
            Said next = node.said();
            if (found.isNothing()) {
                found = next;
            } else if (next.opens()) {
                return found;
            } else if (!next.isNothing()) {
                found = found.same(next) ? found : found.and(next);
            }
        }
        return found;
    }

    // Its source.

    private boolean genericClasses() {
        return kind == Kind.GENERIC || kind == Kind.BOUNDED || kind == Kind.ARRAY || kind == Kind.RAW;
    }

    private boolean genericInterfaces() {
        return genericClasses() || kind == Kind.MIXED;
    }

    private String declared(String name, boolean generic) {
        String bound = kind == Kind.BOUNDED ? " extends CharSequence" : "";
        return generic ? name + "<T" + bound + ">" : name;
    }

    private String used(String name, boolean generic, boolean inGeneric) {
        if (!generic || kind == Kind.RAW && !inGeneric) {
            return name;
        }
        return name + (inGeneric ? "<T>" : "<String>");
    }

    private String method(Node node, boolean generic, String returned, boolean ofInterface) {
        if (!node.declares) {
            return "";
        }
        String plain = kind == Kind.RAW ? "Object" : "String";
        String parameter = (generic ? "T" : plain) + (kind == Kind.ARRAY ? "[]" : "");
        String modifiers = node.body ? (ofInterface ? "default " : "") : (ofInterface ? "" : "abstract ");
        String type = kind == Kind.COVARIANT ? returned : "Object";
        return "  " + node.onMethod.source() + " public " + modifiers + type + " m(" + parameter + " x)"
                + (node.body ? " { return null; }" : ";") + "\n";
    }

    String source(String name) {
        boolean classes = genericClasses();
        boolean interfaces = genericInterfaces();
        String trap = "  @jakarta.annotation.security.PermitAll public void m(Integer x) {}\n";
        String iOfB = interfaceOnC ? "" : " implements " + used("I", interfaces, classes);
        String ofC = (interfaceOnC ? " implements " + used("I", interfaces, false) : "")
                + (jAboveI ? "" : (interfaceOnC ? ", " : " implements ") + used("J", interfaces, false));
        return "package shapes;\npublic class " + name + " {\n"
                + j.onType.source() + " public interface " + declared("J", interfaces) + " {\n"
                + method(j, interfaces, "Object", true) + "}\n"
                + i.onType.source() + " public interface " + declared("I", interfaces)
                + (jAboveI ? " extends " + used("J", interfaces, interfaces) : "") + " {\n"
                + method(i, interfaces, "Object", true) + "}\n"
                + a.onType.source() + " public abstract static class " + declared("A", classes) + " {\n"
                + method(a, classes, "Object", false) + "}\n"
                + b.onType.source() + " public abstract static class " + declared("B", classes) + " extends "
                + used("A", classes, classes) + iOfB + " {\n"
                + method(b, classes, "CharSequence", false) + trap + "}\n"
                + c.onType.source() + " public " + (target().body ? "" : "abstract ") + "static class C extends "
                + used("B", classes, false) + ofC + " {\n"
                + method(c, false, "String", false) + trap + "}\n" + made() + "}\n";
    }

    /** A subclass as a container makes it, of a class that can be one. */
    private String made() {
        String parameter = (kind == Kind.RAW ? "Object" : "String") + (kind == Kind.ARRAY ? "[]" : "");
        return target().body
                ? "public static class C$$SpringCGLIB$$0 extends C {\n"
                        + "  @Override public String m(" + parameter + " x) { return null; }\n"
                        + "  @Override public void m(Integer x) {}\n}\n"
                : "";
    }

    /** Whether a container can make a subclass of the class. */
    boolean isConcrete() {
        return target().body;
    }
}
