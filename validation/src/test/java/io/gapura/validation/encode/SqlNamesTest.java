package io.gapura.validation.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlNamesTest {
    enum Sort {
        NAME,
        CREATED_AT {
            @Override
            public String toString() {
                return "1; DROP TABLE people";
            }
        }
    }

    @SuppressWarnings("UnicodeInCode") // that such a name compiles is the point
    enum Odd {
        Name,
        $X,
        NÄME
    }

    @Test
    void aConstantIsAName() {
        assertThat(SqlNames.of(Sort.NAME)).isEqualTo("name");
        assertThat(SqlNames.of(Sort.CREATED_AT)).isEqualTo("created_at");
    }

    @Test
    void anOddConstantIsRefused() {
        for (Odd each : Odd.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SqlNames.of(each))
                    .withMessageEndingWith("Odd");
        }
    }

    @Test
    void aClientChoosesAmongTheConstants() {
        assertThat(SqlNames.chosen(Sort.class, "created_at")).contains(Sort.CREATED_AT);
        assertThat(SqlNames.chosen(Sort.class, "name")).contains(Sort.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NAME", "Name", "name ", "name;", "name--", "secret", "1; DROP TABLE people"})
    void anythingElseIsNoName(String wanted) {
        assertThat(SqlNames.chosen(Sort.class, wanted)).isEmpty();
    }

    @Property(tries = 200)
    void noTextOfAClientComesOut(@ForAll String wanted) {
        SqlNames.chosen(Sort.class, wanted)
                .ifPresent(each -> assertThat(SqlNames.of(each)).isIn("name", "created_at"));
    }
}
