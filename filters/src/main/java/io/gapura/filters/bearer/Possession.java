package io.gapura.filters.bearer;

import io.gapura.filters.HeaderLine;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link ProofOfPossession} found: the key is held, or not, or nobody can tell now. Immutable.
 */
public final class Possession {
    private static final Possession HELD = new Possession(Finding.HELD, "", List.of());
    private static final Possession UNAVAILABLE = new Possession(Finding.UNAVAILABLE, "", List.of());

    private final Finding finding;
    private final String note;
    private final List<HeaderLine> headers;

    /** One of three. */
    enum Finding {
        HELD,
        MISSING,
        UNAVAILABLE
    }

    private Possession(Finding finding, String note, List<HeaderLine> headers) {
        this.finding = finding;
        this.note = note;
        this.headers = headers;
    }

    /** Who sends the token holds the key. */
    public static Possession held() {
        return HELD;
    }

    /**
     * Who sends the token has not shown that it holds the key: 401, private reason {@code binding}.
     *
     * @param note for the audit; says what is wrong and repeats nothing of the request
     */
    public static Possession missing(String note) {
        return new Possession(Finding.MISSING, note, List.of());
    }

    /** Nobody can tell now, because a store is away: 503. */
    public static Possession unavailable() {
        return UNAVAILABLE;
    }

    /**
     * The same with these lines on the answer: a nonce for the next proof, or for a refusal the challenge that says why,
     * in the place of our own.
     */
    public Possession headers(HeaderLine... lines) {
        return new Possession(finding, note, List.of(lines));
    }

    /** Both held, with the lines of both. */
    Possession and(Possession other) {
        if (headers.isEmpty() || other.headers.isEmpty()) {
            return headers.isEmpty() ? other : this;
        }
        List<HeaderLine> lines = new ArrayList<>(headers);
        lines.addAll(other.headers);
        return new Possession(finding, note, List.copyOf(lines));
    }

    Finding finding() {
        return finding;
    }

    String note() {
        return note;
    }

    List<HeaderLine> headers() {
        return headers;
    }

    @Override
    public String toString() {
        return "Possession[" + finding + "]";
    }
}
