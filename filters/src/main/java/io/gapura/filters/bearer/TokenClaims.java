package io.gapura.filters.bearer;

import io.gapura.filters.Claims;
import io.gapura.filters.json.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token, read strictly: a member that stands twice, a number that no double holds, depth over 16 and
 * anything behind the object are refused. Immutable and thread-safe; its text form is empty of values.
 */
final class TokenClaims implements Claims {
    private static final int LONGEST = 256;
    /** 2001 to 2100, in seconds: what is written in milliseconds is the year 58857 (RFC 7519 §2). */
    private static final long FIRST = 978_307_200;

    private static final long LAST = 4_102_444_800L;
    private static final int MOST_ELEMENTS = 1_000;

    private final Map<String, Object> members;

    private TokenClaims(Map<String, Object> members) {
        this.members = members;
    }

    /** Null when it is no strict JSON object. */
    static @Nullable TokenClaims read(byte[] json) {
        try {
            return new TokenClaims(StrictJson.object(json));
        } catch (IOException malformed) {
            return null;
        }
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    boolean hasAny(Set<String> names) {
        return names.stream().anyMatch(members::containsKey);
    }

    @Nullable
    Object member(String name) {
        return members.get(name);
    }

    /** A text of 1 to 256 characters, none of them a control; null when it is absent or anything else. */
    @Nullable
    String text(String name) {
        return members.get(name) instanceof String text && isText(text) ? text : null;
    }

    private static boolean isText(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }

    /** Whether it is absent or a {@link #text}. */
    boolean isTextOrAbsent(String name) {
        return !has(name) || text(name) != null;
    }

    /** A whole number of seconds between 2001 and 2100 (RFC 7519 §2); null when it is absent or anything else. */
    @Nullable
    Long time(String name) {
        return members.get(name) instanceof Long seconds && seconds >= FIRST && seconds <= LAST ? seconds : null;
    }

    /** One text or a list of texts; null when it is absent or anything else. */
    @Nullable
    List<String> list(String name) {
        Object value = members.get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        List<String> texts = value instanceof List<?> elements ? texts(elements) : List.of();
        return texts.isEmpty() ? null : texts;
    }

    /** Whether no claim is a list of more than 1,000 elements, at whatever depth. */
    boolean isBounded() {
        return isBounded(members);
    }

    private static boolean isBounded(Object value) {
        if (value instanceof List<?> elements) {
            return elements.size() <= MOST_ELEMENTS && elements.stream().allMatch(TokenClaims::isBounded);
        }
        return !(value instanceof Map<?, ?> object) || object.values().stream().allMatch(TokenClaims::isBounded);
    }

    @Override
    public Optional<List<String>> texts(String path) {
        Object value = at(members, path);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(List.of(text));
        }
        return Optional.of(value instanceof List<?> elements ? texts(elements) : List.of());
    }

    /** The member of the whole name, or else what the rest of the path leads to in an object that is a member. */
    private static @Nullable Object at(Map<?, ?> object, String path) {
        Object whole = object.get(path);
        for (int dot = path.indexOf('.'); whole == null && dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (object.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                whole = at(inner, path.substring(dot + 1));
            }
        }
        return whole;
    }

    /** None at all when one of them is no text: half a list is a list that nobody wrote. */
    private static List<String> texts(List<?> elements) {
        List<String> texts = new ArrayList<>(elements.size());
        for (Object element : elements) {
            if (!(element instanceof String text)) {
                return List.of();
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    @Override
    public String toString() {
        return "TokenClaims";
    }
}
