package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.Violation;
import io.gapura.filters.Violation.Place;
import io.gapura.validation.constraints.SingleLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeanConstraintsTest {
    private final BeanConstraints constraints = BeanConstraints.standard();

    /** Only where it is asked for. */
    interface Strict {}

    /** A line of a file. */
    record Line(
            @NotBlank @SingleLine(max = 5) String name,
            @Min(value = 1, groups = Strict.class) int count,
            List<@Valid Part> parts) {}

    /** What a line cascades into. */
    record Part(@Pattern(regexp = "[a-z]{1,3}") String code) {}

    @Test
    void aBeanThatKeepsItsConstraintsHasNothingWrong() {
        assertThat(constraints.broken(new Line("tea", 0, List.of(new Part("abc"))), "/rows/2"))
                .isEmpty();
    }

    @Test
    void placesAreBelowThatOfTheBeanAndSorted() {
        Line line = new Line("a\nb", 1, List.of(new Part("abc"), new Part("ABC")));

        assertThat(constraints.broken(line, "/rows/2"))
                .containsExactly(
                        new Violation(Place.BODY, "/rows/2/name", "text.line-break"),
                        new Violation(Place.BODY, "/rows/2/parts/1/code", "body.pattern"));
    }

    @Test
    void theLimitOfTheContractIsToldAndTheValueIsNot() {
        assertThat(constraints.broken(new Line("secret", 1, List.of()), ""))
                .containsExactly(new Violation(Place.BODY, "/name", "text.length")
                        .with("min", 0)
                        .with("max", 5))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void groupsAreAskedWhereTheyAreNamed() {
        Line line = new Line("tea", 0, List.of());

        assertThat(constraints.broken(line, "")).isEmpty();
        assertThat(constraints.broken(line, "", Strict.class))
                .containsExactly(new Violation(Place.BODY, "/count", "body.range"));
    }

    @Test
    void aPlaceThatIsTooLongIsAMistakeOfTheApplication() {
        String longest = "/" + "a".repeat(127);
        Line wrong = new Line("", 1, List.of());

        assertThat(constraints.broken(wrong, longest)).extracting(Violation::at).containsOnly(longest);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> constraints.broken(wrong, longest + "a"));
    }
}
