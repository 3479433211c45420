package io.gapura.filters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose word about a request counts: the networks of the proxies in front, and the one family of fields that they write.
 * By default nobody's, private networks included: what a stranger says about itself by such fields is taken out while
 * the request is read, before any policy.
 *
 * <p>From a trusted proxy the fields are read strictly (RFC 7239 §4 and §6), and one answer comes out of them: client,
 * scheme and authority of the {@link RequestView}. Addresses are literals; nothing is ever resolved. Two answers, or an
 * address that hides where the client should stand, are a hard 400 {@code forwarded.ambiguous}.
 *
 * <p>Immutable and thread-safe. At most 1,024 networks; a look-up costs their logarithm.
 */
public final class TrustedProxies {
    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final int MOST_SHOWN = 8;

    private static final TrustedProxies NONE =
            new TrustedProxies(List.of(), Optional.empty(), Untrusted.STRIP, false, false);

    private final List<Network> networks;
    private final Networks trusted;
    private final Optional<Family> family;
    private final Untrusted untrusted;
    private final Provenance strangers;
    private final boolean certified;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** The fields that the proxies write. The other family is taken out of every request. */
    public enum Family {
        /** RFC 7239. */
        FORWARDED,
        /** {@code X-Forwarded-For}, {@code -Proto}, {@code -Host}, {@code -Port}. */
        X_FORWARDED
    }

    /** What becomes of a request in which a stranger speaks like a proxy. */
    public enum Untrusted {
        /** The fields are taken out. */
        STRIP,
        /** 400 {@code forwarded.untrusted}. */
        REFUSE
    }

    private TrustedProxies(
            List<Network> networks, Optional<Family> family, Untrusted untrusted, boolean traced, boolean certified) {
        this.networks = networks;
        this.trusted = Networks.of(networks);
        this.family = family;
        this.untrusted = untrusted;
        this.strangers = Provenance.ofStrangers(traced);
        this.certified = certified;
    }

    /** Nobody is trusted. */
    public static TrustedProxies none() {
        return NONE;
    }

    /** Trusts peers in these networks, such as {@code 10.1.0.0/16} and {@code 2001:db8:1::/48}, or single addresses. */
    public static TrustedProxies of(Family family, String... cidrs) {
        return of(family, List.of(cidrs));
    }

    /** Throws {@link IllegalArgumentException} with the place in the list of a network that is none. */
    public static TrustedProxies of(Family family, Collection<String> cidrs) {
        if (cidrs.size() > Networks.MOST) {
            throw new IllegalArgumentException("trusted must name at most " + Networks.MOST + " networks");
        }
        List<Network> networks = new ArrayList<>();
        for (String cidr : cidrs) {
            networks.add(network(cidr, networks.size() + 1));
        }
        return new TrustedProxies(List.copyOf(networks), Optional.of(family), Untrusted.STRIP, false, false);
    }

    private static Network network(String cidr, int place) {
        try {
            return Network.parse(cidr);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException("trusted: entry " + place + " " + bad.getMessage(), bad);
        }
    }

    /** The same, with that fate for a stranger who speaks like a proxy. */
    public TrustedProxies untrusted(Untrusted fate) {
        return new TrustedProxies(networks, family, fate, strangers.isTraced(), certified);
    }

    /**
     * The same, taking the client's certificates from {@code Client-Cert} and {@code Client-Cert-Chain} (RFC 9440), which
     * these proxies must write or take out of each request: what a client sends by these names is then its certificate.
     */
    public TrustedProxies handingOnCertificates() {
        return new TrustedProxies(networks, family, untrusted, strangers.isTraced(), true);
    }

    /** The same, taking up the traces of strangers or not. */
    TrustedProxies tracing(boolean anybody) {
        return anybody == strangers.isTraced()
                ? this
                : new TrustedProxies(networks, family, untrusted, anybody, certified);
    }

    /**
     * Reads a request as {@link RequestView#read} does, with what the peer is allowed to say.
     *
     * @param declaredLength what Content-Length said, or -1
     * @param address of the peer, an IP literal
     * @throws RefusedException with a hard rejection
     */
    public RequestView read(
            String method, Target target, String scheme, RequestSource source, long declaredLength, String address) {
        if (!isTrusted(address)) {
            return admitted(
                    RequestView.read(new Received(strangers, method, target, scheme, source, declaredLength, address)));
        }
        Headers fields = Headers.of(source);
        Provenance proxy = provenance(fields);
        String spoken = scheme(proxy, scheme);
        return RequestView.read(
                new Received(proxy, method, target, spoken, source, declaredLength, address).reading(fields));
    }

    /** The same with fields and content at hand. */
    public RequestView read(String method, Target target, String scheme, Headers fields, Body body, Client peer) {
        if (!isTrusted(peer.address())) {
            return admitted(
                    RequestView.read(new Received(strangers, method, target, scheme, fields, body, peer.address())));
        }
        Provenance proxy = provenance(fields);
        String spoken = scheme(proxy, scheme);
        return RequestView.read(new Received(proxy, method, target, spoken, fields, body, peer.address()));
    }

    /** What is recorded of a request that cannot be read, with its client as far as a trusted proxy names it. */
    public AuditEvent.RequestLine unread(String method, String scheme, Headers.Source source, String address) {
        try {
            if (isTrusted(address)) {
                Provenance proxy = provenance(Headers.of(source));
                Origin origin = proxy.origin();
                String client = origin == null ? null : origin.address();
                return new AuditEvent.RequestLine(
                        method, scheme(proxy, scheme), Client.of(client == null ? address : client));
            }
        } catch (RuntimeException unclear) {
            // Refused for that, perhaps: then the proxy itself is all that is known.
            return new AuditEvent.RequestLine(method, scheme, Client.of(address));
        }
        return new AuditEvent.RequestLine(method, scheme, Client.of(address));
    }

    private RequestView admitted(RequestView view) {
        if (untrusted == Untrusted.REFUSE && view.headers().isConcealing()) {
            throw ForwardedRefusal.UNTRUSTED.exception();
        }
        return view;
    }

    private boolean isTrusted(String address) {
        if (trusted.isEmpty()) {
            return false;
        }
        Address peer = Address.parse(Client.bare(address));
        return peer != null && trusted.contains(peer);
    }

    private static String scheme(Provenance proxy, String connection) {
        Origin origin = proxy.origin();
        return origin == null || origin.scheme() == null ? connection : origin.scheme();
    }

    private Provenance provenance(Headers fields) {
        Family ours = family.orElseThrow();
        Family theirs = ours == Family.FORWARDED ? Family.X_FORWARDED : Family.FORWARDED;
        boolean both = isPresent(theirs, fields);
        if (!isPresent(ours, fields)) {
            if (both) {
                warnOfOtherFamily();
            }
            return Provenance.ofProxy(ours == Family.FORWARDED, certified, Origin.UNKNOWN);
        }
        Chain chain = chain(ours, fields);
        if (both && !agrees(chain, theirs, fields)) {
            throw ForwardedRefusal.AMBIGUOUS.exception();
        }
        return Provenance.ofProxy(ours == Family.FORWARDED, certified, chain.origin(trusted));
    }

    private static boolean isPresent(Family family, Headers fields) {
        return family == Family.FORWARDED ? fields.contains("forwarded") : XForwardedReader.isPresent(fields);
    }

    private static Chain chain(Family family, Headers fields) {
        return family == Family.FORWARDED
                ? ForwardedReader.read(fields.all("forwarded"))
                : XForwardedReader.read(fields);
    }

    /** What cannot be read is not the same. */
    private static boolean agrees(Chain chain, Family other, Headers fields) {
        try {
            return chain.agreesWith(chain(other, fields));
        } catch (RefusedException unreadable) {
            return false;
        }
    }

    private void warnOfOtherFamily() {
        if (warned.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Gapura: a trusted proxy writes the other family of forwarded fields; proxies.family is "
                            + words());
        }
    }

    /** Whether somebody is trusted: then the peer's address must be known. */
    boolean needsPeer() {
        return !trusted.isEmpty();
    }

    private String words() {
        return family.map(Family::name).orElse("none").toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One line for the posture. */
    String posture() {
        String who = networks.isEmpty()
                ? "none trusted"
                : networks.stream().limit(MOST_SHOWN).map(Network::toString).collect(Collectors.joining(" "))
                        + (networks.size() > MOST_SHOWN ? " and " + (networks.size() - MOST_SHOWN) + " more" : "")
                        + " trusted by " + words();
        return "proxies: " + who
                + (certified ? ", client certificates by Client-Cert" : "")
                + (untrusted == Untrusted.REFUSE ? ", others refused" : "");
    }

    /** Every network, for the version of a configuration. */
    String text() {
        return posture() + " " + networks;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrustedProxies that
                && networks.equals(that.networks)
                && family.equals(that.family)
                && untrusted == that.untrusted
                && certified == that.certified
                && strangers.isTraced() == that.strangers.isTraced();
    }

    @Override
    public int hashCode() {
        return Objects.hash(networks, family, untrusted);
    }

    @Override
    public String toString() {
        return posture();
    }
}
