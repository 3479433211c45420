package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Word;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the names in a policy may look like: checked by {@link PolicyCheck}, and said by the JSON Schema as far as a
 * pattern can say it.
 */
enum WordKind {
    ROLE(128, "[A-Za-z0-9._-]+", "bad-value", "a role is named by 1 to 128 letters, digits and . _ -", Names::isRole),
    SEPARATION(128, null, "bad-value", Texts.PLAIN, Texts::isPlain),
    PERMISSION(
            194,
            "[A-Za-z0-9._-]{1,64}(:[A-Za-z0-9._-]{1,64}){1,2}",
            "bad-permission",
            "a permission is domain:action or domain:action:instance, no pattern",
            Permission::isPermission),
    GRANT(
            194,
            "(([A-Za-z0-9._-]{1,64}|\\*)(:([A-Za-z0-9._-]{1,64}|\\*)){1,2}"
                    + "|(([A-Za-z0-9._-]{1,64}|\\*):){0,2}\\*\\*)",
            "bad-permission",
            PermissionPattern.FORM,
            PermissionPattern::isPattern),
    MECHANISM(64, "[A-Za-z0-9._-]+", "reserved-name", Texts.MECHANISM, Texts::isMechanism),
    ID(256, null, "bad-value", Texts.PLAIN, Texts::isPlain),
    CERTIFICATE(256, null, "bad-value", Texts.CERTIFICATE, name -> Texts.isPlain(name) && CertificateName.isName(name)),
    TENANT(128, null, "bad-value", Texts.PLAIN, Texts::isPlain),
    ISSUER(512, null, "bad-value", Texts.PLAIN, Texts::isPlain),
    CLAIM(256, "[^ ]+", "bad-claim", "a claim is a name, or a dotted path of names", Texts::isClaim),
    STATED(128, null, "bad-claim", Texts.PLAIN, Texts::isPlain),
    SCOPE(
            128,
            "[!#-\\[\\]-~]+",
            "bad-value",
            "a scope is 1 to 128 printable characters without space, quote and backslash",
            Demand::isScope),
    PATH(
            2_048,
            PathPattern.SCHEMA,
            "bad-path",
            "a path is canonical, such as /orders/{order} or /internal/**; ** is last only",
            text -> Texts.isPlain(text) && PathPattern.isPattern(text)),
    METHOD(20, "[A-Z]+", "bad-value", "an HTTP method is written in 1 to 20 upper-case letters", Texts::isMethod),
    CLASS(
            512,
            "[^\\s.;/\\[<>:,()]+(\\.[^\\s.;/\\[<>:,()]+)*",
            "bad-value",
            "a class is written as org.acme.Orders or org.acme.Shop$Orders",
            Texts::isClass),
    JAVA_METHOD(
            1_024,
            "[^\\s.;/\\[<>:,()]+\\([^\\s;/<>:()]*\\)",
            "bad-value",
            "a method is written with its parameter types, as run(java.lang.String,int)",
            Texts::isMethodOfClass),
    ACR(
            128,
            "[!#-\\[\\]-~]+",
            "bad-value",
            "an acr is 1 to 128 printable characters without space, quote and backslash",
            Demand::isScope),
    AGE(
            32,
            "PT([0-9]+H)?([0-9]+M)?([0-9]+S)?",
            "bad-value",
            "a time from PT1S to PT8760H is expected here, such as PT5M",
            Texts::isAge),
    PARAMETER(
            64,
            "[A-Za-z0-9._-]+",
            "bad-value",
            "a path parameter is named without braces",
            text -> Names.isWord(text, 64)),
    REASON(512, null, "bad-value", Texts.PLAIN, Texts::isPlain);

    private final int longest;
    private final Optional<String> pattern;
    private final String code;
    private final String message;

    /** A method without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<String> test;

    WordKind(int longest, @Nullable String pattern, String code, String message, Predicate<String> test) {
        this.longest = longest;
        this.pattern = Optional.ofNullable(pattern);
        this.code = code;
        this.message = message;
        this.test = test;
    }

    /** In characters. */
    int longest() {
        return longest;
    }

    /** A regular expression of ECMAScript over the whole text; nothing: any printable text. */
    Optional<String> pattern() {
        return pattern;
    }

    boolean admits(String text) {
        return !text.isEmpty() && text.length() <= longest && test.test(text);
    }

    /** False, with a problem, for a word that is not of this kind. */
    boolean check(Word word, Problems problems) {
        if (pattern.isEmpty() && word.text().length() > longest) {
            problems.add(word, "over-limit", "more than " + longest + " characters");
            return false;
        }
        if (!admits(word.text())) {
            problems.add(word, code, message);
            return false;
        }
        return true;
    }

    /** Texts that are read by people, or by nobody but their own standard. */
    private static final class Texts {
        private static final String PLAIN = "text without control and invisible characters is expected here";
        private static final String MECHANISM = "this is not the name of a mechanism that proves callers";
        private static final String CERTIFICATE =
                "a certificate is named by a distinguished name, or by dns:, uri: or email: and a name";

        private Texts() {}

        /** Nothing that a terminal, an editor or a log shows as something else than it is. */
        static boolean isPlain(String text) {
            return text.codePoints().allMatch(Texts::isVisible);
        }

        private static boolean isVisible(int c) {
            return switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.UNASSIGNED -> false;
                default -> true;
            };
        }

        static boolean isMechanism(String text) {
            return !text.equals("none") && Names.isWord(text, 64);
        }

        static boolean isClaim(String text) {
            return isPlain(text) && text.indexOf(' ') < 0;
        }

        static boolean isMethod(String text) {
            return text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
        }

        static boolean isClass(String text) {
            for (String part : text.split("\\.", -1)) {
                if (!isIdentifier(part)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isIdentifier(String text) {
            return !text.isEmpty()
                    && Character.isJavaIdentifierStart(text.codePointAt(0))
                    && text.codePoints().allMatch(Character::isJavaIdentifierPart)
                    && isPlain(text);
        }

        static boolean isMethodOfClass(String text) {
            int open = text.indexOf('(');
            if (open < 0 || !text.endsWith(")") || !isIdentifier(text.substring(0, open))) {
                return false;
            }
            String parameters = text.substring(open + 1, text.length() - 1);
            if (parameters.isEmpty()) {
                return true;
            }
            for (String parameter : parameters.split(",", -1)) {
                String element = parameter;
                while (element.endsWith("[]")) {
                    element = element.substring(0, element.length() - 2);
                }
                if (!isClass(element)) {
                    return false;
                }
            }
            return true;
        }

        static boolean isAge(String text) {
            try {
                Duration age = Duration.parse(text);
                return age.equals(Duration.ofSeconds(age.toSeconds()))
                        && age.compareTo(Duration.ofSeconds(1)) >= 0
                        && age.compareTo(Duration.ofDays(365)) <= 0;
            } catch (DateTimeParseException malformed) {
                return false;
            }
        }
    }
}
