package io.gapura.validation.constraints;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * URLs on which RFC 3986 and the WHATWG parser agree: {@code scheme://host[:port]path[?query][#fragment]}, in ASCII but for
 * the labels of the host. What one of them repairs is refused.
 */
final class Urls {
    /** RFC 3986, sections 2.2 and 2.3, and the slash. */
    private static final String PLAIN =
            "!$&'()*+,;=-._~:@/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final long PLAIN_LOW = Ascii.low(PLAIN);
    private static final long PLAIN_HIGH = Ascii.high(PLAIN);

    private Urls() {}

    static @Nullable TextViolation refusal(CharSequence text, UrlRules rules) {
        int length = text.length();
        if (length > rules.max()) {
            return TextViolation.URL_LENGTH;
        }
        int colon = Ascii.indexOf(text, ':', 0, length);
        if (colon < 1 || !startsWith(text, colon, "://")) {
            return TextViolation.URL_SYNTAX;
        }
        String scheme = scheme(text, colon, rules);
        if (scheme == null) {
            return TextViolation.URL_SCHEME;
        }
        int from = colon + 3;
        int end = HostNames.endOfPlain(text, from, length);
        boolean plain = end == length || endsAuthority(text.charAt(end));
        if (!plain) {
            end = endOfAuthority(text, end, length);
        }
        TextViolation authority =
                plain ? plain(text, from, end, scheme, rules) : authority(text, from, end, scheme, rules);
        if (authority != null) {
            return authority;
        }
        return isRest(text, end, true) ? null : TextViolation.URL_SYNTAX;
    }

    private static boolean startsWith(CharSequence text, int at, String wanted) {
        return text.length() >= at + wanted.length() && Ascii.regionEquals(text, at, at + wanted.length(), wanted);
    }

    private static @Nullable String scheme(CharSequence text, int colon, UrlRules rules) {
        for (String scheme : rules.schemes()) {
            if (Ascii.regionEquals(text, 0, colon, scheme)) {
                return scheme;
            }
        }
        return null;
    }

    private static int endOfAuthority(CharSequence text, int from, int length) {
        for (int i = from; i < length; i++) {
            if (endsAuthority(text.charAt(i))) {
                return i;
            }
        }
        return length;
    }

    private static boolean endsAuthority(char c) {
        return c == '/' || c == '?' || c == '#';
    }

    /** Of letters, digits, hyphens and dots alone, as nearly all are: no user, no port, no bracket, nothing to convert. */
    private static @Nullable TextViolation plain(CharSequence text, int from, int to, String scheme, UrlRules rules) {
        TextViolation host = nameOrNumber(text, from, to, rules);
        if (host != null) {
            return host;
        }
        return isPort(text, -1, to, scheme, rules) ? null : TextViolation.URL_PORT;
    }

    private static @Nullable TextViolation authority(
            CharSequence text, int from, int end, String scheme, UrlRules rules) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return TextViolation.URL_USERINFO;
            }
            if (c <= ' ' || c == '\\' || c == 0x7F) {
                return TextViolation.URL_SYNTAX;
            }
        }
        boolean bracket = from < end && text.charAt(from) == '[';
        int search = bracket ? Math.max(from, Ascii.indexOf(text, ']', from, end)) : from;
        int colon = Ascii.indexOf(text, ':', search, end);
        int endOfHost = colon < 0 ? end : colon;
        TextViolation host = host(text, from, endOfHost, rules);
        if (host != null) {
            return host;
        }
        return isPort(text, colon, end, scheme, rules) ? null : TextViolation.URL_PORT;
    }

    private static boolean isPort(CharSequence text, int colon, int end, String scheme, UrlRules rules) {
        if (colon < 0 && rules.ports().isEmpty()) {
            return true;
        }
        OptionalInt own = rules.defaultPort(scheme);
        int port = own.orElse(0);
        if (colon >= 0) {
            port = port(text, colon + 1, end);
            if (port < 1) {
                return false;
            }
        }
        if (rules.ports().isEmpty()) {
            return own.isPresent() && port == own.getAsInt();
        }
        return rules.ports().contains(port);
    }

    /** 1 to 65,535 without leading zeros, or 0. */
    private static int port(CharSequence text, int from, int to) {
        if (from == to || to - from > 5 || text.charAt(from) == '0') {
            return 0;
        }
        int port = 0;
        for (int i = from; i < to; i++) {
            if (!Ascii.isDigit(text.charAt(i))) {
                return 0;
            }
            port = port * 10 + text.charAt(i) - '0';
        }
        return port <= 65_535 ? port : 0;
    }

    private static @Nullable TextViolation host(CharSequence text, int from, int to, UrlRules rules) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= 0x80) {
                String ascii = HostNames.ascii(text.subSequence(from, to).toString());
                return ascii == null ? TextViolation.URL_HOST : name(ascii, 0, ascii.length(), rules);
            }
        }
        boolean bracket = from < to && text.charAt(from) == '[';
        return bracket ? address(text, from, to, rules) : nameOrNumber(text, from, to, rules);
    }

    private static @Nullable TextViolation nameOrNumber(CharSequence text, int from, int to, UrlRules rules) {
        return HostNames.endsInNumber(text, from, to) ? address(text, from, to, rules) : name(text, from, to, rules);
    }

    private static @Nullable TextViolation name(CharSequence text, int from, int to, UrlRules rules) {
        if (!HostNames.isName(text, from, to) || HostNames.isInside(text, from, to)) {
            return TextViolation.URL_HOST;
        }
        if (!rules.hosts().isEmpty()
                && rules.hosts().stream().noneMatch(host -> Ascii.regionEquals(text, from, to, host))) {
            return TextViolation.URL_HOST;
        }
        return !rules.resolve() || leadsToPublic(text.subSequence(from, to).toString())
                ? null
                : TextViolation.URL_ADDRESS;
    }

    private static boolean leadsToPublic(String name) {
        try {
            return AddressPolicy.arePublic(InetAddress.getAllByName(name));
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** An allow-list of hosts holds names: an address is none of them. */
    private static @Nullable TextViolation address(CharSequence text, int from, int to, UrlRules rules) {
        InetAddress address =
                rules.literals() && rules.hosts().isEmpty() ? AddressPolicy.literal(text, from, to) : null;
        return address != null && AddressPolicy.isPublic(address) ? null : TextViolation.URL_ADDRESS;
    }

    /**
     * Whether path, query and fragment from here on hold only what RFC 3986 lets stand there.
     *
     * @param absent whether there may be nothing at all
     */
    static boolean isRest(CharSequence text, int from, boolean absent) {
        char part = '/';
        int segment = from + 1;
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (Ascii.isIn(c, PLAIN_LOW, PLAIN_HIGH) && (c != '/' || part != '/')) {
                continue;
            }
            if (c == '?' && part == '/' || c == '#' && part != '#') {
                if (part == '/' && isHiddenDots(text, segment, i)) {
                    return false;
                }
                part = c;
            } else if (c == '/' && part == '/') {
                if (isHiddenDots(text, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (!isCharacter(text, i) && (c != '?' || part == '/')) {
                return false;
            }
        }
        return (absent || from < length) && (part != '/' || !isHiddenDots(text, segment, length));
    }

    private static boolean isCharacter(CharSequence text, int at) {
        char c = text.charAt(at);
        if (c == '%') {
            return at + 2 < text.length() && Ascii.isHex(text.charAt(at + 1)) && Ascii.isHex(text.charAt(at + 2));
        }
        return Ascii.isIn(c, PLAIN_LOW, PLAIN_HIGH);
    }

    /** {@code %2e%2e}: a step up to one reader, a name to the other. */
    private static boolean isHiddenDots(CharSequence text, int from, int to) {
        int dots = 0;
        boolean hidden = false;
        for (int i = from; i < to; dots++) {
            boolean encoded = i + 2 < to
                    && text.charAt(i) == '%'
                    && text.charAt(i + 1) == '2'
                    && Ascii.lower(text.charAt(i + 2)) == 'e';
            if (!encoded && text.charAt(i) != '.') {
                return false;
            }
            hidden |= encoded;
            i += encoded ? 3 : 1;
        }
        return hidden && dots <= 2;
    }
}
