package io.gapura.filters.signing;

import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Makes the exact bytes that are signed (RFC 9421 §2.5): one line a component, the parameters last. Signer and verifier
 * share it, so that they cannot disagree.
 *
 * <p>Holds field values, {@code Authorization} among them: the bytes never go into an exception or a log. At most 256
 * KiB. Thread-safe.
 */
final class SignatureBase {
    private static final int LONGEST = 256 * 1_024;

    private final Map<String, FieldType> types;

    /**
     * A maker of bases.
     *
     * @param types the fields whose structure is known, for {@code ;sf}
     */
    SignatureBase(Map<String, FieldType> types) {
        this.types = types;
    }

    /** The base of a message for the given input. */
    byte[] of(RequestView request, SignatureInput input) throws SignatureRefusedException {
        AsciiBuffer out = new AsciiBuffer(512);
        for (Component component : input.components()) {
            out.append(component.text())
                    .append(": ")
                    .append(value(request, component))
                    .append('\n');
            if (out.length() > LONGEST) {
                throw SignatureRefusedException.of(Reason.TOO_LARGE, "base over " + LONGEST + " bytes");
            }
        }
        return out.append("\"@signature-params\": ").append(input.text()).toBytes();
    }

    /** What the message says for a component; absent is an error, never an empty value. */
    String value(RequestView request, Component component) throws SignatureRefusedException {
        return component.isDerived() ? visible(derived(request, component)) : field(request, component);
    }

    private static String derived(RequestView request, Component component) throws SignatureRefusedException {
        Target target = request.target();
        return switch (component.name()) {
            case "@method" -> request.method();
            case "@scheme" -> request.scheme();
            case "@authority" -> request.authority();
            case "@path" -> target.rawPath();
            case "@query" -> "?" + target.rawQuery().orElse("");
            case "@target-uri" ->
                request.scheme() + "://" + request.authority() + target.rawPath()
                        + target.rawQuery().map(query -> "?" + query).orElse("");
            case "@query-param" -> QueryParameter.value(request.query(), component.argument());
            default -> throw SignatureRefusedException.of(Reason.COMPONENT_UNKNOWN, "a derived component");
        };
    }

    /** §2.2: derived values are printable ASCII, without space at the ends. */
    private static String visible(String value) throws SignatureRefusedException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean edge = i == 0 || i == value.length() - 1;
            if (c < 0x20 || c > 0x7E || c == ' ' && edge) {
                throw SignatureRefusedException.of(Reason.PARSE, "a derived value at character " + i);
            }
        }
        return value;
    }

    private String field(RequestView request, Component component) throws SignatureRefusedException {
        List<String> lines = request.headers().all(component.name());
        if (lines.isEmpty()) {
            throw SignatureRefusedException.of(Reason.COMPONENT_ABSENT, component.name() + " is absent");
        }
        if (component.byteWise()) {
            return byteWise(lines);
        }
        if (component.hasKey() || component.strict()) {
            return structured(FieldLines.structured(request.headers(), component.name()), component);
        }
        return FieldLines.combined(lines);
    }

    private String structured(String text, Component component) throws SignatureRefusedException {
        try {
            if (component.hasKey()) {
                return member(StructuredFields.dictionary(text), component);
            }
            FieldType type = types.get(component.name());
            if (type == null) {
                throw SignatureRefusedException.of(
                        Reason.COMPONENT_UNKNOWN, component.name() + " is of no known structure");
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
    private static String byteWise(List<String> lines) throws SignatureRefusedException {
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            byte[] ascii = FieldLines.line(line).getBytes(StandardCharsets.US_ASCII);
            out.append(out.isEmpty() ? ":" : ", :")
                    .append(Base64.getEncoder().encodeToString(ascii))
                    .append(':');
        }
        return out.toString();
    }
}
