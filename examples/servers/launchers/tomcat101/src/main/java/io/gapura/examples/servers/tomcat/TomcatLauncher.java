package io.gapura.examples.servers.tomcat;

import io.gapura.filters.tomcat.GapuraErrorValve;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;

/**
 * Starts Tomcat on a loopback port with every folder of a deployment as a context, and stops it when its standard input
 * ends, so that no server outlives its build. A context that does not start ends the process.
 */
public final class TomcatLauncher {
    private TomcatLauncher() {}

    public static void main(String[] arguments) throws Exception {
        File deployment = new File(arguments[1]).getAbsoluteFile();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(new File(deployment.getParentFile(), deployment.getName() + "-work").getPath());
        Connector connector = new Connector();
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(GapuraErrorValve.class.getName());
        List<Context> contexts = new ArrayList<>();
        for (File folder :
                Arrays.stream(deployment.listFiles(File::isDirectory)).sorted().toList()) {
            String path = folder.getName().equals("ROOT") ? "" : "/" + folder.getName();
            contexts.add(tomcat.addWebapp(path, folder.getPath()));
        }
        tomcat.start();
        for (Context context : contexts) {
            if (context.getState() != LifecycleState.STARTED) {
                System.err.println("the context " + context.getPath() + " did not start");
                tomcat.stop();
                System.exit(3);
            }
        }
        while (System.in.read() >= 0) {
            // Nothing is said: only the end counts.
        }
        tomcat.stop();
        System.exit(0);
    }
}
