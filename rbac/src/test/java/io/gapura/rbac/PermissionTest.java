package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionTest {
    private static final Permission READ = Permission.of("order:read");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order",
                "order:",
                ":read",
                "order:read:",
                "order:read:1:2",
                "order:*",
                "order:**",
                "order:read:*",
                "order:re ad",
                "order:read:~QQ",
                ""
            })
    void whatIsNoPermissionIsRefused(String text) {
        assertThatThrownBy(() -> Permission.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSegmentHasAtMost64Characters() {
        String longest = "x".repeat(64);
        assertThat(Permission.of(longest + ":" + longest + ":" + longest).text())
                .hasSize(194);
        assertThatThrownBy(() -> Permission.of("x".repeat(65) + ":read")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOrdinaryIdIsWrittenAsItIs() {
        assertThat(READ.on("42").text()).isEqualTo("order:read:42");
        assertThat(READ.on("42")).isEqualTo(Permission.of("order:read:42"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "a:b", "~QQ", "a b", "ü", "\n", "1;2"})
    void anIdWithOtherCharactersCannotBecomeSyntax(String id) {
        String instance = READ.on(id).text().substring("order:read:".length());
        assertThat(instance).matches("~[A-Za-z0-9_-]{1,63}");
    }

    @Test
    void anIdThatIsTooLongThrowsAndIsNotShown() {
        assertThat(READ.on("a".repeat(64)).text()).endsWith("a".repeat(64));
        assertThatThrownBy(() -> READ.on("a".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("aaaa");
        assertThat(READ.on(" ".repeat(47)).text()).hasSize("order:read:".length() + 64);
        assertThatThrownBy(() -> READ.on(" ".repeat(48))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdThatIsEmptyOrNoTextThrows() {
        assertThatThrownBy(() -> READ.on("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> READ.on("\uD800")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPermissionOnAnObjectIsNotOnAnother() {
        assertThatThrownBy(() -> READ.on("1").on("2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 2_000)
    void twoIdsNeverMeet(
            @ForAll @StringLength(min = 1, max = 5) String one, @ForAll @StringLength(min = 1, max = 5) String other) {
        assertThat(written(one).equals(written(other)))
                .isEqualTo(one.equals(other)
                        || written(one).isEmpty() && written(other).isEmpty());
    }

    private static String written(String id) {
        try {
            return READ.on(id).text();
        } catch (IllegalArgumentException noText) {
            return "";
        }
    }
}
