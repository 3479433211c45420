package io.gapura.filters.errors;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a module or an application brings. */
public final class TestSource implements ErrorCatalog.Source {
    @Override
    public InputStream open(String name) {
        String text = name.equals("errors.properties")
                ? "out-of-credit = 403\n"
                : "out-of-credit = You do not have enough credit.\n";
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
