package io.gapura.filters;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads the client's certificates as a proxy hands them on that ended the TLS connection (RFC 9440 §2): {@code
 * Client-Cert} is one byte sequence, {@code Client-Cert-Chain} a list of them (RFC 9651 §3.3.5), without parameters, each
 * the DER of one certificate and nothing besides. At most 10 certificates of 16 KiB each.
 */
final class ForwardedCertificates {
    private static final String LEAF = "client-cert";
    private static final String CHAIN = "client-cert-chain";
    private static final int MOST = 10;
    private static final int LONGEST = 16_384;

    private final String text;
    private int at;

    private ForwardedCertificates(String text) {
        this.text = text;
    }

    /** Leaf first; none when the client had none. Throws {@link RefusedException}, and nothing else. */
    static List<X509Certificate> read(Headers fields) {
        Optional<String> leaf = fields.only(LEAF);
        String chain = fields.joined(CHAIN);
        if (leaf.isEmpty()) {
            require(chain == null); // RFC 9440 §2.3: never alone
            return List.of();
        }
        List<X509Certificate> certificates = new ForwardedCertificates(leaf.get()).list();
        require(certificates.size() == 1);
        if (chain != null) {
            certificates.addAll(new ForwardedCertificates(chain).list());
        }
        if (certificates.size() > MOST) {
            throw ForwardedRefusal.SIZE.exception();
        }
        return List.copyOf(certificates);
    }

    private List<X509Certificate> list() {
        List<X509Certificate> certificates = new ArrayList<>(2);
        do {
            skipBlanks();
            if (certificates.size() == MOST) {
                throw ForwardedRefusal.SIZE.exception();
            }
            certificates.add(certificate(sequence()));
            skipBlanks();
        } while (takes(','));
        require(at == text.length());
        return certificates;
    }

    /** Between two colons, in the one form that these bytes have. */
    private byte[] sequence() {
        require(takes(':'));
        int end = text.indexOf(':', at);
        require(end > at);
        if (end - at > LONGEST) {
            throw ForwardedRefusal.SIZE.exception();
        }
        String digits = text.substring(at, end);
        at = end + 1;
        try {
            byte[] bytes = Base64.getDecoder().decode(digits);
            require(Base64.getEncoder().encodeToString(bytes).equals(digits));
            return bytes;
        } catch (IllegalArgumentException malformed) {
            throw ForwardedRefusal.MALFORMED.exception();
        }
    }

    /** The factory also reads text with a certificate somewhere in it: what it made of the bytes must be all of them. */
    private static X509Certificate certificate(byte[] der) {
        try {
            X509Certificate read = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            require(Arrays.equals(read.getEncoded(), der));
            return read;
        } catch (CertificateException malformed) {
            throw ForwardedRefusal.MALFORMED.exception();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean takes(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private static void require(boolean held) {
        if (!held) {
            throw ForwardedRefusal.MALFORMED.exception();
        }
    }
}
