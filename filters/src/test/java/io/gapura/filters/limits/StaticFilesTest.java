package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
    private static final Policy FILES = Firewall.staticFiles(Set.of("html", "CSS"));
    private static final Endpoint DEFAULT = Endpoint.files("GET", "/");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/a/b.HTML", "/a.b/c.css", "/docs/", "/x.bak/"})
    void aListedFileOrAFolderIsServed(String path) throws IOException {
        assertThat(decided(FILES, path, DEFAULT).rejection()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a.bak", "/index.html.bak", "/a", "/a.html/b", "/dump.sql", "/.html5", "/a.", "/htmlcss"})
    void anyOtherFileIsNotThere(String path) throws IOException {
        Rejection rejection = decided(FILES, path, DEFAULT).rejection().orElseThrow();
        assertThat(rejection.status()).isEqualTo(404);
        assertThat(rejection.code()).isEqualTo("not-found");
        assertThat(rejection.reason()).isEqualTo("uri.extension");
    }

    @Test
    void otherEndpointsAreNoneOfItsBusiness() throws IOException {
        assertThat(decided(FILES, "/a.bak", Endpoint.servlet("GET", "/*", Object.class))
                        .rejection())
                .isEmpty();
        assertThat(decided(FILES, "/a.bak", Endpoint.unknown("GET", "/", "unknown servlet"))
                        .rejection())
                .isEmpty();
    }

    @Test
    void itsRuleCanBeShadowed() throws IOException {
        Verdict verdict = decided(FILES.shadowing(Set.of("uri.extension")), "/a.bak", DEFAULT);
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.shadowed()).hasSize(1);
        assertThatThrownBy(() -> FILES.shadowing(Set.of("uri.utf8"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Verdict decided(Policy policy, String path, Endpoint endpoint) throws IOException {
        return Pipeline.builder()
                .add(policy)
                .build()
                .decide(RequestView.get(path).withEndpoint(endpoint));
    }
}
