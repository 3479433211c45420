package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of a demo in the file that {@code ENV_FILE} names, for those that the environment does not have: it always counts
 * more. A file beside the code is where secrets get published, so it is read by this starter alone, with {@code DEMO=true}
 * alone, and when nobody but its owner may read it and Git is told to leave it out.
 *
 * <p>Lines are {@code NAME=value}, blank, or begin with {@code #}. A value is of printable ASCII without blanks, quotes,
 * {@code $ ` \ #}: whatever programs read in two ways stays in the environment. At most {@value #LONGEST} bytes. Stateless;
 * what is wrong is told by line, never by value.
 */
final class EnvFile {
    static final int LONGEST = 4_096;

    private static final Set<String> NAMES = Set.of("PORT", "DATABASE_URL", "ON_UNCOVERED");
    private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9_]{0,63})=([!%&(-\\[\\]^_a-~]{1,1024})");

    private EnvFile() {}

    /** The environment with what the file adds to it; unchanged where it names no file. */
    static Map<String, String> addedTo(Map<String, String> environment) {
        String place = environment.get("ENV_FILE");
        if (place == null) {
            return environment;
        }
        if (!"true".equals(environment.get("DEMO"))) {
            throw wrong("is for demos: it needs DEMO=true, and anything else needs no such file");
        }
        Map<String, String> all = new HashMap<>(read(path(place)));
        all.putAll(environment);
        return all;
    }

    private static ConfigurationException wrong(String what) {
        return ConfigurationException.of("ENV_FILE " + what);
    }

    private static Path path(String place) {
        try {
            return Path.of(place).toAbsolutePath().normalize();
        } catch (InvalidPathException bad) {
            throw wrong("must be the path of a file");
        }
    }

    private static Map<String, String> read(Path file) {
        try {
            requireOwnersOwn(file);
            requireIgnored(file);
            String text = text(file);
            if (text.indexOf('\r') >= 0) {
                throw wrong("has other line ends: lines end with a line feed");
            }
            return settings(text.lines().toList());
        } catch (IOException unreadable) {
            throw wrong("cannot be read");
        }
    }

    private static void requireOwnersOwn(Path file) throws IOException {
        boolean own = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))
                        .equals("rw-------");
        if (!own) {
            throw wrong("must be a file that its owner alone may read and write: chmod 600");
        }
    }

    /**
     * In a work tree of Git some {@code .gitignore} above the file must have its name as a line, which is less than Git reads
     * there and never more.
     */
    private static void requireIgnored(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        boolean ignored = false;
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            List<String> lines = ignores(folder.resolve(".gitignore"));
            ignored |= lines.contains(name);
            if (lines.stream().anyMatch(line -> line.startsWith("!") && line.endsWith(name))) {
                throw wrong("must be left out by Git: a .gitignore takes it in again");
            }
            if (Files.exists(folder.resolve(".git"))) {
                if (!ignored) {
                    throw wrong("must be left out by Git: a .gitignore needs a line with its name");
                }
                return;
            }
        }
    }

    private static List<String> ignores(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS, StandardOpenOption.READ)) {
            bytes = content.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw wrong("must have at most " + LONGEST + " bytes");
        }
        try {
            return StandardCharsets.US_ASCII
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw wrong("must be of ASCII");
        }
    }

    private static Map<String, String> settings(List<String> lines) {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                Optional<String> problem = take(line, settings);
                if (problem.isPresent()) {
                    throw wrong("line " + (i + 1) + ' ' + problem.get());
                }
            }
        }
        return settings;
    }

    /** What is wrong with the line. */
    private static Optional<String> take(String line, Map<String, String> settings) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.of("is not NAME=value with a value of plain characters");
        }
        if (!NAMES.contains(parts.group(1))) {
            return Optional.of("sets something else than PORT, DATABASE_URL or ON_UNCOVERED");
        }
        return settings.put(parts.group(1), parts.group(2)) == null
                ? Optional.empty()
                : Optional.of("sets what another line has set");
    }
}
