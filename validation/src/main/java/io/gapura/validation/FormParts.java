package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parts of a multipart form by name. One policy receives a form and holds it; what another source says of its parts
 * has to be the same, because nobody else would hold it.
 *
 * @param received whether they are those that are held
 */
record FormParts(Map<String, PartRule> byName, boolean received) {
    FormParts {
        byName = Map.copyOf(byName);
    }

    FormParts and(FormParts other, String place) {
        if (!byName.keySet().equals(other.byName.keySet())) {
            throw ConfigurationException.at(
                    place,
                    "lint.contradiction two sources declare different parts: " + new TreeSet<>(byName.keySet())
                            + " and " + new TreeSet<>(other.byName.keySet()));
        }
        for (Map.Entry<String, PartRule> each : new TreeMap<>(byName).entrySet()) {
            PartRule same = other.byName.get(each.getKey());
            if (same == null || !each.getValue().agreesWith(same)) {
                throw ConfigurationException.at(
                        place,
                        "lint.contradiction the part " + each.getKey() + " is " + each.getValue()
                                + " to one source, and " + same + " to another");
            }
        }
        return received || !other.received ? this : other;
    }

    /** In JSON Schema 2020-12, as OpenAPI 3.1 describes a form. */
    Map<String, Object> schema() {
        FormSchema form = new FormSchema();
        new TreeMap<>(byName).forEach((name, rule) -> form.with(name, schema(rule), rule.required()));
        return form.schema();
    }

    private static Map<String, Object> schema(PartRule rule) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("type", "string");
        if (rule.file()) {
            one.put("contentMediaType", "application/octet-stream");
        }
        rule.longest().ifPresent(most -> one.put("maxLength", most));
        return FormSchema.atMost(rule.most(), one);
    }
}
