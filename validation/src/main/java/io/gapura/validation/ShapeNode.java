package io.gapura.validation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kind of JSON a Java type is written as, and what is below it. Filled while the shape is compiled, then read alone. */
final class ShapeNode {
    /** One member of an object, in its place among the members. */
    record Member(int index, String name, ShapeSlot slot) {}

    final Form form;

    /** What the class of an object is called, for those who read of it. */
    String title = "";

    /** Of an object, by name; several names may lead to one member. */
    final Map<String, Member> members = new LinkedHashMap<>();

    /** Of the members, those that must be there. */
    private Member[] required = {};

    /** Of an array, and of an object with open members. */
    @Nullable
    ShapeSlot element;

    /** Of an object with open members. */
    int most = Integer.MAX_VALUE;

    /** Of an open value with a bound, which holds for each object in it. */
    private @Nullable ShapeSlot asObject;

    private @Nullable ShapeSlot asArray;

    /** The words of an enum. */
    final @Nullable Set<String> words;

    /** Of an integer of Java. */
    final @Nullable NumberBounds range;

    /** The forms of JSON values. */
    enum Form {
        OBJECT,
        /** An object with names that the client chooses. */
        MAP,
        ARRAY,
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        /** Anything at all. */
        OPEN
    }

    private ShapeNode(Form form, @Nullable Set<String> words, @Nullable NumberBounds range) {
        this.form = form;
        this.words = words;
        this.range = range;
    }

    static ShapeNode of(Form form) {
        return new ShapeNode(form, null, null);
    }

    /** All members are there. */
    void seal() {
        required = members.values().stream()
                .filter(member -> member.slot().notNull())
                .distinct()
                .toArray(Member[]::new);
    }

    Member[] required() {
        return required;
    }

    static ShapeNode words(Set<String> words) {
        return new ShapeNode(Form.TEXT, Set.copyOf(words), null);
    }

    static ShapeNode integer(NumberBounds range) {
        return new ShapeNode(Form.INTEGER, null, range);
    }

    static ShapeNode number(NumberBounds range) {
        return new ShapeNode(Form.NUMBER, null, range);
    }

    /** The same with at most so many members. */
    static ShapeNode bounded(ShapeNode node, int most) {
        node.most = most;
        return node;
    }

    /** Anything, in which each object has at most so many members. */
    static ShapeNode open(int most) {
        ShapeNode node = of(Form.OPEN);
        ShapeSlot inner = ShapeSlot.of(node);
        node.asObject = ShapeSlot.of(bounded(holding(Form.MAP, inner), most));
        node.asArray = ShapeSlot.of(holding(Form.ARRAY, inner));
        return node;
    }

    /** How an array or object is held that comes where anything may; null: not at all. */
    @Nullable
    ShapeSlot opened(boolean array) {
        return array ? asArray : asObject;
    }

    static ShapeNode holding(Form form, ShapeSlot element) {
        ShapeNode node = of(form);
        node.element = element;
        return node;
    }
}
