package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.Violation;
import io.gapura.filters.Violation.Place;
import io.gapura.filters.config.Reference;
import io.gapura.validation.constraints.NewPassword;
import io.gapura.validation.constraints.PasswordRules;
import io.gapura.validation.constraints.SingleLine;
import io.gapura.validation.constraints.TextConstraints;
import jakarta.validation.Valid;
import jakarta.validation.ValidationException;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** What somebody chooses. */
    record Chosen(@NewPassword String password) {}

    @Test
    void whatAConstraintNeedsOfTheDeploymentIsHandedToIt(@TempDir Path folder) throws IOException {
        String words = IntStream.range(0, 3_000)
                .mapToObj(each -> "common-password-" + each)
                .collect(Collectors.joining("\n"));
        Path list = Files.writeString(folder.resolve("common.txt"), words);
        PasswordRules rules = PasswordRules.of(Reference.file(list), Set.of());
        BeanConstraints own = BeanConstraints.with(TextConstraints.standard().passwords(rules));

        assertThat(own.broken(new Chosen("common-password-7"), ""))
                .containsExactly(new Violation(Place.BODY, "/password", "password.common"));
        assertThat(own.broken(new Chosen("another-password-7"), "")).isEmpty();
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(() -> constraints.broken(new Chosen("another-password-7"), ""));
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
