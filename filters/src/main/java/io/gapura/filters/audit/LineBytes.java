package io.gapura.filters.audit;

import io.gapura.filters.IncidentId;
import java.nio.charset.StandardCharsets;

/**
 * Takes the bytes of one event that holds nothing unusual: printable ASCII within its bound that needs no escape and in which
 * nothing may be a secret. Anything else marks the whole as {@linkplain #isUnusual unusual}, and whoever writes begins anew
 * in the slow way, which knows what to do with it. So nothing is repaired here, and nothing is let through.
 *
 * <p>Takes up to 8 KiB: more than all bounds of an event together. Used again for the next event; not thread-safe.
 */
final class LineBytes {
    static final int ROOM = 8 * 1_024;
    private static final int LONGEST = 1_024;

    private static final byte[] TENS = places(10);
    private static final byte[] ONES = places(1);

    private byte[] bytes = {};
    private final char[] units = new char[LONGEST];
    private final Familiar plain = new Familiar();
    private final Familiar free = new Familiar();
    private final byte[] secondDigits = new byte[10];
    private long second = -1;
    private int begin;
    private int length; // from the beginning of the array
    private boolean unusual;

    private static byte[] places(int unit) {
        byte[] digits = new byte[100];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ('0' + i / unit % 10);
        }
        return digits;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Begins anew, in that array from there on, where {@link #ROOM} is. */
    @SuppressWarnings("ReferenceEquality") // to set what is there already would cost a barrier of the collector
    void begin(byte[] target, int at) {
        if (bytes != target) {
            bytes = target;
        }
        begin = at;
        length = at;
        unusual = false;
    }

    int begin() {
        return begin;
    }

    /** Whether something came that is not for here; what was written is worth nothing then. */
    boolean isUnusual() {
        return unusual;
    }

    void unusualIf(boolean found) {
        unusual |= found;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }

    /** What is canonical already. */
    void put(byte[] constant) {
        System.arraycopy(constant, 0, bytes, length, constant.length);
        length += constant.length;
    }

    void put(char octet) {
        bytes[length++] = (byte) octet;
    }

    /** The end of a text that is the last member of an object. */
    void end() {
        bytes[length] = '"';
        bytes[length + 1] = '}';
        length += 2;
    }

    /** The same bytes once more. */
    void again(int from, int to) {
        System.arraycopy(bytes, from, bytes, length, to - from);
        length += to - from;
    }

    /** Leaves a gap; returns where. */
    int gap(int size) {
        length += size;
        return length - size;
    }

    /** Decimal digits; less than 10<sup>18</sup>, and unusual below zero. */
    void number(long value) {
        if (value < 0) {
            unusual = true;
            return;
        }
        int high = (int) (value / 1_000_000_000);
        int low = (int) (value - high * 1_000_000_000L);
        if (high > 0) {
            digits(high, count(high));
            digits(low, 9);
        } else {
            digits(low, count(low));
        }
    }

    /** The same of a time in milliseconds: most share their second with the one before. */
    void time(long epochMillis) {
        long its = epochMillis / 1_000;
        if (its == second) {
            put(secondDigits);
            digits((int) (epochMillis - its * 1_000), 3);
            return;
        }
        int from = length;
        number(epochMillis);
        if (length - from == secondDigits.length + 3) {
            second = its;
            System.arraycopy(bytes, from, secondDigits, 0, secondDigits.length);
        }
    }

    private static int count(int value) {
        int digits = 1;
        for (int least = 10; digits < 9 && value >= least; least *= 10) {
            digits++;
        }
        return digits;
    }

    private void digits(int value, int count) {
        int rest = value;
        int at = length + count - 1;
        for (; at > length; at -= 2) {
            int pair = rest % 100;
            bytes[at - 1] = TENS[pair];
            bytes[at] = ONES[pair];
            rest /= 100;
        }
        if (at == length) {
            bytes[at] = ONES[rest];
        }
        length += count;
    }

    /** A text that cannot hold a secret: a word of the gate's, a name. */
    void plain(String text, int bound) {
        int size = text.length();
        if (size > bound || size > units.length) {
            unusual = true;
            return;
        }
        text.getChars(0, size, units, 0);
        unusual |= Glance.isOdd(units, size);
        copy(text);
    }

    @SuppressWarnings("deprecation") // the one copy that needs no array between; the text is ASCII
    private void copy(String text) {
        int size = text.length();
        text.getBytes(0, size, bytes, length);
        length += size;
    }

    /** A plain text that comes again and again. */
    void known(String text, int bound) {
        if (text.length() <= bound && plain.knows(text)) {
            copy(text);
            return;
        }
        plain(text, bound);
        if (!unusual) {
            plain.learn(text);
        }
    }

    /** The same behind what is canonical already. */
    void known(byte[] before, String text, int bound) {
        put(before);
        known(text, bound);
    }

    /** A free text that comes again and again: what was looked at once is what it was. */
    void knownFree(String text, int bound) {
        if (text.length() <= bound && free.knows(text)) {
            copy(text);
            return;
        }
        free(text, bound);
        if (!unusual) {
            free.learn(text);
        }
    }

    /** What is ASCII by its making: an id. */
    void id(IncidentId incident) {
        copy(incident.toString());
    }

    /** The same before all else, where {@link #gap} leaves room for it. */
    @SuppressWarnings("deprecation") // as above
    void idAtBegin(IncidentId incident) {
        incident.toString().getBytes(0, EventLine.ID_LENGTH, bytes, begin);
    }

    /** Text that anybody can have written. */
    void free(String text, int bound) {
        if (isSuspect(text, bound)) {
            unusual |= !SecretScan.ofFreeText(text).equals(text);
        }
    }

    /** Text of our own making, in which names are no smell. */
    void value(String text, int bound) {
        if (isSuspect(text, bound)) {
            unusual |= !SecretScan.ofValue(text).equals(text);
        }
    }

    private boolean isSuspect(String text, int bound) {
        int size = text.length();
        if (size > bound || size > units.length) {
            unusual = true;
            return false;
        }
        text.getChars(0, size, units, 0);
        Glance.Found found = Glance.copied(units, size, bytes, length);
        length += size;
        unusual |= found == Glance.Found.ODD;
        return found == Glance.Found.SUSPECT;
    }
}
