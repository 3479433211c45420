package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointersTest {
    @Test
    void slashAndTildeInANameAreEscaped() {
        assertThat(Pointers.below("", path(member("a/b"), member("~c")))).isEqualTo("/a~1b/~0c");
        assertThat(Pointers.below("", path(member("~1")))).isEqualTo("/~01");
    }

    @Test
    void aPointerOfOneHundredAndTwentyEightCharactersIsWhole() {
        String longest = "a".repeat(127);
        assertThat(Pointers.below("", path(member(longest)))).isEqualTo("/" + longest);
        assertThat(Pointers.below("", path(member("x"), member(longest), member("y"))))
                .isEqualTo("/x");
        assertThat(Pointers.below("/" + longest, path(element("y", 0)))).isEqualTo("/" + longest);
    }

    @Test
    void aPointerEndsWhereTheClientChoseTheName() {
        assertThat(Pointers.below("/0", path(member("a"), keyed("b", "secret"), member("c"))))
                .isEqualTo("/0/a");
        assertThat(Pointers.below("/0", path(member("a"), element("b", 7)))).isEqualTo("/0/a/7/b");
    }

    private static Path path(Path.Node... nodes) {
        return new Nodes(Arrays.asList(nodes));
    }

    private static Path.Node member(String name) {
        return new Node(name, false, null, null);
    }

    private static Path.Node element(String name, int index) {
        return new Node(name, true, index, null);
    }

    private static Path.Node keyed(String name, String key) {
        return new Node(name, true, null, key);
    }

    private record Nodes(List<Path.Node> nodes) implements Path {
        @Override
        public Iterator<Path.Node> iterator() {
            return nodes.iterator();
        }
    }

    private record Node(String name, boolean inIterable, Integer index, String key) implements Path.PropertyNode {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isInIterable() {
            return inIterable;
        }

        @Override
        public Integer getIndex() {
            return index;
        }

        @Override
        public Object getKey() {
            return key;
        }

        @Override
        public ElementKind getKind() {
            return ElementKind.PROPERTY;
        }

        @Override
        public <T extends Path.Node> T as(Class<T> nodeType) {
            return nodeType.cast(this);
        }

        @Override
        public Class<?> getContainerClass() {
            return null;
        }

        @Override
        public Integer getTypeArgumentIndex() {
            return null;
        }
    }
}
