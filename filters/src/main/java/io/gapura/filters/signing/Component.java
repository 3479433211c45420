package io.gapura.filters.signing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One component identifier (RFC 9421 §2): what a signature covers. Two are the same when name and parameter <em>set</em>
 * are the same, so {@code "content-digest";key="sha-256"} is not {@code "content-digest"}; the order of the parameters
 * is kept for writing.
 *
 * <p>Everything that RFC 9421 does not know is refused here; what a message of a kind may not cover, or a profile does
 * not take, is refused by {@link ComponentRules}.
 */
final class Component {
    private static final Set<String> DERIVED = Set.of(
            "@method",
            "@target-uri",
            "@authority",
            "@scheme",
            "@request-target",
            "@path",
            "@query",
            "@query-param",
            "@status");

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

    private final boolean ordinary;
    private final boolean derived;

    private Component(String name, Keyed<BareItem> parameters, String text) {
        this.name = name;
        this.parameters = parameters;
        this.text = text;
        this.identity = parameters.size() < 2
                ? text
                : FieldWriter.value(
                        new Member.Item(new BareItem.Str(name), Keyed.of(new TreeMap<>(parameters.asMap()))));
        this.derived = name.startsWith("@");
        this.ordinary = parameters.size() == 0 && !name.equals("@status") && !name.equals("@request-target");
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

    /** A component without parameters that somebody else wrote; null when no request can have it. */
    static @Nullable Component plain(String name) {
        Component usual = PLAIN.get(name);
        return usual != null || !FieldCharacters.isLowerFieldName(name) ? usual : of(name);
    }

    /** An identifier as it stands in a covered list, written by us: {@code "@method";req}. */
    static Component parse(String identifier) {
        try {
            return of(StructuredFields.item(identifier));
        } catch (MalformedFieldException | SignatureRefusedException unknown) {
            throw new IllegalArgumentException("not a component identifier: " + identifier, unknown);
        }
    }

    /** One member of a dictionary (RFC 9421 §2.1.2). */
    static Component member(String name, String key) {
        Keyed<BareItem> parameters = Keyed.of(Map.of("key", new BareItem.Str(key)));
        return new Component(name, parameters, FieldWriter.value(new Member.Item(new BareItem.Str(name), parameters)));
    }

    /** A field behind the content (RFC 9421 §2.1.4). */
    static Component inTrailers(String field) {
        return parse('"' + field.toLowerCase(Locale.ROOT) + "\";tr");
    }

    /** The same of the request that a response answers (RFC 9421 §2.4). */
    Component asRequested() {
        Map<String, BareItem> more = new LinkedHashMap<>(parameters.asMap());
        more.put("req", BareItem.TRUE);
        Keyed<BareItem> longer = Keyed.of(more);
        return new Component(name, longer, FieldWriter.value(new Member.Item(new BareItem.Str(name), longer)));
    }

    /** Reads an identifier, or refuses what the RFC does not know. */
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
        if (isDerived() ? !DERIVED.contains(name) : !FieldCharacters.isLowerFieldName(name)) {
            return false;
        }
        for (Map.Entry<String, BareItem> parameter : parameters.asMap().entrySet()) {
            if (!isKnown(parameter.getKey(), parameter.getValue())) {
                return false;
            }
        }
        boolean named = name.equals("@query-param") == parameters.contains("name");
        return named && !(byteWise() && (strict() || hasKey())); // §2.1.3
    }

    private boolean isKnown(String parameter, BareItem value) {
        return switch (parameter) {
            case "req" -> value.equals(BareItem.TRUE);
            case "sf", "bs", "tr" -> !isDerived() && value.equals(BareItem.TRUE);
            case "key" -> !isDerived() && value instanceof BareItem.Str;
            case "name" -> isDerived() && value instanceof BareItem.Str;
            default -> false;
        };
    }

    Member.Item item() {
        return new Member.Item(new BareItem.Str(name), parameters);
    }

    boolean isDerived() {
        return derived;
    }

    String name() {
        return name;
    }

    /** As it stands in front of its value in the base: a quoted name and its parameters. */
    String text() {
        return text;
    }

    /** Without parameters, and such that any request may cover it. */
    boolean isOrdinary() {
        return ordinary;
    }

    /** {@code ;req}: of the request that is answered. */
    boolean ofRequest() {
        return parameters.contains("req");
    }

    /** {@code ;tr}: of the trailers alone. */
    boolean inTrailers() {
        return parameters.contains("tr");
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
