package io.gapura.filters.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Where a server publishes its connectors as MBeans. Where management is switched off there are none, and nothing is
 * known; whatever an MBean throws counts as not published.
 */
final class ConnectorBeans {
    /** Of 16 connectors more is not said. */
    private static final int MOST = 16;

    private final List<ObjectName> patterns;
    private final List<String> nameKeys;

    /**
     * @param patterns of object names
     * @param nameKeys properties of the name that tell one from another, the first that is there
     */
    ConnectorBeans(List<String> patterns, String... nameKeys) {
        this.patterns = patterns.stream().map(ConnectorBeans::pattern).toList();
        this.nameKeys = List.of(nameKeys);
    }

    private static ObjectName pattern(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }

    /** The connectors that are there, by these settings of theirs. */
    List<Connector> read(MBeanServer server, Iterable<String> settings) {
        List<Connector> found = new ArrayList<>();
        for (ObjectName pattern : patterns) {
            server.queryNames(pattern, null).stream().sorted().limit(MOST).forEach(bean -> {
                Map<String, String> values = new TreeMap<>();
                for (String setting : settings) {
                    String value = value(server, bean, setting);
                    if (value != null) {
                        values.put(setting, value);
                    }
                }
                if (!values.isEmpty()) {
                    found.add(new Connector(name(bean), values));
                }
            });
        }
        return found;
    }

    /** As text; null when it is not set, not known, or not to be had. */
    private static @Nullable String value(MBeanServer server, ObjectName bean, String setting) {
        try {
            Object value = server.getAttribute(bean, setting);
            return value == null ? null : value.toString();
        } catch (AttributeNotFoundException absent) {
            return null;
        } catch (JMException | RuntimeException broken) {
            System.getLogger("io.gapura").log(System.Logger.Level.DEBUG, "no " + setting + " of " + bean, broken);
            return null;
        }
    }

    private String name(ObjectName bean) {
        return nameKeys.stream()
                .flatMap(key -> Stream.ofNullable(bean.getKeyProperty(key)).map(value -> key + " " + value))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(bean.getCanonicalName());
    }
}
