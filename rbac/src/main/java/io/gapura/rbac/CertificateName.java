package io.gapura.rbac;

/**
 * The name of a certificate as a document writes it, in the one spelling that callers of the policy {@code certificate}
 * have ({@link io.gapura.filters.CertificateName}), so that names are compared exactly.
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
        return io.gapura.filters.CertificateName.of(text).text();
    }
}
