package io.gapura.filters.signing;

import java.util.Map;

/**
 * Which component identifiers may be covered at all, before any value is looked up: the table of RFC 9421 §2 for the
 * kind of message, and what a profile opens.
 *
 * @param types fields whose structure is known, for {@code ;sf} (§2.1.1)
 * @param trailers whether {@code ;tr} counts: they are known only after the content (§2.1.4)
 * @param requestTarget whether {@code @request-target} counts, which HTTP/1.1 alone has (§2.2.5)
 */
record ComponentRules(Map<String, FieldType> types, boolean trailers, boolean requestTarget) {
    ComponentRules {
        types = Map.copyOf(types);
    }

    /** Refuses an identifier that the message cannot have or the profile does not take. */
    void require(Component component, Message message) throws SignatureRefusedException {
        if (component.isOrdinary() && !message.isResponse()) {
            return;
        }
        if (!permits(component, message.isResponse())) {
            throw SignatureRefusedException.of(
                    Reason.COMPONENT_UNKNOWN,
                    "identifier of " + component.text().length() + " characters");
        }
    }

    private boolean permits(Component component, boolean response) {
        boolean ofRequest = component.ofRequest();
        if (ofRequest && !response || component.inTrailers() && !trailers) {
            return false; // §2.4, §2.1.4
        }
        if (!component.isDerived()) {
            return permitsStructure(component);
        }
        if (component.name().equals("@status")) {
            return response && !ofRequest; // §2.2.9
        }
        boolean allowed = requestTarget || !component.name().equals("@request-target");
        return allowed && response == ofRequest; // §2.2: a response has no method or target of its own
    }

    /** §2.1.1, §2.1.2: a type that is not known is never guessed; a member is that of a dictionary. */
    private boolean permitsStructure(Component component) {
        FieldType type = types.get(component.name());
        return component.hasKey() ? type == null || type == FieldType.DICTIONARY : !component.strict() || type != null;
    }
}
