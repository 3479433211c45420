package io.gapura.validation.constraints;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new password must not be (NIST SP 800-63B, 3.1.1.2; ASVS 6.2): too short, on the list of those that everybody
 * tries, or built from a word that anybody would try here. No rule of composition, nothing is trimmed or normalised.
 *
 * <p>Immutable, thread-safe; a look-up is one hash. The list is a UTF-8 file, one password a line, compared without regard
 * to case. Passwords are neither kept nor named in any message.
 */
public final class PasswordRules {
    private static final int FEWEST_ENTRIES = 3_000;
    private static final int MOST_BYTES = 64 << 20;
    private static final int SHORTEST_PART = 4;

    private final Set<String> common;
    private final Set<String> words;

    private PasswordRules(Set<String> common, Set<String> words) {
        this.common = common;
        this.words = words;
    }

    /**
     * Rules with the list at this place.
     *
     * @param words of this application that a password must not hold: its name, the company's; of four characters or more
     *     anywhere in the password, shorter ones as the whole of it
     * @throws ConfigurationException when the list is absent, not UTF-8, over 64 MiB, or has under 3,000 entries
     */
    public static PasswordRules of(Reference list, Collection<String> words) {
        Set<String> common = new HashSet<>();
        decoded(list).lines().map(Ascii::lower).filter(line -> !line.isEmpty()).forEach(common::add);
        if (common.size() < FEWEST_ENTRIES) {
            throw ConfigurationException.of(list.place() + " has " + common.size()
                    + " entries; a list of common passwords has at least " + FEWEST_ENTRIES);
        }
        return new PasswordRules(common, lower(words));
    }

    private static String decoded(Reference list) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(list.read(MOST_BYTES)))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw ConfigurationException.of(list.place() + " is not UTF-8");
        }
    }

    private static Set<String> lower(Collection<String> words) {
        Set<String> lower = new HashSet<>();
        words.stream().map(Ascii::lower).filter(word -> !word.isBlank()).forEach(lower::add);
        return Set.copyOf(lower);
    }

    /** The same with further words, such as the name of the caller: {@link NewPassword} on its own cannot know them. */
    public PasswordRules and(String... more) {
        Set<String> all = new HashSet<>(words);
        all.addAll(lower(List.of(more)));
        return new PasswordRules(common, Set.copyOf(all));
    }

    /** What the password breaks first, or null. */
    public @Nullable TextViolation refusal(CharSequence password, int min, int max) {
        int length = password.length();
        if (length >> 1 > max) {
            return TextViolation.PASSWORD_LENGTH;
        }
        int count = 0;
        for (int i = 0; i < length; count++) {
            int c = Character.codePointAt(password, i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return TextViolation.TEXT_SURROGATE;
            }
            i += Character.charCount(c);
        }
        if (count < min || count > max) {
            return TextViolation.PASSWORD_LENGTH;
        }
        String lower = Ascii.lower(password.toString());
        if (common.contains(lower)) {
            return TextViolation.PASSWORD_COMMON;
        }
        return words.stream().anyMatch(word -> isBuiltFrom(lower, word)) ? TextViolation.PASSWORD_CONTEXT : null;
    }

    private static boolean isBuiltFrom(String password, String word) {
        return word.codePointCount(0, word.length()) >= SHORTEST_PART ? password.contains(word) : password.equals(word);
    }

    /** Says how much it knows, and none of it. */
    @Override
    public String toString() {
        return "PasswordRules[" + common.size() + " common, " + words.size() + " words]";
    }
}
