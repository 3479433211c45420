package io.gapura.filters.servlet;

import io.gapura.filters.StartReport;
import io.gapura.filters.container.Annotations;
import io.gapura.filters.container.Place;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.TreeMap;

/**
 * By which registrations the gate stands in an application, and on which server. Grows while the application starts;
 * containers start filters one by one.
 */
final class Mount {
    private static final String DESCRIPTOR = "by web.xml";

    private final Map<String, String> filters = new TreeMap<>();
    private boolean jaxrs;

    /** @param byCode whether somebody made the filter as an object */
    void add(String name, boolean byCode, Endpoints choice) {
        filters.put(name, byCode ? "by code" : DESCRIPTOR);
        jaxrs |= choice == Endpoints.JAXRS;
    }

    /** Tells by which registrations. */
    void tell(ServletContext context, StartReport report) {
        report.say("mount: " + filters(context) + "; " + endpoints(report));
    }

    static Place place(ServletContext context) {
        return Place.of(
                context.getServerInfo(),
                context.getInitParameter(Annotations.SETTING),
                context.getAttribute(Place.PUBLISHED));
    }

    /** Also those that the container makes with the first request that meets them. */
    private String filters(ServletContext context) {
        Map<String, String> all = new TreeMap<>(filters);
        for (FilterRegistration each : context.getFilterRegistrations().values()) {
            if (GapuraFilter.class.getName().equals(each.getClassName())) {
                all.putIfAbsent(each.getName(), DESCRIPTOR);
            }
        }
        all.computeIfPresent(GapuraInitializer.NAME, (name, by) -> "by the initializer");
        StringBuilder text = new StringBuilder();
        all.forEach((name, by) -> text.append(text.length() == 0 ? "filter " : ", filter ")
                .append(name)
                .append(' ')
                .append(by));
        return text.toString();
    }

    private String endpoints(StartReport report) {
        if (!jaxrs) {
            return "decides on servlets";
        }
        return report.hasFeatureRun()
                ? "GapuraFeature decides on resources"
                : "GapuraFeature is to decide on resources, and has not run yet";
    }
}
