package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Loads a policy document, and says what is wrong with one. */
final class Documents {
    private Documents() {}

    static List<String> problems(String text) {
        return problems(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> problems(byte[] content) {
        try {
            LoadedPolicy.read("p.yaml", content);
            return List.of();
        } catch (ConfigurationException bad) {
            return List.of(String.valueOf(bad.getMessage()).split("\n"));
        }
    }
}
