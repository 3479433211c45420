package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.DataSize;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint may answer: media types, header fields, and the members of its JSON, so that a field that was added to
 * a class, or a page of a framework, does not leave unseen. Part of an {@link EndpointContract}.
 *
 * <pre>{@code
 * EndpointContract.named("parcels")
 *         .answers(ResponseContract.of("application/json")
 *                 .headers("X-Total")
 *                 .members("/id", "/recipient", "/items/name", "/labels/*")
 *                 .enforced());
 * }</pre>
 *
 * <p>It records what it finds and lets it leave, until it is {@link #enforced}: then 500 {@code internal-error} leaves
 * instead. Fields that HTTP, servers and the gate itself write need not be declared, {@code Set-Cookie} needs to be. An error
 * may also be {@code application/problem+json}.
 *
 * <p>Media type and fields of every answer are checked. Members are checked where the answer was held as a whole: it is
 * JSON in no coding, and not larger than {@link #held}. A larger one, a stream of events, what a Jakarta REST runtime
 * writes where no servlet filter stands before it, and an error of the application are not read: their members are not
 * checked.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class ResponseContract {
    private static final int LARGEST = 16 << 20;

    private final Set<String> types;
    private final Set<String> headers;
    private final @Nullable MemberPaths members;
    private final int held;
    private final boolean enforced;

    private ResponseContract(
            Set<String> types, Set<String> headers, @Nullable MemberPaths members, int held, boolean enforced) {
        this.types = Set.copyOf(types);
        this.headers = Set.copyOf(headers);
        this.members = members;
        this.held = held;
        this.enforced = enforced;
    }

    /** Answers of these media types alone; without one, answers without content. */
    public static ResponseContract of(String... mediaTypes) {
        return new ResponseContract(MediaTypes.accepting(List.of(mediaTypes)).types(), Set.of(), null, 64 << 10, false);
    }

    /** The same with more header fields. */
    public ResponseContract headers(String... names) {
        Set<String> more = new HashSet<>(headers);
        for (String name : names) {
            more.add(name.toLowerCase(Locale.ROOT));
        }
        return new ResponseContract(types, more, members, held, enforced);
    }

    /**
     * The same, with these members of its JSON and no others: JSON Pointers that pass through arrays without an index.
     * {@code /labels/*} is all that is below {@code /labels}, for maps.
     */
    public ResponseContract members(String... pointers) {
        return new ResponseContract(types, headers, MemberPaths.of(List.of(pointers)), held, enforced);
    }

    /**
     * The same, with the members that a binding writes of this class and no others: record components, getters and public
     * fields. A map, and what has no class of its own, is open.
     *
     * @throws IllegalArgumentException for a class that holds itself: say {@link #members}
     */
    public ResponseContract shape(Class<?> type) {
        return members(AnswerMembers.of(type, MemberNames.AS_DECLARED));
    }

    /** The same, holding answers up to this size, 64 KiB by default and 16 MiB at most, to read their members. */
    public ResponseContract held(DataSize bound) {
        if (bound.toBytes() < 1 || bound.toBytes() > LARGEST) {
            throw new IllegalArgumentException("answers must be held up to 1 byte to 16MiB");
        }
        return new ResponseContract(types, headers, members, (int) bound.toBytes(), enforced);
    }

    /** The same, refusing what it has only recorded before. */
    public ResponseContract enforced() {
        return new ResponseContract(types, headers, members, held, true);
    }

    /** Both together: what one of them finds is found, and refused when one of them is enforced. */
    ResponseContract and(ResponseContract other) {
        Set<String> commonTypes = new HashSet<>(types);
        commonTypes.retainAll(other.types);
        if (commonTypes.isEmpty() && !(types.isEmpty() && other.types.isEmpty())) {
            throw ConfigurationException.of("lint.contradiction two sources agree on no media type of the answer");
        }
        Set<String> commonHeaders = new HashSet<>(headers);
        commonHeaders.retainAll(other.headers);
        MemberPaths both = members == null || other.members == null
                ? members == null ? other.members : members
                : members.and(other.members);
        return new ResponseContract(
                commonTypes, commonHeaders, both, Math.max(held, other.held), enforced || other.enforced);
    }

    public boolean isEnforced() {
        return enforced;
    }

    /** In lower case. */
    public Set<String> mediaTypes() {
        return types;
    }

    boolean allowsHeader(String lowerCase) {
        return headers.contains(lowerCase);
    }

    Optional<MemberPaths> members() {
        return Optional.ofNullable(members);
    }

    int bound() {
        return members == null ? 0 : held;
    }
}
