package io.gapura.examples.servers.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDK that servers are started on: the build's own, or that of {@code -Dgapura.servers.jdk}.
 *
 * @param home its folder
 * @param feature its feature version, by which rows say where they run
 * @param own whether it is the build's
 */
public record Jdk(Path home, int feature, boolean own) {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /** As this build was told. */
    public static Jdk chosen() throws IOException {
        String told = System.getProperty("gapura.servers.jdk", "");
        return told.isEmpty()
                ? new Jdk(
                        Path.of(System.getProperty("java.home")),
                        Runtime.version().feature(),
                        true)
                : at(Path.of(told));
    }

    /** One that says its version in its file {@code release}, as every JDK does. */
    static Jdk at(Path home) throws IOException {
        Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
        if (!version.find()) {
            throw new IOException(home + " does not say its version");
        }
        return new Jdk(home, Integer.parseInt(version.group(1)), false);
    }

    /** {@code matrix.md}, and beside it one for each other JDK. */
    public String matrix() {
        return own ? "matrix.md" : "matrix-jdk" + feature + ".md";
    }
}
