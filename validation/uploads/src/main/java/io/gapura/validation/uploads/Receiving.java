package io.gapura.validation.uploads;

import io.gapura.filters.AuditWord;
import io.gapura.filters.Completion;
import io.gapura.filters.Decision;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.validation.constraints.TextRules;
import io.gapura.validation.constraints.TextViolation;
import io.gapura.validation.files.FileDraft;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.FileViolation;
import io.gapura.validation.files.Incoming;
import io.gapura.validation.files.StoredFile;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request's parts on their way in: drafts until the last of them was checked, kept together then. Closed before that
 * it leaves nothing.
 */
final class Receiving implements Closeable {
    private static final Set<String> TEXT_TYPES = Set.of("text/plain", "text/plain;charset=utf-8");

    /** So many are named in the event. */
    private static final int MOST_TOLD = 8;

    private final FileStore store;
    private final UploadContract contract;
    private final String owner;
    private final Map<String, List<FileDraft>> drafts = new LinkedHashMap<>();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private int parts;
    private long bytes;

    Receiving(FileStore store, UploadContract contract, String owner) {
        this.store = store;
        this.contract = contract;
        this.owner = owner;
    }

    /** Takes one part in. */
    void part(PartHeader header, InputStream content) throws IOException {
        if (++parts > contract.maxParts()) {
            throw MultipartViolation.PARTS.refused();
        }
        UploadContract.File file = contract.files().get(header.name());
        UploadField field = contract.fields().get(header.name());
        InputStream counted = new Counted(content);
        if (file != null) {
            file(header, file, counted);
        } else if (field != null) {
            field(header, field, counted);
        } else {
            throw MultipartViolation.UNKNOWN.refused();
        }
    }

    /** A form with no file chosen sends a part with an empty name and no content: as if none had come. */
    private void file(PartHeader header, UploadContract.File declared, InputStream content) throws IOException {
        String filename = header.filename();
        if (filename == null) {
            throw MultipartViolation.HEADER.refused();
        }
        if (filename.isEmpty()) {
            if (content.read() >= 0) {
                throw MultipartViolation.HEADER.refused();
            }
            return;
        }
        List<FileDraft> before = drafts.computeIfAbsent(header.name(), name -> new ArrayList<>());
        if (before.size() == declared.most()) {
            throw MultipartViolation.REPEATED.refused(header.name());
        }
        Incoming incoming = new Incoming(owner, header.name(), filename, header.type());
        before.add(store.receive(incoming, content, declared.rules()));
    }

    private void field(PartHeader header, UploadField declared, InputStream content) throws IOException {
        String type = header.type();
        boolean text = type == null
                || TEXT_TYPES.contains(type.toLowerCase(Locale.ROOT).replace(" ", ""));
        if (header.filename() != null || !text) {
            throw MultipartViolation.HEADER.refused();
        }
        byte[] octets = content.readNBytes(4 * declared.max() + 1);
        String value = octets.length > 4 * declared.max() ? null : text(octets, header.name());
        TextViolation broken = value == null ? TextViolation.TEXT_LENGTH : broken(value, declared);
        if (broken != null) {
            throw refused(header.name(), broken.word(), declared.max());
        }
        if (fields.put(header.name(), String.valueOf(value)) != null) {
            throw MultipartViolation.REPEATED.refused(header.name());
        }
    }

    private static String text(byte[] octets, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException other) {
            throw refused(name, "form.encoding", 0);
        }
    }

    private static @Nullable TextViolation broken(String value, UploadField declared) {
        return declared.multiline()
                ? TextRules.safeText(value, declared.max())
                : TextRules.singleLine(value, declared.max());
    }

    private static RefusedException refused(String name, String word, int max) {
        Violation plain = new Violation(Violation.Place.PART, name, word);
        Violation found = word.equals("text.length") ? plain.with("min", 0).with("max", max) : plain;
        return new RefusedException(
                Rejection.of(400, "parameters-refused", word).violations(List.of(found)));
    }

    /** Keeps everything, and hands it over; what is kept goes again when the answer is an error. */
    Decision handOver() {
        requireAll();
        Map<String, List<StoredFile>> kept = new LinkedHashMap<>();
        boolean all = false;
        try {
            drafts.forEach((name, of) -> of.forEach(draft ->
                    kept.computeIfAbsent(name, none -> new ArrayList<>()).add(draft.keep())));
            all = true;
        } finally {
            if (!all) {
                kept.values().forEach(of -> of.forEach(this::delete));
            }
        }
        Uploaded uploaded = new Uploaded(kept, fields);
        Decision.Proceed proceed = Decision.proceed()
                .attribute(Uploaded.ATTRIBUTE, uploaded)
                .onCompletion(end -> deleteAfter(end, uploaded));
        return kept.isEmpty() ? proceed : proceed.recordedAs(AuditWord.UPLOAD_STORED, facts(kept));
    }

    /** Ids, types and hashes: what the file is found by. Its name is a stranger's word, and may name a person. */
    private static Map<String, String> facts(Map<String, List<StoredFile>> kept) {
        List<StoredFile> files = kept.values().stream().flatMap(List::stream).toList();
        return Map.of(
                "files",
                Integer.toString(files.size()),
                "file_bytes",
                Long.toString(files.stream().mapToLong(StoredFile::length).sum()),
                "stored",
                files.stream()
                        .limit(MOST_TOLD)
                        .map(file -> file.id() + " " + file.type() + " sha256:" + file.sha256())
                        .collect(Collectors.joining(", ")));
    }

    private void requireAll() {
        contract.files().forEach((name, file) -> {
            if (file.required() && drafts.getOrDefault(name, List.of()).isEmpty()) {
                throw MultipartViolation.REQUIRED.refused(name);
            }
        });
        contract.fields().forEach((name, field) -> {
            if (field.required() && !fields.containsKey(name)) {
                throw MultipartViolation.REQUIRED.refused(name);
            }
        });
    }

    private void deleteAfter(Completion end, Uploaded uploaded) {
        if (end.status() >= 400) {
            uploaded.files().forEach(this::delete);
        }
    }

    private void delete(StoredFile file) {
        try {
            store.delete(file);
        } catch (IOException left) {
            // it stays what nobody knows of: FileStore.removeUnless
        }
    }

    @Override
    public void close() throws IOException {
        for (List<FileDraft> of : drafts.values()) {
            for (FileDraft draft : of) {
                draft.close();
            }
        }
    }

    /** Counts the bytes of all parts. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int most) throws IOException {
            int count = in.read(target, offset, most);
            bytes += Math.max(count, 0);
            if (bytes > contract.maxBytes()) {
                throw new RefusedException(FileViolation.UPLOAD_SIZE.rejection());
            }
            return count;
        }
    }
}
