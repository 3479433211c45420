package io.gapura.examples.servers.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Puts deployments together from what the sibling modules have built: a variant's descriptors, the probe application's
 * classes, Gapura's jars and the row's REST runtime. Everything goes below one folder, made anew for each row.
 */
public final class Workshop {
    private final Path servers;
    private final Path target;

    /**
     * @param servers the folder {@code examples/servers}
     * @param target where deployments and logs go
     */
    public Workshop(Path servers, Path target) {
        this.servers = servers;
        this.target = target;
    }

    /** Launcher classes and the jars of its server. */
    public List<Path> classPath(Row row) throws IOException {
        Path launcher = servers.resolve("launchers").resolve(row.launcher()).resolve("target");
        List<Path> path = new ArrayList<>();
        path.add(required(launcher.resolve("classes")));
        path.addAll(files(launcher.resolve("lib")));
        return path;
    }

    /** Name and version of the row's REST runtime, from the manifest of its jar. */
    public String runtimeVersion(Row row) throws IOException {
        for (Path jar : files(servers.resolve("runtimes").resolve(row.runtime()).resolve("target/lib"))) {
            String name = String.valueOf(jar.getFileName());
            if (name.startsWith("jersey-server-") || name.startsWith("resteasy-core-6")) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    Attributes main = file.getManifest().getMainAttributes();
                    String version = main.getValue("Implementation-Version");
                    return (name.startsWith("jersey") ? "Jersey " : "RESTEasy ")
                            + (version == null ? main.getValue("Bundle-Version") : version);
                }
            }
        }
        throw new IOException("no REST runtime among the jars of " + row.runtime());
    }

    public Path log(String name) {
        return target.resolve("logs").resolve(name + ".log");
    }

    /** Where a context of a row keeps what the test reads after the server has stopped. */
    public Path kept(Row row, String context) throws IOException {
        return Files.createDirectories(
                target.resolve("kept").resolve(row.id()).resolve(context).toAbsolutePath());
    }

    /**
     * Assembles contexts into an empty folder.
     *
     * @param name of the folder, unique for a start
     * @param contexts variants of the probe application
     * @param values what {@code ${key}} stands for in a variant's descriptors, by context
     */
    public Path assemble(Row row, String name, List<String> contexts, Map<String, Map<String, String>> values)
            throws IOException {
        Path deployment = target.resolve("deploy").resolve(name);
        delete(deployment);
        delete(target.resolve("deploy").resolve(name + "-work"));
        for (String context : contexts) {
            Path inf = Files.createDirectories(deployment.resolve(context).resolve("WEB-INF"));
            Path variant = required(servers.resolve("app/src/main/variants").resolve(context));
            Map<String, String> parts = new LinkedHashMap<>(values.getOrDefault(context, Map.of()));
            Path policy = servers.resolve("app/src/main/variants/shared/policy.yaml");
            parts.put("policy", policy.toAbsolutePath().normalize().toString());
            parts.put("servlets", Files.readString(servers.resolve("app/src/main/variants/shared/servlets")));
            descriptors(variant, inf, parts);
            descriptors(variant.resolve("classes"), inf.resolve("classes"), parts);
            Variant described = Variant.read(variant.resolve("variant"));
            classes(described, inf.resolve("classes"));
            libraries(row, described, Files.createDirectories(inf.resolve("lib")));
        }
        return deployment;
    }

    private static void descriptors(Path from, Path to, Map<String, String> values) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to);
        for (Path file : files(from)) {
            if (!String.valueOf(file.getFileName()).equals("variant")) {
                Files.writeString(to.resolve(file.getFileName()), filled(Files.readString(file), values));
            }
        }
    }

    private void classes(Variant variant, Path to) throws IOException {
        Path from = required(servers.resolve("app/target/classes"));
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (variant.takes(String.valueOf(relative).replace('\\', '/'))) {
                    link(file, to.resolve(relative));
                }
            }
        }
    }

    private void libraries(Row row, Variant variant, Path lib) throws IOException {
        List<Path> jars = new ArrayList<>(files(servers.resolve("app/target/lib")));
        if (variant.rest()) {
            jars.addAll(files(servers.resolve("runtimes").resolve(row.runtime()).resolve("target/lib")));
        }
        for (Path jar : jars) {
            link(jar, lib.resolve(jar.getFileName()));
        }
        requireOneVersion(lib);
    }

    /** Two versions of one library in one folder would make the row prove something else on every machine. */
    private static void requireOneVersion(Path lib) throws IOException {
        Map<String, Path> seen = new LinkedHashMap<>();
        for (Path jar : files(lib)) {
            String artifact = String.valueOf(jar.getFileName()).replaceFirst("-[0-9].*", "");
            Path other = seen.put(artifact, jar);
            if (other != null) {
                throw new IOException(
                        "two versions in one deployment: " + other.getFileName() + ", " + jar.getFileName());
            }
        }
    }

    private static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException same) {
            return;
        } catch (UnsupportedOperationException | IOException otherVolume) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String filled(String text, Map<String, String> values) throws IOException {
        String full = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            full = full.replace("${" + value.getKey() + "}", value.getValue());
        }
        if (full.contains("${")) {
            throw new IOException("a descriptor has a ${} that nothing stands for");
        }
        return full;
    }

    private static Path required(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + " is missing: build the sibling modules first");
        }
        return path;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(required(folder))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Removes a folder with all that is in it, when it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Workshop::remove);
        }
    }

    private static void remove(Path path) {
        try {
            Files.delete(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
