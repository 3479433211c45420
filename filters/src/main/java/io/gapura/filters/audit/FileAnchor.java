package io.gapura.filters.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps checkpoints in a file elsewhere, one JSON line each, forced. */
final class FileAnchor implements Anchor {
    private final Path file;

    FileAnchor(Path file) {
        this.file = file;
    }

    @Override
    public void take(byte[] note) throws IOException {
        NoteLines.repair(file);
        DurableFiles files = new DurableFiles();
        files.append(file, NoteLines.line(note));
        files.force();
    }

    @Override
    public Optional<byte[]> last() throws IOException {
        return NoteLines.last(file);
    }
}
