package io.gapura.filters;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who handed a request over, and so which of its fields count. One shared value for all strangers; a trusted proxy's
 * request has its own. Immutable.
 */
final class Provenance {
    /** Of a request that no peer sent, such as one to be signed: nothing is taken out, and nobody speaks for anybody. */
    static final Provenance NOBODY = new Provenance(false, false, true, false, ProxyField.NONE, null);

    private final boolean trusted;
    private final boolean traced;
    private final boolean open;
    private final boolean certified;
    private final ProxyField family;
    private final @Nullable Origin origin;

    private Provenance(
            boolean trusted,
            boolean traced,
            boolean open,
            boolean certified,
            ProxyField family,
            @Nullable Origin origin) {
        this.trusted = trusted;
        this.traced = traced;
        this.open = open;
        this.certified = certified;
        this.family = family;
        this.origin = origin;
    }

    /** @param traced whether a trace of theirs goes on */
    static Provenance ofStrangers(boolean traced) {
        return new Provenance(false, traced, false, false, ProxyField.NONE, null);
    }

    /**
     * Of a trusted proxy's request.
     *
     * @param standard whether the proxies write RFC 7239
     * @param certified whether they hand on the client's certificates by RFC 9440
     */
    static Provenance ofProxy(boolean standard, boolean certified, Origin origin) {
        ProxyField family = standard ? ProxyField.FORWARDED : ProxyField.X_FORWARDED;
        return new Provenance(true, true, false, certified, family, origin.equals(Origin.UNKNOWN) ? null : origin);
    }

    /** Whether a field is neither for policies nor for the application. */
    boolean conceals(String name) {
        ProxyField field = ProxyField.of(name);
        if (open || field == ProxyField.NONE) {
            return false;
        }
        return !trusted || field != ProxyField.CLAIM && field != family;
    }

    boolean isTrusted() {
        return trusted;
    }

    /** The client's certificates: behind a proxy the connection's are the proxy's own, and never the client's. */
    List<X509Certificate> certificates(Peer connection, Supplier<Headers> fields) {
        if (!trusted) {
            return connection.certificates();
        }
        return certified ? ForwardedCertificates.read(fields.get()) : List.of();
    }

    boolean isTraced() {
        return traced;
    }

    /** Null when the connection is all that is known. */
    @Nullable
    Origin origin() {
        return origin;
    }
}
