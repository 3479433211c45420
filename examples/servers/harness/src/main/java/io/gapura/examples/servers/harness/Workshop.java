package io.gapura.examples.servers.harness;

import java.io.BufferedOutputStream;
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
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
    List<Path> classPath(String name) throws IOException {
        Path launcher = servers.resolve("launchers").resolve(name).resolve("target");
        List<Path> path = new ArrayList<>();
        path.add(required(launcher.resolve("classes")));
        files(launcher.resolve("lib")).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .forEach(path::add);
        return path;
    }

    /** A server that the build has fetched: a jar, or the folder of an archive, whose name may go on with a version. */
    Path dist(String name) throws IOException {
        try (Stream<Path> all = Files.list(required(target.resolve("dist")))) {
            return all.filter(path -> String.valueOf(path.getFileName()).startsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new IOException(name + " was not fetched"))
                    .toAbsolutePath();
        }
    }

    /** The agent that ends a server when its standard input ends. */
    Path leash() throws IOException {
        return required(servers.resolve("launchers/leash/target/leash.jar"))
                .toAbsolutePath()
                .normalize();
    }

    /** Name and version of the row's REST runtime, from the manifest of its jar; the name alone of the server's own. */
    public String runtimeVersion(Row row) throws IOException {
        if (row.runtime().isEmpty()) {
            return row.rest() + " of the server";
        }
        for (Path jar : runtime(row)) {
            String name = String.valueOf(jar.getFileName());
            if (name.matches("(jersey-server|resteasy-core|cxf-rt-frontend-jaxrs)-[0-9].*")) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    Attributes main = file.getManifest().getMainAttributes();
                    String version = main.getValue("Implementation-Version");
                    return row.rest() + " " + (version == null ? main.getValue("Bundle-Version") : version);
                }
            }
        }
        throw new IOException("no REST runtime among the jars of " + row.id());
    }

    private List<Path> runtime(Row row) throws IOException {
        return row.runtime().isEmpty()
                ? List.of()
                : files(servers.resolve("runtimes").resolve(row.runtime().get()).resolve("target/lib"));
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
            for (Map.Entry<String, String> own : row.launch().descriptors().entrySet()) {
                Files.writeString(inf.resolve(own.getKey()), own.getValue());
            }
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

    /** A jar of the runtime takes the place of the application's own of another version, as one build would settle it. */
    private void libraries(Row row, Variant variant, Path lib) throws IOException {
        Map<String, Path> jars = new LinkedHashMap<>();
        for (Path jar : files(servers.resolve("app/target/lib"))) {
            jars.put(artifact(jar), jar);
        }
        if (variant.rest()) {
            for (Path jar : runtime(row)) {
                jars.put(artifact(jar), jar);
            }
        }
        for (Path jar : jars.values()) {
            link(jar, lib.resolve(jar.getFileName()));
        }
        requireOneVersion(lib);
    }

    private static String artifact(Path jar) {
        return String.valueOf(jar.getFileName()).replaceFirst("-[0-9].*", "");
    }

    /** Each context as a WAR, for servers that want one; in the order of their names. */
    List<Path> archives(Path deployment) throws IOException {
        Path to = deployment.resolveSibling(deployment.getFileName() + "-wars");
        delete(to);
        Files.createDirectories(to);
        List<Path> archives = new ArrayList<>();
        try (Stream<Path> contexts = Files.list(deployment)) {
            for (Path context : contexts.sorted().toList()) {
                archives.add(archive(context, to.resolve(context.getFileName() + ".war")));
            }
        }
        return archives;
    }

    private static Path archive(Path context, Path war) throws IOException {
        try (Stream<Path> all = Files.walk(context);
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(war)))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new ZipEntry(String.valueOf(context.relativize(file)).replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return war.toAbsolutePath().normalize();
    }

    /** Copies what is in a folder into another. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Two versions of one library in one folder would make the row prove something else on every machine. */
    private static void requireOneVersion(Path lib) throws IOException {
        Map<String, Path> seen = new LinkedHashMap<>();
        for (Path jar : files(lib)) {
            Path other = seen.put(artifact(jar), jar);
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
