package io.gapura.filters.config;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a document or key material stands. There is no text form for the material itself, so that a secret never stands
 * in a setting: {@code file:PATH}, {@code env:NAME} (the variable holds the document, or its path when it begins with
 * {@code /} or {@code file:}), or {@code /WEB-INF/…} for what ships with the application.
 *
 * <p>Messages name the reference, never what it leads to.
 */
public final class Reference {
    private final String text;
    private final Resources resources;

    private Reference(String text, Resources resources) {
        this.text = text;
        this.resources = resources;
    }

    /** A file, for the fluent API. */
    public static Reference file(Path path) {
        return new Reference("file:" + path, Resources.ofSystem());
    }

    /** Throws {@link IllegalArgumentException} for anything that is no reference; its text is not repeated. */
    public static Reference of(String text, Resources resources) {
        boolean env = text.startsWith("env:") && text.substring(4).matches("[A-Za-z_][A-Za-z0-9_]{0,127}");
        boolean file = text.startsWith("file:") && text.length() > 5;
        boolean inside = text.startsWith("/") && text.length() > 1;
        if (!env && !file && !inside || text.length() > 1_024 || text.chars().anyMatch(c -> c < 0x20)) {
            throw new IllegalArgumentException(
                    "is a reference and never the material itself; write file:PATH, env:NAME or /WEB-INF/NAME");
        }
        return new Reference(text, resources);
    }

    /**
     * What it leads to.
     *
     * @param maxBytes more is an error, not a cut
     * @throws ConfigurationException when nothing is there, it is empty, too large or unreadable
     */
    public byte[] read(int maxBytes) {
        if (text.startsWith("env:")) {
            String value = resources.variable(text.substring(4));
            if (value == null || value.isBlank()) {
                throw ConfigurationException.of(text + " is not set");
            }
            if (value.startsWith("file:") || value.startsWith("/")) {
                return readFile(value.startsWith("file:") ? value.substring(5) : value, maxBytes);
            }
            return bounded(value.getBytes(StandardCharsets.UTF_8), maxBytes);
        }
        return text.startsWith("file:") ? readFile(text.substring(5), maxBytes) : readResource(maxBytes);
    }

    /**
     * What it leads to, empty when nothing is there.
     *
     * @throws ConfigurationException when it is empty, too large or unreadable
     */
    public Optional<byte[]> find(int maxBytes) {
        return isThere() ? Optional.of(read(maxBytes)) : Optional.empty();
    }

    private boolean isThere() {
        if (text.startsWith("env:")) {
            return resources.variable(text.substring(4)) != null;
        }
        boolean file = text.startsWith("file:");
        try (InputStream in = file ? resources.openFile(Path.of(text.substring(5))) : resources.open(text)) {
            return in != null;
        } catch (NoSuchFileException absent) {
            return false;
        } catch (IOException | InvalidPathException unreadable) {
            return true; // reading it says why
        }
    }

    /** Whether it leads to a file that anybody with an account may read; no when nobody can tell. */
    public boolean readableByOthers() {
        String file = text;
        if (text.startsWith("env:")) {
            String value = resources.variable(text.substring(4));
            file = value == null ? "" : value.startsWith("/") ? "file:" + value : value;
        }
        if (!file.startsWith("file:")) {
            return false;
        }
        try {
            return Files.getPosixFilePermissions(Path.of(file.substring(5))).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | InvalidPathException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** One whose name is longer by a suffix: one place for a family of files. */
    public Reference plus(String suffix) {
        return of(text + suffix, resources);
    }

    /** The same name in other resources: a default is read where it is used. */
    Reference within(Resources other) {
        return new Reference(text, other);
    }

    private byte[] readFile(String path, int maxBytes) {
        try (InputStream in = resources.openFile(Path.of(path))) {
            return bounded(in.readNBytes(maxBytes + 1), maxBytes);
        } catch (IOException | InvalidPathException unreadable) {
            throw ConfigurationException.of(
                    text + " cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    private byte[] readResource(int maxBytes) {
        try (InputStream in = resources.open(text)) {
            if (in == null) {
                throw ConfigurationException.of(text + " is not in the application");
            }
            return bounded(in.readNBytes(maxBytes + 1), maxBytes);
        } catch (IOException unreadable) {
            throw ConfigurationException.of(
                    text + " cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    private byte[] bounded(byte[] content, int maxBytes) {
        if (content.length == 0) {
            throw ConfigurationException.of(text + " is empty");
        }
        if (content.length > maxBytes) {
            Arrays.fill(content, (byte) 0);
            throw ConfigurationException.of(text + " is larger than " + maxBytes + " bytes");
        }
        return content;
    }

    /** As written, for messages. */
    public String place() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reference that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
