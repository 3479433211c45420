package io.gapura.filters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request, in order, duplicates kept, and what one pass over them found: each ambiguity by its
 * name, counts and sizes, so that no policy passes over them again. There is no {@code first}: whoever wants one value
 * asks {@link #only}, which refuses two, because taking either is how two readers come to disagree.
 *
 * <p>Names are compared in ASCII, without locale. Immutable once made, apart from being published safely.
 */
public final class Headers {
    private static final int FIRST_SLOTS = 16;
    /** Or one too far behind for a byte. */
    private static final int SEVERAL = 0xFF;

    private final String protocol;
    private final @Nullable Provenance from;
    private String[] lines = new String[FIRST_SLOTS];
    private int used;
    private int characters;
    private int largest;
    private int largestCredential;
    private int cookies;
    private int violations;
    private boolean opaque;
    private boolean concealing;
    private long seen;
    /** A byte for each {@link KnownField#place}: which line has it, from 1; none, or {@link #SEVERAL}. */
    private long places;

    /** Where the fields come from; asked once. */
    @FunctionalInterface
    public interface Source {
        /** Gives every field line, in order, repeated names as often as they came. */
        void each(BiConsumer<String, String> line);

        /** {@code HTTP/1.1}, {@code HTTP/2.0} and the like; empty when nobody knows. */
        default String protocol() {
            return "";
        }
    }

    private Headers(String protocol, @Nullable Provenance from) {
        this.protocol = protocol;
        this.from = from;
    }

    /** Reads all fields, now. */
    public static Headers of(Source source) {
        return of(source, null);
    }

    /** Reads the fields of a source without those that its peer may not set: they are as if they had not come. */
    static Headers of(Source source, @Nullable Provenance from) {
        Headers headers = new Headers(source.protocol(), from);
        source.each(headers::add);
        headers.end();
        return headers;
    }

    /** Names and values in turn. */
    public static Headers of(String... namesAndValues) {
        return of("", null, namesAndValues);
    }

    private static Headers of(String protocol, @Nullable Provenance from, String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("must give a value for each header name");
        }
        Headers headers = new Headers(protocol, from);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        headers.end();
        return headers;
    }

    /** The same fields without those that the peer may not set. */
    Headers within(Provenance peer) {
        return peer.equals(from) ? this : of(protocol, peer, Arrays.copyOf(lines, used));
    }

    /** Whether something was left out because of who sent it. */
    boolean isConcealing() {
        return concealing;
    }

    /** A copy is made of what was left, and what was taken out of the first stays taken out. */
    private Headers concealing(boolean before) {
        concealing |= before;
        return this;
    }

    private void add(String name, String value) {
        if (from != null && from.conceals(name)) {
            concealing = true;
            return;
        }
        if (used == lines.length) {
            lines = Arrays.copyOf(lines, used * 2);
        }
        lines[used++] = name;
        lines[used++] = value;
        int length = value.length();
        characters += name.length() + length;
        int text = FieldText.read(value);
        opaque |= text > 0;
        KnownField field = KnownField.named(name);
        if (text < 0 || field == null && !Ascii.isToken(name)) {
            note(HeaderViolation.CHARACTER);
        }
        if (field != null && field.has(KnownField.Trait.LONG)) {
            largestCredential = Math.max(largestCredential, length);
        } else {
            largest = Math.max(largest, length);
        }
        if (field != null) {
            known(field, value);
        }
    }

    private void known(KnownField field, String value) {
        if (field.has(KnownField.Trait.NOTABLE)) {
            violations |= FieldRules.violations(field, value, saw(field));
            if (field.has(KnownField.Trait.COOKIE)) {
                cookies += FieldRules.pairs(value);
                violations |= saw(field) && isSingleLined() ? HeaderViolation.REPEATED.bit() : 0;
            }
        }
        seen |= field.bit();
        if (field.place() >= 0) {
            int shift = 8 * field.place();
            boolean first = (places >>> shift & SEVERAL) == 0;
            places |= (first ? Math.min(used / 2, SEVERAL) : SEVERAL) * 1L << shift;
        }
    }

    /** The line that alone has the field, from 1; 0 when there is none, negative when it must be looked for. */
    private int place(String name) {
        KnownField known = KnownField.named(name);
        if (known == null || known.place() < 0) {
            return -1;
        }
        int line = (int) (places >>> 8 * known.place()) & SEVERAL;
        return line == SEVERAL ? -1 : line;
    }

    /** What only all fields together show. */
    private void end() {
        if (saw(KnownField.TRANSFER_ENCODING)) {
            if (saw(KnownField.CONTENT_LENGTH)) {
                note(HeaderViolation.LENGTH_AND_CODING);
            }
            if (protocol.equals("HTTP/1.0")) {
                note(HeaderViolation.CODING);
            }
        }
        if ((seen & FieldRules.OF_CONNECTION) != 0 && isFramed()) {
            FieldRules.connection(this).ifPresent(this::note);
        }
    }

    private void note(HeaderViolation violation) {
        violations |= violation.bit();
    }

    private boolean saw(KnownField field) {
        return (seen & field.bit()) != 0;
    }

    /** Whether a request ends where its frames say: HTTP/2 and later. */
    private boolean isFramed() {
        return protocol.startsWith("HTTP/2") || protocol.startsWith("HTTP/3");
    }

    private boolean isSingleLined() {
        return protocol.startsWith("HTTP/1");
    }

    /** The one value; a repeated field is a hard 400 {@code header.repeated}. */
    public Optional<String> only(String name) {
        return Optional.ofNullable(single(name));
    }

    /** The same without an object around it, for what is asked on every request; null when absent. */
    public @Nullable String single(String name) {
        int line = place(name);
        if (line >= 0) {
            return line == 0 ? null : lines[2 * line - 1];
        }
        String found = null;
        for (int i = 0; i < used; i += 2) {
            if (Ascii.same(lines[i], name)) {
                if (found != null) {
                    throw new RefusedException(Rejection.malformed("header.repeated"));
                }
                found = lines[i + 1];
            }
        }
        return found;
    }

    /**
     * The one value as text, for a field that carries the words of people: containers hand over its bytes as Latin-1,
     * here they are taken back and read as UTF-8.
     *
     * @throws RefusedException when it came twice, or 400 {@code header.encoding} when it is not UTF-8
     */
    public Optional<String> text(String name) {
        Optional<String> value = only(name);
        if (value.isPresent()) {
            String read = FieldText.utf8(value.get());
            if (read == null) {
                throw new RefusedException(Rejection.of(400, "request-malformed", "header.encoding"));
            }
            return Optional.of(read);
        }
        return value;
    }

    /** Whether every line of the field, if there is one, is UTF-8. */
    public boolean isText(String name) {
        return all(name).stream().allMatch(value -> FieldText.utf8(value) != null);
    }

    /** All values of the field, one per line, in order; none when absent. */
    public List<String> all(String name) {
        List<String> values = List.of();
        for (int i = 0; i < used; i += 2) {
            if (Ascii.same(lines[i], name)) {
                values = values.isEmpty() ? new ArrayList<>(2) : values;
                values.add(lines[i + 1]);
            }
        }
        return values;
    }

    /** The values of the field as the one list that its lines are (RFC 9110 §5.3); null when absent. For list fields alone. */
    public @Nullable String joined(String name) {
        String joined = null;
        for (int i = 0; i < used; i += 2) {
            if (Ascii.same(lines[i], name)) {
                joined = joined == null ? lines[i + 1] : joined + ", " + lines[i + 1];
            }
        }
        return joined;
    }

    /**
     * The one value of the field; null when it is absent, and when it came more than once: for who then takes a slower way
     * that tells the two apart.
     */
    public @Nullable String sole(String name) {
        int line = place(name);
        if (line >= 0) {
            return line == 0 ? null : lines[2 * line - 1];
        }
        String found = null;
        for (int i = 0; i < used; i += 2) {
            if (Ascii.same(lines[i], name)) {
                if (found != null) {
                    return null;
                }
                found = lines[i + 1];
            }
        }
        return found;
    }

    public boolean contains(String name) {
        KnownField known = KnownField.named(name);
        if (known != null) {
            return saw(known);
        }
        for (int i = 0; i < used; i += 2) {
            if (Ascii.same(lines[i], name)) {
                return true;
            }
        }
        return false;
    }

    /** Gives every field line in order. */
    public void each(BiConsumer<String, String> line) {
        for (int i = 0; i < used; i += 2) {
            line.accept(lines[i], lines[i + 1]);
        }
    }

    /** How many field lines. */
    public int size() {
        return used / 2;
    }

    /** Every ambiguity, in the order of {@link HeaderViolation}; usually none. */
    public Set<HeaderViolation> violations() {
        if (violations == 0) {
            return Set.of();
        }
        Set<HeaderViolation> found = EnumSet.noneOf(HeaderViolation.class);
        for (HeaderViolation violation : HeaderViolation.values()) {
            if ((violations & violation.bit()) != 0) {
                found.add(violation);
            }
        }
        return found;
    }

    /** Names and values of all lines together. */
    public int characters() {
        return characters;
    }

    /** The longest value, but for the fields of {@link #largestCredential}. */
    public int largest() {
        return largest;
    }

    /** The longest value of Authorization, Cookie, Signature and Signature-Input. */
    public int largestCredential() {
        return largestCredential;
    }

    /** Pieces between semicolons in all Cookie lines; empty ones count, because reading them costs as well. */
    public int cookies() {
        return cookies;
    }

    /** Whether Content-Encoding says that the body is to be decoded. */
    public boolean isCoded() {
        return saw(KnownField.CONTENT_ENCODING);
    }

    /** Whether Transfer-Encoding announces a body. */
    public boolean isChunked() {
        return saw(KnownField.TRANSFER_ENCODING);
    }

    /** Whether Forwarded or X-Forwarded-For, -Host, -Proto or -Port is there. */
    public boolean isForwarded() {
        return (seen & FieldRules.FORWARDED) != 0;
    }

    /** Whether some value holds more than ASCII. */
    public boolean isOpaque() {
        return opaque;
    }

    /** Whether each value is of spaces, tabs and visible ASCII alone. */
    public boolean isPlain() {
        return !opaque && (violations & HeaderViolation.CHARACTER.bit()) == 0;
    }

    /** {@code HTTP/1.1}, {@code HTTP/2.0} and the like; empty when nobody knows. */
    public String protocol() {
        return protocol;
    }

    /** The same fields and one more line. */
    Headers with(String name, String value) {
        String[] longer = Arrays.copyOf(lines, used + 2);
        longer[used] = name;
        longer[used + 1] = value;
        return of(protocol, from, longer).concealing(concealing);
    }

    /** The same fields as they came by another protocol. */
    Headers by(String other) {
        return of(other, from, Arrays.copyOf(lines, used)).concealing(concealing);
    }
}
