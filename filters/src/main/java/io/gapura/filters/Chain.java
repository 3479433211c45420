package io.gapura.filters;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way that a request took, as one family of fields tells it: from the client on the left to the proxy that speaks to
 * us. What stands left of the client was written by the client, and counts for nothing.
 *
 * @param hops in the order of the field
 * @param scheme said for the whole chain, where the family has no room for it in a hop
 * @param host the same
 * @param port of the host, 0 when it is not said apart from it
 */
record Chain(
        List<Hop> hops, @Nullable String scheme, @Nullable String host, int port) {
    Chain {
        hops = List.copyOf(hops);
    }

    static Chain ofHops(List<Hop> hops) {
        return new Chain(hops, null, null, 0);
    }

    /** A port in the host and another one beside it are two answers. */
    static Chain of(List<Hop> hops, @Nullable String scheme, @Nullable String host, int port) {
        if (host != null && port != 0) {
            String written = Authority.port(host);
            if (!written.isEmpty() && Node.port(written, 0) != port) {
                throw ForwardedRefusal.AMBIGUOUS.exception();
            }
        }
        return new Chain(hops, scheme, host, port);
    }

    /**
     * Who the client is: the rightmost address that is no trusted proxy, and what the proxies from there on say.
     *
     * @throws RefusedException when there are two answers, or none
     */
    Origin origin(Networks trusted) {
        int client = client(trusted);
        String spokenScheme = scheme != null ? scheme : agreed(Hop::scheme, client);
        String spokenHost = host != null ? host : agreed(Hop::host, client);
        Node node = hops.isEmpty() ? null : hops.get(client).node();
        return new Origin(node == null ? null : node.text(), spokenScheme, spokenHost, port);
    }

    /** The index of the client's hop. When all are trusted it is the first; when none names an address, the last. */
    private int client(Networks trusted) {
        int last = Math.max(0, hops.size() - 1);
        if (hops.stream().allMatch(hop -> hop.node() == null)) {
            return last;
        }
        for (int i = last; i >= 0; i--) {
            Node node = hops.get(i).node();
            if (node == null || node.address() == null) {
                throw ForwardedRefusal.AMBIGUOUS.exception();
            }
            if (!trusted.contains(node.address())) {
                return i;
            }
        }
        return 0;
    }

    /** The one value of the hops from there on. Another one anywhere in the chain is a second answer. */
    private @Nullable String agreed(Function<Hop, @Nullable String> member, int from) {
        String any = stated(member);
        boolean spoken = hops.stream().skip(from).anyMatch(hop -> member.apply(hop) != null);
        return spoken ? any : null;
    }

    /** Throws {@link RefusedException} for two different values. */
    private @Nullable String stated(Function<Hop, @Nullable String> member) {
        String found = null;
        for (Hop hop : hops) {
            String value = member.apply(hop);
            if (value != null && found != null && !value.equals(found)) {
                throw ForwardedRefusal.AMBIGUOUS.exception();
            }
            found = value == null ? found : value;
        }
        return found;
    }

    /** Whether another family that came along tells the same, as far as both speak. */
    boolean agreesWith(Chain other) {
        return same(nodes(), other.nodes()) && same(anyScheme(), other.anyScheme()) && same(anyHost(), other.anyHost());
    }

    private static boolean same(@Nullable Object ours, @Nullable Object theirs) {
        return ours == null || theirs == null || ours.equals(theirs);
    }

    private @Nullable List<String> nodes() {
        List<String> texts = hops.stream()
                .map(Hop::node)
                .map(node -> node == null ? "" : node.text())
                .toList();
        return texts.stream().allMatch(String::isEmpty) ? null : texts;
    }

    private @Nullable String anyScheme() {
        return scheme != null ? scheme : stated(Hop::scheme);
    }

    private @Nullable String anyHost() {
        String any = host != null ? host : stated(Hop::host);
        return any == null || port == 0 ? any : Authority.withPort(Objects.requireNonNull(any), port);
    }
}
