package io.gapura.examples.servers.tomee;

import io.gapura.filters.tomcat.GapuraErrorValve;
import java.io.File;
import java.util.Arrays;
import org.apache.catalina.Pipeline;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomee.embedded.Configuration;
import org.apache.tomee.embedded.Container;

/**
 * Starts TomEE on a loopback port with every folder of a deployment as a context, and stops it when its standard input
 * ends, so that no server outlives its build. A context that does not start ends the process.
 */
public final class TomeeLauncher {
    private TomeeLauncher() {}

    public static void main(String[] arguments) throws Exception {
        File deployment = new File(arguments[1]).getAbsoluteFile();
        Configuration configuration = new Configuration();
        configuration.setHost("127.0.0.1");
        configuration.setHttpPort(Integer.parseInt(arguments[0]));
        configuration.setStopPort(-1);
        configuration.setDir(new File(deployment.getParentFile(), deployment.getName() + "-work").getPath());
        Container container = new Container(configuration);
        replaceErrorPages(container.getTomcat().getHost().getPipeline());
        try {
            for (File folder : Arrays.stream(deployment.listFiles(File::isDirectory))
                    .sorted()
                    .toList()) {
                container.deploy(folder.getName().equals("ROOT") ? "" : folder.getName(), folder, true);
            }
        } catch (Exception | Error failed) {
            failed.printStackTrace();
            System.exit(3);
        }
        while (System.in.read() >= 0) {
            // Nothing is said: only the end counts.
        }
        container.close();
        System.exit(0);
    }

    /** Its host is made when it starts, and has the page of the server by then. */
    private static void replaceErrorPages(Pipeline pipeline) {
        Arrays.stream(pipeline.getValves())
                .filter(ErrorReportValve.class::isInstance)
                .forEach(pipeline::removeValve);
        pipeline.addValve(new GapuraErrorValve());
    }
}
