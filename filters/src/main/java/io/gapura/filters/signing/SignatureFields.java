package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Signature-Input} and {@code Signature} of one message, read together: steps 1 and 2 of the verification (RFC
 * 9421 §4.1, §4.2). Labels mean nothing but that both fields carry the same ones.
 *
 * <p>Bounds: 16 KiB a field, 8 labels, 64 components and 16 parameters a label.
 */
final class SignatureFields {
    private static final int MOST_LABELS = 8;
    private static final int MOST_COMPONENTS = 64;
    private static final int MOST_PARAMETERS = 16;

    private final Keyed<Member> inputs;
    private final Keyed<Member> signatures;

    private SignatureFields(Keyed<Member> inputs, Keyed<Member> signatures) {
        this.inputs = inputs;
        this.signatures = signatures;
    }

    /** Reads both fields; empty when the message carries neither. */
    static Optional<SignatureFields> read(Headers headers) throws SignatureRefusedException {
        boolean input = headers.contains("signature-input");
        boolean signature = headers.contains("signature");
        if (!input && !signature) {
            return Optional.empty();
        }
        if (input != signature) {
            throw SignatureRefusedException.of(
                    Reason.ONE_FIELD_ONLY, (input ? "Signature-Input" : "Signature") + " alone");
        }
        SignatureFields fields =
                new SignatureFields(dictionary(headers, "signature-input"), dictionary(headers, "signature"));
        fields.requireSameLabels();
        fields.requireShapes();
        return Optional.of(fields);
    }

    /** A field of labels, each standing once. */
    static Keyed<Member> dictionary(Headers headers, String name) throws SignatureRefusedException {
        String text = FieldLines.structured(headers, name);
        try {
            Keyed<Member> members = StructuredFields.dictionary(text);
            if (members.repeated()) {
                throw SignatureRefusedException.of(Reason.LABEL, "a label of " + name + " stands twice");
            }
            return members;
        } catch (MalformedFieldException malformed) {
            throw SignatureRefusedException.malformed(name, malformed);
        }
    }

    private void requireSameLabels() throws SignatureRefusedException {
        if (inputs.size() == 0
                || !inputs.asMap().keySet().equals(signatures.asMap().keySet())) {
            throw SignatureRefusedException.of(
                    Reason.LABEL, inputs.size() + " inputs, " + signatures.size() + " signatures");
        }
        requireFew(inputs.size());
    }

    static void requireFew(int labels) throws SignatureRefusedException {
        if (labels > MOST_LABELS) {
            throw SignatureRefusedException.of(Reason.TOO_MANY, labels + " labels");
        }
    }

    /** A list of components with parameters, none of which stands twice. */
    static Member.InnerList innerList(Member member) throws SignatureRefusedException {
        if (!(member instanceof Member.InnerList list) || list.parameters().repeated()) {
            throw SignatureRefusedException.of(
                    Reason.PARSE, "a list of components is no inner list, or repeats itself");
        }
        if (list.items().size() > MOST_COMPONENTS || list.parameters().size() > MOST_PARAMETERS) {
            throw SignatureRefusedException.of(
                    Reason.TOO_MANY,
                    list.items().size() + " components, " + list.parameters().size() + " parameters");
        }
        return list;
    }

    private void requireShapes() throws SignatureRefusedException {
        for (Member member : inputs.asMap().values()) {
            innerList(member);
        }
        for (Member member : signatures.asMap().values()) {
            boolean bytes = member instanceof Member.Item item
                    && item.value() instanceof BareItem.Bytes
                    && item.parameters().size() == 0;
            if (!bytes) {
                throw SignatureRefusedException.of(Reason.PARSE, "a signature is no plain byte sequence");
            }
        }
    }

    /** Whether a signature says that it is for one of these. */
    boolean carries(List<String> tags) {
        for (String label : labels()) {
            boolean tagged = input(label).parameters().get("tag").orElse(null) instanceof BareItem.Str tag
                    && tags.contains(tag.value());
            if (tagged) {
                return true;
            }
        }
        return false;
    }

    Set<String> labels() {
        return inputs.asMap().keySet();
    }

    /** The covered list with that label, which exists. */
    Member.InnerList input(String label) {
        return (Member.InnerList) inputs.get(label).orElseThrow();
    }

    /** The signature with that label, which exists. */
    byte[] signature(String label) {
        Member.Item item = (Member.Item) signatures.get(label).orElseThrow();
        return ((BareItem.Bytes) item.value()).value();
    }
}
