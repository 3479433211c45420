package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private java.nio.file.Path folder;

    /** Says what it takes. */
    @Path("pages")
    public static final class Pages {
        @GET
        public String list(@QueryParam("page") @Min(1) @Max(100) int page) {
            return "" + page;
        }
    }

    /** Does not. */
    @Path("search")
    public static final class Search {
        @GET
        public String find(@QueryParam("q") String text) {
            return text;
        }
    }

    private int on(Class<?> type, String... arguments) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        java.nio.file.Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            Files.write(target, in.readAllBytes());
        }
        String[] all = new String[arguments.length + 3];
        all[0] = "catalogue";
        all[1] = "--classes";
        all[2] = folder.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Gapura.run(new PrintWriter(out), new PrintWriter(err, true), all);
    }

    @Test
    void whatAnEndpointTakesIsPrinted() throws IOException {
        assertThat(on(Pages.class)).isZero();
        assertThat(out.toString())
                .startsWith("# What comes in")
                .contains("## GET `/pages`")
                .contains("| query | `page` | int, optional, 1..100 |");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theSameIsAnOpenApiDocument() throws IOException {
        assertThat(on(Pages.class, "--format", "openapi", "--title", "Shop", "--version-of", "7"))
                .isZero();
        assertThat(out.toString())
                .contains("\"openapi\" : \"3.1.0\"")
                .contains("\"title\" : \"Shop\"")
                .contains("\"version\" : \"7\"")
                .contains("\"/pages\"")
                .contains("\"maximum\" : 100");
    }

    @Test
    void openInputIsNamedWithItsFix() throws IOException {
        assertThat(on(Search.class)).isEqualTo(1);
        assertThat(err.toString())
                .contains("lint.unconstrained-parameter")
                .contains("query q")
                .contains("@FreeText");
    }

    @Test
    void noClassesAreUsage() {
        assertThat(Gapura.run(new PrintWriter(out), new PrintWriter(err, true), "catalogue", "--format", "pdf"))
                .isEqualTo(64);
    }
}
