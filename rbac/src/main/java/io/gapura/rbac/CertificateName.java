package io.gapura.rbac;

/**
 * The name of a certificate in one spelling, so that names are compared exactly: that of the policy {@code certificates},
 * which proves such callers, or a document would name one caller and the policy another.
 */
final class CertificateName {
    private CertificateName() {}

    static boolean isName(String text) {
        try {
            return !canonical(text).isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Throws {@link IllegalArgumentException} for what is no name. */
    static String canonical(String text) {
        return io.gapura.filters.callers.CertificateName.of(text).text();
    }
}
