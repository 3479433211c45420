package io.gapura.filters.servlet;

import io.gapura.filters.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Query and form as the Servlet API shows them: one map, values of the earlier source first. */
final class Parameters {
    private Parameters() {}

    static Map<String, String[]> of(Query... sources) {
        Map<String, List<String>> merged = new LinkedHashMap<>();
        for (Query source : sources) {
            source.asMap()
                    .forEach((name, values) -> merged.computeIfAbsent(name, absent -> new ArrayList<>(values.size()))
                            .addAll(values));
        }
        Map<String, String[]> arrays = new LinkedHashMap<>();
        merged.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
        return Collections.unmodifiableMap(arrays);
    }
}
