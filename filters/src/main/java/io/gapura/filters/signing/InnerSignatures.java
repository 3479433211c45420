package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signatures that a request carries before ours is added, and what a chain covers of them (RFC 9421 §7.3.7). Bounded
 * as fields are; what does not parse is refused.
 */
final class InnerSignatures {
    private final Keyed<Member> inputs;

    private InnerSignatures(Keyed<Member> inputs) {
        this.inputs = inputs;
    }

    static InnerSignatures of(Headers headers) throws SignatureRefusedException {
        if (SignatureFields.read(headers).isEmpty()) {
            return new InnerSignatures(Keyed.empty());
        }
        try {
            return new InnerSignatures(StructuredFields.dictionary(FieldLines.structured(headers, "signature-input")));
        } catch (MalformedFieldException malformed) {
            throw SignatureRefusedException.malformed("signature-input", malformed);
        }
    }

    void requireFree(String label) {
        if (inputs.contains(label)) {
            throw new IllegalArgumentException("the label " + label + " is taken");
        }
    }

    /** All that the inner signature covers, then the signature itself; nothing when ours is no chain. */
    List<Component> covering(@Nullable String label) throws SignatureRefusedException {
        if (label == null) {
            return List.of();
        }
        if (!(inputs.get(label).orElse(null) instanceof Member.InnerList list)) {
            throw new IllegalArgumentException("there is no signature with the label " + label);
        }
        List<Component> components = new ArrayList<>(SignatureInput.of(list).components());
        Keyed<BareItem> key = Keyed.of(Map.of("key", new BareItem.Str(label)));
        components.add(Component.of(new Member.Item(new BareItem.Str("signature"), key)));
        return components;
    }
}
