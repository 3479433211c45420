package io.gapura.validation.encode;

import java.nio.ByteBuffer;

/**
 * Text as one value in what is sent to a directory, so that it names what it says and asks for nothing else (CWE-90).
 *
 * <pre>{@code
 * context.search("ou=people,dc=example", "(uid=" + Ldap.filterValue(login) + ")", controls);
 * context.lookup("uid=" + Ldap.nameValue(login) + ",ou=people,dc=example");
 * }</pre>
 *
 * <p>The two are not the same: a value in a name that stands in a filter is encoded for the name first. Stateless; half of a
 * surrogate pair is an {@link IllegalArgumentException}, as is a carriage return at the end of a value in a name: the JDK's
 * own {@link javax.naming.ldap.LdapName} drops it although it is escaped, and would look for somebody else.
 */
public final class Ldap {
    private static final String HEX = "0123456789abcdef";

    private Ldap() {}

    /** For a distinguished name: RFC 4514 §2.4. */
    public static String nameValue(String text) {
        PercentCode.utf8(text);
        if (text.endsWith("\r")) {
            throw new IllegalArgumentException("a value in a name must not end in a carriage return: readers drop it");
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean edge = c == ' ' && (i == 0 || i == text.length() - 1) || c == '#' && i == 0;
            if (c < ' ' || c == 0x7F) {
                hex(c, escaped);
            } else {
                escaped.append(edge || "\"+,;<>\\=".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return escaped.toString();
    }

    /** For the value of an assertion in a search filter: RFC 4515 §3; what is not ASCII byte by byte, which all readers take. */
    public static String filterValue(String text) {
        ByteBuffer bytes = PercentCode.utf8(text);
        StringBuilder escaped = new StringBuilder(bytes.remaining() + 16);
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xFF;
            if (octet < ' ' || octet >= 0x7F || "*()\\".indexOf(octet) >= 0) {
                hex(octet, escaped);
            } else {
                escaped.append((char) octet);
            }
        }
        return escaped.toString();
    }

    private static void hex(int octet, StringBuilder to) {
        to.append('\\').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
    }
}
