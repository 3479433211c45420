package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.Cosigner;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.SignedNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Up to where witnesses have seen a log: what they have cosigned, once the lines were found to be those of the note. Who
 * has the key of the log can sign a history anew, and not have it cosigned. Not thread-safe.
 */
final class Witnesses {
    private final List<Cosigner> keys;
    private final List<Optional<LogReport.Witnessed>> seen = new ArrayList<>(); // by key

    /** What one of them has signed. */
    record Cosignature(int key, Instant time) {}

    Witnesses(List<Cosigner> keys) {
        this.keys = keys;
        keys.forEach(each -> seen.add(Optional.empty()));
    }

    /** Whose signatures are below a note; one of a known witness that is wrong is an error. */
    List<Cosignature> of(byte[] note) throws NotProvenException {
        if (keys.isEmpty()) {
            return List.of();
        }
        SignedNote signed = SignedNote.parse(note);
        List<Cosignature> all = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            int key = i;
            signed.cosignedBy(keys.get(i)).ifPresent(time -> all.add(new Cosignature(key, time)));
        }
        return all;
    }

    /** The lines are those of a note with these signatures. */
    void agree(long size, List<Cosignature> below) {
        for (Cosignature each : below) {
            Optional<LogReport.Witnessed> before = seen.get(each.key);
            if (before.map(LogReport.Witnessed::events).orElse(-1L) <= size) {
                seen.set(
                        each.key,
                        Optional.of(new LogReport.Witnessed(keys.get(each.key).name(), size, each.time)));
            }
        }
    }

    /** What each has seen that has seen anything. */
    List<LogReport.Witnessed> seen() {
        return seen.stream().flatMap(Optional::stream).toList();
    }

    /** The first one that has signed nothing of this log. */
    Optional<String> silent() {
        for (int i = 0; i < keys.size(); i++) {
            if (seen.get(i).isEmpty()) {
                return Optional.of(keys.get(i).name());
            }
        }
        return Optional.empty();
    }
}
