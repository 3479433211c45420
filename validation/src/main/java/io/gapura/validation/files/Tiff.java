package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * TIFF 6.0, which has no end: what no directory, value, strip or tile reaches is another file's. Directories may stand
 * anywhere and in a circle; each is read once, at most 1,000 of them with 4,096 entries.
 */
final class Tiff {
    private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
    private static final Set<Integer> POINTERS = Set.of(330, 34_665, 34_853, 40_965);
    private static final int MOST_DIRECTORIES = 1_000;
    private static final int MOST_VALUES = 1_000_000;

    private final Window content;
    private final boolean big;
    private final Deque<Long> others = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private long end = 8;
    private long width;
    private long height;
    private long values;

    private Tiff(Window content, boolean big) {
        this.content = content;
        this.big = big;
    }

    static Format.Facts read(Window content) throws IOException {
        return new Tiff(content, content.u8(0) == 'M').read();
    }

    private Format.Facts read() throws IOException {
        long pages = 0;
        for (long at = u32(4); at != 0; at = directory(at)) {
            pages++;
        }
        while (!others.isEmpty()) {
            directory(others.remove());
        }
        require(end <= content.length(), "cut");
        // Values begin at even places: writers fill up.
        return new Format.Facts(content.pastFiller(end), ImageHeader.of(width, height, pages));
    }

    private int u16(long at) throws IOException {
        return big ? content.u16be(at) : content.u16le(at);
    }

    private long u32(long at) throws IOException {
        return big ? content.u32be(at) : content.u32le(at);
    }

    /** Where the next one is, or 0. */
    private long directory(long at) throws IOException {
        require(seen.add(at) && seen.size() <= MOST_DIRECTORIES, "directories");
        int count = u16(at);
        require(count <= 4_096, "entries");
        long offsets = 0;
        for (int i = 0; i < count; i++) {
            long entry = at + 2 + 12L * i;
            long place = place(entry);
            switch (u16(entry)) {
                case 256 -> width = Math.max(width, number(entry, place, 0));
                case 257 -> height = Math.max(height, number(entry, place, 0));
                case 273, 324, 513 -> offsets = entry;
                case 279, 325, 514 -> data(offsets, entry);
                default -> follow(entry, place);
            }
        }
        long next = at + 2 + 12L * count;
        end = Math.max(end, next + 4);
        return u32(next);
    }

    private void follow(long entry, long place) throws IOException {
        if (POINTERS.contains(u16(entry))) {
            long count = u32(entry + 4);
            require(count <= MOST_DIRECTORIES, "directories");
            for (int i = 0; i < count; i++) {
                others.add(number(entry, place, i));
            }
        }
    }

    /** Where the values of an entry are: in it when they fit. */
    private long place(long entry) throws IOException {
        int type = u16(entry + 2);
        require(type >= 1 && type < SIZES.length, "type");
        long size = SIZES[type] * u32(entry + 4);
        long place = size <= 4 ? entry + 8 : u32(entry + 8);
        end = Math.max(end, place + size);
        require(end <= content.length(), "cut");
        return place;
    }

    private long number(long entry, long place, long index) throws IOException {
        int size = SIZES[u16(entry + 2)];
        require(index < u32(entry + 4), "values");
        return switch (size) {
            case 1 -> content.u8(place + index);
            case 2 -> u16(place + 2 * index);
            case 4 -> u32(place + 4 * index);
            default -> throw new BrokenFormatException("type");
        };
    }

    private void data(long offsets, long lengths) throws IOException {
        long count = u32(lengths + 4);
        values += count;
        require(offsets != 0 && count == u32(offsets + 4) && values <= MOST_VALUES, "strips");
        long first = place(offsets);
        long second = place(lengths);
        for (long i = 0; i < count; i++) {
            end = Math.max(end, number(offsets, first, i) + number(lengths, second, i));
        }
    }
}
