package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.protect.ResealProgress;
import io.gapura.filters.protect.Resealing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code orders reseal} does: brings every recovery code under the key of today, while the demo may run. How far it
 * came stands in a file, from which the next run goes on; at the end the file is gone.
 */
final class ResealCommand {
    private final RecoveryCodes codes;
    private final Path position;

    ResealCommand(RecoveryCodes codes, DataFolder data) {
        this.codes = codes;
        this.position = data.resealed();
    }

    /** True when nothing is left that needs an older key. */
    boolean run(int batch, PrintWriter out) {
        try {
            Optional<String> last = Files.exists(position) ? Optional.of(Files.readString(position)) : Optional.empty();
            last.ifPresent(ignored -> out.println("goes on where the last run was stopped"));
            ResealProgress done =
                    Resealing.of(codes.cipher(), codes.rows()).batch(batch).run(last, progress -> save(progress, out));
            if (done.finished()) {
                Files.deleteIfExists(position);
            }
            out.println((done.isWhole() ? "everything is sealed with " : "NOT everything is sealed with ")
                    + codes.cipher().currentKey()
                    + (done.unsealable() == 0 ? "" : "; look at " + done.first()));
            return done.isWhole();
        } catch (IOException unwritable) {
            throw ConfigurationException.of(position + " can be neither read nor written");
        }
    }

    private boolean save(ResealProgress progress, PrintWriter out) {
        progress.last().ifPresent(this::write);
        out.println(progress.read() + " looked at, " + progress.resealed() + " resealed, " + progress.current()
                + " had the key already, " + progress.changed() + " changed meanwhile, " + progress.unsealable()
                + " cannot be opened");
        return true;
    }

    private void write(String last) {
        try {
            Files.writeString(position, last);
        } catch (IOException unwritable) {
            throw ConfigurationException.of(position + " cannot be written");
        }
    }
}
