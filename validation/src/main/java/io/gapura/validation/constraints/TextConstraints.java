package io.gapura.validation.constraints;

import io.gapura.filters.ConfigurationException;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of this package mean in one deployment: turns an annotation into the {@link TextRule} it stands
 * for, for readers of JSON and parameters, and is the {@code constraintValidatorPayload} of the validator that runs
 * {@link NewPassword}. Immutable, thread-safe.
 */
public final class TextConstraints {
    private static final TextConstraints STANDARD = new TextConstraints(null);

    private final @Nullable PasswordRules passwords;

    private TextConstraints(@Nullable PasswordRules passwords) {
        this.passwords = passwords;
    }

    /** All constraints but {@link NewPassword}, which knows no password without a list. */
    public static TextConstraints standard() {
        return STANDARD;
    }

    /** The same with these rules for {@link NewPassword}. */
    public TextConstraints passwords(PasswordRules rules) {
        return new TextConstraints(rules);
    }

    /** The same where a password must not hold any of the caller's names either. */
    public TextConstraints caller(String... names) {
        return passwords == null ? this : new TextConstraints(passwords.and(names));
    }

    /** Whether {@link NewPassword} can be used. */
    public boolean knowsPasswords() {
        return passwords != null;
    }

    /**
     * The rule for an annotation, empty when it is none of this package.
     *
     * @throws ConfigurationException when the deployment lacks what it needs
     * @throws IllegalArgumentException when its attributes make no rule
     */
    public Optional<TextRule> rule(Annotation annotation) {
        if (annotation instanceof NewPassword declared) {
            if (passwords == null) {
                throw ConfigurationException.of(
                        "@NewPassword needs a list of common passwords: set validation.common-passwords to file:PATH");
            }
            PasswordRules rules = passwords;
            atLeast(declared.min(), 8, "min of @NewPassword");
            atLeast(declared.max(), Math.max(64, declared.min()), "max of @NewPassword");
            return Optional.of(text -> rules.refusal(text, declared.min(), declared.max()));
        }
        return Optional.ofNullable(declared(annotation));
    }

    /** The rule that an annotation alone makes, or null. */
    @Nullable
    TextRule declared(Annotation annotation) {
        TextRule line = ofText(annotation);
        return line != null ? line : ofName(annotation);
    }

    private static @Nullable TextRule ofText(Annotation annotation) {
        if (annotation instanceof SafeText declared) {
            int max = max(declared.max());
            BidiControls bidi = declared.bidi();
            return text -> PlainText.refusal(text, max, bidi, false);
        }
        if (annotation instanceof SingleLine declared) {
            int max = max(declared.max());
            BidiControls bidi = declared.bidi();
            return text -> PlainText.refusal(text, max, bidi, true);
        }
        if (annotation instanceof NoHtml declared) {
            int max = max(declared.max());
            return text -> TextRules.noHtml(text, max);
        }
        if (annotation instanceof HeaderValue declared) {
            int max = max(declared.max());
            return declared.text() ? text -> TextRules.singleLine(text, max) : text -> TextRules.headerValue(text, max);
        }
        if (annotation instanceof PersonName declared) {
            int max = max(declared.max());
            String also = declared.also();
            return text -> TextRules.personName(text, max, also);
        }
        if (annotation instanceof CacheKey declared) {
            int max = max(declared.max());
            return text -> TextRules.cacheKey(text, max);
        }
        if (annotation instanceof JndiName declared) {
            int max = max(declared.max());
            return text -> TextRules.jndiName(text, max);
        }
        if (annotation instanceof OneOf declared) {
            Set<String> words = words(declared.value(), Function.identity(), "@OneOf");
            return text -> TextRules.oneOf(text, words);
        }
        return null;
    }

    private static @Nullable TextRule ofName(Annotation annotation) {
        if (annotation instanceof Identifier declared) {
            return identifier(declared);
        }
        if (annotation instanceof StrictEmail declared) {
            boolean internationalized = declared.internationalized();
            return text -> TextRules.email(text, internationalized);
        }
        if (annotation instanceof SafeUrl declared) {
            UrlRules rules = new UrlRules(
                    Set.of(declared.schemes()),
                    Set.of(declared.hosts()),
                    ports(declared.ports()),
                    declared.max(),
                    declared.literals(),
                    declared.resolve());
            return text -> TextRules.url(text, rules);
        }
        if (annotation instanceof RedirectTarget declared) {
            UrlRules rules = UrlRules.https().hosts(declared.hosts()).max(declared.max());
            return text -> TextRules.redirectTarget(text, rules);
        }
        if (annotation instanceof SafeFilename declared) {
            Set<String> extensions = words(declared.extensions(), Ascii::lower, "extensions of @SafeFilename");
            return text -> TextRules.filename(text, extensions);
        }
        if (annotation instanceof SafePath declared) {
            int segments = atLeast(declared.segments(), 1, "segments of @SafePath");
            Set<String> extensions =
                    Arrays.stream(declared.extensions()).map(Ascii::lower).collect(Collectors.toUnmodifiableSet());
            return text -> TextRules.path(text, segments, extensions);
        }
        return null;
    }

    private static TextRule identifier(Identifier declared) {
        int min = atLeast(declared.min(), 1, "min of @Identifier");
        int max = atLeast(declared.max(), min, "max of @Identifier");
        if (!declared.unicode()) {
            return text -> TextRules.identifier(text, min, max);
        }
        if (declared.confusable() == Confusables.ALLOW) {
            return text -> TextRules.unicodeIdentifier(text, min, max);
        }
        ConfusableCheck check = ServiceLoader.load(ConfusableCheck.class, ConfusableCheck.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of(
                        "@Identifier(confusable = REFUSE) needs the artifact gapura-validation-icu"));
        return text -> {
            TextViolation broken = TextRules.unicodeIdentifier(text, min, max);
            return broken == null && check.looksLikeAscii(text) ? TextViolation.IDENTIFIER_CONFUSABLE : broken;
        };
    }

    private static int max(int declared) {
        return atLeast(declared, 1, "max");
    }

    private static int atLeast(int value, int least, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
        return value;
    }

    private static Set<String> words(String[] declared, Function<String, String> form, String name) {
        Set<String> words = Arrays.stream(declared).map(form).collect(Collectors.toUnmodifiableSet());
        if (words.isEmpty()) {
            throw new IllegalArgumentException(name + " must name at least one");
        }
        return words;
    }

    private static Set<Integer> ports(int[] declared) {
        Set<Integer> ports = new HashSet<>();
        for (int port : declared) {
            ports.add(port);
        }
        return ports;
    }
}
