package io.gapura.filters.servlet;

import io.gapura.filters.ConfigurationException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.net.MalformedURLException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter before every other where {@code /WEB-INF/gapura.properties} exists; elsewhere it only looks whether
 * the filters of {@code web.xml} are mapped to everything. On every server this comes before those filters, also with
 * {@code metadata-complete}.
 */
public final class GapuraInitializer implements ServletContainerInitializer {
    private static final String SETTINGS = "/WEB-INF/gapura.properties";
    static final String NAME = "gapura.properties";

    /** For the container. */
    public GapuraInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
        try {
            FilterMapping.requireRight(context);
        } catch (ConfigurationException wrong) {
            // Liberty keeps to itself why an application does not start.
            System.getLogger("io.gapura").log(System.Logger.Level.ERROR, "Gapura: not started: " + wrong.getMessage());
            throw wrong;
        }
        if (!isActive(context)) {
            return;
        }
        FilterRegistration.Dynamic filter = context.addFilter(NAME, new GapuraFilter());
        if (filter == null) {
            throw ConfigurationException.at(SETTINGS, "there is another filter named " + NAME);
        }
        filter.setInitParameter("config", SETTINGS);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }

    private static boolean isActive(ServletContext context) {
        try {
            return context.getResource(SETTINGS) != null;
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(SETTINGS, impossible);
        }
    }
}
