package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exact bytes that are signed (RFC 9421 §2.5): one line a component, the parameters last. Signer and verifier
 * share it, so that they cannot disagree.
 *
 * <p>Holds field values, {@code Authorization} among them: the bytes never go into an exception or a log. At most 256
 * KiB. Thread-safe.
 */
final class SignatureBase {
    private static final int LONGEST = 256 * 1_024;
    private static final int USUAL = 512;
    /** What the last line is named. */
    static final String LAST = "\"@signature-params\"";

    private final ComponentRules rules;

    /** A maker of bases from the components that are permitted. */
    SignatureBase(ComponentRules rules) {
        this.rules = rules;
    }

    /** The base of a message for the given input. */
    byte[] of(Message message, SignatureInput input) throws SignatureRefusedException {
        AsciiBuffer out = new AsciiBuffer(USUAL);
        write(out, message, input);
        return out.toBytes();
    }

    /** The same, appended to what a caller has. */
    void write(AsciiBuffer out, Message message, SignatureInput input) throws SignatureRefusedException {
        List<Component> components = input.components();
        CoveredList known = input.known();
        int count = components.size();
        for (int i = 0; i <= count; i++) {
            if (known == null) {
                out.append(i == 0 ? "" : "\n")
                        .append(i == count ? LAST : components.get(i).text())
                        .append(": ");
            } else {
                out.append(known.beginning(i));
            }
            if (i < count) {
                append(out, message, components.get(i));
                requireShort(out);
            }
        }
        input.appendTo(out);
    }

    private static void requireShort(AsciiBuffer out) throws SignatureRefusedException {
        if (out.length() >= LONGEST) {
            throw SignatureRefusedException.of(Reason.TOO_LARGE, "base over " + LONGEST + " bytes");
        }
    }

    /** What the message says for a component; absent is an error, never an empty value. */
    String value(Message message, Component component) throws SignatureRefusedException {
        AsciiBuffer out = new AsciiBuffer(64);
        append(out, message, component);
        return out.text();
    }

    private void append(AsciiBuffer out, Message message, Component component) throws SignatureRefusedException {
        rules.require(component, message);
        if (component.isDerived()) {
            int from = out.length();
            derived(out, message, component);
            requireEdges(out, from);
        } else {
            FieldValue.append(out, fields(message, component), component, rules.types());
        }
    }

    private static void derived(AsciiBuffer out, Message message, Component component)
            throws SignatureRefusedException {
        if (component.name().equals("@status")) {
            out.append(Integer.toString(message.status()));
            return;
        }
        RequestView request = message.request();
        if (request == null) {
            throw SignatureRefusedException.of(Reason.COMPONENT_ABSENT, "the request is not known");
        }
        DerivedValue.append(out, message, request, component);
    }

    /** §2.2: derived values have no space at the ends. */
    private static void requireEdges(AsciiBuffer out, int from) throws SignatureRefusedException {
        int to = out.length();
        if (to > from && (out.at(from) == ' ' || out.at(to - 1) == ' ')) {
            throw SignatureRefusedException.of(Reason.PARSE, "a derived value begins or ends with a space");
        }
    }

    /** Where a field is looked up; headers and trailers never together (§2.1.4). */
    private static @Nullable Headers fields(Message message, Component component) {
        if (component.isOrdinary()) {
            return message.headers();
        }
        if (component.inTrailers()) {
            return component.ofRequest() ? message.requestTrailers() : message.trailers();
        }
        RequestView request = message.request();
        return component.ofRequest() ? request == null ? null : request.headers() : message.headers();
    }
}
