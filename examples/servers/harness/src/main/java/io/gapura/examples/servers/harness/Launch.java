package io.gapura.examples.servers.harness;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * How a row's server is brought up: what follows the JVM's own options on its command line, and what must stand on disk
 * before. A context is a folder of the deployment; the one named {@code ROOT} answers at {@code /}.
 */
public sealed interface Launch {
    /** What an application of a full server has, as a rule. */
    String BEANS = "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
            + " bean-discovery-mode=\"annotated\"/>\n";

    /**
     * A start that is being prepared.
     *
     * @param java the command so far: the JVM and its options
     * @param deployment one folder for each context
     */
    record Begun(Workshop workshop, List<String> java, int port, Path deployment) {
        private ProcessBuilder with(List<String> more) {
            List<String> command = new ArrayList<>(java);
            command.addAll(more);
            return new ProcessBuilder(command);
        }

        /** The start's own folder, made anew, beside its deployment. */
        private Path work() throws IOException {
            Path work = deployment.resolveSibling(deployment.getFileName() + "-work");
            Workshop.delete(work);
            return Files.createDirectories(work).toAbsolutePath();
        }
    }

    /** The process to start. */
    ProcessBuilder process(Begun begun) throws IOException;

    /** Whether it answers while contexts are still put up: no answer then says that one will not come. */
    default boolean answersEarly() {
        return true;
    }

    /** What an application has in its {@code WEB-INF} for this server, by name: as on full servers, a {@code beans.xml}. */
    default Map<String, String> descriptors() {
        return Map.of("beans.xml", BEANS);
    }

    /** Name and version, where the server says no more of itself than that it is there. */
    default String version(Workshop workshop, String said) throws IOException {
        return said;
    }

    private static Properties read(Path jar, String entry) throws IOException {
        Properties properties = new Properties();
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(new ZipEntry(entry))) {
            properties.load(in);
        }
        return properties;
    }

    /** Where a context answers. */
    static String path(String context) {
        return context.equals("ROOT") ? "" : "/" + context;
    }

    /**
     * A main class of ours around an embedded server.
     *
     * @param launcher folder below {@code launchers}
     * @param main its main class
     */
    record Embedded(String launcher, String main) implements Launch {
        @Override
        public ProcessBuilder process(Begun begun) throws IOException {
            String path = begun.workshop().classPath(launcher).stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
            String deployment = begun.deployment().toAbsolutePath().toString();
            return begun.with(List.of("-cp", path, main, Integer.toString(begun.port()), deployment));
        }

        @Override
        public Map<String, String> descriptors() {
            return Map.of();
        }

        /** TomEE says the name of its Tomcat alone: its own version is that of its jar. */
        @Override
        public String version(Workshop workshop, String said) throws IOException {
            return workshop.classPath(launcher).stream()
                    .map(jar -> String.valueOf(jar.getFileName()))
                    .filter(jar -> jar.startsWith("tomee-embedded-"))
                    .map(jar -> "TomEE " + jar.replaceAll("^tomee-embedded-|\\.jar$", "") + ", " + said)
                    .findFirst()
                    .orElse(said);
        }

        /** TomEE listens first; the others when everything is there. */
        @Override
        public boolean answersEarly() {
            return launcher.equals("tomee");
        }
    }

    /** Payara Micro by its own jar. It has no switch for the address: it listens on all of them while it runs. */
    record PayaraMicro() implements Launch {
        private static final String BRANDING = "MICRO-INF/domain/branding/glassfish-version.properties";

        @Override
        public String version(Workshop workshop, String said) throws IOException {
            Properties branding = read(workshop.dist("payara-micro.jar"), BRANDING);
            return Stream.of("major_version", "minor_version", "update_version")
                    .map(branding::getProperty)
                    .collect(Collectors.joining(".", said + " ", ""));
        }

        /** Its filter for {@code jakarta.annotation.security} asks its own realm alone: it knows no caller of a gate. */
        @Override
        public Map<String, String> descriptors() {
            return Map.of(
                    "beans.xml",
                    BEANS,
                    "payara-web.xml",
                    "<payara-web-app><jaxrs-roles-allowed-enabled>false</jaxrs-roles-allowed-enabled>"
                            + "</payara-web-app>\n");
        }

        @Override
        public ProcessBuilder process(Begun begun) throws IOException {
            List<String> words = new ArrayList<>(List.of(
                    "-jar",
                    begun.workshop().dist("payara-micro.jar").toString(),
                    "--port",
                    Integer.toString(begun.port()),
                    "--noCluster",
                    "--nohostaware",
                    "--postbootcommandfile",
                    settings(begun).toString(),
                    "--rootDir",
                    begun.work().toString()));
            for (Path war : begun.workshop().archives(begun.deployment())) {
                words.addAll(List.of("--deploy", war.toString()));
            }
            return begun.with(words);
        }

        /** It names itself. */
        private static Path settings(Begun begun) throws IOException {
            return Files.writeString(
                    begun.deployment().resolveSibling(begun.deployment().getFileName() + ".asadmin"),
                    "set configs.config.server-config.network-config.protocols.protocol.http-listener.http"
                            + ".server-header=false\n");
        }
    }

    /**
     * GlassFish by its embedded jar.
     *
     * @param jar among the servers that were fetched
     */
    record Glassfish(String jar) implements Launch {
        private static final String PART = "META-INF/maven/org.glassfish.main.common/common-util/pom.properties";

        /** Embedded it has no branding to read, and calls itself 0.0.0: its jar says what it was built from. */
        @Override
        public String version(Workshop workshop, String said) throws IOException {
            Properties built = read(workshop.dist(jar), PART);
            return said.replaceFirst(" 0\\.0\\.0$", " " + built.getProperty("version"));
        }

        /** With it Jersey resumes an asynchronous answer by a bean of another application (WELD-000229). */
        @Override
        public Map<String, String> descriptors() {
            return Map.of();
        }

        @Override
        public ProcessBuilder process(Begun begun) throws IOException {
            List<String> words = new ArrayList<>(List.of(
                    "-jar",
                    begun.workshop().dist(jar).toString(),
                    "--port=" + begun.port(),
                    "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener"
                            + ".address=127.0.0.1",
                    // It names itself and its JVM.
                    "set configs.config.server-config.network-config.protocols.protocol.http-listener.http"
                            + ".xpowered-by=false"));
            for (Path war : begun.workshop().archives(begun.deployment())) {
                String name = String.valueOf(war.getFileName()).replace(".war", "");
                String path = path(name).isEmpty() ? "/" : path(name);
                words.add("deploy --name=" + name + " --contextroot=" + path + " " + war);
            }
            return begun.with(words).directory(begun.work().toFile());
        }
    }

    /** WildFly by its module loader, on a copy of its standalone folder. */
    record WildFly() implements Launch {
        @Override
        public ProcessBuilder process(Begun begun) throws IOException {
            Path home = begun.workshop().dist("wildfly");
            Path base = begun.work();
            Workshop.copy(home.resolve("standalone"), base);
            for (Path war : begun.workshop().archives(begun.deployment())) {
                Files.copy(war, base.resolve("deployments").resolve(war.getFileName()));
            }
            return begun.with(List.of(
                    "-Djboss.home.dir=" + home,
                    "-Djboss.server.base.dir=" + base,
                    "-Djboss.http.port=" + begun.port(),
                    "-Djboss.https.port=0",
                    "-Djboss.management.http.port=0",
                    "-Djboss.bind.address=127.0.0.1",
                    "-jar",
                    home.resolve("jboss-modules.jar").toString(),
                    "-mp",
                    home.resolve("modules").toString(),
                    "org.jboss.as.standalone"));
        }
    }

    /** Open Liberty by its own jar, with the web profile and one application for each context. */
    record Liberty() implements Launch {
        @Override
        public ProcessBuilder process(Begun begun) throws IOException {
            Path home = begun.workshop().dist("wlp");
            Path user = begun.work();
            Path server = Files.createDirectories(user.resolve("servers/probe"));
            Files.writeString(server.resolve("server.xml"), description(begun));
            ProcessBuilder process = begun.with(List.of(
                    "@" + home.resolve("lib/platform/java/java9.options"),
                    "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                    "-jar",
                    home.resolve("bin/tools/ws-server.jar").toString(),
                    "probe"));
            process.environment().put("WLP_USER_DIR", user.toString());
            return process.directory(server.toFile());
        }

        private static String description(Begun begun) throws IOException {
            StringBuilder text = new StringBuilder("<server>\n");
            text.append("  <featureManager><feature>webProfile-10.0</feature></featureManager>\n");
            text.append("  <httpEndpoint id=\"defaultHttpEndpoint\" host=\"127.0.0.1\" httpPort=\"")
                    .append(begun.port())
                    .append("\" httpsPort=\"-1\">\n")
                    // What it decodes itself no limit of ours counts, and a coding that nobody listed is let in.
                    .append("    <httpOptions autoDecompression=\"false\"/>\n  </httpEndpoint>\n")
                    // Its own page for what its connector refuses shows an exception and a stack.
                    .append("  <webContainer displaytextwhennoerrorpagedefined=\"Refused\"/>\n");
            for (Path war : begun.workshop().archives(begun.deployment())) {
                String name = String.valueOf(war.getFileName()).replace(".war", "");
                text.append("  <webApplication location=\"")
                        .append(war)
                        .append("\" contextRoot=\"")
                        .append(path(name).isEmpty() ? "/" : path(name))
                        .append("\" id=\"")
                        .append(name)
                        .append("\"/>\n");
            }
            return text.append("</server>\n").toString();
        }
    }
}
