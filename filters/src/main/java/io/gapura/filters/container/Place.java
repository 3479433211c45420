package io.gapura.filters.container;

import io.gapura.filters.Policy;
import io.gapura.filters.StartReport;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * Where an application stands, as its container tells it.
 *
 * @param serverInfo the name that the server gives itself; empty when it gives none
 * @param roleSetting the context parameter {@link Annotations#SETTING}; null when it is not set
 * @param published what an adapter in the server has left under {@link #PUBLISHED}; null when there is none
 */
public record Place(
        String serverInfo,
        @Nullable String roleSetting,
        @Nullable Object published) {
    /** Under which one REST filter hands it to another. */
    public static final String PROPERTY = "io.gapura.place";

    /**
     * Attribute of an application: a list of maps from a setting's name to its value, one map for each connector, of types
     * of the JDK alone, because the adapter and the gate are of two class loaders. The key {@code connector} is its name.
     */
    public static final String PUBLISHED = "io.gapura.connector";

    private static final int MOST = 64;

    /** From what a container says, which may be nothing. */
    public static Place of(@Nullable String serverInfo, @Nullable String roleSetting, @Nullable Object published) {
        return new Place(serverInfo == null ? "" : serverInfo, roleSetting, published);
    }

    /** Whether nothing is published of a server of which something may be by the first request. */
    public boolean isYetToCome() {
        Server server = Server.named(serverInfo);
        boolean mayCome = server.beans() != null || published instanceof List<?>;
        return mayCome
                && connectors(server, ManagementFactory.getPlatformMBeanServer())
                        .isEmpty();
    }

    /**
     * Tells all that can be known of the server, once for each fact.
     *
     * @param policies those that run
     */
    public void tell(StartReport report, List<Policy> policies) {
        Annotations annotations = Annotations.on(serverInfo, roleSetting);
        if (annotations.areDoubled() && policies.stream().anyMatch(Policy::rulesOnAccess)) {
            report.warn("server: " + annotations);
        } else {
            report.say("server: " + annotations);
        }
        ContainerReport.tell(report, this, policies, ManagementFactory.getPlatformMBeanServer());
    }

    /** What is known of the connectors: by the adapter, else by MBeans. */
    List<Connector> connectors(Server server, MBeanServer beans) {
        List<Connector> found = told();
        if (!found.isEmpty() || server.beans() == null) {
            return found;
        }
        return server.beans().read(beans, server.settings());
    }

    private List<Connector> told() {
        List<Connector> found = new ArrayList<>();
        if (published instanceof List<?> connectors) {
            for (Object connector : connectors) {
                if (connector instanceof Map<?, ?> settings && settings.size() <= MOST && found.size() < MOST) {
                    Map<String, String> values = new TreeMap<>();
                    settings.forEach((key, value) -> values.put(String.valueOf(key), String.valueOf(value)));
                    String name = values.remove("connector");
                    found.add(new Connector(name == null ? "connector" : name, values));
                }
            }
        }
        return found;
    }
}
