package io.gapura.examples.servers.adopt;

import io.gapura.examples.servers.harness.FreePort;
import io.gapura.filters.testkit.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Tomcat as it is downloaded, in a JVM of its own, on a loopback port, with one user. It ends with the standard input
 * that it was given: it cannot outlive this JVM.
 */
final class Tomcat implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String USERS = """
            <tomcat-users xmlns="http://tomcat.apache.org/xml" version="1.0">
              <user username="ada" password="lovelace"
                    roles="jolokia,manager-gui,manager-script,manager-status,role1,tomcat"/>
            </tomcat-users>
            """;

    private final Process process;
    private final int port;
    private final Path log;

    private Tomcat(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** A base of its own for the server, with an empty folder of applications. */
    static Path base(Path home, Path base) throws IOException {
        Folders.delete(base);
        Folders.copy(home.resolve("conf"), base.resolve("conf"));
        for (String folder : List.of("webapps", "logs", "temp", "work")) {
            Files.createDirectories(base.resolve(folder));
        }
        Files.writeString(base.resolve("conf/tomcat-users.xml"), USERS);
        return base;
    }

    /** Starts, and waits until it answers: it does not listen before all applications were started. */
    static Tomcat start(Path home, Path base, Path leash) throws IOException {
        int port = FreePort.choose();
        Path server = base.resolve("conf/server.xml");
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("port=\"8005\"", "port=\"-1\"")
                        .replace("Connector port=\"8080\"", "Connector address=\"127.0.0.1\" port=\"" + port + "\""));
        Path log = base.resolve("logs/out.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "-javaagent:" + leash,
                        "-Dcatalina.home=" + home,
                        "-Dcatalina.base=" + base,
                        "-Djava.io.tmpdir=" + base.resolve("temp"),
                        "-Dhawtio.realm=*",
                        "-Dhawtio.roles=tomcat",
                        "-cp",
                        home.resolve("bin/bootstrap.jar")
                                + java.io.File.pathSeparator
                                + home.resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start")
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Tomcat tomcat = new Tomcat(process, port, log);
        try {
            tomcat.await();
        } catch (IOException | RuntimeException failed) {
            tomcat.close();
            throw failed;
        }
        return tomcat;
    }

    private void await() throws IOException {
        long started = System.nanoTime();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - started > LIMIT.toNanos()) {
                throw new IOException("the server does not answer, see " + log);
            }
            pause();
        }
    }

    private boolean answers() {
        String request = "GET / HTTP/1.1\r\nHost: " + authority() + "\r\nConnection: close\r\n\r\n";
        try {
            return http().send(request.getBytes(StandardCharsets.US_ASCII)).status() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", interrupted);
        }
    }

    RawHttp http() {
        return RawHttp.to("127.0.0.1", port).within(Duration.ofSeconds(60));
    }

    String authority() {
        return "127.0.0.1:" + port;
    }

    URI uri() {
        return URI.create("http://" + authority());
    }

    /** Asks it to stop, and makes it when it does not: its logs are closed then. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // The pipe of a process that has ended; the wait below returns at once.
        }
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor(5, TimeUnit.MINUTES);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
