package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encoded events beside each other, as they wait for the writer: 256 KiB at most with its tables, used again and again.
 * Filled by one thread at a time; what the writer has taken is its alone, while what comes behind that still fills.
 */
final class Chunk {
    /** With its tables below, what one chunk costs. */
    static final int BYTES = 256 * 1_024;

    private static final int ROOM = 208 * 1_024;
    static final int MOST = 640;

    /** So many numbers are kept of each event, side by side: threads that enter in turn pass on one cache line, not eight. */
    private static final int EACH = 10;

    private static final int START = 0;
    private static final int ATTESTATION_GAP = 1;
    private static final int METADATA_GAP = 2;
    private static final int TYPE_UID = 3;
    private static final int TENANT_LENGTH = 4;
    private static final int STATE = 5;
    private static final int MISSING = 6;
    private static final int TIME = 8;

    /** In an event's state, above the number of its class. */
    private static final int AWAITED = 1 << 8;

    private static final int ON_DISK = 1 << 9;
    private static final int WITHDRAWN = 1 << 10;
    private static final int CLASS = AWAITED - 1;

    private static final AuditClass[] CLASSES = AuditClass.values();

    private final byte[] bytes;
    private final int[] numbers;
    private final int most;
    private @Nullable Mark stored; // those of what fills it now
    private @Nullable Mark forced;
    private int count;
    private int from;
    private int to;
    private int granted;

    private Chunk(int room, int most) {
        bytes = new byte[room];
        numbers = new int[(most + 1) * EACH];
        this.most = most;
    }

    static Chunk empty() {
        return new Chunk(ROOM, MOST);
    }

    /** For events of the log itself, which the writer makes. */
    static Chunk ofOne(EventLine line) {
        Chunk chunk = new Chunk(line.size(), 1);
        line.copyTo(chunk.bytes, 0);
        chunk.add(line, Receipt.DONE);
        chunk.take();
        return chunk;
    }

    /** An empty one fills from now on; who waits for its events asks these marks. */
    void begin(Lane lane) {
        stored = new Mark(lane, this);
        forced = new Mark(lane, this);
    }

    /** Whether there is room for one of so many bytes; every event has some in an empty one. */
    boolean fits(int size) {
        boolean fits = count < most && bytes.length - length() >= size;
        if (!fits && count == 0) {
            throw new IllegalArgumentException("an event must fit into a chunk");
        }
        return fits;
    }

    /** Where the next event is written, before it is added. */
    int length() {
        return numbers[count * EACH];
    }

    /** Whether one more may enter. */
    boolean isGranted() {
        return count - from < granted;
    }

    /** Has one more enter, and as many as there can be after it; false when none are left. */
    boolean grant(Allowance events) {
        int more = events.take(most - granted);
        granted += more;
        return more > 0;
    }

    /** Nothing enters any more: gives back what is granted to no event that is in it. */
    void settle(Allowance events) {
        int surplus = granted - (count - from);
        granted -= surplus;
        events.give(surplus);
    }

    /** An event that was written behind the others. */
    void add(Line line, Receipt receipt) {
        int its = count * EACH;
        int start = numbers[its];
        numbers[its + ATTESTATION_GAP] = line.attestationGap();
        numbers[its + METADATA_GAP] = line.metadataGap();
        numbers[its + TYPE_UID] = line.typeUid();
        numbers[its + TENANT_LENGTH] = line.tenantLength();
        numbers[its + STATE] = state(line.auditClass(), receipt);
        put(its + MISSING, line.missing());
        put(its + TIME, line.time());
        numbers[its + EACH] = start + line.size();
        count++;
    }

    @SuppressWarnings("EnumOrdinal") // read back by the same version; a reference would cost a barrier of the collector
    private int state(AuditClass auditClass, Receipt receipt) {
        Mark written = stored;
        Mark confirmed = forced;
        if (!receipt.isAwaited() || written == null || confirmed == null) {
            return auditClass.ordinal();
        }
        boolean onDisk = receipt.onDisk();
        receipt.isAt(onDisk ? confirmed : written, count);
        return auditClass.ordinal() | AWAITED | (onDisk ? ON_DISK : 0);
    }

    private void put(int at, long value) {
        numbers[at] = (int) (value >>> 32);
        numbers[at + 1] = (int) value;
    }

    private int number(int event, int which) {
        return numbers[event * EACH + which];
    }

    private long longNumber(int event, int which) {
        return ((long) number(event, which) << 32) | Integer.toUnsignedLong(number(event, which + 1));
    }

    /** The writer takes what has come since; false when nothing has. */
    boolean take() {
        from = to;
        to = count;
        return from < to;
    }

    /** What was taken is decided. */
    void done() {
        from = to;
    }

    boolean isTaken() {
        return to == count;
    }

    /** Whether all that came was taken, and is decided. */
    boolean isDone() {
        return from == count;
    }

    /** The first event that the writer has in its hands. */
    int from() {
        return from;
    }

    /** Behind the last one. */
    int to() {
        return to;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the event's id begins; tenant and canonical form follow. */
    int start(int event) {
        return number(event, START);
    }

    int end(int event) {
        return number(event + 1, START);
    }

    int attestationGap(int event) {
        return number(event, ATTESTATION_GAP);
    }

    int metadataGap(int event) {
        return number(event, METADATA_GAP);
    }

    int typeUid(int event) {
        return number(event, TYPE_UID);
    }

    int tenantLength(int event) {
        return number(event, TENANT_LENGTH);
    }

    long missing(int event) {
        return longNumber(event, MISSING);
    }

    /** Of the event, in ms. */
    long time(int event) {
        return longNumber(event, TIME);
    }

    AuditClass auditClass(int event) {
        return CLASSES[number(event, STATE) & CLASS];
    }

    /** Whether somebody waits for it. */
    boolean isAwaited(int event) {
        return (number(event, STATE) & AWAITED) != 0;
    }

    /** Whether somebody waits until the disk has it. */
    boolean isAwaitedOnDisk(int event) {
        return (number(event, STATE) & ON_DISK) != 0;
    }

    /** Whether its caller has taken it back before it was taken. */
    boolean isWithdrawn(int event) {
        return (number(event, STATE) & WITHDRAWN) != 0;
    }

    /** Takes back an event that the writer has not taken; the mark says of which filling. */
    @SuppressWarnings("ReferenceEquality") // each filling has its own
    boolean withdraw(Mark mark, int event) {
        if (mark != stored && mark != forced || event < to) {
            return false;
        }
        numbers[event * EACH + STATE] |= WITHDRAWN;
        return true;
    }

    /** The operating system has all events below, or they have failed. */
    void stored(int below) {
        Mark its = stored;
        if (its != null) {
            its.move(below);
        }
    }

    /** None of those that the writer has in its hands from there on is stored. */
    void failed(int from) {
        Mark written = stored;
        Mark confirmed = forced;
        if (written != null && confirmed != null) {
            written.fail(from, to);
            confirmed.fail(from, to);
        }
    }

    /** Asked by who waits until the disk has an event. */
    Mark forced() {
        return Objects.requireNonNull(forced, "nothing fills it");
    }

    void clear() {
        count = 0;
        from = 0;
        to = 0;
    }
}
