package io.gapura.filters.config;

/**
 * A bounded amount of bytes, written {@code 512B}, {@code 64KiB}, {@code 1MiB} or {@code 2GiB}. No decimal units: what
 * a megabyte is has two readings.
 *
 * @param toBytes 0 to 2^40
 */
public record DataSize(long toBytes) {
    private static final long MOST = 1L << 40;

    public DataSize {
        if (toBytes < 0 || toBytes > MOST) {
            throw new IllegalArgumentException("a size must be between 0 and 1024GiB");
        }
    }

    public static DataSize bytes(long bytes) {
        return new DataSize(bytes);
    }

    /** Reads the written form; throws {@link IllegalArgumentException} for any other. */
    public static DataSize of(String text) {
        for (Unit unit : Unit.values()) {
            if (text.endsWith(unit.name()) && !(unit == Unit.B && text.endsWith("iB"))) {
                return new DataSize(Numbers.digits(
                                text.substring(0, text.length() - unit.name().length()), MOST / unit.size)
                        * unit.size);
            }
        }
        throw new IllegalArgumentException("a size is written as digits and B, KiB, MiB or GiB, such as 64KiB");
    }

    private enum Unit {
        GiB(1L << 30),
        MiB(1L << 20),
        KiB(1L << 10),
        B(1);

        private final long size;

        Unit(long size) {
            this.size = size;
        }
    }

    @Override
    public String toString() {
        for (Unit unit : Unit.values()) {
            if (toBytes != 0 && toBytes % unit.size == 0) {
                return toBytes / unit.size + unit.name();
            }
        }
        return toBytes + "B";
    }
}
