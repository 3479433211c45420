package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PerCallerTest {
    private final PerCaller<String> found = new PerCaller<>();
    private final Caller ann = Caller.of("bearer", "https://idp.example", "ann");

    @Test
    void whatWasKeptIsFoundWithThatVeryInstance() {
        assertThat(found.find(ann)).isNull();
        found.keep(ann, "clerk");
        assertThat(found.find(ann)).isEqualTo("clerk");
    }

    @Test
    void anEqualCallerAndARefinedOneAreOthers() {
        found.keep(ann, "clerk");
        Caller equal = Caller.of("bearer", "https://idp.example", "ann");
        assertThat(equal).isEqualTo(ann);
        assertThat(found.find(equal)).isNull();
        assertThat(found.find(ann.withRoles(Set.of("boss")))).isNull();
        assertThat(found.find(ann.withClaims(claim -> Optional.empty()))).isNull();
        assertThat(found.find(ann.withProof("proof"))).isNull();
    }

    @Test
    void whatOneLookUpKeptIsNotSeenByAnother() {
        found.keep(ann, "clerk");
        assertThat(new PerCaller<String>().find(ann)).isNull();
    }

    @Test
    void twoLookUpsAreKeptAndTheOldestOfThreeIsForgotten() {
        PerCaller<String> second = new PerCaller<>();
        PerCaller<String> third = new PerCaller<>();
        found.keep(ann, "first");
        second.keep(ann, "second");
        assertThat(found.find(ann)).isEqualTo("first");
        assertThat(second.find(ann)).isEqualTo("second");
        third.keep(ann, "third");
        assertThat(found.find(ann)).isNull();
        assertThat(second.find(ann)).isEqualTo("second");
        assertThat(third.find(ann)).isEqualTo("third");
    }
}
