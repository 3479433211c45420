package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of a field as a component (RFC 9421 §2.1), whole, strictly rewritten, by member or line by line. */
final class FieldValue {
    private FieldValue() {}

    /**
     * Appends it.
     *
     * @param fields where it is looked up; null where there is nothing to look in
     */
    static void append(AsciiBuffer out, @Nullable Headers fields, Component component, Map<String, FieldType> types)
            throws SignatureRefusedException {
        if (fields != null && component.isOrdinary() && appendsPlain(out, fields, component.name())) {
            return;
        }
        List<String> lines = fields == null ? List.of() : fields.all(component.name());
        if (lines.isEmpty()) {
            throw SignatureRefusedException.of(Reason.COMPONENT_ABSENT, component.name() + " is absent");
        }
        if (component.isOrdinary()) {
            FieldLines.append(out, lines);
        } else if (component.byteWise()) {
            byteWise(out, lines);
        } else if (component.hasKey() || component.strict()) {
            out.append(structured(FieldLines.structured(lines, component.name()), component, types));
        } else {
            FieldLines.append(out, lines);
        }
    }

    /** One line, in which nothing is to be stripped, unfolded or refused: nearly every field of nearly every message. */
    private static boolean appendsPlain(AsciiBuffer out, Headers fields, String name) {
        String only = fields.isPlain() ? fields.sole(name) : null;
        if (only == null || !only.isEmpty() && (isBlank(only.charAt(0)) || isBlank(only.charAt(only.length() - 1)))) {
            return false;
        }
        out.append(only);
        return true;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String structured(String text, Component component, Map<String, FieldType> types)
            throws SignatureRefusedException {
        FieldType type = types.get(component.name());
        try {
            if (component.hasKey()) {
                return member(StructuredFields.dictionary(text), component);
            }
            if (type == null) {
                throw SignatureRefusedException.of(
                        Reason.COMPONENT_UNKNOWN, component.name() + " has no known structure");
            }
            return type.canonical(text);
        } catch (MalformedFieldException malformed) {
            throw SignatureRefusedException.malformed(component.name(), malformed);
        }
    }

    /** §2.1.2: the member without its key; one that came twice has two readings. */
    private static String member(Keyed<Member> members, Component component) throws SignatureRefusedException {
        if (members.repeated()) {
            throw SignatureRefusedException.of(Reason.PARSE, component.name() + " repeats a key");
        }
        return FieldWriter.value(members.get(component.argument())
                .orElseThrow(() -> SignatureRefusedException.of(
                        Reason.COMPONENT_ABSENT, component.name() + " lacks the covered member")));
    }

    /** §2.1.3: each line as a byte sequence of its own. */
    private static void byteWise(AsciiBuffer out, List<String> lines) throws SignatureRefusedException {
        for (int i = 0; i < lines.size(); i++) {
            byte[] ascii = FieldLines.line(lines.get(i)).getBytes(StandardCharsets.US_ASCII);
            out.append(i == 0 ? ":" : ", :")
                    .append(Base64.getEncoder().encodeToString(ascii))
                    .append(':');
        }
    }
}
