package io.gapura.validation;

import io.gapura.filters.Violation;
import io.gapura.filters.json.JsonPieces;
import io.gapura.validation.ShapeNode.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One document on its way past a shape. What is below a value that is wrong, or open, is not looked at. */
final class ShapeWalk implements ContentSchema.Reading {
    private static final int ENOUGH = 20;

    private final ShapeSlot root;
    private final List<Violation> found = new ArrayList<>(0);

    /** The arrays and objects that are open and described. */
    private Frame[] frames = {new Frame()};

    private int depth;

    /** How many are open below one that is not described. */
    private int beyond;

    /** One open array or object; used again and again. */
    private static final class Frame {
        private @Nullable ShapeSlot slot;
        private final BitSet seen = new BitSet();
        private ShapeNode.@Nullable Member member;
        private int count;

        private Frame open(ShapeSlot opened) {
            slot = opened;
            seen.clear();
            member = null;
            count = 0;
            return this;
        }

        private ShapeNode node() {
            return slot().node();
        }

        private ShapeSlot slot() {
            ShapeSlot known = slot;
            if (known == null) {
                throw new IllegalStateException("not open");
            }
            return known;
        }
    }

    ShapeWalk(ShapeSlot root) {
        this.root = root;
    }

    @Override
    public List<Violation> violations() {
        return found;
    }

    @Override
    public void token(JsonPieces.Kind kind, JsonPieces at) {
        if (beyond > 0) {
            beyond += isStart(kind) ? 1 : isEnd(kind) ? -1 : 0;
            return;
        }
        switch (kind) {
            case NAME -> name(at.name());
            case END_OBJECT -> endObject();
            case END_ARRAY -> endArray();
            default -> value(kind, at);
        }
    }

    private static boolean isStart(JsonPieces.Kind kind) {
        return kind == JsonPieces.Kind.START_OBJECT || kind == JsonPieces.Kind.START_ARRAY;
    }

    private static boolean isEnd(JsonPieces.Kind kind) {
        return kind == JsonPieces.Kind.END_OBJECT || kind == JsonPieces.Kind.END_ARRAY;
    }

    private Frame top() {
        return frames[depth - 1];
    }

    private void name(String name) {
        Frame frame = top();
        if (frame.node().form == Form.MAP) {
            frame.count++;
            return;
        }
        ShapeNode.Member member = frame.node().members.get(name);
        boolean again = member != null && frame.seen.get(member.index());
        frame.member = again ? null : member;
        if (member == null || again) {
            add("body.unknown", frame, "", Map.of());
        } else {
            frame.seen.set(member.index());
        }
    }

    /** What the value that comes should be; null when its member is unknown, or nothing is said of it. */
    private @Nullable ShapeSlot expected() {
        if (depth == 0) {
            return root;
        }
        Frame frame = top();
        return switch (frame.node().form) {
            case ARRAY -> {
                frame.count++;
                yield frame.node().element;
            }
            case MAP -> frame.node().element;
            default -> frame.member == null ? null : frame.member.slot();
        };
    }

    private void value(JsonPieces.Kind kind, JsonPieces at) {
        ShapeSlot slot = expected();
        if (slot == null) {
            beyond = isStart(kind) ? 1 : 0;
        } else if (kind == JsonPieces.Kind.NULL) {
            absent(slot);
        } else if (slot.node().form == Form.OPEN) {
            anything(slot, kind);
        } else if (isStart(kind)) {
            start(slot, kind == JsonPieces.Kind.START_ARRAY);
        } else {
            scalar(slot, kind, at);
        }
    }

    private void anything(ShapeSlot slot, JsonPieces.Kind kind) {
        boolean array = kind == JsonPieces.Kind.START_ARRAY;
        ShapeSlot bounded = isStart(kind) ? slot.node().opened(array) : null;
        if (bounded == null) {
            beyond = isStart(kind) ? 1 : 0;
        } else {
            start(bounded, array);
        }
    }

    private void absent(ShapeSlot slot) {
        if (slot.notNull()) {
            add("body.missing");
        } else if (slot.primitive()) {
            add("body.type");
        }
    }

    private void start(ShapeSlot slot, boolean array) {
        Form form = slot.node().form;
        boolean fits = array ? form == Form.ARRAY : form == Form.OBJECT || form == Form.MAP;
        if (!fits) {
            add("body.type");
            beyond = 1;
            return;
        }
        if (depth == frames.length) {
            frames = Arrays.copyOf(frames, 2 * depth);
        }
        if (frames[depth] == null) {
            frames[depth] = new Frame();
        }
        frames[depth].open(slot);
        depth++;
    }

    private void endObject() {
        Frame frame = top();
        if (frame.node().form == Form.MAP) {
            requireSize(frame, Math.min(frame.node().most, frame.slot().sizes().most()));
        }
        for (ShapeNode.Member member : frame.node().required()) {
            if (!frame.seen.get(member.index())) {
                add("body.missing", frame, member.name(), Map.of());
            }
        }
        depth--;
    }

    private void endArray() {
        requireSize(top(), top().slot().sizes().most());
        depth--;
    }

    private void requireSize(Frame frame, int most) {
        ShapeSlot slot = frame.slot();
        int least = slot.sizes().least();
        int count = frame.count;
        depth--; // the place is that of the list, not of its last element
        if (slot.notEmpty() && count == 0) {
            add("body.missing");
        } else if (count < least || count > most) {
            add("list.size", most < Integer.MAX_VALUE ? Map.of("min", least, "max", most) : Map.of());
        }
        depth++;
    }

    private void scalar(ShapeSlot slot, JsonPieces.Kind kind, JsonPieces at) {
        boolean fits = switch (slot.node().form) {
            case TEXT -> kind == JsonPieces.Kind.STRING;
            case BOOLEAN -> kind == JsonPieces.Kind.TRUE || kind == JsonPieces.Kind.FALSE;
            case INTEGER, NUMBER -> kind == JsonPieces.Kind.INTEGER || kind == JsonPieces.Kind.DECIMAL;
            default -> false;
        };
        if (!fits) {
            add("body.type");
        } else if (kind == JsonPieces.Kind.STRING) {
            ShapeChecks.text(slot, at, this::add);
        } else if (slot.node().form != Form.BOOLEAN) {
            ShapeChecks.number(slot, at, this::add);
        }
    }

    private void add(String code) {
        add(code, Map.of());
    }

    /** At the value that has just come. */
    private void add(String code, Map<String, Object> params) {
        record(() -> new Violation(Violation.Place.BODY, pointer(depth, ""), code, params));
    }

    /** At an object, or at a member of it that has not come. */
    private void add(String code, Frame object, String member, Map<String, Object> params) {
        int at = Arrays.asList(frames).indexOf(object);
        record(() -> new Violation(Violation.Place.BODY, pointer(at, member), code, params));
    }

    private void record(Supplier<Violation> violation) {
        if (found.size() <= ENOUGH) { // one more than an answer shows
            found.add(violation.get());
        }
    }

    /** To what the innermost of so many frames points at; it ends where the client chose the name. */
    private String pointer(int frameCount, String member) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < frameCount; i++) {
            Frame frame = frames[i];
            boolean array = frame.node().form == Form.ARRAY;
            String token =
                    array ? Integer.toString(frame.count - 1) : frame.member == null ? null : frame.member.name();
            if (token == null || !Pointers.token(token, pointer)) {
                return pointer.toString();
            }
        }
        if (!member.isEmpty()) {
            Pointers.token(member, pointer);
        }
        return pointer.toString();
    }
}
