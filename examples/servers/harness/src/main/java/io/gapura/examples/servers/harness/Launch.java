package io.gapura.examples.servers.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a row's server is brought up: what follows the JVM's own options on its command line, and what must stand on disk
 * before. A context is a folder of the deployment; the one named {@code ROOT} answers at {@code /}.
 */
public sealed interface Launch {
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

    /** Whether applications have a {@code beans.xml}, as those of full servers have. */
    default boolean wantsBeans() {
        return true;
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
        public boolean wantsBeans() {
            return false;
        }

        /** TomEE listens first; the others when everything is there. */
        @Override
        public boolean answersEarly() {
            return launcher.equals("tomee");
        }
    }

    /** Payara Micro by its own jar. It has no switch for the address: it listens on all of them while it runs. */
    record PayaraMicro() implements Launch {
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
        /** With it Jersey resumes an asynchronous answer by a bean of another application (WELD-000229). */
        @Override
        public boolean wantsBeans() {
            return false;
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
