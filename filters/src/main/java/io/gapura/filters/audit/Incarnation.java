package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which log a directory holds. One whose lines are fewer than what was signed was set back, say by a restored backup: to
 * go on would mean to sign two histories. It is put aside, and a new log of another name begins, whose first record
 * holds what was signed last: but only when the operator says so.
 *
 * @param origin name of the log: the configured one, with {@code /<number>} from the second on
 * @param number how many logs were put aside
 * @param before what the one before had signed last
 */
record Incarnation(String origin, int number, Optional<Checkpoint> before) {
    private static final String[] PARTS = {
        "segment", "tile", "checkpoint", "checkpoints.log", "prune", "pruned", "ship", "witness"
    };

    static String name(String base, int number) {
        return number == 0 ? base : base + "/" + number;
    }

    /** Where the files of a log that was put aside are. */
    static Path aside(Path root, int number) {
        return root.resolve("incarnation").resolve(String.valueOf(number));
    }

    /**
     * Compares what is there with what was signed, here and at the anchors.
     *
     * @throws ConfigurationException when the log was set back and may not begin anew
     */
    static Incarnation of(LogDirectory directory, String base, Signing signing, long lines) throws IOException {
        SignedState state = SignedState.of(directory.state());
        int number = state.last().isPresent() ? number(base, state.last().get().origin()) : 0;
        Optional<Checkpoint> highest = state.last();
        for (Signing.Named place : signing.anchors()) {
            highest = later(base, highest, held(place, base, signing));
        }
        if (highest.isPresent()) {
            int signed = number(base, highest.get().origin());
            if (signed > number || highest.get().size() > lines && signed == number) {
                return anew(directory, base, signing, lines, highest.get());
            }
        }
        return new Incarnation(name(base, number), number, before(directory, number));
    }

    private static Optional<Checkpoint> later(String base, Optional<Checkpoint> one, Optional<Checkpoint> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        int difference =
                number(base, one.get().origin()) - number(base, other.get().origin());
        boolean isLater = difference < 0
                || difference == 0 && one.get().size() < other.get().size();
        return isLater ? other : one;
    }

    /** What an anchor holds; one that cannot be asked now does not stop the start. */
    private static Optional<Checkpoint> held(Signing.Named place, String base, Signing signing) {
        try {
            Optional<byte[]> note = place.anchor().last();
            if (note.isEmpty() || signing.key().isEmpty()) {
                return Optional.empty();
            }
            String origin = Checkpoint.unverified(note.get()).origin();
            NoteKey key = signing.key().get().named(name(base, number(base, origin)));
            return Optional.of(Checkpoint.open(note.get(), key.verifier()));
        } catch (IOException unreachable) {
            return Optional.empty();
        } catch (NotProvenException foreign) {
            throw ConfigurationException.of(
                    "audit.anchor." + place.name() + " holds a checkpoint that is not of this log and key");
        }
    }

    private static int number(String base, String origin) {
        if (origin.equals(base)) {
            return 0;
        }
        if (origin.startsWith(base + "/") && origin.substring(base.length() + 1).matches("[1-9][0-9]{0,5}")) {
            return Integer.parseInt(origin.substring(base.length() + 1));
        }
        throw ConfigurationException.of("audit.origin is not the name under which this log was signed");
    }

    private static Incarnation anew(LogDirectory directory, String base, Signing signing, long lines, Checkpoint signed)
            throws IOException {
        int next = number(base, signed.origin()) + 1;
        if (signing.newIncarnation() != next) {
            throw ConfigurationException.of("audit.directory has " + lines + " events and " + signed.size()
                    + " were signed: it was set back; audit.new-incarnation = " + next + " begins a new log");
        }
        Path aside = aside(directory.root(), next - 1);
        DurableFiles files = new DurableFiles();
        files.write(aside.resolve("last"), signed.text().getBytes(StandardCharsets.UTF_8));
        for (String part : PARTS) {
            if (Files.exists(directory.root().resolve(part)) && !Files.exists(aside.resolve(part))) {
                Files.move(directory.root().resolve(part), aside.resolve(part));
            }
        }
        files.force();
        directory.createSegments();
        DurableFiles.force(directory.root());
        SignedState.of(directory.state()).announce(new Checkpoint(name(base, next), 0, TreeHash.EMPTY));
        return new Incarnation(name(base, next), next, Optional.of(signed));
    }

    private static Optional<Checkpoint> before(LogDirectory directory, int number) throws IOException {
        return number == 0 ? Optional.empty() : Optional.of(signedLast(directory.root(), number - 1));
    }

    /** What a log that was put aside had signed last. */
    static Checkpoint signedLast(Path root, int number) throws IOException {
        try {
            String text = Files.readString(aside(root, number).resolve("last"));
            String[] lines = text.split("\n", -1);
            Checkpoint read = new Checkpoint(lines[0], Long.parseLong(lines[1]), TreeHash.ofBase64(lines[2]));
            if (!read.text().equals(text)) {
                throw new IOException("what an earlier log had signed last is unreadable");
            }
            return read;
        } catch (NotProvenException | RuntimeException malformed) {
            throw new IOException("what an earlier log had signed last is unreadable", malformed);
        }
    }

    /** What the first record of a further incarnation says. */
    Map<String, Object> facts(long epoch) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("epoch", epoch);
        facts.put("incarnation", (long) number);
        before.ifPresent(last -> {
            facts.put("previous_origin", last.origin());
            facts.put("previous_root", last.root().base64());
            facts.put("previous_size", last.size());
        });
        return facts;
    }
}
