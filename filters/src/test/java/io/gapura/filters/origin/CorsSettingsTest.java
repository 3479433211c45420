package io.gapura.filters.origin;

import static io.gapura.filters.origin.ShopCors.CORS;
import static io.gapura.filters.origin.ShopCors.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lists start, which do not, and what is said of those that do. */
class CorsSettingsTest {
    @Test
    void everybodyWithCookiesCannotBeConfigured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cors.allowingAnybody().withCredentials())
                .withMessage("credentials cannot be allowed to every origin: list the origins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cors.allowing("*", SHOP))
                .withMessage("origins must be * alone, or a list without it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cors.allowingAnybody().withPrivateNetwork())
                .withMessage("private-network cannot be opened to every origin: list the origins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://*.shop.example",
                "https://shop.example/",
                "https://shop.example:443",
                "shop.example"
            })
    void anOriginThatNoBrowserSendsDoesNotStart(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cors.allowing(origin))
                .withMessageStartingWith("origins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "get", "TRACE", "CONNECT", "TRACK", "G T", ""})
    void aMethodThatNoPageMayUseDoesNotStart(String method) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.methods(method))
                .withMessageStartingWith("methods");
    }

    @Test
    void noMethodAtAllDoesNotStart() {
        assertThatIllegalArgumentException().isThrownBy(CORS::methods);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a b", "", "ä"})
    void aHeaderThatIsNoNameDoesNotStart(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.headers(name))
                .withMessageStartingWith("headers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CORS.exposed(name))
                .withMessageStartingWith("exposed");
    }

    @Test
    void aListThatPromisesWhatNoBrowserKeepsDoesNotStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> CORS.exposed("Set-Cookie"));
        assertThatIllegalArgumentException().isThrownBy(() -> CORS.headers("X-A", "x-a"));
        String[] hundred = IntStream.range(0, 100).mapToObj(i -> "x-" + i).toArray(String[]::new);
        String[] more = IntStream.range(0, 101).mapToObj(i -> "x-" + i).toArray(String[]::new);
        assertThat(CORS.headers(hundred)).isNotEqualTo(CORS);
        assertThatIllegalArgumentException().isThrownBy(() -> CORS.headers(more));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "86400, true", "86401, false", "-1, false"})
    void anAnswerIsKeptForADayAtMost(long seconds, boolean starts) {
        Duration age = Duration.ofSeconds(seconds);
        if (starts) {
            assertThat(CORS.maxAge(age)).isNotEqualTo(CORS);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CORS.maxAge(age))
                    .withMessageStartingWith("max-age");
        }
    }

    @Test
    void whatIsOpenIsSaid() {
        assertThat(Cors.allowing().remarks())
                .containsExactly("no origin is listed: no page elsewhere may read anything");
        assertThat(CORS.remarks())
                .containsExactly(
                        "2 origins may use GET, PUT without cookies; the origin policy lets these requests pass");
        assertThat(Cors.allowingAnybody().remarks()).singleElement().asString().startsWith("every origin");
    }

    @Test
    void equalSettingsAreEqualPolicies() {
        assertThat(Cors.allowing(SHOP)).isEqualTo(Cors.allowing(SHOP)).hasSameHashCodeAs(Cors.allowing(SHOP));
        assertThat(Cors.allowing(SHOP)).isNotEqualTo(Cors.allowing(SHOP).withCredentials());
        assertThat(Cors.allowing(SHOP).shadowing(Set.of("origin.null"))).isNotEqualTo(Cors.allowing(SHOP));
    }
}
