package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.ConsistencyProof;
import io.gapura.filters.audit.tlog.Cosigner;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.SignedNote;
import io.gapura.filters.audit.tlog.TileNodes;
import io.gapura.filters.audit.tlog.TileSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A witness (C2SP tlog-witness): it is shown that each checkpoint extends the one that it has seen last, refuses anything
 * else, and cosigns. Its signature is verified and kept with the note, in {@code witness/<name>} of the log.
 *
 * <p>What it has seen is asked of it when it says so (409). One that knows a larger log than this one has shows that the
 * log was set back: nothing is anchored then. Called by one thread.
 */
final class WitnessAnchor implements Anchor {
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "text/plain; charset=utf-8");
    private static final int CONFLICT = 409;

    private final URI address;
    private final Cosigner witness;
    private final Optional<Path> log;
    private final String name;
    private final HttpPost post;

    private WitnessAnchor(URI address, Cosigner witness, Optional<Path> log, String name, HttpPost post) {
        this.address = address;
        this.witness = witness;
        this.log = log;
        this.name = name;
        this.post = post;
    }

    /**
     * One that is not yet told which log it witnesses.
     *
     * @param prefix of the witness; {@code add-checkpoint} comes behind it
     */
    static WitnessAnchor at(URI prefix, Cosigner witness) {
        String text = HttpPost.checked(prefix).toString();
        URI address = URI.create((text.endsWith("/") ? text : text + "/") + "add-checkpoint");
        return new WitnessAnchor(address, witness, Optional.empty(), "", new HttpPost());
    }

    @Override
    public Anchor of(Path directory, String called) {
        return new WitnessAnchor(address, witness, Optional.of(directory), called, post);
    }

    private Path root() throws IOException {
        return log.orElseThrow(() -> new IOException("no log is witnessed"));
    }

    private Path kept() throws IOException {
        return root().resolve("witness").resolve(name);
    }

    @Override
    public void take(byte[] note) throws IOException {
        try {
            Checkpoint next = Checkpoint.unverified(note);
            HttpPost.Answer answer = shown(seen(next.origin()), next, note);
            if (answer.status() == CONFLICT) {
                answer = shown(known(answer, next), next, note);
            }
            if (answer.status() != 200) {
                throw new IOException("the witness answered with status " + answer.status());
            }
            DurableFiles files = new DurableFiles();
            files.write(
                    kept(),
                    SignedNote.parse(note)
                            .cosigned(answer.text().getBytes(StandardCharsets.UTF_8), witness)
                            .toBytes());
            files.force();
        } catch (NotProvenException wrong) {
            throw new IOException("the witness: " + wrong.finding(), wrong);
        }
    }

    /** The size of the latest note that it has signed, by what is kept here; 0 for none of this log. */
    private long seen(String origin) throws IOException {
        if (!Files.exists(kept())) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(kept())) {
            Checkpoint last = Checkpoint.unverified(in.readNBytes(SignedNote.LONGEST + 1));
            return last.origin().equals(origin) ? last.size() : 0;
        } catch (NotProvenException damaged) {
            return 0; // it says itself what it knows
        }
    }

    /** What it knows. */
    private static long known(HttpPost.Answer conflict, Checkpoint next) throws IOException {
        String text = conflict.text();
        if (!text.matches("(?:0|[1-9][0-9]{0,17})\n")) {
            throw new IOException("the witness does not say which size it knows");
        }
        long size = Long.parseLong(text.substring(0, text.length() - 1));
        if (size > next.size()) {
            throw new IOException("the witness knows a larger log: this one was set back");
        }
        return size;
    }

    private HttpPost.Answer shown(long old, Checkpoint next, byte[] note) throws IOException {
        long from = Math.min(old, next.size());
        ConsistencyProof proof =
                ConsistencyProof.of(from, next.size(), TileNodes.of(TileSource.in(root()), next.size()));
        String body = "old " + from + "\n"
                + proof.hashes().stream().map(hash -> hash.base64() + "\n").collect(Collectors.joining())
                + "\n" + new String(note, StandardCharsets.UTF_8);
        return post.send(address, HEADERS, body.getBytes(StandardCharsets.UTF_8));
    }
}
