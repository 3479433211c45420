package io.gapura.examples.webxml;

import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;

/** Embedded Tomcat with an exploded WAR, as a full Tomcat deploys it: {@code web.xml} is all it is told. */
final class WarServer implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    private WarServer(Path war, Path work) {
        tomcat.setBaseDir(work.toString());
        tomcat.setConnector(new Connector());
        tomcat.getConnector().setPort(0);
        ContextConfig config = new ContextConfig();
        config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
        tomcat.setAddDefaultWebXmlToWebapp(false);
        context = tomcat.addWebapp(tomcat.getHost(), "", war.toAbsolutePath().toString(), config);
        Wrapper files = Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet");
        files.setOverridable(true);
        context.addServletMapping("/", "default");
    }

    static WarServer start(Path war, Path work) throws LifecycleException {
        WarServer server = new WarServer(war, work);
        try {
            server.tomcat.start();
            return server;
        } catch (LifecycleException refused) {
            server.close();
            throw refused;
        }
    }

    boolean isAvailable() {
        return context.getState().isAvailable();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
