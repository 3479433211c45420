package io.gapura.filters.audit.ship;

import java.util.List;

/**
 * Lines of one log that go together, in their sequence and without a gap.
 *
 * @param lines at least one
 */
public record Shipment(List<ShippedLine> lines) {
    public Shipment {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a shipment has lines");
        }
        for (int i = 1; i < lines.size(); i++) {
            ShippedLine before = lines.get(i - 1);
            ShippedLine line = lines.get(i);
            if (line.sequence() != before.sequence() + 1 || !line.chain().equals(before.chain())) {
                throw new IllegalArgumentException("a shipment is a piece of one log");
            }
        }
    }

    /** The name of the log. */
    public String chain() {
        return lines.get(0).chain();
    }

    /** The first sequence. */
    public long first() {
        return lines.get(0).sequence();
    }

    /** The last sequence. */
    public long last() {
        return lines.get(lines.size() - 1).sequence();
    }

    /** {@code chain[first..last]}: the same lines have the same text, and other lines another. */
    public String range() {
        return chain() + "[" + first() + ".." + last() + "]";
    }
}
