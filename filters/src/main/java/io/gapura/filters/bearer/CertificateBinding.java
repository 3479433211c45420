package io.gapura.filters.bearer;

import io.gapura.filters.Need;
import io.gapura.filters.RequestView;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Takes a token that is bound to a client certificate ({@code cnf} with {@code x5t#S256}, RFC 8705 §3) from a client that
 * shows that certificate: of the TLS connection, or as a trusted proxy hands it on. Names and issuers of certificates mean
 * nothing here, so a certificate of one's own making is as good as any. Immutable and thread-safe.
 */
public final class CertificateBinding implements ProofOfPossession {
    private static final CertificateBinding OF_CONNECTION = new CertificateBinding();

    private CertificateBinding() {}

    /** The one of {@link RequestView#certificates}. */
    public static CertificateBinding ofConnection() {
        return OF_CONNECTION;
    }

    @Override
    public String confirmation() {
        return "x5t#S256";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLIENT_CERTIFICATE);
    }

    @Override
    public Possession prove(BoundToken token, RequestView request) throws GeneralSecurityException {
        List<X509Certificate> chain = request.certificates();
        if (chain.isEmpty()) {
            return Possession.missing("certificate: missing");
        }
        return thumbprint(chain.get(0)).equals(token.thumbprint())
                ? Possession.held()
                : Possession.missing("certificate: another one");
    }

    /** RFC 8705 §3.1. */
    private static String thumbprint(X509Certificate leaf) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
