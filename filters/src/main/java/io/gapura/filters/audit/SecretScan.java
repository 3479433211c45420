package io.gapura.filters.audit;

import java.util.List;
import java.util.Locale;

/**
 * The second net under the lists of what may be stored: takes out of a text what looks like a secret, whoever put it
 * there. Finds JSON web tokens, PEM blocks, card numbers that pass Luhn, keys of clouds and forges, user information in
 * URLs, credentials of the schemes {@code Bearer} and {@code Basic}, and values behind a name that smells ({@code
 * password=}). What it does not know it does not find: what must not be stored is not to be handed over.
 *
 * <p>One pass without backtracking: every look-ahead ends where what it found ends, or after a fixed number of
 * characters. Meant for texts of at most 1,024 code points; stateless.
 */
final class SecretScan {
    private static final List<String> SMELLS = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "apikey",
            "api_key",
            "api-key",
            "credential",
            "authorization",
            "cookie",
            "csrf",
            "private_key",
            "privatekey",
            "signature",
            "session",
            "jsessionid",
            "otp");

    /** Alone, or as the last word of a name ({@code db_pass}, {@code accessKey}): {@code keyword} and {@code bypass} are none. */
    private static final List<String> SMELLS_AT_THE_END = List.of("key", "pass", "pin");

    private static final List<String> KEYS = List.of(
            "AKIA",
            "ASIA",
            "AIza",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "xoxb-",
            "xoxp-",
            "xoxa-",
            "xoxr-",
            "sk_live_",
            "rk_live_",
            "sk-ant-",
            "npm_",
            "SG.");

    /** {@code pwd=x}. */
    private static final int SHORTEST = 5;

    private final String text;
    private final boolean free;
    private final StringBuilder kept = new StringBuilder(0);
    private int copied;

    /** Where no token begins before. */
    private int dead;

    private SecretScan(String text, boolean free) {
        this.text = text;
        this.free = free;
    }

    /** Text that anybody can have written: user agents, paths, notes. */
    static String ofFreeText(String text) {
        return text.length() < SHORTEST ? text : new SecretScan(text, true).cleaned();
    }

    /** Text of our own making, in which names are no smell: only what is a secret by its form goes. */
    static String ofValue(String text) {
        return text.length() < SHORTEST ? text : new SecretScan(text, false).cleaned();
    }

    /** A number as good as a text: a card is one. */
    static boolean isCard(long number) {
        return number > 0
                && Cards.length(Long.toString(number), 0)
                        == Long.toString(number).length();
    }

    /** Whether a name says that its value is a secret. */
    static boolean smells(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        return SMELLS.stream().anyMatch(word::contains)
                || SMELLS_AT_THE_END.stream().anyMatch(end -> isLastWord(end, name));
    }

    private static boolean isLastWord(String word, String name) {
        int from = name.length() - word.length();
        if (from < 0 || !name.regionMatches(true, from, word, 0, word.length())) {
            return false;
        }
        boolean camel =
                from > 0 && Character.isUpperCase(name.charAt(from)) && Character.isLowerCase(name.charAt(from - 1));
        return from == 0 || camel || "-_".indexOf(name.charAt(from - 1)) >= 0;
    }

    private String cleaned() {
        for (int at = 0; at < text.length(); ) {
            at = step(at);
        }
        return copied == 0 ? text : kept.append(text, copied, text.length()).toString();
    }

    private int step(int at) {
        char c = text.charAt(at);
        boolean first = !isWord(at - 1);
        if (first && free && isWord(at)) {
            int behind = named(at);
            if (behind > at) {
                return behind;
            }
        }
        if (c == 'e' && at >= dead && text.startsWith("eyJ", at)) {
            return found("jwt", at, jwt(at));
        }
        if (c == '-' && text.startsWith("-----BEGIN ", at)) {
            return found("pem", at, pem(at));
        }
        if (c >= '0' && c <= '9') {
            return first ? found("card", at, at + Cards.length(text, at)) : at + 1;
        }
        if (c == ':' && text.startsWith("://", at)) {
            int end = userInformation(at + 3);
            return end < 0 ? at + 3 : found("userinfo", at + 3, end);
        }
        return isLetter(c) && !isAlphanumeric(at - 1) ? found("key", at, key(at)) : at + 1;
    }

    /** Goes on behind what was found, or behind where it could have begun. */
    private int found(String what, int from, int to) {
        if (to <= from) {
            return from + 1;
        }
        kept.append(text, copied, from).append("<redacted:").append(what).append('>');
        copied = to;
        return to;
    }

    /** Header and payload are enough: the signature may have been cut off. No other begins before where one failed. */
    private int jwt(int at) {
        int dot = base64(at);
        dead = dot;
        if (dot - at < 8 || dot >= text.length() || text.charAt(dot) != '.') {
            return -1;
        }
        int end = base64(dot + 1);
        if (end - dot < 5) {
            return -1;
        }
        while (end < text.length() && text.charAt(end) == '.') { // two more of them, and two more of an encrypted one
            end = base64(end + 1);
        }
        return end;
    }

    private int base64(int at) {
        int end = at;
        while (end < text.length() && (isAlphanumeric(text.charAt(end)) || "-_=".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private int pem(int at) {
        int end = text.indexOf("-----END ", at);
        int close = end < 0 ? -1 : text.indexOf("-----", end + 9);
        return close < 0 ? text.length() : close + 5;
    }

    /** Where it ends that stands before an at sign; -1 when there is none. */
    private int userInformation(int from) {
        for (int i = from; i < text.length() && i - from < 256; i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return i > from ? i : -1;
            }
            if (c == '/' || c == '?' || c == '#' || c <= ' ') {
                return -1;
            }
        }
        return -1;
    }

    private int key(int at) {
        for (String prefix : KEYS) {
            if (prefix.charAt(0) == text.charAt(at) && text.startsWith(prefix, at)) {
                int end = base64(at + prefix.length());
                return end - at >= 16 ? end : -1;
            }
        }
        return -1;
    }

    /** A scheme with its credential, or a name that smells with its value: behind it, or -1. */
    private int named(int at) {
        int end = at;
        while (isWord(end)) {
            end++;
        }
        String word = text.substring(at, Math.min(end, at + 64));
        if (isScheme(word)) {
            int from = skip(end, " ");
            int to = value(from);
            return from > end && to - from >= 8 ? found("credential", from, to) : -1;
        }
        int sign = skip(end, "\"' ");
        boolean given = sign < text.length() && "=:".indexOf(text.charAt(sign)) >= 0;
        if (!given || !smells(word)) {
            return -1;
        }
        int from = skip(sign + 1, "\"' ");
        int to = value(from);
        return to > from && !isScheme(text.substring(from, Math.min(to, from + 8))) ? found("value", from, to) : -1;
    }

    /** {@code Authorization: Bearer …}: what follows the scheme is the secret, and is looked at by itself. */
    private static boolean isScheme(String word) {
        return word.equalsIgnoreCase("bearer") || word.equalsIgnoreCase("basic");
    }

    private int skip(int at, String what) {
        int end = at;
        while (end < text.length() && end - at < 4 && what.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private int value(int at) {
        int end = at;
        while (end < text.length() && " \t&,;\"'<>)}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private boolean isWord(int at) {
        return isAlphanumeric(at) || at >= 0 && at < text.length() && "_-".indexOf(text.charAt(at)) >= 0;
    }

    private boolean isAlphanumeric(int at) {
        return at >= 0 && at < text.length() && isAlphanumeric(text.charAt(at));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isAlphanumeric(char c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }
}
