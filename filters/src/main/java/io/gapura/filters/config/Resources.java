package io.gapura.filters.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What references point into: files, the environment, and the application's own resources. */
public interface Resources {
    /** A resource of the application, such as {@code /WEB-INF/policy.yaml}; null when there is none. */
    @Nullable
    InputStream open(String path) throws IOException;

    /** A variable of the environment; null when it is not set. */
    default @Nullable String variable(String name) {
        return System.getenv(name);
    }

    default InputStream openFile(Path file) throws IOException {
        return Files.newInputStream(file);
    }

    /** Files and environment alone. */
    static Resources ofSystem() {
        return path -> null;
    }

    /** Files, environment and the class path, where {@code /x} is the resource {@code x}. */
    static Resources ofClassPath(ClassLoader loader) {
        return path -> loader.getResourceAsStream(path.substring(1));
    }
}
