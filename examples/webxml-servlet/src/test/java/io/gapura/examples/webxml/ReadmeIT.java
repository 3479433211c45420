package io.gapura.examples.webxml;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first minute of the README: its {@code web.xml}, its requests, its answers. */
class ReadmeIT {
    private static final String SERVLETS = """
            <servlet><servlet-name>boom</servlet-name>
              <servlet-class>io.gapura.examples.webxml.ReadmeIT$Boom</servlet-class></servlet>
            <servlet-mapping><servlet-name>boom</servlet-name><url-pattern>/boom</url-pattern></servlet-mapping>
            <servlet><servlet-name>admin</servlet-name>
              <servlet-class>io.gapura.examples.webxml.ReadmeIT$Admin</servlet-class></servlet>
            <servlet-mapping><servlet-name>admin</servlet-name><url-pattern>/admin</url-pattern></servlet-mapping>
            """;

    @TempDir
    private Path folder;

    /** A servlet with a fault. */
    public static final class Boom extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            throw new IllegalStateException("jdbc:secret");
        }
    }

    /** A servlet that a proxy in front means to keep for itself. */
    public static final class Admin extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("for administrators");
        }
    }

    /** One request of the README and the answer it promises. */
    private record Promise(String path, String status, String document) {}

    private static String readme() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
            folder = folder.getParent();
        }
        return Files.readString(folder.resolve("README.md"));
    }

    private static List<Promise> promises() throws IOException {
        Matcher matcher = Pattern.compile(
                        "\\$ curl [^\\n]*http://localhost:8080/shop(\\S+)\\nHTTP/1.1 (\\d+)\\n(\\{.*})")
                .matcher(readme());
        List<Promise> promises = new ArrayList<>();
        while (matcher.find()) {
            promises.add(new Promise(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return promises;
    }

    private WarServer start(String filters) throws Exception {
        Path inside = Files.createDirectories(folder.resolve("war/WEB-INF"));
        Files.writeString(
                inside.resolve("web.xml"),
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">" + filters + SERVLETS
                        + "</web-app>");
        return WarServer.start(folder.resolve("war"), folder.resolve("work"));
    }

    private static String send(WarServer server, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(300_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void behindTheFilterTheAnswersAreThoseOfTheReadme() throws Exception {
        Matcher xml = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(xml.find()).isTrue();
        String filters = xml.group(1)
                .replace("/var/log/shop/audit", folder.resolve("audit").toString());
        assertThat(promises()).hasSize(2);
        try (WarServer server = start(filters)) {
            for (Promise promise : promises()) {
                String answer = send(server, promise.path());
                assertThat(answer).startsWith("HTTP/1.1 " + promise.status() + " ");
                String document = answer.substring(answer.indexOf("\r\n\r\n") + 4);
                assertThat(document.replaceAll("urn:uuid:[0-9a-f-]{36}", "urn:uuid:…"))
                        .isEqualTo(promise.document());
            }
        }
    }

    @Test
    void withoutItTheFirstIsServedAndTheSecondShowsItsStack() throws Exception {
        try (WarServer server = start("")) {
            assertThat(send(server, promises().get(0).path()))
                    .startsWith("HTTP/1.1 200")
                    .contains("for administrators");
            assertThat(send(server, promises().get(1).path()))
                    .contains("jdbc:secret")
                    .contains("ReadmeIT$Boom.doGet");
        }
    }
}
