package io.gapura.filters.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Two places are one only when every part is. */
class FieldContextTest {
    @Property
    void noTwoPlacesHaveOneDigest(
            @ForAll @Size(min = 1, max = 4) List<@AlphaChars @StringLength(min = 1, max = 3) String> one,
            @ForAll @Size(min = 1, max = 4) List<@AlphaChars @StringLength(min = 1, max = 3) String> other) {
        Assume.that(!one.equals(other));
        assertThat(FieldContext.of(one).digest())
                .isNotEqualTo(FieldContext.of(other).digest());
        assertThat(FieldContext.of(one)).isNotEqualTo(FieldContext.of(other));
    }

    @Test
    void partsAreNotRunTogether() {
        assertThat(FieldContext.of("ab", "c", "d").digest())
                .isNotEqualTo(FieldContext.of("a", "bc", "d").digest());
    }

    @Test
    void theSamePartsAreTheSamePlace() {
        assertThat(FieldContext.of("t", "c", "r"))
                .isEqualTo(FieldContext.of(List.of("t", "c", "r")))
                .hasSameHashCodeAs(FieldContext.of(List.of("t", "c", "r")));
        assertThat(FieldContext.ofColumn("t", "c")).isEqualTo(FieldContext.of(List.of("t", "c")));
    }

    @Test
    void aPlaceHasOneToEightParts() {
        assertThat(FieldContext.of(Collections.nCopies(8, "p")).digest()).hasSize(43);
        assertThatIllegalArgumentException().isThrownBy(() -> FieldContext.of(Collections.nCopies(9, "p")));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldContext.of(List.of()));
    }

    @Test
    void aPartHasOneTo256Characters() {
        assertThat(FieldContext.of("t", "c", "r".repeat(256)).digest()).hasSize(43);
        assertThatIllegalArgumentException().isThrownBy(() -> FieldContext.of("t", "c", "r".repeat(257)));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldContext.of("t", "c", ""));
    }

    @Test
    void halfOfASurrogatePairIsRefusedBecauseTwoSuchPartsWouldBecomeOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldContext.of("t", "c", "\ud800"));
    }

    @Test
    void itsTextNamesNobody() {
        assertThat(FieldContext.of("people", "recovery", "rani")).hasToString("FieldContext of 3 parts");
    }
}
