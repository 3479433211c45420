package io.gapura.examples.servers.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How a context of the probe application differs: a file of two lines, {@code rest: yes} when it has a REST runtime, and
 * {@code packages:} with the packages below the application's that it takes.
 */
record Variant(boolean rest, List<String> packages) {
    private static final String ROOT = "io/gapura/examples/servers/app/";

    Variant {
        packages = List.copyOf(packages);
    }

    static Variant read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 2
                || !lines.get(0).startsWith("rest: ")
                || !lines.get(1).startsWith("packages: ")) {
            throw new IOException(file + " must hold `rest:` and `packages:`");
        }
        String packages = lines.get(1).substring("packages: ".length());
        return new Variant(
                lines.get(0).equals("rest: yes"), List.of(packages.strip().split("\\s*,\\s*", -1)));
    }

    /** Whether a class file, named from the root of the class path, belongs to it. */
    boolean takes(String file) {
        if (!file.startsWith(ROOT)) {
            return false;
        }
        String inside = file.substring(ROOT.length());
        int slash = inside.indexOf('/');
        return slash < 0 || packages.contains(inside.substring(0, slash));
    }
}
