package io.gapura.filters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A section of several things of one kind, each by its name. */
class NamedSettingsTest {
    record Gate(int height, Optional<Reference> lock, Duration closes) {
        static final Gate DEFAULTS = new Gate(2, Optional.empty(), Duration.ofMinutes(1));

        Gate {
            if (height < 1) {
                throw new IllegalArgumentException("height must be at least 1");
            }
        }
    }

    record Wall(Map<String, Gate> gate, boolean moat) {
        static final Wall DEFAULTS = new Wall(Map.of(), false);
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
    void eachNameHasItsOwnSettings() {
        assertThat(bind(Map.of("moat", "true", "north.height", "3", "south-2.closes", "5s")))
                .isEqualTo(new Wall(
                        Map.of(
                                "north", new Gate(3, Optional.empty(), Duration.ofMinutes(1)),
                                "south-2", new Gate(2, Optional.empty(), Duration.ofSeconds(5))),
                        true));
        assertThat(bind(Map.of())).isEqualTo(Wall.DEFAULTS);
    }

    @Test
    void theTableShowsThemWithTheirPlaceholder() {
        assertThat(entry.settings().stream().map(each -> each.key() + " " + each.standard()))
                .isEqualTo(List.of(
                        "wall.<gate>.height 2", "wall.<gate>.lock ", "wall.<gate>.closes 60s", "wall.moat false"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            north.heigth | 3   | test: wall.north.heigth is not a setting; known are [closes, height, lock]
            north        | 3   | test: wall.north is not a setting; known are [<gate>.*, moat]
            gate         | 3   | test: wall.gate is not a setting; known are [<gate>.*, moat]
            North.height | 3   | test: wall.*.*: a name is kebab-case and has at most 32 characters
            .height      | 3   | test: wall.*.*: a name is kebab-case and has at most 32 characters
            north.a.b    | 3   | test: wall.north.a.b is not a setting; known are [closes, height, lock]
            north.mode   | off | test: wall.north.mode is not a setting; known are [closes, height, lock]
            north.height | x   | test: wall.north.height: a number is written as 1 to 18 ASCII digits
            north.height | 0   | test: wall.north: height must be at least 1
            north.lock   | abc | test: wall.north.lock: is a reference and never the material itself; write file:PATH, env:NAME or /WEB-INF/NAME
            """)
    void whatIsNotMeantSaysWhereItStands(String key, String value, String message) {
        assertThatThrownBy(() -> bind(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void aNameMayHaveThirtyTwoCharacters() {
        assertThat(bind(Map.of("a".repeat(32) + ".height", "3")).gate()).hasSize(1);
        assertThatThrownBy(() -> bind(Map.of("a".repeat(33) + ".height", "3")))
                .isInstanceOf(ConfigurationException.class);
    }
}
