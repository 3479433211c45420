package io.gapura.filters.callers;

import io.gapura.filters.CertificateName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds in a client's certificate who the client is. Immutable and thread-safe. */
final class CertificateReader {
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String PURPOSES = "2.5.29.37";
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final List<NameKind> kinds;

    CertificateReader(List<NameKind> kinds) {
        this.kinds = kinds;
    }

    /** Every certificate that was shown must be valid: a connection may be older than the end of one. */
    static void requireValid(List<X509Certificate> chain, Instant now) throws CertificateRefusedException {
        for (X509Certificate certificate : chain) {
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                throw new CertificateRefusedException(CertificateReason.EARLY);
            }
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                throw new CertificateRefusedException(CertificateReason.EXPIRED);
            }
        }
    }

    /** A certificate that says what it is for says so for clients (RFC 5280 §4.2.1.12). */
    static void requireForClients(X509Certificate leaf) throws CertificateRefusedException {
        @Nullable List<String> purposes;
        try {
            purposes = leaf.getExtendedKeyUsage();
        } catch (CertificateParsingException malformed) {
            throw new CertificateRefusedException(CertificateReason.PURPOSE);
        }
        boolean says = purposes != null || leaf.getExtensionValue(PURPOSES) != null;
        boolean forClients =
                purposes != null && (purposes.contains(CLIENT_AUTHENTICATION) || purposes.contains(ANY_PURPOSE));
        if (says && !forClients) {
            throw new CertificateRefusedException(CertificateReason.PURPOSE);
        }
    }

    /** The one name of the first kind that the certificate has: of several, none says who asks. */
    CertificateName name(X509Certificate leaf) throws CertificateRefusedException {
        Collection<List<?>> alternatives = alternatives(leaf);
        for (NameKind kind : kinds) {
            List<String> found = kind == NameKind.SUBJECT ? List.of() : of(kind, alternatives);
            if (found.size() > 1) {
                throw new CertificateRefusedException(CertificateReason.NAME_AMBIGUOUS);
            }
            boolean subject = kind == NameKind.SUBJECT
                    && !leaf.getSubjectX500Principal().getName().isEmpty();
            if (subject || !found.isEmpty()) {
                return read(kind, found, leaf);
            }
        }
        throw new CertificateRefusedException(CertificateReason.NAME_MISSING);
    }

    private static CertificateName read(NameKind kind, List<String> found, X509Certificate leaf)
            throws CertificateRefusedException {
        try {
            return found.isEmpty() ? CertificateName.of(leaf.getSubjectX500Principal()) : kind.read(found.get(0));
        } catch (IllegalArgumentException malformed) {
            throw new CertificateRefusedException(CertificateReason.NAME_MALFORMED);
        }
    }

    private static List<String> of(NameKind kind, Collection<List<?>> alternatives) {
        List<String> found = new ArrayList<>(1);
        for (List<?> alternative : alternatives) {
            if (alternative.get(0).equals(kind.tag()) && alternative.get(1) instanceof String name) {
                found.add(name);
            }
        }
        return found;
    }

    /** The JDK leaves out an extension that it cannot read: the name would then come from where the issuer has none. */
    private static Collection<List<?>> alternatives(X509Certificate leaf) throws CertificateRefusedException {
        @Nullable Collection<List<?>> read;
        try {
            read = leaf.getSubjectAlternativeNames();
        } catch (CertificateParsingException malformed) {
            throw new CertificateRefusedException(CertificateReason.NAME_MALFORMED);
        }
        if (read == null && leaf.getExtensionValue(ALTERNATIVE_NAMES) != null) {
            throw new CertificateRefusedException(CertificateReason.NAME_MALFORMED);
        }
        return read == null ? List.of() : read;
    }
}
