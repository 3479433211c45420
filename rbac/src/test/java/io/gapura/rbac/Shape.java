package io.gapura.rbac;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

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

    /** What can be written on a class or a method, and the rule that it is alone. */
    enum Mark {
        NONE("", ""),
        OPEN("@jakarta.annotation.security.PermitAll", "public"),
        CLOSED("@jakarta.annotation.security.DenyAll", "nobody"),
        ROLE_A("@jakarta.annotation.security.RolesAllowed(\"a\")", "roles [a]"),
        ROLE_B("@jakarta.annotation.security.RolesAllowed(\"b\")", "roles [b]"),
        PERMISSION("@io.gapura.rbac.RequiresPermission(\"order:read\")", "permissions [order:read]");

        private final String source;
        private final String rule;

        Mark(String source, String rule) {
            this.source = source;
            this.rule = rule;
        }

        private boolean total() {
            return this == OPEN || this == CLOSED;
        }

        private boolean gate() {
            return this == ROLE_A || this == ROLE_B;
        }
    }

    /** One type of the hierarchy: whether it declares the method, with a body or without. */
    record Node(String name, boolean declares, boolean body, Mark onType, Mark onMethod) {
        /** Method over class; empty when nothing is written. */
        String rule() {
            if (onMethod == Mark.NONE || onType == Mark.NONE) {
                return onMethod.rule + onType.rule;
            }
            boolean added = onMethod.gate() && onType == Mark.PERMISSION;
            boolean kept = onMethod == Mark.PERMISSION && onType.gate();
            if (added || kept) {
                return (added ? onMethod.rule : onType.rule) + " and " + Mark.PERMISSION.rule;
            }
            return onMethod.rule;
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
        Mark onType = random.nextInt(5) < 3 ? Mark.NONE : Mark.values()[random.nextInt(Mark.values().length)];
        Mark onMethod = random.nextInt(2) == 0 ? Mark.NONE : Mark.values()[random.nextInt(Mark.values().length)];
        return new Node(name, declares, declares && body, onType, declares ? onMethod : Mark.NONE);
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
        Node target = target();
        String own = target.body ? target.rule() : "";
        if (!own.isEmpty()) {
            boolean bypassed = target != c && c.onType != Mark.NONE && !c.onType.rule.equals(own);
            return bypassed ? "conflict" : "own " + own;
        }
        Set<String> rules = new LinkedHashSet<>();
        rules.add(c.onType.rule);
        rules.add(superclassRule(target));
        rules.addAll(interfaceRules(target));
        rules.remove("");
        if (rules.size() > 1) {
            return "conflict";
        }
        String only = String.join("", rules);
        return only.isEmpty() || only.equals("public") ? "uncovered" : "inherited " + only;
    }

    private String superclassRule(Node target) {
        if (!classes().contains(target)) {
            return "";
        }
        return classes().stream()
                .skip(classes().indexOf(target))
                .filter(node -> node.declares && (node != target || !target.body))
                .map(Node::rule)
                .filter(rule -> !rule.isEmpty())
                .findFirst()
                .orElse("");
    }

    private List<String> interfaceRules(Node target) {
        List<String> found = new ArrayList<>();
        String ofI = i.declares && !(i == target && i.body) ? i.rule() : "";
        String ofJ = j.declares && !(j == target && j.body) ? j.rule() : "";
        found.add(ofI);
        if (!jAboveI || ofI.isEmpty()) {
            found.add(ofJ);
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
        return "  " + node.onMethod.source + " public " + modifiers + type + " m(" + parameter + " x)"
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
                + j.onType.source + " public interface " + declared("J", interfaces) + " {\n"
                + method(j, interfaces, "Object", true) + "}\n"
                + i.onType.source + " public interface " + declared("I", interfaces)
                + (jAboveI ? " extends " + used("J", interfaces, interfaces) : "") + " {\n"
                + method(i, interfaces, "Object", true) + "}\n"
                + a.onType.source + " public abstract static class " + declared("A", classes) + " {\n"
                + method(a, classes, "Object", false) + "}\n"
                + b.onType.source + " public abstract static class " + declared("B", classes) + " extends "
                + used("A", classes, classes) + iOfB + " {\n"
                + method(b, classes, "CharSequence", false) + trap + "}\n"
                + c.onType.source + " public " + (target().body ? "" : "abstract ") + "static class C extends "
                + used("B", classes, false) + ofC + " {\n"
                + method(c, false, "String", false) + trap + "}\n}\n";
    }
}
