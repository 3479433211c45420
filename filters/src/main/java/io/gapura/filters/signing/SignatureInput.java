package io.gapura.filters.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The parsed parameters of one signature (RFC 9421 §2.3): what it covers, and what it says about itself. Immutable; what
 * few ask for is worked out when they do.
 */
final class SignatureInput {
    /** No number that a field can hold. */
    static final long ABSENT = Long.MIN_VALUE;

    private final List<Component> components;
    private final @Nullable CoveredList known;
    /** Holds the text, from there to its end. */
    private final String source;

    private final int from;
    private final long created;
    private final long expires;
    private final @Nullable String nonce;
    private final @Nullable String alg;
    private final @Nullable String keyId;
    private final @Nullable String tag;
    private final boolean typed;
    private @Nullable Keyed<BareItem> parameters;

    private SignatureInput(List<Component> components, Keyed<BareItem> parameters, String text) {
        this.components = List.copyOf(components);
        this.known = null;
        this.source = text;
        this.from = 0;
        this.parameters = parameters;
        this.typed = false;
        this.created = number(parameters, "created");
        this.expires = number(parameters, "expires");
        this.nonce = text(parameters, "nonce");
        this.alg = text(parameters, "alg");
        this.keyId = text(parameters, "keyid");
        this.tag = text(parameters, "tag");
    }

    /**
     * What {@link UsualSignature} has read: each parameter is one of the six, of its type, or absent.
     *
     * @param known the list of the components, when it is known by heart
     * @param components which nobody changes any more
     */
    SignatureInput(
            @Nullable CoveredList known,
            List<Component> components,
            String source,
            int from,
            long created,
            long expires,
            @Nullable String nonce,
            @Nullable String alg,
            @Nullable String keyId,
            @Nullable String tag) {
        this.components = components;
        this.typed = true;
        this.known = known;
        this.source = source;
        this.from = from;
        this.created = created;
        this.expires = expires;
        this.nonce = nonce;
        this.alg = alg;
        this.keyId = keyId;
        this.tag = tag;
    }

    private static long number(Keyed<BareItem> parameters, String key) {
        return parameters.get(key).orElse(null) instanceof BareItem.Int number ? number.value() : ABSENT;
    }

    private static @Nullable String text(Keyed<BareItem> parameters, String key) {
        return parameters.get(key).orElse(null) instanceof BareItem.Str string ? string.value() : null;
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

    /** As covered, in order, none twice. */
    List<Component> components() {
        return components;
    }

    /** Whether its parameters are known to be of their types. */
    boolean isTyped() {
        return typed;
    }

    /** The covered list, when it is one that is known by heart. */
    @Nullable
    CoveredList known() {
        return known;
    }

    /** The strict re-serialization without the label: the last line of the base. */
    String text() {
        return source.substring(from);
    }

    void appendTo(AsciiBuffer out) {
        out.append(source, from, source.length());
    }

    /** All that it says about itself, in order. */
    Keyed<BareItem> parameters() {
        Keyed<BareItem> read = parameters;
        if (read == null) {
            read = parsed(text());
            parameters = read;
        }
        return read;
    }

    private static Keyed<BareItem> parsed(String text) {
        try {
            return StructuredFields.list(text).get(0).parameters();
        } catch (MalformedFieldException impossible) {
            throw new IllegalStateException("a canonical text can be read", impossible);
        }
    }

    /** In seconds; {@link #ABSENT} when it was not sent. */
    long createdAt() {
        return created;
    }

    /** In seconds; {@link #ABSENT} when it was not sent. */
    long expiresAt() {
        return expires;
    }

    OptionalLong created() {
        return created == ABSENT ? OptionalLong.empty() : OptionalLong.of(created);
    }

    OptionalLong expires() {
        return expires == ABSENT ? OptionalLong.empty() : OptionalLong.of(expires);
    }

    Optional<String> nonce() {
        return Optional.ofNullable(nonce);
    }

    /** The same for what is asked of every message; null when it was not sent. */
    @Nullable
    String nonceText() {
        return nonce;
    }

    /** As {@link #nonceText}. */
    @Nullable
    String algText() {
        return alg;
    }

    /** As {@link #nonceText}. */
    @Nullable
    String keyIdText() {
        return keyId;
    }

    /** As {@link #nonceText}. */
    @Nullable
    String tagText() {
        return tag;
    }

    Optional<String> alg() {
        return Optional.ofNullable(alg);
    }

    Optional<String> keyId() {
        return Optional.ofNullable(keyId);
    }

    Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    /** What the rules find missing in what it covers. */
    CoverageGaps gaps(CoverageRules rules) {
        return known == null ? CoverageGaps.of(rules, components) : known.gaps();
    }

    /** Whether exactly this identifier is covered; one with other parameters does not count. */
    boolean covers(String name) {
        return covers(components, name);
    }

    static boolean covers(List<Component> components, String name) {
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            if (component.name().equals(name) && component.text().length() == name.length() + 2) {
                return true;
            }
        }
        return false;
    }

    /** Whether the whole field is covered, or one member of the dictionary that it is. */
    static boolean coversFieldOrMember(List<Component> components, String name) {
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            boolean own = !component.ofRequest() && !component.inTrailers() && !component.byteWise();
            if (component.name().equals(name) && own) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything covered stands behind the content ({@code ;tr}). */
    boolean coversTrailers() {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).inTrailers()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "SignatureInput[" + components.size() + " components]";
    }
}
