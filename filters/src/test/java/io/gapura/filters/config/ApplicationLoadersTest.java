package io.gapura.filters.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.errors.ErrorCatalog;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A server may start an application with the loader of another around the thread. */
class ApplicationLoadersTest {
    private static final ClassLoader OWN = PolicyCatalog.class.getClassLoader();

    private static <T> T around(ClassLoader loader, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** With the engine in it once more, as another application's libraries are. */
    private static URLClassLoader other() {
        URL engine = PolicyCatalog.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {engine}, ClassLoader.getPlatformClassLoader());
    }

    @Test
    void theLoaderOfAnotherApplicationIsNotAsked() throws Exception {
        try (URLClassLoader other = other()) {
            assertThat(other.loadClass(PolicyCatalog.class.getName())).isNotSameAs(PolicyCatalog.class);
            assertThat(around(other, () -> ApplicationLoaders.of(PolicyCatalog.class)))
                    .containsExactly(OWN);
            assertThat(around(other, () -> ApplicationLoaders.widest(PolicyCatalog.class)))
                    .isSameAs(OWN);
        }
    }

    @Test
    void anApplicationStartsWithTheLoaderOfAnotherAroundTheThread() throws Exception {
        List<String> names = PolicyCatalog.installed().stream()
                .map(catalog -> catalog.getClass().getName())
                .toList();
        try (URLClassLoader other = other()) {
            assertThat(around(other, PolicyCatalog::installed))
                    .extracting(catalog -> catalog.getClass().getName())
                    .containsExactlyElementsOf(names);
            assertThat(around(other, ErrorCatalog::shipped)).isNotNull();
        }
    }

    @Test
    void aLoaderThatSeesTheEngineIsOfTheApplication() throws Exception {
        try (URLClassLoader inner = new URLClassLoader(new URL[0], OWN)) {
            assertThat(around(inner, () -> ApplicationLoaders.of(PolicyCatalog.class)))
                    .containsExactly(OWN, inner);
            assertThat(around(inner, () -> ApplicationLoaders.widest(PolicyCatalog.class)))
                    .isSameAs(inner);
        }
        assertThat(ApplicationLoaders.of(PolicyCatalog.class)).containsExactly(OWN);
    }

    @Test
    void whereNothingIsAroundTheThreadTheEngineLooksBesideItself() {
        assertThat(around(null, () -> ApplicationLoaders.of(PolicyCatalog.class)))
                .containsExactly(OWN);
    }
}
