package io.gapura.filters.signing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One component identifier (RFC 9421 §2): what a signature covers. Two are the same when name and parameter <em>set</em>
 * are the same, so {@code "content-digest";key="sha-256"} is not {@code "content-digest"}; the order of the parameters
 * is kept for writing.
 *
 * <p>Only what a request may cover can be one: {@code ;req}, {@code ;tr}, {@code @status}, {@code @request-target} and
 * everything unknown are refused.
 */
final class Component {
    private static final Set<String> DERIVED =
            Set.of("@method", "@target-uri", "@authority", "@scheme", "@path", "@query", "@query-param");

    /** The usual ones, made once. */
    private static final Map<String, Component> PLAIN = plain(List.of(
            "@method",
            "@target-uri",
            "@authority",
            "@scheme",
            "@path",
            "@query",
            "authorization",
            "content-digest",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "date"));

    private final String name;
    private final Keyed<BareItem> parameters;
    private final String text;
    /** Equal for equal identifiers, whatever the order of their parameters. */
    private final String identity;

    private Component(String name, Keyed<BareItem> parameters, String text) {
        this.name = name;
        this.parameters = parameters;
        this.text = text;
        this.identity = parameters.size() < 2
                ? text
                : FieldWriter.value(
                        new Member.Item(new BareItem.Str(name), Keyed.of(new TreeMap<>(parameters.asMap()))));
    }

    private static Map<String, Component> plain(List<String> names) {
        Map<String, Component> components = new HashMap<>();
        for (String name : names) {
            components.put(name, new Component(name, Keyed.empty(), '"' + name + '"'));
        }
        return Map.copyOf(components);
    }

    /** A component without parameters, written by us. */
    static Component of(String name) {
        Component usual = PLAIN.get(name);
        return usual != null ? usual : new Component(name, Keyed.empty(), '"' + name + '"');
    }

    /** Reads an identifier, or refuses what a request cannot cover. */
    static Component of(Member.Item item) throws SignatureRefusedException {
        if (!(item.value() instanceof BareItem.Str name) || item.parameters().repeated()) {
            throw SignatureRefusedException.of(Reason.PARSE, "component identifier");
        }
        Component usual = item.parameters().size() == 0 ? PLAIN.get(name.value()) : null;
        if (usual != null) {
            return usual;
        }
        Component component = new Component(name.value(), item.parameters(), FieldWriter.value(item));
        if (!component.isKnown()) {
            throw SignatureRefusedException.of(
                    Reason.COMPONENT_UNKNOWN, "identifier of " + component.text.length() + " characters");
        }
        return component;
    }

    private boolean isKnown() {
        return isDerived() ? isKnownDerived() : FieldCharacters.isLowerFieldName(name) && isKnownField();
    }

    private boolean isKnownDerived() {
        if (name.equals("@query-param")) {
            return parameters.size() == 1 && parameters.get("name").orElse(null) instanceof BareItem.Str;
        }
        return DERIVED.contains(name) && parameters.size() == 0;
    }

    private boolean isKnownField() {
        for (Map.Entry<String, BareItem> parameter : parameters.asMap().entrySet()) {
            boolean known = switch (parameter.getKey()) {
                case "sf", "bs" -> parameter.getValue().equals(BareItem.TRUE);
                case "key" -> parameter.getValue() instanceof BareItem.Str;
                default -> false;
            };
            if (!known) {
                return false;
            }
        }
        return !(byteWise() && parameters.size() > 1);
    }

    Member.Item item() {
        return new Member.Item(new BareItem.Str(name), parameters);
    }

    boolean isDerived() {
        return name.startsWith("@");
    }

    String name() {
        return name;
    }

    /** As it stands in front of its value in the base: a quoted name and its parameters. */
    String text() {
        return text;
    }

    boolean strict() {
        return parameters.contains("sf");
    }

    boolean byteWise() {
        return parameters.contains("bs");
    }

    boolean hasKey() {
        return parameters.contains("key");
    }

    /** The {@code key} of a dictionary member or the {@code name} of a query parameter. */
    String argument() {
        BareItem value = parameters.get(isDerived() ? "name" : "key").orElseThrow();
        return ((BareItem.Str) value).value();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Component that && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
