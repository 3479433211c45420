package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.Caller;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActingAsTest {
    private static final RequestView REQUEST = RequestView.post("/api/orders");

    private final ActingAs activation = new ActingAs();

    private static Caller holding(String roles) {
        return Caller.of("people", "ann").withRoles(Set.of(roles.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            manager viewer maker checker, maker,            viewer maker
            manager viewer maker checker, checker,          viewer checker
            manager viewer maker checker, 'maker, checker', viewer maker checker
            manager viewer maker checker, manager,          viewer
            manager viewer maker checker, '',               viewer
            clerk viewer maker,           maker,            viewer maker
            clerk viewer maker,           checker,          viewer
            clerk viewer maker,           Maker,            viewer
            """)
    void whoeverNamesAHatWearsWhatItHoldsOfIt(String held, String named, String active) {
        assertThat(activation.active(holding(held), REQUEST.header(ActingAs.FIELD, named)))
                .containsExactlyInAnyOrder(active.split(" ", -1));
    }

    @Test
    void whoeverHoldsBothAndSaysNothingIsAChecker() {
        assertThat(activation.active(holding("manager viewer maker checker"), REQUEST))
                .containsExactlyInAnyOrder("viewer", "checker");
    }

    @Test
    void allOthersKeepTheirRoles() {
        assertThat(activation.active(holding("clerk viewer maker"), REQUEST))
                .containsExactlyInAnyOrder("clerk", "viewer", "maker");
        assertThat(activation.active(holding("checker"), REQUEST)).containsExactly("checker");
    }

    @Test
    void twoFieldsAreRefused() {
        RequestView twice = REQUEST.header(ActingAs.FIELD, "maker").header(ActingAs.FIELD, "checker");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> activation.active(holding("viewer maker checker"), twice));
    }
}
