package io.gapura.filters.audit.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The page and what it is made of: a closed list, so that no path is ever looked up. */
final class ViewFiles {
    private static final String SCRIPT = "text/javascript;charset=utf-8";

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html;charset=utf-8",
            "style.css", "text/css;charset=utf-8",
            "icon.svg", "image/svg+xml",
            "app.js", SCRIPT,
            "chart.js", SCRIPT,
            "detail.js", SCRIPT,
            "dom.js", SCRIPT);

    private ViewFiles() {}

    /** By its name; the empty one is the page. */
    static Optional<ViewAnswer> named(String name) {
        String file = name.isEmpty() ? "index.html" : name;
        String type = TYPES.get(file);
        return type == null ? Optional.empty() : Optional.of(ViewAnswer.file(type, read(file)));
    }

    private static byte[] read(String file) {
        try (InputStream in = ViewFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the page lacks " + file);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
