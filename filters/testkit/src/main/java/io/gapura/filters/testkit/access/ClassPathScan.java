package io.gapura.filters.testkit.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the endpoints of class files, without starting anything: no class is initialised. Directories, jars, and the
 * directory of an unpacked web archive, whose {@code web.xml} is read as well.
 *
 * <p>Classes stay readable until it is closed: rules are read from them later.
 */
public final class ClassPathScan implements AutoCloseable {
    private final URLClassLoader loader;
    private final EndpointCollector collector = new EndpointCollector();
    private final List<String> unreadable = new ArrayList<>();

    private ClassPathScan(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Scans places for endpoints.
     *
     * @param places directories and jars to look into
     * @param libraries directories and jars that their classes need
     * @throws IllegalArgumentException for a place that is neither
     * @throws UncheckedIOException when one cannot be read
     */
    public static ClassPathScan of(List<Path> places, List<Path> libraries) {
        List<Path> roots = places.stream().map(ClassPathScan::classes).toList();
        List<URL> urls = new ArrayList<>();
        Stream.concat(roots.stream(), libraries.stream()).forEach(root -> urls.add(url(root)));
        places.forEach(place -> packed(place).forEach(jar -> urls.add(url(jar))));
        ClassPathScan scan =
                new ClassPathScan(new URLClassLoader(urls.toArray(URL[]::new), ClassPathScan.class.getClassLoader()));
        try {
            for (Path place : places) {
                scan.read(place);
            }
        } catch (IOException failed) {
            scan.close();
            throw new UncheckedIOException(failed);
        }
        return scan;
    }

    private static Path classes(Path place) {
        Path inArchive = place.resolve("WEB-INF/classes");
        return Files.isDirectory(inArchive) ? inArchive : place;
    }

    private static List<Path> packed(Path place) {
        Path libraries = place.resolve("WEB-INF/lib");
        if (!Files.isDirectory(libraries)) {
            return List.of();
        }
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static URL url(Path path) {
        if (!Files.isDirectory(path)
                && !(Files.isRegularFile(path) && path.toString().endsWith(".jar"))) {
            throw new IllegalArgumentException(path + " is neither a directory nor a jar; a war is to be unpacked");
        }
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void read(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            tree(classes(place));
            descriptor(place.resolve("WEB-INF/web.xml"));
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            tree(jar.getPath("/"));
            descriptor(jar.getPath("/META-INF/web-fragment.xml"));
        }
    }

    private void tree(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (!name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                load(name.substring(0, name.length() - 6).replace('/', '.'), file);
            }
        }
    }

    private void load(String name, Path file) throws IOException {
        try {
            collector.add(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError | TypeNotPresentException missing) {
            if (declares(file)) {
                unreadable.add(name + " declares endpoints and cannot be read: " + missing);
            }
        }
    }

    /** Whether the class file names an annotation that makes an endpoint: then it must not be passed over. */
    private static boolean declares(Path file) throws IOException {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return content.contains("Ljakarta/ws/rs/Path;") || content.contains("Ljakarta/servlet/annotation/WebServlet;");
    }

    private void descriptor(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (InputStream content = Files.newInputStream(file)) {
            WebXml.read(content).forEach(mapping -> servlet(mapping));
        }
    }

    private void servlet(WebXml.Mapping mapping) {
        try {
            collector.servlet(mapping.pattern(), Class.forName(mapping.type(), false, loader));
        } catch (ClassNotFoundException | LinkageError missing) {
            collector.unknownServlet(mapping.pattern(), mapping.type());
        }
    }

    /** By which the classes are read. */
    public ClassLoader loader() {
        return loader;
    }

    public Endpoints endpoints() {
        return Endpoints.of(collector.endpoints());
    }

    /** What is there and cannot be seen without running the application. */
    public List<String> notes() {
        return collector.notes();
    }

    /** Classes that declare endpoints and could not be read, each with the reason. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
