package io.gapura.examples.servers.adopt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The applications that are adopted, as their publishers ship them. */
final class Applications {
    static final List<Application> ALL = List.of(
            new Application("jolokia", "jolokia-agent-war 2.0.0", true, "/jolokia/version", Exercises::jolokia),
            new Application("hawtio", "hawtio-default 4.2.0", false, "/hawtio/index.html", Exercises::hawtio),
            new Application("console", "activemq-web-console 6.1.8", true, "/console/queues.jsp", Exercises::console),
            new Application("examples", "examples of Tomcat", false, "/examples/jsp/", Exercises::examples),
            new Application(
                    "manager", "manager of Tomcat", true, "/manager/status", ada -> Exercises.manager(ada, archive())));

    private Applications() {}

    /** Unpacks all of them into a folder of applications. */
    static void unpack(Path dist, Path home, Path webapps) throws IOException {
        for (String war : List.of("jolokia", "hawtio", "console")) {
            Folders.unpack(dist.resolve(war + ".war"), webapps.resolve(war));
        }
        for (String own : List.of("examples", "manager")) {
            Folders.copy(home.resolve("webapps").resolve(own), webapps.resolve(own));
        }
        forTomcat(dist, webapps.resolve("console"));
    }

    /**
     * The console is shipped for Jetty, which has a tag library and WebSockets of its own; its broker is to take no fixed
     * port. A {@code jstl.jar} would be one of those that Tomcat does not scan.
     */
    private static void forTomcat(Path dist, Path console) throws IOException {
        Path library = console.resolve("WEB-INF/lib");
        for (String jar : List.of("tags.jar", "tags-api.jar")) {
            Files.copy(dist.resolve(jar), library.resolve(jar), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> jars = Files.list(library)) {
            for (Path jar : jars.filter(each -> each.getFileName().toString().startsWith("websocket-"))
                    .toList()) {
                Files.delete(jar);
            }
        }
        Path broker = console.resolve("WEB-INF/activemq.xml");
        Files.writeString(broker, Files.readString(broker).replace("61616", "0").replace("61613", "0"));
    }

    /** What users of each do not do. */
    static List<Attack> attacks(Application on) {
        String json = "{\"type\":\"exec\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc\"}";
        String form = "application/x-www-form-urlencoded";
        return switch (on.context()) {
            case "jolokia" -> Attack.on("jolokia", on.page(), "/jolokia/", "text/plain", json);
            case "hawtio" -> Attack.on("hawtio", on.page(), "/hawtio/auth/login", "text/plain", "{\"username\":\"x\"}");
            case "console" ->
                Attack.on("console", on.page(), "/console/queues.jsp", form, "JMSDestination=evil&QueueFilter=");
            case "examples" ->
                Attack.on(
                        "examples",
                        on.page(),
                        "/examples/servlets/servlet/SessionExample",
                        form,
                        "dataname=evil&datavalue=evil");
            default -> Attack.on("manager", on.page(), "/manager/text/sessions?path=/examples", form, "idle=-1");
        };
    }

    private static byte[] archive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("index.html"));
            zip.write("<p>Hello from the WAR".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
