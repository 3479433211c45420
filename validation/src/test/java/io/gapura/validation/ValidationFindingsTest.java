package io.gapura.validation;

import static io.gapura.validation.CheckedEntities.Address;
import static io.gapura.validation.CheckedEntities.NewParcel;
import static io.gapura.validation.CheckedEntities.body;
import static io.gapura.validation.CheckedEntities.check;
import static io.gapura.validation.CheckedEntities.refused;
import static io.gapura.validation.CheckedEntities.size;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the violations of an entity stand: elements, containers, how many, how deep. */
class ValidationFindingsTest {
    @Test
    void elementsAndMembersOfMembersHaveTheirPlace() {
        NewParcel parcel = new NewParcel(
                "Ayu",
                1,
                Arrays.asList("abc", null, "abcd"),
                new Address(""),
                List.of(new Address("x"), new Address(" ")),
                Map.of(),
                Set.of());
        assertThat(refused(parcel).violations())
                .containsExactly(
                        size("/tags", "list.size", 2),
                        body("/tags/1", "body.missing"),
                        size("/tags/2", "text.length", 3),
                        body("/to/street", "body.missing"),
                        body("/via/1/street", "body.missing"));
    }

    @Test
    void aNameThatTheClientChoseIsNotRepeatedToIt() {
        NewParcel parcel = new NewParcel(
                "Ayu",
                1,
                List.of(),
                null,
                List.of(),
                Map.of("secret-key/~", new Address("")),
                new LinkedHashSet<>(List.of(new Address(""))));
        assertThat(refused(parcel).violations())
                .containsExactly(
                        body("/named", "body.missing"),
                        size("/named", "text.length", 3),
                        body("/seen", "body.missing"));
    }

    @Test
    void theElementsOfAWholeListArrayOrMapAreChecked() {
        assertThat(check(List.of(new Address("x")))).isSameAs(Decision.proceed());
        assertThat(refused(List.of(new Address("x"), new Address(""))).violations())
                .containsExactly(body("/1/street", "body.missing"));
        assertThat(refused(new Object[] {new Address("x"), null, new Address("")})
                        .violations())
                .containsExactly(body("/2/street", "body.missing"));
        assertThat(refused(List.of(List.of(), List.of(new Address("")))).violations())
                .containsExactly(body("/1/0/street", "body.missing"));
        assertThat(refused(Map.of("secret", new Address(""))).violations()).containsExactly(body("", "body.missing"));
        assertThat(refused(Map.of("secret", List.of(new Address("")))).violations())
                .containsExactly(body("", "body.missing"));
        assertThat(refused(new LinkedHashSet<>(List.of(new Address("")))).violations())
                .containsExactly(body("", "body.missing"));
        assertThat(check(new byte[] {1, 2})).isSameAs(Decision.proceed());
        assertThat(check(Collections.singletonList(null))).isSameAs(Decision.proceed());
    }

    @Test
    void anAnswerHoldsTwentyViolations() {
        assertThat(refused(Collections.nCopies(20, new Address(""))).violations())
                .hasSize(20);
        assertThat(refused(Collections.nCopies(100_000, new Address(""))).violations())
                .hasSize(20);
    }

    @Test
    void containersAreFollowedThirtyTwoDeepAndNoFurther() {
        assertThat(refused(nested(32)).violations()).hasSize(1);
        assertThat(refused(nested(33)).violations()).containsExactly(body("/0".repeat(33), "body.depth"));
    }

    @Test
    void mapsAndSetsAreFollowedNoDeeperThanLists() {
        Object inMaps = new Address("");
        Object inSets = new Address("");
        for (int i = 0; i < 32; i++) {
            inMaps = Map.of("key", inMaps);
            inSets = Set.of(inSets);
        }
        assertThat(refused(inMaps).violations()).containsExactly(body("", "body.missing"));
        assertThat(refused(inSets).violations()).containsExactly(body("", "body.missing"));
        assertThat(refused(Map.of("key", inMaps)).violations()).containsExactly(body("", "body.depth"));
        assertThat(refused(Set.of(inSets)).violations()).containsExactly(body("", "body.depth"));
    }

    /** A bean that happens to be iterable. */
    record Shelf(@NotNull String label, @Valid List<Address> all) implements Iterable<Address> {
        @Override
        public Iterator<Address> iterator() {
            throw new AssertionError("its own constraints say what is checked");
        }
    }

    /** A list with a constraint of its own. */
    static final class Named extends ArrayList<Address> {
        private static final long serialVersionUID = 1L;

        @NotNull
        final transient String label = null;
    }

    @Test
    void aBeanThatIsIterableOrACollectionKeepsItsOwnConstraints() {
        assertThat(check(new Shelf("a", List.of(new Address("x"))))).isSameAs(Decision.proceed());
        assertThat(refused(new Shelf(null, List.of(new Address("")))).violations())
                .containsExactly(body("/all/0/street", "body.missing"), body("/label", "body.missing"));
        Named named = new Named();
        named.add(new Address(""));
        assertThat(refused(named).violations())
                .containsExactly(body("/0/street", "body.missing"), body("/label", "body.missing"));
    }

    private static Object nested(int depth) {
        Object value = new Address("");
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }
}
