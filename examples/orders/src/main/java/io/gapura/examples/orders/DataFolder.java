package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The one folder that the demo writes to: keys, first passwords, pepper, database, audit log. Everything secret in it was
 * made on this machine at the first start, and only its owner may read it.
 */
final class DataFolder {
    private static final int LONGEST = 1 << 16;

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder when it is absent. */
    static DataFolder at(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly("rwx------"));
            }
            return new DataFolder(folder);
        } catch (IOException unwritable) {
            throw ConfigurationException.of("DATA_DIR " + folder + " cannot be made");
        }
    }

    Path folder() {
        return folder;
    }

    Path partnerKeys() {
        return folder.resolve("partner-keys.json");
    }

    Path shopSecret() {
        return folder.resolve("shop-secret.txt");
    }

    /** Both halves of the key that access tokens are signed with. */
    Path issuerKey() {
        return folder.resolve("issuer-key.txt");
    }

    /** The public half, as the server reads it. */
    Path issuerKeys() {
        return folder.resolve("issuer-keys.json");
    }

    Path policy() {
        return folder.resolve("policy.yaml");
    }

    Path people() {
        return folder.resolve("people.txt");
    }

    /** Of passwords; the database alone is worth nothing without it. */
    Path pepper() {
        return folder.resolve("pepper.json");
    }

    /** Of what is stored sealed. */
    Path protectionKeys() {
        return folder.resolve("protection-keys.json");
    }

    /** How far a run that reseals has come. */
    Path resealed() {
        return folder.resolve("resealed.txt");
    }

    Path database() {
        return folder.resolve("orders");
    }

    /** Documents of customers; made when it is absent, open to nobody else. */
    Path documents() {
        return DataFolder.at(folder.resolve("documents")).folder();
    }

    /** Where the server keeps its temporary files. */
    Path server() {
        return folder.resolve("server");
    }

    Path audit() {
        return folder.resolve("audit");
    }

    /** What signs the log; never inside of it. */
    Path auditKey() {
        return folder.resolve("audit-log.key");
    }

    /** What the log is verified with. */
    Path auditVkey() {
        return folder.resolve("audit-log.vkey");
    }

    /** The text of a secret file; written first when it is absent, whole or not at all. A later start never changes it. */
    static String readOrWrite(Path file, Supplier<String> fresh) {
        try {
            if (!Files.exists(file)) {
                Path unfinished = Files.createTempFile(file.getParent(), ".new", "", ownerOnly("rw-------"));
                Files.writeString(unfinished, fresh.get());
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return read(file);
        } catch (IOException failed) {
            throw ConfigurationException.of(file + " can be neither read nor written");
        }
    }

    private static String read(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0 || size > LONGEST) {
            throw ConfigurationException.of(file + " must hold 1 to " + LONGEST + " bytes");
        }
        return Files.readString(file);
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)} : new FileAttribute<?>[0];
    }
}
