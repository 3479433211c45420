package io.gapura.rbac;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be done: {@code domain:action} or {@code domain:action:instance}, such as {@code order:approve}. A value that
 * exists is one permission, never a pattern.
 *
 * <p>Segments have 1 to 64 letters, digits, {@code . _ -}, and are case-sensitive. What is asked about one object is made
 * by {@link #on}, never by joining text: what a user sent cannot become syntax. Immutable.
 */
public final class Permission implements Comparable<Permission> {
    private static final int LONGEST = 64;

    private final String text;
    private final String domain;
    private final String action;
    private final @Nullable String instance;

    private Permission(String text, String domain, String action, @Nullable String instance) {
        this.text = text;
        this.domain = domain;
        this.action = action;
        this.instance = instance;
    }

    /**
     * A permission that a program or a document names.
     *
     * @throws IllegalArgumentException for anything else, also for a pattern
     */
    public static Permission of(String text) {
        String[] segments = text.split(":", -1);
        boolean sound = segments.length == 2 || segments.length == 3;
        for (String segment : segments) {
            sound &= Names.isWord(segment, LONGEST);
        }
        if (!sound) {
            throw new IllegalArgumentException(
                    "a permission is domain:action or domain:action:instance, of letters, digits and . _ - alone");
        }
        return new Permission(text, segments[0], segments[1], segments.length == 3 ? segments[2] : null);
    }

    /**
     * The same on one object. An id of other characters is written as {@code ~} and base64url, so two ids never meet.
     *
     * @throws IllegalArgumentException for an id that is empty, no text or longer than 64 characters when written, and
     *     when this is about an object already
     */
    public Permission on(String id) {
        if (instance != null) {
            throw new IllegalArgumentException("a permission is about one object: this one names its object already");
        }
        String written = Names.isWord(id, LONGEST) ? id : encoded(id);
        if (id.isEmpty() || written.length() > LONGEST) {
            throw new IllegalArgumentException("an id has 1 to 64 characters, fewer when they are not plain");
        }
        return new Permission(text + ":" + written, domain, action, written);
    }

    private static String encoded(String id) {
        if (id.length() > LONGEST) {
            return id;
        }
        try {
            // A lone surrogate would be replaced otherwise, and then two ids meet.
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(id));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(exact);
        } catch (CharacterCodingException noText) {
            throw new IllegalArgumentException("an id is text", noText);
        }
    }

    static boolean isPermission(String text) {
        try {
            of(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** As documents and annotations write it. */
    public String text() {
        return text;
    }

    String domain() {
        return domain;
    }

    String action() {
        return action;
    }

    /** The object that it is about. */
    Optional<String> instance() {
        return Optional.ofNullable(instance);
    }

    /** As {@link #instance}, for a look-up that makes no garbage. */
    @Nullable
    String instanceOrNull() {
        return instance;
    }

    @Override
    public int compareTo(Permission other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Permission that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
