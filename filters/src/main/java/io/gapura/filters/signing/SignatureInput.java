package io.gapura.filters.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The parsed parameters of one signature (RFC 9421 §2.3): what it covers, and what it says about itself.
 *
 * @param components as covered, in order, none twice
 * @param parameters in order
 * @param text the strict re-serialization without the label: the last line of the base
 */
record SignatureInput(List<Component> components, Keyed<BareItem> parameters, String text) {
    SignatureInput {
        components = List.copyOf(components);
    }

    /** What a signature of ours covers and says. */
    static SignatureInput of(List<Component> components, Map<String, BareItem> parameters) {
        List<Member.Item> items = components.stream().map(Component::item).toList();
        Member.InnerList list = new Member.InnerList(items, Keyed.of(parameters));
        return new SignatureInput(components, list.parameters(), FieldWriter.value(list));
    }

    /** Reads the covered list of one label; the same identifier twice is malformed (RFC 9421 §2). */
    static SignatureInput of(Member.InnerList list) throws SignatureRefusedException {
        List<Component> components = new ArrayList<>(list.items().size());
        for (Member.Item item : list.items()) {
            Component component = Component.of(item);
            if (components.contains(component)) {
                throw SignatureRefusedException.of(Reason.COMPONENT_DUPLICATE, "component " + components.size());
            }
            components.add(component);
        }
        return new SignatureInput(components, list.parameters(), FieldWriter.value(list));
    }

    OptionalLong created() {
        return number("created");
    }

    OptionalLong expires() {
        return number("expires");
    }

    Optional<String> nonce() {
        return text("nonce");
    }

    Optional<String> alg() {
        return text("alg");
    }

    Optional<String> keyId() {
        return text("keyid");
    }

    Optional<String> tag() {
        return text("tag");
    }

    /** Whether exactly this identifier is covered; one with other parameters does not count. */
    boolean covers(String name) {
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            if (component.name().equals(name) && component.text().length() == name.length() + 2) {
                return true;
            }
        }
        return false;
    }

    /** Whether the whole field is covered, or one member of the dictionary that it is. */
    boolean coversFieldOrMember(String name) {
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            boolean own = !component.ofRequest() && !component.inTrailers() && !component.byteWise();
            if (component.name().equals(name) && own) {
                return true;
            }
        }
        return false;
    }

    private OptionalLong number(String key) {
        return parameters.get(key).orElse(null) instanceof BareItem.Int number
                ? OptionalLong.of(number.value())
                : OptionalLong.empty();
    }

    private Optional<String> text(String key) {
        return parameters.get(key).orElse(null) instanceof BareItem.Str string
                ? Optional.of(string.value())
                : Optional.empty();
    }
}
