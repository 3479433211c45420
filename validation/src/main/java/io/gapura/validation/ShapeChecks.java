package io.gapura.validation;

import io.gapura.filters.json.JsonPieces;
import io.gapura.validation.constraints.TextViolation;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Holds one text or number against the constraints of its place; the first one that it breaks is told. */
final class ShapeChecks {
    private ShapeChecks() {}

    static void text(ShapeSlot slot, JsonPieces at, BiConsumer<String, Map<String, Object>> broken) {
        int length = at.length();
        if (slot.node().words != null && !slot.node().words.contains(at.string())) {
            broken.accept("body.enum", Map.of("allowed", String.join(", ", sorted(slot))));
            return;
        }
        if (slot.notEmpty() && length == 0 || slot.notBlank() && isBlank(at, length)) {
            broken.accept("body.missing", Map.of());
            return;
        }
        ShapeSlot.Sizes sizes = slot.sizes();
        if (!sizes.holds(length)) {
            broken.accept(
                    "text.length",
                    sizes.most() < Integer.MAX_VALUE ? Map.of("min", sizes.least(), "max", sizes.most()) : Map.of());
            return;
        }
        if (!slot.texts().isEmpty()) {
            rules(slot, CharBuffer.wrap(at.text(), at.offset(), length), broken);
        }
    }

    private static Iterable<String> sorted(ShapeSlot slot) {
        return slot.node().words == null ? java.util.List.of() : new java.util.TreeSet<>(slot.node().words);
    }

    /** As Jakarta Validation trims: every control and the blank. */
    private static boolean isBlank(JsonPieces at, int length) {
        char[] text = at.text();
        int from = at.offset();
        for (int i = from; i < from + length; i++) {
            if (text[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    private static void rules(ShapeSlot slot, CharSequence text, BiConsumer<String, Map<String, Object>> broken) {
        for (ShapeSlot.Text each : slot.texts()) {
            TextViolation violation = each.rule().refusal(text);
            if (violation != null) {
                boolean named = violation == TextViolation.TEXT_LENGTH || violation == TextViolation.ENUM;
                String word = violation.word();
                broken.accept(word.indexOf('.') < 0 ? "body." + word : word, named ? each.params() : Map.of());
                return;
            }
        }
    }

    static void number(ShapeSlot slot, JsonPieces at, BiConsumer<String, Map<String, Object>> broken) {
        @Nullable BigDecimal number = NumberBounds.read(at.text(), at.offset(), at.length());
        NumberBounds type = slot.node().range;
        if (number == null) {
            broken.accept("body.range", Map.of());
        } else if (slot.node().form == ShapeNode.Form.INTEGER && !NumberBounds.isInteger(number)) {
            broken.accept("body.type", Map.of());
        } else if (type != null && !type.contains(number) || !slot.number().contains(number)) {
            broken.accept("body.range", Map.of());
        }
    }
}
