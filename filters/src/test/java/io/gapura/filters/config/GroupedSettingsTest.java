package io.gapura.filters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A section with several kinds of things, each kind under its own name. */
class GroupedSettingsTest {
    record Gate(int height) {
        static final Gate DEFAULTS = new Gate(2);

        Gate {
            if (height < 1) {
                throw new IllegalArgumentException("height must be at least 1");
            }
        }
    }

    record Wall(
            @Grouped Map<String, Gate> gate,
            boolean moat,
            @Grouped Map<String, Gate> backDoor) {
        static final Wall DEFAULTS = new Wall(Map.of(), false, Map.of());
    }

    private final CatalogEntry<Wall> entry = CatalogEntry.of(
            "wall",
            "keeps out",
            MethodHandles.lookup(),
            Wall.class,
            Wall.DEFAULTS,
            settings -> Contribution.policies(new io.gapura.filters.Policy[0]));

    private Wall bind(Map<String, String> values) {
        return entry.bind(Section.of("wall", "test", values, Resources.ofSystem()));
    }

    @Test
    void eachKindHasItsOwnNames() {
        assertThat(bind(Map.of("gate.north.height", "3", "back-door.north.height", "1", "moat", "true")))
                .isEqualTo(new Wall(Map.of("north", new Gate(3)), true, Map.of("north", new Gate(1))));
        assertThat(bind(Map.of())).isEqualTo(Wall.DEFAULTS);
    }

    @Test
    void theTableShowsThemWithTheirPlaceholder() {
        assertThat(entry.settings().stream().map(CatalogEntry.Setting::key))
                .isEqualTo(List.of("wall.gate.<name>.height", "wall.moat", "wall.back-door.<name>.height"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate",
                "gate.north",
                "gate.north.width",
                "gate.North.height",
                "north.height",
                "moat.north.height",
                "gate.north.height.more"
            })
    void whatIsNoSettingStopsTheStart(String key) {
        assertThatThrownBy(() -> bind(Map.of(key, "3"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aMistakeIsNamedWithItsWholeKey() {
        assertThatThrownBy(() -> bind(Map.of("gate.north.height", "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("wall.gate.north.height");
        assertThatThrownBy(() -> bind(Map.of("north.height", "3")))
                .hasMessageContaining("gate.<name>.*")
                .hasMessageContaining("back-door.<name>.*");
    }
}
