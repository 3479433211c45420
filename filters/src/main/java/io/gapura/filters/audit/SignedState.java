package io.gapura.filters.audit;

import io.gapura.filters.ContentHash;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What was signed last, or was about to be, kept in the lock file: written and forced before a signature exists, so that
 * no log can sign two histories of one size. Two places of 512 bytes are written in turn, each with its checksum: a torn
 * write leaves the other.
 *
 * <p>Not thread-safe. An {@link IOException} also means that neither place can be read though something stands there.
 */
final class SignedState {
    private static final int PLACE = 512;
    private static final String HEAD = "gapura-signed-1";

    private final FileChannel file;
    private long turn;
    private Optional<Checkpoint> last = Optional.empty();

    private SignedState(FileChannel file) {
        this.file = file;
    }

    /** Reads both places and takes the later one. */
    static SignedState of(FileChannel file) throws IOException {
        SignedState state = new SignedState(file);
        state.read();
        return state;
    }

    private void read() throws IOException {
        ByteBuffer both = ByteBuffer.allocate(2 * PLACE);
        while (both.hasRemaining() && file.read(both, both.position()) > 0) {
            // until all is read
        }
        byte[] bytes = Arrays.copyOf(both.array(), both.position());
        boolean found = false;
        for (int place = 0; place < 2 && place * PLACE < bytes.length; place++) {
            found |= take(Arrays.copyOfRange(bytes, place * PLACE, Math.min(bytes.length, (place + 1) * PLACE)));
        }
        if (!found && bytes.length > 0) {
            throw new IOException("the signed state is unreadable");
        }
    }

    private boolean take(byte[] place) {
        String[] parts = new String(place, StandardCharsets.US_ASCII).strip().split(" ", -1);
        if (parts.length != 6 || !parts[0].equals(HEAD)) {
            return false;
        }
        String content = String.join(" ", Arrays.copyOf(parts, 5));
        try {
            long number = Long.parseLong(parts[1]);
            Checkpoint read = new Checkpoint(parts[2], Long.parseLong(parts[3]), TreeHash.ofBase64(parts[4]));
            if (!ContentHash.of(content).hex().equals(parts[5])) {
                return false;
            }
            if (number > turn) {
                turn = number;
                last = Optional.of(read);
            }
            return true;
        } catch (NotProvenException | IllegalArgumentException torn) {
            return false;
        }
    }

    /** Empty when nothing was ever signed here. */
    Optional<Checkpoint> last() {
        return last;
    }

    /**
     * Announces what will be signed. Refuses anything smaller, another root of the same size, and a file that somebody
     * else has written since.
     */
    void announce(Checkpoint next) throws IOException {
        SignedState now = of(file);
        if (now.turn != turn || !now.last.equals(last)) {
            throw new IOException("somebody else has written the signed state");
        }
        if (last.isPresent() && last.get().origin().equals(next.origin()) && !extendsLast(next, last.get())) {
            throw new IOException("what would be signed does not extend what was signed");
        }
        turn++;
        last = Optional.of(next);
        String content =
                String.format(Locale.ROOT, "%s %d %s %d %s", HEAD, turn, next.origin(), next.size(), next.root());
        String line = content + " " + ContentHash.of(content).hex();
        byte[] place = Arrays.copyOf(line.getBytes(StandardCharsets.US_ASCII), PLACE);
        Arrays.fill(place, line.length(), PLACE, (byte) ' ');
        place[PLACE - 1] = '\n';
        ByteBuffer bytes = ByteBuffer.wrap(place);
        while (bytes.hasRemaining()) {
            file.write(bytes, (turn & 1) * PLACE + bytes.position());
        }
        file.force(false);
    }

    /** That the roots belong together, only the tree can tell; its keeper has compared them before. */
    private static boolean extendsLast(Checkpoint next, Checkpoint before) {
        return next.size() > before.size() || next.equals(before);
    }
}
