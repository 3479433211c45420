package io.gapura.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import io.gapura.filters.signing.KeyRing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JWK Set with the member {@code gapura}, as a document that grows. Everything that is in the file already stays as it
 * is. Immutable.
 */
final class KeyFile {
    private static final String OWNER_ONLY = "rw-------";

    private final Map<String, Object> document;

    private KeyFile(Map<String, Object> document) {
        this.document = document;
    }

    static KeyFile empty() {
        return new KeyFile(Map.of());
    }

    /** A file that is there must be a good one: it is read as a server would read it. */
    static KeyFile readOrEmpty(Path file) throws IOException {
        if (Files.notExists(file)) {
            return empty();
        }
        KeyRing.load(Reference.file(file));
        return new KeyFile(StrictObject.read(Files.readAllBytes(file)));
    }

    /** The same and one key more; an id that is there already is refused, because its secret is in use somewhere. */
    KeyFile with(String kid, String caller, byte[] secret) {
        List<Object> keys = new ArrayList<>(document.get("keys") instanceof List<?> known ? known : List.of());
        for (Object key : keys) {
            if (key instanceof Map<?, ?> members && kid.equals(members.get("kid"))) {
                throw ConfigurationException.of("the key id " + kid + " is in the file already; choose another");
            }
        }
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("kty", "oct");
        key.put("kid", kid);
        key.put("use", "sig");
        key.put("alg", "HS256");
        key.put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        keys.add(key);
        Map<String, Object> more = new LinkedHashMap<>(document);
        more.put("keys", keys);
        Map<String, Object> ours = copy(document.get("gapura"));
        Map<String, Object> callers = copy(ours.get("callers"));
        callers.put(kid, Map.of("name", caller));
        ours.put("callers", callers);
        more.put("gapura", ours);
        return new KeyFile(more);
    }

    private static Map<String, Object> copy(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> copy.put(String.valueOf(name), member));
        }
        return copy;
    }

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            write(json, document);
            json.writeRaw('\n');
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeFieldName(String.valueOf(member.getKey()));
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    /** Readable by its owner from the first byte on, and never half there: written beside, then renamed over. */
    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path beside = Files.createTempFile(
                folder,
                ".gapura",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try {
            Files.write(beside, toBytes());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
