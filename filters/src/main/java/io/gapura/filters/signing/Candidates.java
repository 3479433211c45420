package io.gapura.filters.signing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of several signatures are looked at (step 3; RFC 9421 §4.3): those with the tag that is wanted, known keys first,
 * and no more than four of a message. Labels mean nothing.
 */
final class Candidates {
    private static final int MOST = 4;

    private Candidates() {}

    /**
     * Their labels.
     *
     * @param tag null when any counts
     * @param shares among how many tags the four are shared
     */
    static List<String> of(SignatureFields fields, @Nullable String tag, KeyRing keys, int shares) {
        List<String> known = new ArrayList<>(2);
        List<String> unknown = new ArrayList<>(2);
        for (String label : fields.labels()) {
            Keyed<BareItem> parameters = fields.input(label).parameters();
            if (tag == null || tag.equals(text(parameters, "tag"))) {
                String keyId = text(parameters, "keyid");
                boolean hasKey = keyId != null && keys.find(keyId).isPresent();
                (hasKey ? known : unknown).add(label);
            }
        }
        known.addAll(unknown);
        int most = MOST / shares;
        return known.size() > most ? known.subList(0, most) : known;
    }

    private static @Nullable String text(Keyed<BareItem> parameters, String name) {
        return parameters.get(name).orElse(null) instanceof BareItem.Str text ? text.value() : null;
    }
}
