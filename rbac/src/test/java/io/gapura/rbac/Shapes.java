package io.gapura.rbac;

import io.gapura.rbac.Shape.Kind;
import io.gapura.rbac.Shape.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The tables that shapes are generated from: level and rule and place fully crossed over the ways in which a method can be
 * declared, both levels at once fully crossed, and random ones for what several places say together.
 */
final class Shapes {
    private static final int RANDOM = 500;

    private Shapes() {}

    /**
     * Who declares the method: for classes C, B, A and interfaces I, J in this order {@code -} not at all, {@code a}
     * without a body, {@code m} with one.
     */
    private record Pattern(String declared, boolean interfaceOnC, boolean jAboveI) {
        private Shape marked(Kind kind, int place, ShapeMark onType, ShapeMark onMethod) {
            List<Node> nodes = new ArrayList<>();
            for (int at = 0; at < 5; at++) {
                char how = declared.charAt(at);
                boolean here = at == place;
                nodes.add(new Node(
                        "CBAIJ".substring(at, at + 1),
                        how != '-',
                        how == 'm',
                        here ? onType : ShapeMark.NONE,
                        here && how != '-' ? onMethod : ShapeMark.NONE));
            }
            return new Shape(
                    kind, nodes.get(0), nodes.get(1), nodes.get(2), nodes.get(3), nodes.get(4), interfaceOnC, jAboveI);
        }
    }

    private static final List<Pattern> PATTERNS = List.of(
            new Pattern("mmaaa", false, true), // overridden at every level
            new Pattern("-ma--", true, false), // inherited from a class over an abstract one
            new Pattern("-mmaa", true, false), // inherited from a class over a concrete one, two interfaces
            new Pattern("---ma", true, true), // a default method over a grand-interface
            new Pattern("----m", false, true), // a default method of a grand-interface
            new Pattern("m--aa", true, false), // two interfaces
            new Pattern("m-m--", false, false), // two levels of classes
            new Pattern("m--mm", true, true), // over two default methods
            new Pattern("--aa-", false, false)); // no body anywhere: only a subclass knows

    /** All of them by name. */
    static Map<String, Shape> all() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        crossed().forEach(shape -> shapes.put("T" + shapes.size(), shape));
        Random random = new Random(20_261_121);
        for (int number = 0; number < RANDOM; number++) {
            shapes.put("S" + number, Shape.random(random));
        }
        return shapes;
    }

    private static List<Shape> crossed() {
        List<Shape> shapes = new ArrayList<>();
        for (Pattern pattern : PATTERNS) {
            for (int place = 0; place < 5; place++) {
                for (ShapeMark mark : ShapeMark.values()) {
                    shapes.add(pattern.marked(kind(shapes), place, mark, ShapeMark.NONE));
                    if (pattern.declared().charAt(place) != '-') {
                        shapes.add(pattern.marked(kind(shapes), place, ShapeMark.NONE, mark));
                    }
                }
            }
        }
        for (ShapeMark onType : ShapeMark.values()) {
            for (ShapeMark onMethod : ShapeMark.values()) {
                shapes.add(PATTERNS.get(6).marked(kind(shapes), 0, onType, onMethod));
            }
        }
        return shapes;
    }

    /** Each in turn: the counts of marks and of kinds have no common divisor. */
    private static Kind kind(List<Shape> shapes) {
        return Kind.values()[shapes.size() % Kind.values().length];
    }
}
