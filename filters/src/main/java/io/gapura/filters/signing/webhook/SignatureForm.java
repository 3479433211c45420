package io.gapura.filters.signing.webhook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a sender puts its signatures, and how a list of them is written. */
sealed interface SignatureForm {
    /** How many may be listed, those that nobody asked for included. */
    int MOST_LISTED = 8;

    /** How many of those that count are looked at: each may cost a verification. */
    int MOST_COUNTED = 4;

    /** The longest field, in characters. */
    int LONGEST = 4_096;

    /** Reads what is there; an absent signature is refused, a signature that does not decode is malformed. */
    Presented read(Incoming request) throws WebhookRefusedException, IOException;

    /**
     * One signature in each of these fields, at least in one of them.
     *
     * @param prefix what stands before it
     */
    record Fields(List<String> names, String prefix, Encoding encoding) implements SignatureForm {
        @Override
        public Presented read(Incoming request) throws WebhookRefusedException {
            List<Presented.Signature> found = new ArrayList<>();
            for (String name : names) {
                Optional<String> value = request.field(name, LONGEST);
                if (value.isPresent()) {
                    found.add(signature(name, value.get()));
                }
            }
            if (found.isEmpty()) {
                throw missing(names.get(0));
            }
            return new Presented(null, found);
        }

        private Presented.Signature signature(String name, String value) throws WebhookRefusedException {
            if (!value.startsWith(prefix)) {
                throw malformed(name, 0);
            }
            return new Presented.Signature("", decoded(encoding, value.substring(prefix.length()), name, 0));
        }
    }

    /**
     * Pairs in one field, such as {@code t=1,v1=ab,v1=cd}: the timestamp once, signatures by label, others ignored.
     *
     * @param separator between pairs
     */
    record Pairs(String name, String separator, String timestamp, Set<String> labels, Encoding encoding)
            implements SignatureForm {
        @Override
        public Presented read(Incoming request) throws WebhookRefusedException {
            String value = request.field(name, LONGEST).orElseThrow(() -> missing(name));
            List<String> items = items(name, value, separator);
            String time = null;
            List<Presented.Signature> found = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                String item = items.get(i);
                int equals = item.indexOf('=');
                if (equals < 1) {
                    throw malformed(name, i);
                }
                String label = item.substring(0, equals);
                String text = item.substring(equals + 1);
                if (label.equals(timestamp)) {
                    time = once(time, text, i);
                } else if (labels.contains(label)) {
                    found.add(new Presented.Signature(label, decoded(encoding, text, name, i)));
                }
            }
            return new Presented(time == null ? "" : time, counted(name, found));
        }

        private String once(@Nullable String earlier, String text, int at) throws WebhookRefusedException {
            if (earlier != null) {
                throw malformed(name, at);
            }
            return text;
        }
    }

    /** Signatures in one field with their versions, such as {@code v1,ab v1a,cd}; other versions are ignored. */
    record Versions(String name, Set<String> labels, Encoding encoding) implements SignatureForm {
        @Override
        public Presented read(Incoming request) throws WebhookRefusedException {
            String value = request.field(name, LONGEST).orElseThrow(() -> missing(name));
            List<String> items = items(name, value, " ");
            List<Presented.Signature> found = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                int comma = items.get(i).indexOf(',');
                if (comma < 1) {
                    throw malformed(name, i);
                }
                String label = items.get(i).substring(0, comma);
                if (labels.contains(label)) {
                    String text = items.get(i).substring(comma + 1);
                    found.add(new Presented.Signature(label, decoded(encoding, text, name, i)));
                }
            }
            return new Presented(null, counted(name, found));
        }
    }

    /** One signature in a member of the content. */
    record InContent(String path, Encoding encoding) implements SignatureForm {
        @Override
        public Presented read(Incoming request) throws WebhookRefusedException, IOException {
            String value = request.member(path).orElseThrow(() -> missing("a member of the content"));
            if (value.length() > LONGEST) {
                throw WebhookRefusedException.of(WebhookReason.TOO_LARGE, value.length() + " characters");
            }
            return new Presented(
                    null, List.of(new Presented.Signature("", decoded(encoding, value, "a member of the content", 0))));
        }
    }

    private static List<String> items(String name, String value, String separator) throws WebhookRefusedException {
        List<String> items = List.of(value.split(separator, -1)); // a separator is one plain character
        if (items.size() > MOST_LISTED) {
            throw WebhookRefusedException.of(WebhookReason.TOO_MANY, name + " lists " + items.size());
        }
        return items;
    }

    private static List<Presented.Signature> counted(String name, List<Presented.Signature> found)
            throws WebhookRefusedException {
        if (found.isEmpty()) {
            throw missing(name + " of a version that counts");
        }
        if (found.size() > MOST_COUNTED) {
            throw WebhookRefusedException.of(WebhookReason.TOO_MANY, name + " has " + found.size() + " that count");
        }
        return found;
    }

    private static byte[] decoded(Encoding encoding, String text, String name, int at) throws WebhookRefusedException {
        byte[] bytes = encoding.decode(text);
        if (bytes == null) {
            throw malformed(name, at);
        }
        return bytes;
    }

    private static WebhookRefusedException missing(String name) {
        return WebhookRefusedException.of(WebhookReason.MISSING, name);
    }

    private static WebhookRefusedException malformed(String name, int at) {
        return WebhookRefusedException.of(WebhookReason.PARSE, name + " at item " + at);
    }
}
