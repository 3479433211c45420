package io.gapura.filters.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Leaves in a context, when it starts, how the connectors of its server are set: an application cannot see its server, and
 * the gate in it reports what is laxer than shipped. Names and values alone, because the gate is of another class loader.
 */
final class Published implements LifeCycle.Listener {
    static final String ATTRIBUTE = "io.gapura.connector";

    private final Server server;
    private final ContextHandler context;

    Published(Server server, ContextHandler context) {
        this.server = server;
        this.context = context;
    }

    @Override
    public void lifeCycleStarting(LifeCycle event) {
        publish();
    }

    void publish() {
        List<Map<String, String>> connectors = new ArrayList<>();
        for (Connector connector : server.getConnectors()) {
            // One with TLS, HTTP/1.1 and HTTP/2 has several factories, mostly with one configuration.
            connector.getConnectionFactories().stream()
                    .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                    .map(factory -> ((HttpConfiguration.ConnectionFactory) factory).getHttpConfiguration())
                    .distinct()
                    .forEach(http -> connectors.add(settings(connector, http)));
        }
        context.setAttribute(ATTRIBUTE, List.copyOf(connectors));
    }

    private static Map<String, String> settings(Connector connector, HttpConfiguration http) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(
                "connector",
                connector.getName() == null ? connector.getProtocols().toString() : connector.getName());
        settings.put("requestHeaderSize", Integer.toString(http.getRequestHeaderSize()));
        long idle = http.getIdleTimeout();
        if (idle < 0 && connector instanceof AbstractConnector) {
            idle = connector.getIdleTimeout();
        }
        settings.put("idleTimeout", Long.toString(idle));
        for (UriCompliance.Violation violation : http.getUriCompliance().getAllowed()) {
            settings.put("UriCompliance." + violation.name(), "allowed");
        }
        http.getHttpCompliance()
                .getAllowed()
                .forEach(violation -> settings.put("HttpCompliance." + violation, "allowed"));
        return settings;
    }
}
