package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code Accept-Signature} (RFC 9421 §5): how the other side would like the next message signed. Read as strictly as
 * signatures are, within the same bounds; a wish that is not understood is no wish to be half fulfilled.
 *
 * <p>Immutable.
 */
final class AcceptSignature {
    static final String FIELD = "accept-signature";

    private final List<Wish> wishes;

    /**
     * One wished signature.
     *
     * @param label that the answer uses
     * @param components to be covered, these and no other
     * @param parameters {@code created} and {@code expires} are true, the others have the value to be used
     */
    record Wish(String label, List<Component> components, Keyed<BareItem> parameters) {
        Wish {
            components = List.copyOf(components);
        }

        /** What a signature of ours would say. */
        static Wish of(String label, List<Component> components, Map<String, BareItem> parameters) {
            return new Wish(label, components, Keyed.of(parameters));
        }

        boolean created() {
            return parameters.contains("created");
        }

        boolean expires() {
            return parameters.contains("expires");
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

        private Optional<String> text(String name) {
            return parameters.get(name).map(value -> ((BareItem.Str) value).value());
        }

        private Member.InnerList list() {
            return new Member.InnerList(components.stream().map(Component::item).toList(), parameters);
        }
    }

    private AcceptSignature(List<Wish> wishes) {
        this.wishes = List.copyOf(wishes);
    }

    static AcceptSignature of(Wish... wishes) {
        return new AcceptSignature(List.of(wishes));
    }

    static AcceptSignature of(List<Wish> wishes) {
        return new AcceptSignature(wishes);
    }

    /** Reads the field; no wishes when it is absent. */
    static AcceptSignature read(Headers headers) throws SignatureRefusedException {
        List<Wish> wishes = new ArrayList<>();
        if (headers.contains(FIELD)) {
            for (Map.Entry<String, Member> member :
                    SignatureFields.dictionary(headers, FIELD).asMap().entrySet()) {
                wishes.add(wish(member.getKey(), member.getValue()));
            }
            SignatureFields.requireFew(wishes.size());
        }
        return new AcceptSignature(wishes);
    }

    private static Wish wish(String label, Member member) throws SignatureRefusedException {
        Member.InnerList list = SignatureFields.innerList(member);
        for (Map.Entry<String, BareItem> parameter : list.parameters().asMap().entrySet()) {
            boolean right = switch (parameter.getKey()) {
                case "created", "expires" -> parameter.getValue().equals(BareItem.TRUE);
                case "nonce", "alg", "keyid", "tag" -> parameter.getValue() instanceof BareItem.Str;
                default -> false;
            };
            if (!right) {
                throw SignatureRefusedException.of(
                        Reason.PARSE,
                        FIELD + " with a parameter of " + parameter.getKey().length() + " characters");
            }
        }
        return new Wish(label, SignatureInput.of(list).components(), list.parameters());
    }

    List<Wish> wishes() {
        return wishes;
    }

    /** The field as it is sent. */
    String text() {
        Map<String, Member> members = new LinkedHashMap<>();
        wishes.forEach(wish -> members.put(wish.label(), wish.list()));
        return FieldWriter.dictionary(Keyed.of(members));
    }
}
