package io.gapura.filters.signing.webhook;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What names a delivery, so that it is handled once.
 *
 * @param member whether it is a member of the content, and not a field
 * @param place the member's path or the field's name
 * @param signed whether a stranger could have put another one there
 */
record IdSource(boolean member, String place, boolean signed) {
    private static final int LONGEST = 256;

    /** Reads {@code field webhook-id signed} or {@code json id signed}. */
    static IdSource parse(String text, String under) {
        String[] words = text.split(" ", -1);
        boolean known = words.length == 3
                && List.of("field", "json").contains(words[0])
                && List.of("signed", "unsigned").contains(words[2]);
        if (!known) {
            throw new IllegalArgumentException("an id is written as field or json, place, and signed or unsigned");
        }
        boolean member = words[0].equals("json");
        return new IdSource(member, member ? under + words[1] : words[1], words[2].equals("signed"));
    }

    /** The id; one that the signature covers must be there. */
    Optional<String> read(Incoming request) throws WebhookRefusedException, IOException {
        Optional<String> id = member ? request.member(place) : request.field(place, LONGEST);
        if (id.isEmpty() && signed) {
            throw WebhookRefusedException.of(WebhookReason.COMPONENT_ABSENT, place);
        }
        if (id.isPresent() && (id.get().length() > LONGEST || !isVisible(id.get()))) {
            throw WebhookRefusedException.of(
                    WebhookReason.PARSE, place + " of " + id.get().length() + " characters");
        }
        return id;
    }

    private static boolean isVisible(String id) {
        return id.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
