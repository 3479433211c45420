package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Violation;
import io.gapura.filters.Violation.Place;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.OneOf;
import io.gapura.validation.constraints.SafeUrl;
import io.gapura.validation.constraints.SingleLine;
import io.gapura.validation.constraints.TextConstraints;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broken constraint on a text is called in an answer, with the limits that its text names. */
class TextCodesTest {
    record Parcel(
            @SingleLine(max = 3) String street,
            @Identifier(min = 2, max = 4) String id,
            @OneOf({"small", "large"}) String size,
            @SafeUrl(max = 20) String url,
            @Pattern(regexp = "[0-9]{2}") String code) {}

    private static List<Violation> broken(Parcel parcel) {
        return ValidatorSetup.of(TextConstraints.standard()).standard().validate(parcel).stream()
                .map(violation -> Codes.at("/" + violation.getPropertyPath(), violation))
                .sorted()
                .toList();
    }

    @Test
    void aWordOfAFamilyStandsByItselfAndAnyOtherBehindItsPlace() {
        assertThat(broken(new Parcel("a\n", "a b", "huge", "http://example.org", "x")))
                .containsExactly(
                        new Violation(Place.BODY, "/code", "body.pattern"),
                        new Violation(Place.BODY, "/id", "identifier.character"),
                        new Violation(Place.BODY, "/size", "body.enum").with("allowed", "small, large"),
                        new Violation(Place.BODY, "/street", "text.line-break"),
                        new Violation(Place.BODY, "/url", "url.scheme"));
    }

    @Test
    void aLengthNamesTheLimitsOfTheContract() {
        assertThat(broken(new Parcel("abcd", "a", "small", "https://example.org/a", "12")))
                .containsExactly(
                        new Violation(Place.BODY, "/id", "text.length")
                                .with("min", 2)
                                .with("max", 4),
                        new Violation(Place.BODY, "/street", "text.length")
                                .with("min", 0)
                                .with("max", 3),
                        new Violation(Place.BODY, "/url", "url.length"));
        assertThat(broken(new Parcel("abc", "ab", "large", "https://example.org/", "12")))
                .isEmpty();
    }
}
