package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Where the text of a policy comes from, again and again: a file that is watched, a resource of the application, a row of
 * a database. Thread-safe.
 */
public interface PolicySource {
    /** What messages call it, such as {@code policy.yaml}; never a credential. */
    String name();

    /**
     * The text that counts now.
     *
     * @throws ConfigurationException when there is none, it is larger than a mebibyte, or the place cannot be reached
     */
    byte[] read();

    /** Whether a reading may be of a half-written text, so that two equal ones are needed: a file's may. */
    default boolean mayTear() {
        return false;
    }

    /**
     * The same with what is kept beside it, of one reading.
     *
     * @throws ConfigurationException as {@link #read} does
     */
    default PolicyText text() {
        return PolicyText.of(read());
    }

    /** What a reference leads to: {@code file:PATH}, {@code env:NAME} or {@code /WEB-INF/…}. */
    static PolicySource of(Reference reference) {
        String place = reference.place();
        String name = place.startsWith("file:") ? place.substring(5) : place;
        return new PolicySource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public byte[] read() {
                return reference.read(PolicyDocument.LONGEST);
            }

            @Override
            public boolean mayTear() {
                return true;
            }
        };
    }

    /**
     * A policy file that counts only if {@code FILE.sha256} beside it says the same, as {@code sha256sum} writes it.
     *
     * @throws ConfigurationException when the reference is none of a file
     */
    static PolicySource checksummed(Reference file) {
        return ProvenFile.of(file, true, Optional.empty());
    }

    /**
     * A policy file that counts only with a signature beside it: {@code FILE.sig}, 64 bytes of Ed25519 (RFC 8032) over the
     * bytes of the file.
     *
     * @param key the public key as PEM; kept where whoever writes the policy does not write
     * @throws ConfigurationException when the reference is none of a file, or the key is another one
     */
    static PolicySource signed(Reference file, Reference key) {
        return ProvenFile.of(file, false, Optional.of(key));
    }

    /**
     * A resource of the class path, for policies that ship with the code.
     *
     * @param path as {@link ClassLoader#getResource} wants it, without a slash before it
     */
    static PolicySource resource(ClassLoader loader, String path) {
        return new PolicySource() {
            @Override
            public String name() {
                return path;
            }

            @Override
            public byte[] read() {
                try (InputStream in = loader.getResourceAsStream(path)) {
                    if (in == null) {
                        throw ConfigurationException.of(path + " is not on the class path");
                    }
                    byte[] content = in.readNBytes(PolicyDocument.LONGEST + 1);
                    if (content.length > PolicyDocument.LONGEST) {
                        throw ConfigurationException.of(path + " is larger than " + PolicyDocument.LONGEST + " bytes");
                    }
                    return content;
                } catch (IOException unreadable) {
                    throw ConfigurationException.of(
                            path + " cannot be read: " + unreadable.getClass().getSimpleName());
                }
            }
        };
    }
}
