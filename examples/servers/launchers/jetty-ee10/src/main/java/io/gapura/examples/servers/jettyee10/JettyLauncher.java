package io.gapura.examples.servers.jettyee10;

import io.gapura.filters.jetty.GapuraErrorHandler;
import java.io.File;
import java.util.Arrays;
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

    private static WebAppContext context(File folder) {
        WebAppContext context = new WebAppContext();
        context.setContextPath(folder.getName().equals("ROOT") ? "/" : "/" + folder.getName());
        context.setWar(folder.getAbsolutePath());
        context.setThrowUnavailableOnStartupException(true);
        return context;
    }
}
