package io.gapura.filters.container;

import java.util.Map;
import java.util.TreeMap;

/**
 * One connector of a server, by what is published of it. Immutable.
 *
 * @param name for messages where there are several
 * @param settings as the server names them, values as text; what is not set is not there
 */
record Connector(String name, Map<String, String> settings) {
    Connector {
        settings = Map.copyOf(settings);
    }

    /** Names and values in order. */
    String listed(Iterable<String> wanted) {
        Map<String, String> found = new TreeMap<>();
        for (String setting : wanted) {
            String value = settings.get(setting);
            if (value != null) {
                found.put(setting, value);
            }
        }
        return found.toString().replaceAll("[{}]", "");
    }
}
