package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that only the application knows, to be recorded beside what the gate records: a privilege that changed,
 * personal data that somebody looked at. Who did it, from where and in which request, the gate adds.
 *
 * <pre>{@code
 * Audit.of(request::getAttribute).record(ApplicationEvent.of(AuditWord.SENSITIVE_READ)
 *         .resource("customer", "17")
 *         .about("alice")
 *         .value("fields", "address,phone", DataClass.INTERNAL)
 *         .value("email", "alice@example.com", DataClass.PERSONAL));
 * }</pre>
 *
 * <p>At most 16 values. A value is rendered by the log, once, inside a guard: one whose text cannot be made leaves a
 * marker and no exception. Immutable; refining methods return copies.
 */
public final class ApplicationEvent {
    private static final int MOST_VALUES = 16;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,40}");

    private final AuditWord word;
    private final boolean failed;
    private final boolean critical;
    private final @Nullable Resource resource;
    private final @Nullable String subject;
    private final List<Value> values;

    /**
     * One value.
     *
     * @param value text, a {@link Long}, {@link Integer} or {@link Boolean}, or what has a {@code toString}
     */
    public record Value(String name, Object value, DataClass dataClass) {}

    /** What was acted upon, as the application names it. */
    public record Resource(String type, String id) {
        public Resource {
            if (type.isEmpty() || type.length() > 64 || id.isEmpty() || id.length() > 256) {
                throw new IllegalArgumentException("a resource has a type of 1 to 64 and an id of 1 to 256 characters");
            }
        }
    }

    private ApplicationEvent(
            AuditWord word,
            boolean failed,
            boolean critical,
            @Nullable Resource resource,
            @Nullable String subject,
            List<Value> values) {
        this.word = word;
        this.failed = failed;
        this.critical = critical;
        this.resource = resource;
        this.subject = subject;
        this.values = values;
    }

    public static ApplicationEvent of(AuditWord word) {
        return new ApplicationEvent(Objects.requireNonNull(word, "word"), false, false, null, null, List.of());
    }

    /** The same for what was tried and did not come about. */
    public ApplicationEvent failed() {
        return new ApplicationEvent(word, true, critical, resource, subject, values);
    }

    /** The same, on the disk before {@code record} returns, whatever the least class of its word. */
    public ApplicationEvent critical() {
        return new ApplicationEvent(word, failed, true, resource, subject, values);
    }

    /** The same about an object of the application. Its id stands in the log as it is: no name of a person. */
    public ApplicationEvent resource(String type, String id) {
        return new ApplicationEvent(word, failed, critical, new Resource(type, id), subject, values);
    }

    /**
     * The same about a person or an account: under whose key personal values are encrypted. Without it they are under the
     * caller's.
     *
     * @param id 1 to 256 characters, that of the caller where both are of one directory
     */
    public ApplicationEvent about(String id) {
        if (id.isEmpty() || id.length() > 256) {
            throw new IllegalArgumentException("a subject has an id of 1 to 256 characters");
        }
        return new ApplicationEvent(word, failed, critical, resource, id, values);
    }

    /**
     * The same with one more value.
     *
     * @param name 2 to 41 lower-case letters, digits and underscores, beginning with a letter, each once
     */
    public ApplicationEvent value(String name, Object value, DataClass dataClass) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(dataClass, "dataClass");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name has 2 to 41 lower-case letters, digits and underscores");
        }
        if (values.size() == MOST_VALUES) {
            throw new IllegalArgumentException("an event has at most " + MOST_VALUES + " values");
        }
        if (values.stream().anyMatch(known -> known.name().equals(name))) {
            throw new IllegalArgumentException("an event has each name once");
        }
        List<Value> more = new ArrayList<>(values);
        more.add(new Value(name, value, dataClass));
        return new ApplicationEvent(word, failed, critical, resource, subject, List.copyOf(more));
    }

    public AuditWord word() {
        return word;
    }

    /** Whether it was tried and did not come about. */
    public boolean isFailed() {
        return failed;
    }

    /** That of its word, or raised. */
    public AuditClass auditClass() {
        return critical ? AuditClass.CRITICAL : word.least();
    }

    public Optional<Resource> resource() {
        return Optional.ofNullable(resource);
    }

    /** Whom it is about; empty when it was not said. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    public List<Value> values() {
        return values;
    }

    /** Without its values. */
    @Override
    public String toString() {
        return word.code() + (failed ? " (failed)" : "");
    }
}
