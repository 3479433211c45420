package io.gapura.rbac;

import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * The name of a certificate in one spelling, so that names are compared exactly: a distinguished name in its canonical
 * form (RFC 2253, compared attribute by attribute, never as a pattern on text: CVE-2026-22747 class), or a subject
 * alternative name behind {@code dns:}, {@code uri:} or {@code email:}, of which only DNS names know no case.
 */
final class CertificateName {
    private CertificateName() {}

    static boolean isName(String text) {
        if (isAlternative(text)) {
            return text.indexOf(':') < text.length() - 1;
        }
        try {
            return !canonical(text).isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Throws {@link IllegalArgumentException} for what is no name. */
    static String canonical(String text) {
        if (text.startsWith("dns:")) {
            return text.toLowerCase(Locale.ROOT);
        }
        return isAlternative(text) ? text : new X500Principal(text).getName(X500Principal.CANONICAL);
    }

    private static boolean isAlternative(String text) {
        return text.startsWith("dns:") || text.startsWith("uri:") || text.startsWith("email:");
    }
}
