package io.gapura.examples.servers.jettyee10;

import io.gapura.filters.jetty.GapuraErrorHandler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * Starts Jetty on a loopback port with every folder of a deployment as a context, and stops it when its standard input
 * ends, so that no server outlives its build. A context that does not start ends the process.
 */
public final class JettyLauncher {
    private JettyLauncher() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        for (File folder : Arrays.stream(new File(arguments[1]).listFiles(File::isDirectory))
                .sorted()
                .toList()) {
            contexts.addHandler(context(folder));
        }
        server.setHandler(contexts);
        GapuraErrorHandler.standard().install(server);
        for (WebAppContext context : contexts.getDescendants(WebAppContext.class)) {
            keepPages(context, new File(arguments[1], context.getContextPath().substring(1)));
        }
        try {
            server.start();
        } catch (Exception | Error failed) {
            failed.printStackTrace();
            System.exit(3);
        }
        while (System.in.read() >= 0) {
            // Nothing is said: only the end counts.
        }
        server.stop();
        System.exit(0);
    }

    /** Only Jetty's own handler dispatches to the pages that a descriptor names, and it is required where one does. */
    private static void keepPages(WebAppContext context, File folder) throws IOException {
        if (Files.readString(new File(folder, "WEB-INF/web.xml").toPath()).contains("<error-page>")) {
            context.setErrorHandler(new ErrorPageErrorHandler());
        }
    }

    private static WebAppContext context(File folder) {
        WebAppContext context = new WebAppContext();
        context.setContextPath("/" + folder.getName());
        context.setWar(folder.getAbsolutePath());
        context.setThrowUnavailableOnStartupException(true);
        return context;
    }
}
