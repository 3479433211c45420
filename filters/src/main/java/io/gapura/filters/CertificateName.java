package io.gapura.filters;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/**
 * The name by which a certificate is known, in its one spelling, so that names compare exactly: {@code uri:}, {@code
 * dns:} or {@code email:} of a subject alternative name, or the distinguished name in the form of RFC 2253, read attribute
 * by attribute. No pattern is ever applied to the text of a name (CVE-2026-22747 class).
 *
 * @param text 1 to 256 characters; types of attributes and host names have one case, values keep theirs
 */
public record CertificateName(String text) {
    private static final int LONGEST = 256;
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7E]+");
    private static final Pattern LOCAL_PART = Pattern.compile("[\\x21-\\x7E&&[^@]]+");

    /** Attributes beyond those of RFC 2253 whose values are read as text, however the issuer has encoded them. */
    private static final Map<String, String> WORDS = Map.of(
            "2.5.4.4", "SURNAME",
            "2.5.4.5", "SERIALNUMBER",
            "2.5.4.12", "T",
            "2.5.4.42", "GIVENNAME",
            "2.5.4.97", "ORGANIZATIONIDENTIFIER",
            "1.2.840.113549.1.9.1", "EMAILADDRESS");

    private static final Map<String, String> NUMBERS = Map.of(
            "SURNAME", "2.5.4.4",
            "SERIALNUMBER", "2.5.4.5",
            "T", "2.5.4.12",
            "GIVENNAME", "2.5.4.42",
            "ORGANIZATIONIDENTIFIER", "2.5.4.97",
            "EMAILADDRESS", "1.2.840.113549.1.9.1");

    public CertificateName {
        if (text.isEmpty() || text.length() > LONGEST || !isPrintable(text)) {
            throw new IllegalArgumentException("a certificate's name has 1 to 256 printable characters");
        }
    }

    /**
     * Reads a name as somebody wrote it into a document: {@code dns:batch.acme.example}, {@code uri:spiffe://acme/batch},
     * {@code email:batch@acme.example}, or a distinguished name such as {@code CN=batch, O=acme}.
     *
     * @throws IllegalArgumentException for what is no name, without repeating it
     */
    public static CertificateName of(String written) {
        if (written.startsWith("dns:")) {
            return dns(written.substring(4));
        }
        if (written.startsWith("uri:")) {
            return uri(written.substring(4));
        }
        if (written.startsWith("email:")) {
            return email(written.substring(6));
        }
        return distinguished(written);
    }

    private static CertificateName distinguished(String written) {
        X500Principal principal;
        try {
            principal = new X500Principal(written, NUMBERS);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "is no distinguished name, and begins with neither dns:, uri: nor email:");
        }
        return of(principal);
    }

    /**
     * A distinguished name as it stands in a certificate; each set of attributes sorted, because their order means nothing.
     *
     * @throws IllegalArgumentException when it has none of 1 to 256 printable characters
     */
    public static CertificateName of(X500Principal principal) {
        try {
            LdapName read = new LdapName(principal.getName(X500Principal.RFC2253, WORDS));
            return new CertificateName(new LdapName(read.getRdns()).toString());
        } catch (InvalidNameException malformed) {
            throw new IllegalArgumentException("is no distinguished name");
        }
    }

    /** A host; never one that stands for several. */
    private static CertificateName dns(String host) {
        return new CertificateName("dns:" + host(host));
    }

    private static CertificateName uri(String uri) {
        require(URI.matcher(uri).matches(), "behind uri: stands an absolute URI of ASCII alone");
        return new CertificateName("uri:" + uri);
    }

    /** The case of the local part is its host's affair (RFC 5321 §2.4), so it stays. */
    private static CertificateName email(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        require(at > 0 && LOCAL_PART.matcher(mailbox.substring(0, at)).matches(), "behind email: stands a mailbox");
        return new CertificateName("email:" + mailbox.substring(0, at) + "@" + host(mailbox.substring(at + 1)));
    }

    private static String host(String written) {
        boolean ascii =
                written.chars().allMatch(c -> c < 0x80); // before lower-casing, which turns U+212A into a plain k
        String host = ascii ? written.toLowerCase(Locale.ROOT) : "";
        require(HOST.matcher(host).matches(), "a host has labels of letters, digits and hyphens");
        return host;
    }

    /** Neither controls nor characters that turn the direction of what is read. */
    private static boolean isPrintable(String text) {
        return text.codePoints().allMatch(c -> {
            int type = Character.getType(c);
            return type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR
                    && type != Character.UNASSIGNED
                    && type != Character.PRIVATE_USE;
        });
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
