package io.gapura.filters.signing.webhook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one sender signs its deliveries: data, one section of {@code dialects.txt}. Immutable.
 *
 * @param source the provider's page, the evidence, the day it was checked
 * @param keys what the secrets may be
 * @param signed the signed bytes, piece by piece
 * @param time null where nothing says when a delivery was made
 * @param id null where nothing names a delivery
 * @param url null where no address is signed
 * @param requires fields and what they must say
 * @param form whether the content must be a form, or empty
 * @param digest the parameter of the query that holds the digest of the content; null where there is none
 */
record Dialect(
        String name,
        String source,
        SignatureForm signature,
        List<KeyKind> keys,
        List<Part> signed,
        @Nullable TimeSource time,
        @Nullable IdSource id,
        @Nullable UrlForm url,
        Map<String, String> requires,
        boolean form,
        @Nullable String digest,
        @Nullable Challenge challenge) {
    Dialect {
        keys = List.copyOf(keys);
        signed = List.copyOf(signed);
        requires = Map.copyOf(requires);
        boolean timed = signed.contains(Part.Value.TIMESTAMP);
        boolean named = signed.contains(Part.Value.ID);
        boolean placed = signed.contains(Part.Value.URL);
        if (timed != (time != null) || placed != (url != null) || named && (id == null || !id.signed())) {
            throw new IllegalArgumentException("what is signed and what is read do not fit");
        }
    }

    /** The dialect of that name; throws {@link IllegalArgumentException} that lists the others. */
    static Dialect named(String name) {
        Dialect dialect = DialectTable.SHIPPED.get(name);
        if (dialect == null) {
            throw new IllegalArgumentException("there is no such dialect; known are " + DialectTable.SHIPPED.keySet());
        }
        return dialect;
    }

    /** Whether a second copy can be told from a retry: only with an id and a time that nobody else could have written. */
    boolean isReplayable() {
        return id != null && id.signed() && time != null;
    }

    /** Whether every byte of the content is proven, by itself, by its digest or parameter by parameter. */
    boolean isContentSigned() {
        return signed.contains(Part.Value.BODY) || form || digest != null;
    }

    /** The members of the content that are read. */
    Set<String> members() {
        Set<String> members = new LinkedHashSet<>();
        if (signature instanceof SignatureForm.InContent inside) {
            members.add(inside.path());
        }
        signed.stream().filter(Part.Member.class::isInstance).forEach(part -> members.add(((Part.Member) part).path()));
        Optional.ofNullable(id).filter(IdSource::member).ifPresent(each -> members.add(each.place()));
        return members;
    }

    /** What must not stand in an id, or its end could be moved: the text behind it. */
    String behindId() {
        int at = signed.indexOf(Part.Value.ID);
        return at >= 0 && at + 1 < signed.size() && signed.get(at + 1) instanceof Part.Literal literal
                ? literal.text()
                : "";
    }

    /** The same by another tolerance. */
    Dialect tolerance(java.time.Duration other) {
        if (time == null) {
            throw new IllegalArgumentException("tolerance cannot be set: " + name + " does not sign a time");
        }
        return new Dialect(
                name,
                source,
                signature,
                keys,
                signed,
                time.tolerance(other),
                id,
                url,
                requires,
                form,
                digest,
                challenge);
    }

    @Override
    public String toString() {
        return name;
    }
}
