package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.tomcat.GapuraErrorValve;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.core.StandardService;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Embedded Tomcat with one application: the gate before everything, servlets behind it. */
final class Server implements AutoCloseable {
    private static final long LONGEST_STOP_MILLIS = 5_000;

    private final Tomcat tomcat = new Tomcat();
    private final StandardContext context;

    Server(int port, Path workFolder, Deployment deployment) {
        tomcat.setBaseDir(workFolder.toString());
        tomcat.setConnector(connector(port));
        ((StandardService) tomcat.getService()).setGracefulStopAwaitMillis(LONGEST_STOP_MILLIS);
        context = (StandardContext) tomcat.addContext("", null);
        context.setFailCtxIfServletStartFails(true);
        context.getServletContext().setAttribute(GapuraFilter.DEPLOYMENT, deployment);
        // for what Tomcat refuses alone, before any filter
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(GapuraErrorValve.class.getName());
    }

    /** The demo's passwords stand in a file: only this machine is to reach it. */
    private static Connector connector(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "localhost");
        connector.setThrowOnFailure(true);
        return connector;
    }

    /** On every path and every dispatch: the gate itself decides what applies where. */
    Server gate(GapuraFilter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("gapura");
        definition.setFilterClass(GapuraFilter.class.getName());
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("gapura");
        mapping.addURLPattern("/*");
        for (DispatcherType dispatch : DispatcherType.values()) {
            mapping.setDispatcher(dispatch.name());
        }
        context.addFilterMap(mapping);
        return this;
    }

    Server servlet(String pattern, Servlet servlet) {
        String name = servlet.getClass().getSimpleName();
        Wrapper wrapper = Tomcat.addServlet((Context) context, name, servlet);
        wrapper.setServletClass(servlet.getClass().getName());
        wrapper.setAsyncSupported(true);
        wrapper.setLoadOnStartup(1);
        context.addServletMapping(pattern, name);
        return this;
    }

    Server start() {
        try {
            tomcat.start();
        } catch (LifecycleException failed) {
            throw reason(failed);
        }
        if (!context.getState().isAvailable()) {
            throw ConfigurationException.of("the application did not start; the log above says why");
        }
        return this;
    }

    /** What the gate found wrong, if that is why; anything else stands in the log. */
    private static ConfigurationException reason(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException told) {
                return told;
            }
        }
        return ConfigurationException.of("the server cannot start: is the port free?");
    }

    /** Waits for requests that are on their way; then the filter leaves, and the audit log gets its last line. */
    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IllegalStateException("the server did not stop", failed);
        }
    }
}
