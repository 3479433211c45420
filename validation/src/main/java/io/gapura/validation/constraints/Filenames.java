package io.gapura.validation.constraints;

import java.text.Normalizer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** File names that mean one file in one folder on every system, and nothing to a server that finds it there. */
final class Filenames {
    private static final int MOST_OCTETS = 255;
    private static final String SEPARATORS = "/\\:*?\"<>|";

    /** Some server or desktop runs these, even in the middle of a name ({@code photo.php.jpg}); CWE-434. */
    private static final Set<String> EXECUTABLE = Set.of(
            "action",
            "apk",
            "app",
            "asa",
            "asax",
            "ascx",
            "ashx",
            "asmx",
            "asp",
            "aspx",
            "bash",
            "bat",
            "cdx",
            "cer",
            "cfm",
            "cgi",
            "class",
            "cmd",
            "com",
            "cpl",
            "csh",
            "dll",
            "dylib",
            "ear",
            "exe",
            "fcgi",
            "hta",
            "htaccess",
            "htm",
            "html",
            "inf",
            "ipa",
            "jar",
            "js",
            "jse",
            "jsp",
            "jspf",
            "jspx",
            "jsv",
            "jsw",
            "ksh",
            "lnk",
            "mjs",
            "msc",
            "msi",
            "msp",
            "phar",
            "php",
            "php3",
            "php4",
            "php5",
            "php7",
            "php8",
            "phps",
            "pht",
            "phtm",
            "phtml",
            "pif",
            "pl",
            "ps1",
            "psm1",
            "py",
            "pyc",
            "rb",
            "reg",
            "scf",
            "scr",
            "sh",
            "shtm",
            "shtml",
            "so",
            "stm",
            "svg",
            "swf",
            "url",
            "vb",
            "vbe",
            "vbs",
            "war",
            "ws",
            "wsf",
            "wsh",
            "xht",
            "xhtml",
            "zsh");

    private Filenames() {}

    /** @param extensions in lower case; null lets any through that no system runs */
    static @Nullable TextViolation refusal(CharSequence text, @Nullable Set<String> extensions) {
        return refusal(text, 0, text.length(), extensions);
    }

    static @Nullable TextViolation refusal(CharSequence text, int from, int to, @Nullable Set<String> extensions) {
        if (to == from || to - from > MOST_OCTETS) {
            return TextViolation.FILENAME_LENGTH;
        }
        CharSequence name = from == 0 && to == text.length() ? text : text.subSequence(from, to);
        TextViolation broken = characters(name);
        if (broken != null) {
            return broken;
        }
        if (!hasForm(name)) {
            return TextViolation.FILENAME_FORM;
        }
        if (isDevice(name)) {
            return TextViolation.FILENAME_RESERVED;
        }
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            return TextViolation.FILENAME_NORMALIZATION;
        }
        return hasExtension(name.toString(), extensions) ? null : TextViolation.FILENAME_EXTENSION;
    }

    private static @Nullable TextViolation characters(CharSequence name) {
        int octets = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (SEPARATORS.indexOf(c) >= 0 || c == '\t') {
                return TextViolation.FILENAME_CHARACTER;
            }
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        if (PlainText.refusal(name, MOST_OCTETS, BidiControls.REFUSE, true) != null) {
            return TextViolation.FILENAME_CHARACTER;
        }
        return octets > MOST_OCTETS ? TextViolation.FILENAME_LENGTH : null;
    }

    private static boolean hasForm(CharSequence name) {
        char first = name.charAt(0);
        char last = name.charAt(name.length() - 1);
        return first != '.'
                && first != '-'
                && last != '.'
                && !Character.isSpaceChar(first)
                && !Character.isSpaceChar(last);
    }

    /** Windows looks at what stands before the first dot, without the blanks at its end. */
    private static boolean isDevice(CharSequence name) {
        int dot = Ascii.indexOf(name, '.', 0, name.length());
        int end = dot < 0 ? name.length() : dot;
        while (end > 0 && name.charAt(end - 1) == ' ') {
            end--;
        }
        if (end == 3) {
            return Ascii.regionEquals(name, 0, 3, "con")
                    || Ascii.regionEquals(name, 0, 3, "prn")
                    || Ascii.regionEquals(name, 0, 3, "aux")
                    || Ascii.regionEquals(name, 0, 3, "nul");
        }
        return end == 4
                && (Ascii.regionEquals(name, 0, 3, "com") || Ascii.regionEquals(name, 0, 3, "lpt"))
                && (Ascii.isDigit(name.charAt(3)) || "¹²³".indexOf(name.charAt(3)) >= 0);
    }

    /** What stands after each dot but the first part: the last has to be listed, those before must mean nothing. */
    private static boolean hasExtension(String name, @Nullable Set<String> extensions) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return extensions == null;
        }
        int last = name.lastIndexOf('.');
        while (dot < last) {
            int next = name.indexOf('.', dot + 1);
            String inner = Ascii.lower(name.substring(dot + 1, next)).strip();
            if (EXECUTABLE.contains(inner) || extensions != null && extensions.contains(inner)) {
                return false;
            }
            dot = next;
        }
        String extension = Ascii.lower(name.substring(last + 1));
        return extensions == null ? !EXECUTABLE.contains(extension) : extensions.contains(extension);
    }
}
