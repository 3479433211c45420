package io.gapura.examples.servers.adopt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the gate into an unpacked application, as its operator does: jars beside its own, a filter into its web.xml. */
final class Mount {
    private static final Pattern ROOT = Pattern.compile("<web-app[^>]*>");
    private static final Pattern VERSION = Pattern.compile("-[0-9][^/]*\\.jar$");

    private Mount() {}

    /** The gate as the first filter of the application, with these settings. */
    static void gate(Path application, List<Path> jars, Map<String, String> settings) throws IOException {
        Path library = Files.createDirectories(application.resolve("WEB-INF/lib"));
        for (Path jar : jars) {
            removeOthers(library, name(jar));
            Files.copy(jar, library.resolve(String.valueOf(jar.getFileName())), StandardCopyOption.REPLACE_EXISTING);
        }
        Path descriptor = application.resolve("WEB-INF/web.xml");
        String web = Files.readString(descriptor);
        Matcher root = ROOT.matcher(web);
        if (!root.find()) {
            throw new IOException("no web-app in " + descriptor);
        }
        Files.writeString(descriptor, web.substring(0, root.end()) + filter(settings) + web.substring(root.end()));
    }

    /** Two versions of a library side by side are one too many: the one that comes along stays. */
    private static void removeOthers(Path library, String name) throws IOException {
        try (Stream<Path> files = Files.list(library)) {
            files.filter(file -> name(file).equals(name)).forEach(Mount::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }

    private static String name(Path jar) {
        return VERSION.matcher(String.valueOf(jar.getFileName())).replaceFirst("");
    }

    private static String filter(Map<String, String> settings) {
        String parameters = settings.entrySet().stream()
                .map(each -> "    <init-param><param-name>" + each.getKey() + "</param-name><param-value>"
                        + each.getValue().replace("&", "&amp;").replace("<", "&lt;") + "</param-value></init-param>\n")
                .collect(Collectors.joining());
        return """

                  <filter>
                    <filter-name>gapura</filter-name>
                    <filter-class>io.gapura.filters.servlet.GapuraFilter</filter-class>
                    <async-supported>true</async-supported>
                %s  </filter>
                  <filter-mapping>
                    <filter-name>gapura</filter-name>
                    <url-pattern>/*</url-pattern>
                    <dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>
                    <dispatcher>ASYNC</dispatcher><dispatcher>ERROR</dispatcher>
                  </filter-mapping>
                """.formatted(parameters);
    }
}
